"""Lines of an order: from what was asked and what is known of the pieces to rows, and the order's totals."""

from decimal import Decimal
from typing import NotRequired, TypedDict
from uuid import UUID

from chassis.errors import InvalidInput
from commandes.etats import Type
from commandes.models import Commande, DetailCommande, PieceCopie
from commandes.totaux import MONTANT_MAX, total_ligne, totaux_commande

TROP_GRAND = f"Le montant dépasse {MONTANT_MAX}."


class LigneDemandee(TypedDict):
    """Price and rate of the piece unless given (null counts as not given)."""

    piece_id: UUID
    quantite: Decimal
    prix_unitaire: NotRequired[Decimal | None]
    remise: NotRequired[Decimal]
    taux_tva: NotRequired[Decimal | None]


def composer(
    commande: Commande, demandees: list[LigneDemandee], pieces: dict[UUID, PieceCopie]
) -> list[DetailCommande]:
    """The rows, not written yet, and the totals of `commande` set; InvalidInput when an amount is too big."""
    lignes = [
        _ligne(commande, rang, demandee, pieces[demandee["piece_id"]])
        for rang, demandee in enumerate(demandees)
    ]
    for ligne in lignes:
        if ligne.total_ht > MONTANT_MAX:
            raise InvalidInput({f"details.{ligne.rang}.quantite": [TROP_GRAND]})
    totaux = totaux_commande(lignes)
    if totaux.total_ttc > MONTANT_MAX:
        raise InvalidInput({"details": [TROP_GRAND]})
    commande.total_ht, commande.total_tva, commande.total_ttc = (
        totaux.total_ht,
        totaux.total_tva,
        totaux.total_ttc,
    )
    return lignes


def remplacer(commande: Commande, lignes: list[DetailCommande]) -> None:
    """Write them in the place of those there were. The caller holds the lock and saves the totals."""
    commande.details.all().delete()
    DetailCommande.objects.bulk_create(lignes)


def _ligne(commande: Commande, rang: int, demandee: LigneDemandee, piece: PieceCopie) -> DetailCommande:
    prix, taux = demandee.get("prix_unitaire"), demandee.get("taux_tva")
    if prix is None:
        prix = piece.prix_vente if commande.type == Type.VENTE else piece.prix_achat
    ligne = DetailCommande(
        commande=commande,
        rang=rang,
        piece_id=piece.id,
        reference=piece.reference,
        nom=piece.nom,
        unite=piece.unite,
        quantite=demandee["quantite"],
        prix_unitaire=prix,
        remise=demandee.get("remise", Decimal(0)),
        taux_tva=piece.taux_tva if taux is None else taux,
    )
    ligne.total_ht = total_ligne(quantite=ligne.quantite, prix_unitaire=prix, remise=ligne.remise)
    return ligne
