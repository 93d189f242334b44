"""The process that answers over TCP: announces itself in Consul, serves until it is stopped."""

import asyncio
import functools
import logging
import signal
import threading

from django.conf import settings
from django.core.management.base import BaseCommand

from chassis import background, registry
from journal.tcp.serveur import Serveur

log = logging.getLogger(__name__)

# has Traefik tell whose connection it passes on, as traefik/dynamic/tcp.yml says
PASSING_ON = "loadbalancer.serverstransport=nest@file"


def registration() -> registry.Registration:
    name, address, port = f"{settings.SERVICE_NAME}_tcp", settings.SERVICE_ADDRESS, settings.TCP_PORT
    routes = registry.tcp_router_tags(name, entrypoint=settings.TCP_ENTRYPOINT)
    tags = [*routes, f"traefik.tcp.services.{name}.{PASSING_ON}", *registry.process_tags()]
    return registry.Registration(name, address, port, registry.tcp_check(address, port), tags)


class Command(BaseCommand):
    help = "Answer findAll_log, findOne_log, update_log and remove_log over TCP, until stopped."
    requires_system_checks = ()  # they import every view of HTTP

    def handle(self, *args, **options) -> None:
        leaving = threading.Event()
        told = registration()
        asyncio.run(_serve(told, leaving))
        background.stop.set()


async def _serve(told: registry.Registration, leaving: threading.Event) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    serveur = Serveur()
    server = await serveur.ouvrir(settings.SERVICE_BIND, settings.TCP_PORT)
    log.info("listening on %s:%d", settings.SERVICE_BIND, settings.TCP_PORT)
    background.start(functools.partial(registry.keep_registered, leaving=leaving, registration=told))
    await stop.wait()
    leaving.set()
    await asyncio.to_thread(registry.deregister, told)
    server.close()
    await serveur.fermer()
