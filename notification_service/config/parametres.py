"""Central configuration of this service: Consul's KV, below config/notification_service/."""

from chassis.live_config import parameter

NOTIFICATIONS_JOURS = parameter(
    "notifications_jours",
    180,
    minimum=1,
    maximum=3650,
    about="Days notifications and their reasons are kept.",
    about_fr="Jours de conservation des notifications et de leurs motifs.",
)
LIVRAISONS_JOURS = parameter(
    "livraisons_jours",
    30,
    minimum=1,
    maximum=3650,
    about="Days the calls of webhooks are kept.",
    about_fr="Jours de conservation des appels des webhooks.",
)
WEBHOOK_ECHEC_HEURES = parameter(
    "webhook_echec_heures",
    24,
    minimum=1,
    maximum=720,
    about="Hours of nothing but failures after which a webhook is switched off.",
    about_fr="Heures d'échecs sans interruption au bout desquelles un webhook est désactivé.",
)
