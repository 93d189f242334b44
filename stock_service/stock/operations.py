"""Shipments, receptions and returns of orders.

Each has an id that commandes_service made before it asked: the row of that id is written first, so whoever
asks again (or at the same moment) gets the movements of the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max, Sum

from chassis.auth.actor import Actor
from chassis.identifiers import new_id
from stock import ecritures, pieces
from stock.commandes import Etat, verrouiller_actives
from stock.ecritures import Ecriture
from stock.errors import (
    EmplacementDeCommandeInconnu,
    MouvementsRefuses,
    OperationExistante,
    PieceInconnue,
    PieceRetiree,
    ReservationAbsente,
    RetourExcessif,
    StockInsuffisant,
)
from stock.models import Emplacement, MouvementStock, OperationDeCommande, Reservation, StockPiece
from stock.models.niveaux import ZERO
from stock.reservations import marquer
from stock.valorisation import valeur_de_la_part
from stock.verrous import verrouiller_emplacements, verrouiller_pieces

Genre, Type = OperationDeCommande.Genre, MouvementStock.Type


@dataclass(frozen=True, kw_only=True)
class Part:
    """`quantite` of an order's line that is shipped, received or returned now. `piece_id` and the unit cost
    are told where they are not known from what was reserved."""

    ligne_id: UUID
    quantite: Decimal
    piece_id: UUID | None = None
    cout_unitaire: Decimal | None = None


@transaction.atomic
def expedier_commande(
    *,
    commande_id: UUID,
    expedition_id: UUID,
    reference: str,
    parts: Sequence[Part] | None = None,
    acteur: Actor,
) -> list[MouvementStock]:
    """Consume what the order holds, or of it the `parts`, and write the OUT movements.

    `reference` is the order's. Raises ReservationAbsente when less is held than is to be shipped.
    """
    if not _premiere(expedition_id, Genre.EXPEDITION, commande_id):
        return mouvements_de_l_operation(expedition_id)
    actives, stocks = verrouiller_actives(commande_id)
    prises = _a_consommer(actives, parts)
    sorties = [
        Ecriture(
            type=Type.OUT,
            stock=stocks[reservation.piece_id],
            emplacement=reservation.emplacement,
            quantite=-quantite,
            reserve=-quantite,
            motif=f"Expédition de {reference}",
            reference_externe=reference,
            commande_id=commande_id,
            ligne_id=reservation.ligne_id,
            operation_id=expedition_id,
            ligne=rang,
        )
        for rang, (reservation, quantite) in enumerate(prises)
    ]
    mouvements = ecritures.passer(sorties, acteur=acteur)
    _consommer(prises)
    return mouvements


def recevoir_commande(
    *,
    commande_id: UUID,
    reception_id: UUID,
    reference: str,
    emplacement_id: UUID,
    parts: Sequence[Part],
    acteur: Actor,
) -> list[MouvementStock]:
    """Write the IN movements of what a supplier delivered, each at its unit cost. Raises
    EmplacementDeCommandeInconnu, PieceInconnue, PieceRetiree, StockTropGrand."""
    entrees = {"type": Type.IN, "motif": f"Réception de {reference}", "reference_externe": reference}
    try:
        return pieces.redemander(
            lambda: _passer(
                (reception_id, Genre.RECEPTION, commande_id), emplacement_id, parts, entrees, acteur=acteur
            ),
            acteur=acteur,
        )
    except MouvementsRefuses as refus:
        raise refus.premier from None


def retourner_commande(
    *,
    commande_id: UUID,
    retour_id: UUID,
    type: str,
    reference: str,
    emplacement_id: UUID,
    parts: Sequence[Part],
    acteur: Actor,
) -> list[MouvementStock]:
    """Take back what a customer was sent (`type` vente: IN, at the cost it left with), or send back what a
    supplier delivered (achat: OUT). Raises RetourExcessif, StockInsuffisant, StockTropGrand,
    EmplacementDeCommandeInconnu."""
    vente = type == "vente"
    genre = Genre.RETOUR_VENTE if vente else Genre.RETOUR_ACHAT
    champs = {
        "type": Type.IN if vente else Type.OUT,
        "motif": f"Retour de {reference}",
        "reference_externe": reference,
    }
    try:
        return _passer((retour_id, genre, commande_id), emplacement_id, parts, champs, acteur=acteur)
    except MouvementsRefuses as refus:
        if vente:  # what enters is never short
            raise refus.premier from None
        raise StockInsuffisant(lignes=_courtes(refus, parts)) from None


def mouvements_de_l_operation(operation_id: UUID) -> list[MouvementStock]:
    return list(MouvementStock.objects.filter(operation_id=operation_id).order_by("sequence"))


def _premiere(operation_id: UUID, genre: str, commande_id: UUID) -> bool:
    """Whether this is the first time; waits for a rival that has not committed. Raises OperationExistante."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO operations_commandes (id, genre, commande_id, cree_le) VALUES (%s, %s, %s, now())"
            " ON CONFLICT DO NOTHING",
            [operation_id, genre, commande_id],
        )
        if cursor.rowcount:
            return True
    operation = OperationDeCommande.objects.get(pk=operation_id)
    if (operation.genre, operation.commande_id) != (genre, commande_id):
        raise OperationExistante()
    return False


