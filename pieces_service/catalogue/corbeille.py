"""How log_service has what it lists in the trash shown, restored or purged."""

from catalogue.apercus import apercu_categorie, apercu_piece
from catalogue.restauration import purger_categorie, purger_piece, restaurer_categorie, restaurer_piece
from chassis.corbeille import register

register("pieces", restaurer=restaurer_piece, purger=purger_piece, apercu=apercu_piece)
register("categories", restaurer=restaurer_categorie, purger=purger_categorie, apercu=apercu_categorie)
