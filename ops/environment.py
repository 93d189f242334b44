"""The environment of each process: what it needs and nothing of the shell that started it."""

import os

from ops import hosted, settings_file
from ops.instance import Instance
from ops.registry import Service

# of the shell's environment only what describes the machine
MACHINE = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TZ",
    "TMPDIR",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE",
    "NODE_EXTRA_CA_CERTS",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
)

# what .env may say to those that are no service
UI_SETTINGS = ("UI_CONSUL_URL", "UI_TRAEFIK_URL", "UI_IMAGE_HOSTS")
GATEWAY_SETTINGS = ("RATE_LIMIT_AVERAGE", "RATE_LIMIT_BURST", "TRUSTED_PROXY_IPS")


def machine() -> dict[str, str]:
    return {name: os.environ[name] for name in MACHINE if name in os.environ}


def of_service(instance: Instance, service: Service, number: int = 1, role: str = "app") -> dict[str, str]:
    """For process number `number` of `service`; `role` is app (web, worker) or owner (migrations)."""
    chosen = settings_file.read(instance)
    usual = {name: value for name, value in _usual(instance).items() if f"{name}_FILE" not in chosen}
    return usual | hosted.without(chosen) | _given(instance, service, number, role)


def of_ui(instance: Instance) -> dict[str, str]:
    values = {
        "UI_CONSUL_URL": f"{instance.url('consul')}/ui/",
        "UI_TRAEFIK_URL": f"{instance.url('traefik_dashboard')}/dashboard/",
        **_chosen(instance, UI_SETTINGS),
    }
    return values | {
        "UI_API_URL": public_url(instance),
        "UI_DEMO_FILE": str(instance.demo_file),
        "UI_RELOAD": "1",  # a file that changes is served as it is, not cut to its former length
    }


def of_gateway(instance: Instance) -> dict[str, str]:
    """What the templates of traefik/dynamic/ read."""
    values = {"UI_URL": ui_url(instance), "UI_INTERNAL_URL": instance.url("ui")}
    return values | _chosen(instance, GATEWAY_SETTINGS)


def public_url(instance: Instance) -> str:
    """Of the API, as browsers and mails call it."""
    return settings_file.read(instance).get("PUBLIC_API_URL") or instance.url("traefik")


def ui_url(instance: Instance) -> str:
    """Of the web interface, likewise."""
    return settings_file.read(instance).get("UI_URL") or instance.url("ui")


def _chosen(instance: Instance, names: tuple[str, ...]) -> dict[str, str]:
    chosen = settings_file.read(instance)
    return {name: chosen[name] for name in names if name in chosen}


def _usual(instance: Instance) -> dict[str, str]:
    """What .env may say otherwise."""
    values = {
        "PUBLIC_API_URL": public_url(instance),
        "UI_URL": ui_url(instance),
        "IMAGES_DIR": str(instance.state / "images"),  # one folder for all instances of the service
        "SMTP_URL": f"smtp://{instance.address('smtp')}",
    }
    if not instance.durable:  # the tests receive webhooks on this machine; elsewhere that is refused
        values["WEBHOOK_ALLOWED_NETWORKS"] = "127.0.0.1/32"
    return values


def _given(instance: Instance, service: Service, number: int, role: str) -> dict[str, str]:
    """What makes it this process of this copy."""
    own = instance.secrets / service.name
    state = instance.state / "services" / (service.name if number == 1 else f"{service.name}-{number}")
    state.mkdir(parents=True, exist_ok=True)
    ports = {
        f"{process.name.upper()}_PORT": str(instance.shifted(process.port)) for process in service.processes
    }
    return {
        **_database(instance, service, role),
        **_signing_keys(instance, service),
        "DJANGO_SECRET_KEY_FILE": str(own / "django_secret_key"),
        "SERVICE_KEY_FILE": str(own / "service_key.pem"),
        "SERVICE_PUBLIC_KEYS_DIR": str(instance.secrets / "public_keys"),
        "STATE_DIR": str(state),
        "CONSUL_URL": instance.url("consul"),
        "SERVICE_ADDRESS": "127.0.0.1",
        "SERVICE_PORT": str(service_port(instance, service, number)),
        "PYTHONUNBUFFERED": "1",
        # fewer arenas, and what is large goes back when it is free: a thread of a Django process would keep
        # tens of megabytes, as each check of a password does
        "MALLOC_ARENA_MAX": "2",
        "MALLOC_MMAP_THRESHOLD_": "131072",
        "MALLOC_TRIM_THRESHOLD_": "131072",
        **ports,
    }


def _database(instance: Instance, service: Service, role: str) -> dict[str, str]:
    elsewhere = hosted.url(instance, service, role)
    if elsewhere:
        return {"DATABASE_URL": elsewhere}
    return {"DATABASE_URL_FILE": str(instance.secrets / service.name / f"{role}_url")}


def _signing_keys(instance: Instance, service: Service) -> dict[str, str]:
    """Whoever has them signs tokens of anybody: the others ask for the public ones."""
    return {"JWT_KEYS_DIR": str(instance.secrets / "jwt")} if service.name == "auth_service" else {}


def service_port(instance: Instance, service: Service, number: int) -> int:
    """Further instances of a service are ten ports apart: 8002, 8012, 8022."""
    return instance.shifted(service.port + 10 * (number - 1))
