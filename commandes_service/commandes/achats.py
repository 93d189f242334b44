"""What is particular to purchases: when the goods are expected."""

from datetime import timedelta

from commandes.calendrier import aujourd_hui
from commandes.etats import Type
from commandes.models import Commande


def prevoir_arrivee(commande: Commande) -> None:
    """Unless somebody has said when, the goods come after the supplier's delay. Under the order's lock."""
    if commande.type != Type.ACHAT or commande.prevu_le or commande.fournisseur.delai_jours is None:
        return
    commande.prevu_le = aujourd_hui() + timedelta(days=commande.fournisseur.delai_jours)
    commande.save(update_fields=["prevu_le"])
