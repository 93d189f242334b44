"""A mail server that runs while a test does, and what it was given."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Mailbox


class Received(Mailbox):
    """`mails` in their order; with `refuse` it asks to come back later."""

    def __init__(self):
        super().__init__()
        self.mails = []
        self.refuse = False

    async def handle_DATA(self, server, session, envelope):
        if self.refuse:
            return "451 come back later"
        return await super().handle_DATA(server, session, envelope)

    def handle_message(self, message):
        self.mails.append(message)


@contextmanager
def mail_server() -> Iterator[tuple[Received, int]]:
    """What it receives, and its port."""
    received = Received()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(received, hostname="127.0.0.1", port=port)
    controller.start()
    yield received, port
    controller.stop()
