"""Messages between services, in the universal structure: outbox, relay, inbox."""

from chassis.messages.envelope import Message
from chassis.messages.inbox import handler
from chassis.messages.outbox import publish

__all__ = ["Message", "handler", "publish"]
