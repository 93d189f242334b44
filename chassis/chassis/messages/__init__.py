"""Messages between services, in the universal structure: outbox, relay, inbox."""

from chassis.messages.envelope import Message
from chassis.messages.inbox import batch_handler, handler
from chassis.messages.outbox import publish

__all__ = ["Message", "batch_handler", "handler", "publish"]
