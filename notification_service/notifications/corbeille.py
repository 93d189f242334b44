"""How what was deleted comes back, or goes for good, when log_service asks."""

from chassis.corbeille import register
from notifications.webhooks import MODULE, apercu_webhook, purger_webhook, restaurer_webhook

register(MODULE, restaurer=restaurer_webhook, purger=purger_webhook, apercu=apercu_webhook)
