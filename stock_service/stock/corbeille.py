from chassis.corbeille import register
from stock.restauration import purger_emplacement, restaurer_emplacement

register("emplacements", restaurer=restaurer_emplacement, purger=purger_emplacement)
