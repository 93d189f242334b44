"""sessions.revoke: auth_service tells every service whose tokens are refused from now on."""

from django.conf import settings
from django.utils.dateparse import parse_datetime

from chassis.auth import revocations
from chassis.messages import Message, handler


@handler("sessions", "revoke", source=settings.AUTH_SERVICE)
def revoke(message: Message) -> None:
    for item in message.data:
        expires_at = parse_datetime(item["expire_le"])
        if item.get("sid"):
            revocations.revoke_session(item["sid"], expires_at)
        else:
            revocations.revoke_before(item["user_id"], item["ver"], expires_at)
