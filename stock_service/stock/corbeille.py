from chassis.corbeille import register
from stock.restauration import apercu_emplacement, purger_emplacement, restaurer_emplacement

register(
    "emplacements", restaurer=restaurer_emplacement, purger=purger_emplacement, apercu=apercu_emplacement
)
