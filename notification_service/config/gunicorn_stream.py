"""gunicorn's configuration of the process of open streams: notification_service_stream in Consul."""

from django.conf import settings

import chassis.gunicorn_conf as shared
from chassis import registry
from chassis.env import env
from chassis.gunicorn_conf import *  # noqa: F403  what all processes have in common

NAME = "notification_service_stream"
PATH = "/api/notifications/stream/"
PORT = env.integer("STREAM_PORT", 8103)

shared.registration = registry.Registration(
    NAME,
    settings.SERVICE_ADDRESS,
    PORT,
    registry.http_check(f"http://{settings.SERVICE_ADDRESS}:{PORT}{PATH}health/ready/"),
    [
        "traefik.enable=true",
        f"traefik.http.routers.{NAME}.rule=Path(`{PATH}`) || Path(`{PATH.removesuffix('/')}`)",
        f"traefik.http.routers.{NAME}.entrypoints=web",
        f"traefik.http.routers.{NAME}.middlewares=api-stream@file",
        f"traefik.http.routers.{NAME}.priority=200",
        *registry.process_tags(),
    ],
)

bind = f"{settings.SERVICE_BIND}:{PORT}"
worker_class = "asgi"
workers = 1
threads = 1
worker_connections = 4_000
max_requests = 0  # a restart would end every stream
graceful_timeout = 3
asgi_lifespan = "on"


def post_worker_init(worker):
    from config.stream import application

    shared.post_worker_init(worker)
    application.partir = lambda: not worker.alive
