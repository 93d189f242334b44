"""Draft purchases out of the reorder proposals of stock_service."""

from decimal import Decimal
from typing import NotRequired, TypedDict
from uuid import UUID

from chassis.auth.actor import Actor
from commandes.commandes import creer_commande
from commandes.errors import FournisseurInconnu
from commandes.etats import Type
from commandes.models import Commande


class LigneProposee(TypedDict):
    piece_id: UUID
    quantite: Decimal
    prix_unitaire: NotRequired[Decimal | None]


def creer_achat_propose(
    *, proposition_id: UUID, fournisseur_id: UUID, notes: str, lignes: list[LigneProposee], acteur: Actor
) -> Commande:
    """The draft of that proposal, made once however often it is asked for; FournisseurInconnu."""
    deja = Commande.objects.filter(proposition_id=proposition_id).first()
    if deja is not None:
        return deja
    try:
        return creer_commande(
            type=Type.ACHAT,
            fournisseur_id=fournisseur_id,
            details=lignes,
            notes=notes,
            proposition_id=proposition_id,
            acteur=acteur,
        )
    except FournisseurInconnu as error:
        raise FournisseurInconnu(fournisseur_id=str(fournisseur_id)) from error
