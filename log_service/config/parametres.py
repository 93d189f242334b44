"""Central configuration of this service: Consul's KV, below config/log_service/."""

from chassis.live_config import parameter

CORBEILLE_JOURS = parameter(
    "corbeille_jours",
    30,
    minimum=1,
    maximum=3650,
    about="Days during which a deleted object can still be restored.",
    about_fr="Jours pendant lesquels un objet supprimé peut encore être restauré.",
)
JOURNAL_SERVICES_JOURS = parameter(
    "journal_services_jours",
    90,
    minimum=1,
    maximum=3650,
    about="Days the calls between services are kept.",
    about_fr="Jours de conservation des appels entre services.",
)
LOGS_JOURS = parameter(
    "logs_jours",
    3650,
    minimum=31,
    maximum=36_500,
    about="Days the entries of the audit log are kept; older ones are purged, the chain stays provable.",
    about_fr="Jours de conservation du journal d'audit ; au-delà, purge sans rompre la chaîne de preuves.",
)
