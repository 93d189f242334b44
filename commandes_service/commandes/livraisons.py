"""On which days the goods of an invoice left, which its paper has to say (CGI, annexe II, 242 nonies A).

Only what was done before the invoice was issued counts, so the answer is the same whenever it is asked for.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Case, F, OuterRef, Subquery, Sum, When

from commandes.calendrier import FUSEAU
from commandes.models import Facture, HistoriqueCommande, LigneFacture, LigneOperation
from commandes.models.factures import TypeFacture
from commandes.models.operations import EtatOperation, TypeOperation

ZERO = Decimal(0)
Expedition = tuple[date, Decimal]  # its day, how much of the line


def jours_de_livraison(facture: Facture) -> list[date]:
    """Oldest first; none for what was invoiced before it left.

    Of each line, earlier invoices (less their credit notes) have what left first.
    """
    expediees, deja = _expediees_avant(facture), _facturees_avant(facture)
    jours: set[date] = set()
    for ligne in facture.lignes.all():
        debut = deja.get(ligne.detail_id, ZERO)
        jours |= _jours(expediees[ligne.detail_id], debut, debut + ligne.quantite)
    return sorted(jours)


def _jours(expeditions: Iterable[Expedition], debut: Decimal, fin: Decimal) -> set[date]:
    """Those on which something of the units from `debut` to `fin` left."""
    jours, parties = set(), ZERO
    for jour, quantite in expeditions:
        avant, parties = parties, parties + quantite
        if avant < fin and parties > debut:
            jours.add(jour)
    return jours


def _expediees_avant(facture: Facture) -> dict[UUID, list[Expedition]]:
    """By line of the order. What was asked for before and done afterwards is left out."""
    suite = HistoriqueCommande.objects.filter(
        commande=OuterRef("operation__commande"), id__gt=OuterRef("operation__ouverture")
    )
    rows = LigneOperation.objects.filter(
        operation__commande=facture.commande_id,
        operation__type=TypeOperation.EXPEDITION,
        operation__etat=EtatOperation.FAITE,
    ).annotate(faite_le=Subquery(suite.order_by("id").values("cree_le")[:1]))
    rows = rows.filter(faite_le__lt=facture.cree_le).order_by("operation__cree_le", "operation")
    expediees = defaultdict(list)
    for detail_id, quand, quantite in rows.values_list("detail", "operation__cree_le", "quantite"):
        expediees[detail_id].append((quand.astimezone(FUSEAU).date(), quantite))
    return expediees


def _facturees_avant(facture: Facture) -> dict[UUID, Decimal]:
    signee = Case(When(facture__type=TypeFacture.AVOIR, then=-F("quantite")), default=F("quantite"))
    rows = LigneFacture.objects.filter(
        facture__commande=facture.commande_id, facture__cree_le__lt=facture.cree_le
    )
    return dict(rows.order_by().values_list("detail").annotate(somme=Sum(signee)))