def _a_consommer(
    actives: list[Reservation], parts: Sequence[Part] | None
) -> list[tuple[Reservation, Decimal]]:
    """How much of which reservations is shipped; `parts` None: all of them."""
    if parts is None:
        if not actives:
            raise ReservationAbsente()
        return [(each, each.quantite) for each in actives]
    restes = {part.ligne_id: part.quantite for part in parts}
    prises = []
    for each in actives:
        pris = min(each.quantite, restes.get(each.ligne_id, ZERO))
        if pris:
            restes[each.ligne_id] -= pris
            prises.append((each, pris))
    if any(restes.values()):
        raise ReservationAbsente()
    return prises


def _consommer(prises: list[tuple[Reservation, Decimal]]) -> None:
    """Mark what is shipped whole; of what is shipped in part, split off a consumed row."""
    entieres = [each for each, quantite in prises if quantite == each.quantite]
    partielles = [(each, quantite) for each, quantite in prises if quantite < each.quantite]
    marquer(entieres, Etat.CONSOMMEE)
    for each, quantite in partielles:
        reste = each.quantite - quantite
        Reservation.objects.filter(pk=each.pk).update(quantite=reste)
        rangs = Reservation.objects.filter(commande_id=each.commande_id, ligne_id=each.ligne_id)
        each.pk, each.quantite = new_id(), quantite
        each.rang = rangs.aggregate(dernier=Max("rang"))["dernier"] + 1
        each.save(force_insert=True)
        marquer([each], Etat.CONSOMMEE)


@transaction.atomic
def _passer(
    operation: tuple[UUID, str, UUID],
    emplacement_id: UUID,
    parts: Sequence[Part],
    champs: dict[str, str],
    *,
    acteur: Actor,
) -> list[MouvementStock]:
    """The movements of a reception or a return, one per part, all at one place."""
    operation_id, genre, commande_id = operation
    if not _premiere(*operation):
        return mouvements_de_l_operation(operation_id)
    stocks = verrouiller_pieces(part.piece_id for part in parts)
    place = verrouiller_emplacements([emplacement_id]).get(emplacement_id)
    _verifier(parts, stocks, place, emplacement_id)
    valeurs = _valeurs_de_retour(commande_id, parts) if genre == Genre.RETOUR_VENTE else {}
    signe = -1 if champs["type"] == Type.OUT else 1
    rows = [
        Ecriture(
            stock=stocks[part.piece_id],
            emplacement=place,
            quantite=signe * part.quantite,
            cout=part.cout_unitaire,
            valeur=valeurs.get(part.ligne_id),
            commande_id=commande_id,
            ligne_id=part.ligne_id,
            operation_id=operation_id,
            ligne=rang,
            **champs,
        )
        for rang, part in enumerate(parts)
    ]
    return ecritures.passer(rows, acteur=acteur)


def _verifier(
    parts: Sequence[Part], stocks: dict[UUID, StockPiece], place: Emplacement | None, emplacement_id: UUID
) -> None:
    inconnues = {part.piece_id for part in parts} - stocks.keys()
    if inconnues:
        raise PieceInconnue(*sorted(inconnues))
    if place is None:
        raise EmplacementDeCommandeInconnu(emplacement_id=emplacement_id)
    for part in parts:
        if stocks[part.piece_id].retiree:
            raise PieceRetiree(part.piece_id)


def _valeurs_de_retour(commande_id: UUID, parts: Sequence[Part]) -> dict[UUID, Decimal]:
    """By line, what the parts that come back are worth: their share of what left and is still away. Raises
    RetourExcessif."""
    rows = MouvementStock.objects.filter(commande_id=commande_id, ligne_id__in=[p.ligne_id for p in parts])
    loin = {
        ligne_id: (-quantite, -valeur)
        for ligne_id, quantite, valeur in rows.order_by()
        .values_list("ligne_id")
        .annotate(Sum("quantite"), Sum("valeur"))
    }
    restes = [(part, *loin.get(part.ligne_id, (ZERO, ZERO))) for part in parts]
    courtes = [_courte(part, reste) for part, reste, _ in restes if part.quantite > reste]
    if courtes:
        raise RetourExcessif(lignes=courtes)
    return {
        part.ligne_id: valeur_de_la_part(quantite=reste, valeur=valeur, variation=part.quantite)
        for part, reste, valeur in restes
    }


def _courtes(refus: MouvementsRefuses, parts: Sequence[Part]) -> list[dict[str, str]]:
    """By piece, what is asked over all parts and what its place has."""
    found: dict[UUID, dict[str, str]] = {}
    for rang, each in refus.refus.items():
        piece_id = parts[rang].piece_id
        demande = sum(part.quantite for part in parts if part.piece_id == piece_id)
        avant = sum(part.quantite for part in parts[:rang] if part.piece_id == piece_id)
        disponible = Decimal(each.data["disponible"]) + avant
        courte = {"piece_id": piece_id, "demande": f"{demande:.3f}", "disponible": f"{disponible:.3f}"}
        found.setdefault(piece_id, courte)
    return list(found.values())


def _courte(part: Part, disponible: Decimal) -> dict[str, str]:
    return {
        "piece_id": part.piece_id,
        "demande": f"{part.quantite:.3f}",
        "disponible": f"{disponible:.3f}",
    }
