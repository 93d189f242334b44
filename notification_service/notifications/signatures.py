"""How a receiver knows that a call is ours: HMAC-SHA256 of the time and the body, as Stripe does it.

    Gestion-Signature: t=1732093200,v1=5257a869...

`v1` is the HMAC-SHA256, in hexadecimal, of "<t>.<raw body>" with the webhook's secret. During a rotation
there are two v1, one for each secret. Receivers refuse a `t` that is older than a few minutes.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings

from notifications.models import Webhook

EN_TETE = "Gestion-Signature"
GRACE = timedelta(hours=24)
DEBUT = "whsec_"


def calculer_secret(webhook: Webhook, version: int | None = None) -> str:
    """Derived from this service's own key: nothing that could be stolen is stored."""
    quoi = f"webhook:{webhook.id}:{version or webhook.secret_version}"
    cle = hmac.new(settings.SECRET_KEY.encode(), quoi.encode(), hashlib.sha256).digest()
    return DEBUT + base64.urlsafe_b64encode(cle).decode().rstrip("=")


def signer(webhook: Webhook, corps: bytes, instant: datetime) -> str:
    """The value of the header."""
    t = int(instant.timestamp())
    versions = [webhook.secret_version]
    if webhook.ancien_secret_jusqua and webhook.ancien_secret_jusqua > instant:
        versions.append(webhook.secret_version - 1)
    signatures = [_signature(calculer_secret(webhook, version), t, corps) for version in versions]
    return ",".join([f"t={t}", *(f"v1={signature}" for signature in signatures)])


def _signature(secret: str, t: int, corps: bytes) -> str:
    return hmac.new(secret.encode(), f"{t}.".encode() + corps, hashlib.sha256).hexdigest()
