"""The environment of each process: what it needs and nothing of the shell that started it."""

import os

from ops.instance import Instance
from ops.paths import ROOT
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


# what .env may say otherwise
CHOSEN = {"SMTP_URL", "PUBLIC_API_URL", "UI_URL"}


def machine() -> dict[str, str]:
    return {name: os.environ[name] for name in MACHINE if name in os.environ}


def settings_file() -> dict[str, str]:
    """The lines NAME=value of .env, when there is one: settings of the services."""
    path = ROOT / ".env"
    if not path.exists():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs if value.strip()}


def of_service(instance: Instance, service: Service, number: int = 1, role: str = "app") -> dict[str, str]:
    """For process number `number` of `service`; `role` is app (web, worker) or owner (migrations)."""
    own = instance.secrets / service.name
    state = instance.state / "services" / (service.name if number == 1 else f"{service.name}-{number}")
    state.mkdir(parents=True, exist_ok=True)
    values = {
        "DATABASE_URL_FILE": str(own / f"{role}_url"),
        "DJANGO_SECRET_KEY_FILE": str(own / "django_secret_key"),
        "SERVICE_KEY_FILE": str(own / "service_key.pem"),
        "SERVICE_PUBLIC_KEYS_DIR": str(instance.secrets / "public_keys"),
        "JWT_KEYS_DIR": str(instance.secrets / "jwt"),
        "STATE_DIR": str(state),
        "CONSUL_URL": instance.url("consul"),
        "SERVICE_ADDRESS": "127.0.0.1",
        "SERVICE_PORT": str(service_port(instance, service, number)),
        "PUBLIC_API_URL": instance.url("traefik"),
        "UI_URL": instance.url("ui"),
        "IMAGES_DIR": str(instance.state / "images"),  # one folder for all instances of the service
        "SMTP_URL": f"smtp://{instance.address('smtp')}",
        "PYTHONUNBUFFERED": "1",
        # fewer arenas, and what is large goes back when it is free: a thread of a Django process would keep
        # tens of megabytes, as each check of a password does
        "MALLOC_ARENA_MAX": "2",
        "MALLOC_MMAP_THRESHOLD_": "131072",
        "MALLOC_TRIM_THRESHOLD_": "131072",
    }
    if (
        not instance.durable
    ):  # the tests receive webhooks on this machine; elsewhere private addresses are refused
        values["WEBHOOK_ALLOWED_NETWORKS"] = "127.0.0.1/32"
    # an operator's mail server goes before the local catcher; the rest is this instance's own
    values |= {name: value for name, value in settings_file().items() if name not in values or name in CHOSEN}
    for process in service.processes:
        values[f"{process.name.upper()}_PORT"] = str(instance.shifted(process.port))
    return values


def service_port(instance: Instance, service: Service, number: int) -> int:
    """Further instances of a service are ten ports apart: 8002, 8012, 8022."""
    return instance.shifted(service.port + 10 * (number - 1))
