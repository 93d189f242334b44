"""The routes that every service has: below each prefix; and /internal/ and /metrics, which are not routed."""

from pathlib import Path

import drf_spectacular_sidecar
from django.conf import settings
from django.urls import path
from django.views.static import serve
from drf_spectacular import renderers
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from chassis import (
    health,
    metrics,
    openapi,  # noqa: F401  tells drf-spectacular of our authentication
)
from chassis.auth.permissions import PUBLIC
from chassis.corbeille.views import ApercuView, PurgerView, RestaurerView
from chassis.messages.views import MessagesView

SWAGGER_UI = Path(drf_spectacular_sidecar.__file__).parent.joinpath(
    "static", "drf_spectacular_sidecar", "swagger-ui-dist"
)


class SchemaView(SpectacularAPIView):
    """JSON, as everything here, unless YAML is asked for by Accept."""

    required_permissions = PUBLIC
    schema = None
    renderer_classes = [
        renderers.OpenApiJsonRenderer2,
        renderers.OpenApiJsonRenderer,
        renderers.OpenApiYamlRenderer,
        renderers.OpenApiYamlRenderer2,
    ]


class DocsView(SpectacularSwaggerView):
    required_permissions = PUBLIC
    schema = None


def service_urls() -> list:
    return [
        *(route for prefix in settings.SERVICE_PREFIXES for route in _below(prefix.lstrip("/"))),
        path("internal/messages/", MessagesView.as_view()),
        path("internal/corbeille/restaurer/", RestaurerView.as_view()),
        path("internal/corbeille/purger/", PurgerView.as_view()),
        path("internal/corbeille/apercu/", ApercuView.as_view()),
        path("metrics", metrics.metrics_view),
    ]


def _below(prefix: str) -> list:
    return [
        path(f"{prefix}health/", health.health),
        path(f"{prefix}health/ready/", health.ready),
        path(f"{prefix}schema/", SchemaView.as_view(), name="schema"),
        path(f"{prefix}docs/files/<path:path>", serve, {"document_root": SWAGGER_UI}),
        path(f"{prefix}docs/", DocsView.as_view(url_name="schema")),
    ]
