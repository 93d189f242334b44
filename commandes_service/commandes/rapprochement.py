"""What stock_service holds and has moved for the orders, compared with what the orders say."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from chassis.auth.actor import Actor
from commandes import clients
from commandes.clients import CallFailed, VuParLeStock
from commandes.etats import EN_COURS, RESERVANTES, Type
from commandes.models import Commande, OperationStock
from commandes.models.operations import EtatOperation

ZERO = Decimal(0)


def comparer_au_stock(*, depuis: datetime) -> Iterator[dict[str, Any]]:
    """The orders for which the two disagree, among those that may hold reservations or changed since."""
    rows = Commande.objects.exclude(etat__in=EN_COURS).filter(surveillee_jusqua__isnull=True)
    rows = rows.filter(Q(etat__in=RESERVANTES, type=Type.VENTE) | Q(modifie_le__gte=depuis))
    for commande in rows.order_by("id").iterator(chunk_size=500):
        try:
            ecart = _ecart(commande, clients.lire_commande(commande_id=commande.id, acteur=Actor()))
        except CallFailed as error:
            yield {"stock_service": str(error)}
            return
        if ecart and Commande.objects.filter(pk=commande.pk, version=commande.version).exists():
            yield {"id": commande.id, "reference": commande.reference, "etat": commande.etat} | ecart


def _ecart(commande: Commande, vu: VuParLeStock) -> dict[str, Any]:
    tenu = sum((r.quantite for r in vu.reservations if r.active), ZERO)
    attendu = _a_tenir(commande)
    if tenu != attendu:
        return {"reserve": tenu, "attendu": attendu}
    faites = OperationStock.objects.filter(commande=commande, etat=EtatOperation.FAITE)
    ecrites = {m.operation_id for m in vu.mouvements}
    if ecrites - set(faites.values_list("id", flat=True)):
        return {"mouvements_inconnus": len(ecrites)}
    manquantes = [str(pk) for pk in faites.values_list("id", flat=True) if pk not in ecrites]
    return {"operations_absentes": manquantes} if manquantes else {}


def _a_tenir(commande: Commande) -> Decimal:
    if commande.type != Type.VENTE or commande.etat not in RESERVANTES:
        return ZERO
    sommes = commande.details.aggregate(
        reste=Sum("quantite") - Sum("quantite_expediee") - Sum("quantite_annulee")
    )
    return sommes["reste"] or ZERO
