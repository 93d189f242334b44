"""Building blocks of a service's settings.py, which imports them by name."""

import socket
from urllib.parse import unquote, urlsplit

from chassis import __version__, logs
from chassis.env import env

# --- who this is, where it listens, whom it may trust ------------------------------------------------
SECRET_KEY = env.text("DJANGO_SECRET_KEY", min_length=50)
SERVICE_KEY = env.text("SERVICE_KEY")
SERVICE_PUBLIC_KEYS_DIR = env.folder("SERVICE_PUBLIC_KEYS_DIR")
STATE_DIR = env.folder("STATE_DIR")
SERVICE_ADDRESS = env.text("SERVICE_ADDRESS", "127.0.0.1")
if SERVICE_ADDRESS == "auto":  # in a container: whatever address it was given
    SERVICE_ADDRESS = socket.gethostbyname(socket.gethostname())
SERVICE_BIND = env.text("SERVICE_BIND", SERVICE_ADDRESS)
CONSUL_URL = env.text("CONSUL_URL", "http://127.0.0.1:8500")
CONSUL_TOKEN = env.text("CONSUL_TOKEN", "")
PUBLIC_API_URL = env.text("PUBLIC_API_URL", "http://127.0.0.1:8090")
UI_URL = env.text("UI_URL", "http://127.0.0.1:5500")
MAIL_FROM = env.text("MAIL_FROM", "Gestion <ne-pas-repondre@gestion.example>")
SMTP = env.smtp("SMTP_URL", "smtp://127.0.0.1:1025")
# the gateway, and the proxy before it whose word for the client it passes on
TRUSTED_PROXIES = 2 if env.names("TRUSTED_PROXY_IPS", "") else 1
WEB_CONCURRENCY = env.integer("WEB_CONCURRENCY", 2)
WEB_THREADS = env.integer("WEB_THREADS", 4)
OWN_HOSTS = ["127.0.0.1", "localhost", "[::1]", SERVICE_ADDRESS, urlsplit(PUBLIC_API_URL).hostname or ""]
ALLOWED_HOSTS = [*OWN_HOSTS, *env.names("ALLOWED_HOSTS", "")]

AUTH_SERVICE = "auth_service"
JWKS_PATH = "/api/auth/jwks/"
LOG_SERVICE = "log_service"
JWT_KEYS_DIR = None  # auth_service alone has private keys

# --- Django -----------------------------------------------------------------------------------------
DEBUG = False
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "fr"
USE_I18N = True
LOGGING_CONFIG = None
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIGRATION_MODULES = {"auth": None, "contenttypes": None}  # code without tables, see chassis.contrib
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
SECURE_CONTENT_TYPE_NOSNIFF = True
# Traefik writes it anew for whoever it does not trust, so no client can
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

MIDDLEWARE = [
    "chassis.request_id.RequestIdMiddleware",
    "chassis.call_journal.CallJournalMiddleware",
    "chassis.middleware.EitherSpellingMiddleware",
    "chassis.middleware.AccessMiddleware",
    "chassis.middleware.UnstorableQueryMiddleware",
    "chassis.idempotency.IdempotencyMiddleware",
]

TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["chassis.auth.authentication.BearerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["chassis.auth.permissions.DeclaredPermission"],
    "DEFAULT_RENDERER_CLASSES": ["drf_orjson_renderer.renderers.ORJSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["chassis.parsing.StrictJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "chassis.pagination.PagePagination",
    "DEFAULT_FILTER_BACKENDS": [
        "chassis.filters.StrictFilterBackend",
        "chassis.filters.WordSearchBackend",
        "chassis.filters.DeclaredOrderingBackend",
    ],
    "DEFAULT_SCHEMA_CLASS": "chassis.openapi.Schema",
    "EXCEPTION_HANDLER": "chassis.problem.exception_handler",
    "UNAUTHENTICATED_USER": None,
    "UNAUTHENTICATED_TOKEN": None,
    "URL_FORMAT_OVERRIDE": None,
}


def installed_apps(*apps: str) -> list[str]:
    return [
        "chassis",
        "chassis.contrib.ContentTypes",
        "chassis.contrib.Auth",
        "rest_framework",
        "django_filters",
        "drf_spectacular",
        *apps,
    ]


def databases() -> dict:
    """The one database of the service, from DATABASE_URL (postgresql://user:password@host:port/name)."""
    url = urlsplit(env.text("DATABASE_URL"))
    return {
        "default": {
            "ENGINE": "chassis.database",
            "NAME": url.path.lstrip("/"),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": url.port or "",
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"connect_timeout": 2, **_options(url.query)},
        }
    }


def _options(query: str) -> dict[str, str]:
    """libpq parameters of the URL, such as sslmode=require of a hosted database."""
    return dict(pair.split("=", 1) for pair in query.split("&") if "=" in pair)


def openapi(title: str, description: str, prefix: str) -> dict:
    """`prefix`: where this service's routes begin; the files of Swagger UI are served below it."""
    return {
        "TITLE": title,
        "DESCRIPTION": description,
        "VERSION": __version__,
        "SERVE_INCLUDE_SCHEMA": False,
        "SWAGGER_UI_DIST": f"{prefix}docs/files",
        "SWAGGER_UI_FAVICON_HREF": f"{prefix}docs/files/favicon-32x32.png",
        "COMPONENT_SPLIT_REQUEST": True,
        "POSTPROCESSING_HOOKS": [
            "drf_spectacular.hooks.postprocess_schema_enums",
            "chassis.openapi.describe_errors",
        ],
    }


def finish(service_name: str) -> None:
    """The last line of a settings.py: say what is missing, then start logging."""
    env.check()
    logs.configure(service_name, env.text("LOG_LEVEL", "INFO"))
