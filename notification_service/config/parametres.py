"""Central configuration of this service: Consul's KV, below config/notification_service/."""

from chassis.live_config import parameter

NOTIFICATIONS_JOURS = parameter(
    "notifications_jours", 180, minimum=1, maximum=3650, about="days notifications and their reasons are kept"
)
LIVRAISONS_JOURS = parameter(
    "livraisons_jours", 30, minimum=1, maximum=3650, about="days calls of webhooks are kept"
)
WEBHOOK_ECHEC_HEURES = parameter(
    "webhook_echec_heures",
    24,
    minimum=1,
    maximum=720,
    about="hours of nothing but failures after which a webhook is switched off",
)
