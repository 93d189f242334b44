"""How what was deleted comes back, or goes for good, when log_service asks."""

from functools import partial

from chassis.corbeille import register
from commandes.commandes import apercu_commande, purger_commande, restaurer_commande
from commandes.tiers import CLIENTS, FOURNISSEURS, apercu_tiers, purger_tiers, restaurer_tiers

register("commandes", restaurer=restaurer_commande, purger=purger_commande, apercu=apercu_commande)
for _genre in (CLIENTS, FOURNISSEURS):
    register(
        _genre.module,
        restaurer=partial(restaurer_tiers, genre=_genre),
        purger=partial(purger_tiers, genre=_genre),
        apercu=partial(apercu_tiers, genre=_genre),
    )
