"""What happens around the requests of this service."""

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import resolve

from notifications.models import Webhook
from notifications.signatures import calculer_secret


class SecretMiddleware:
    """Writes a webhook's secret into the answers that show it, outside of what idempotency_keys stores.

    There, as in the view, `secret` is its version. A repeated request is so answered alike, without a secret
    that lies about; once it is no longer the webhook's, or the webhook was deleted, with null.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code < 300 and _montre_secret(request.path_info):
            response.content = _avec_secret(response.content)
        return response


def _montre_secret(chemin: str) -> bool:
    return getattr(getattr(resolve(chemin).func, "cls", None), "montre_secret", False)


def _avec_secret(corps: bytes) -> bytes:
    reponse = orjson.loads(corps)
    version = reponse["secret"]
    webhook = Webhook.objects.filter(pk=reponse["id"], secret_version=version, supprime_le=None).first()
    return orjson.dumps(reponse | {"secret": calculer_secret(webhook) if webhook else None})
