"""Central configuration of this service: Consul's KV, below config/log_service/."""

from chassis.live_config import parameter

CORBEILLE_JOURS = parameter(
    "corbeille_jours", 30, minimum=1, maximum=3650, about="days a deleted object can still be restored"
)
JOURNAL_SERVICES_JOURS = parameter(
    "journal_services_jours", 90, minimum=1, maximum=3650, about="days the calls between services are kept"
)
