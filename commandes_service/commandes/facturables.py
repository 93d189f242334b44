"""The sales of which something was shipped that no invoice asks for yet."""

from django.db.models import Exists, F, OuterRef, Q

from commandes.etats import FACTURABLES, Type
from commandes.models import DetailCommande


def a_facturer() -> Q:
    """A condition on orders."""
    lignes = DetailCommande.objects.filter(
        commande=OuterRef("pk"),
        quantite_expediee__gt=F("quantite_retournee") + F("quantite_facturee"),
    )
    return Q(Exists(lignes), type=Type.VENTE, etat__in=FACTURABLES)
