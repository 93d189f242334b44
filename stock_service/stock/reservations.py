"""Reservations: what is kept for an order, or by hand. Each rule is one transaction."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chassis import audit
from chassis.auth.actor import Actor
from config.parametres import RESERVATION_MINUTES
from stock import ecritures, pieces
from stock.allocation import pieces_courtes, places_libres, repartir, total_libre
from stock.ecritures import Variation
from stock.errors import (
    EmplacementInconnu,
    PieceInconnue,
    PieceRetiree,
    ReservationDeCommande,
    ReservationIntrouvable,
    ReservationTerminee,
    StockInsuffisant,
)
from stock.models import NiveauStock, Reservation, StockPiece
from stock.verrous import verrouiller_emplacements, verrouiller_pieces

Etat = Reservation.Etat
AT_ONCE = 200
ACTIONS = {Etat.LIBEREE: "liberer", Etat.EXPIREE: "expirer"}


@dataclass(frozen=True, kw_only=True)
class Ligne:
    """A line of an order: `quantite` of a piece, from wherever there is some."""

    ligne_id: UUID
    piece_id: UUID
    quantite: Decimal


def reserver_commande(*, commande_id: UUID, lignes: Sequence[Ligne], acteur: Actor) -> list[Reservation]:
    """Reserve every line, or none. An order that holds (or shipped) reservations gets those as answer.

    Raises StockInsuffisant (`lignes`: each short piece), PieceInconnue.
    """
    return pieces.redemander(lambda: _reserver_commande(commande_id, lignes, acteur), acteur=acteur)


@transaction.atomic
def _reserver_commande(commande_id: UUID, lignes: Sequence[Ligne], acteur: Actor) -> list[Reservation]:
    stocks = verrouiller_pieces(each.piece_id for each in lignes)
    deja = Reservation.objects.filter(commande_id=commande_id, etat__in=[Etat.ACTIVE, Etat.CONSOMMEE])
    if rows := list(deja.order_by("id")):
        return rows
    inconnues = {each.piece_id for each in lignes} - stocks.keys()
    if inconnues:
        raise PieceInconnue(*sorted(inconnues))
    libres = places_libres(stocks)
    courtes = pieces_courtes([(each.piece_id, each.quantite) for each in lignes], libres)
    if courtes:
        raise StockInsuffisant(lignes=courtes)
    rows = [
        _nouvelle(niveau, quantite, acteur, commande_id=commande_id, ligne_id=ligne.ligne_id, rang=rang)
        for ligne in lignes
        for rang, (niveau, quantite) in enumerate(repartir(ligne.quantite, libres[ligne.piece_id]))
    ]
    return _tenir(rows, stocks, acteur=acteur)


def reserver_piece(
    *,
    piece_id: UUID,
    quantite: Decimal,
    emplacement_id: UUID | None = None,
    motif: str = "",
    expire_le: datetime | None = None,
    acteur: Actor,
) -> list[Reservation]:
    """Reserve by hand: at one place, or from place to place in the order of their codes. Without `expire_le`
    it holds for the configured time.

    Raises StockInsuffisant, PieceInconnue, PieceRetiree, EmplacementInconnu.
    """
    expire_le = expire_le or timezone.now() + timedelta(minutes=RESERVATION_MINUTES())
    return pieces.redemander(
        lambda: _reserver_piece(piece_id, quantite, emplacement_id, motif, expire_le, acteur), acteur=acteur
    )


@transaction.atomic
def _reserver_piece(piece_id, quantite, emplacement_id, motif, expire_le, acteur) -> list[Reservation]:
    stocks = verrouiller_pieces([piece_id])
    if piece_id not in stocks:
        raise PieceInconnue(piece_id)
    if stocks[piece_id].retiree:
        raise PieceRetiree(piece_id)
    if emplacement_id and not verrouiller_emplacements([emplacement_id]):
        raise EmplacementInconnu("emplacement_id")
    libres = [
        libre
        for libre in places_libres(stocks)[piece_id]
        if emplacement_id in (None, libre.niveau.emplacement_id)
    ]
    if total_libre(libres) < quantite:
        raise StockInsuffisant(disponible=f"{total_libre(libres):.3f}", demande=f"{quantite:.3f}")
    rows = [
        _nouvelle(niveau, part, acteur, motif=motif, expire_le=expire_le)
        for niveau, part in repartir(quantite, libres)
    ]
    return _tenir(rows, stocks, acteur=acteur)


@transaction.atomic
def liberer_reservation(*, reservation_id: UUID, acteur: Actor) -> None:
    """End a reservation made by hand. Raises ReservationDeCommande, ReservationTerminee."""
    reservation = Reservation.objects.filter(pk=reservation_id).first()
    if reservation is None:
        raise ReservationIntrouvable()
    if reservation.commande_id:
        raise ReservationDeCommande(commande_id=reservation.commande_id)
    stocks = verrouiller_pieces([reservation.piece_id])
    reservation.refresh_from_db()
    if reservation.etat != Etat.ACTIVE:
        raise ReservationTerminee(etat=reservation.etat)
    terminer([reservation], stocks, etat=Etat.LIBEREE, acteur=acteur)


def expirer_reservations(*, acteur: Actor) -> int:
    """Release what was held until a moment now past, one transaction a piece; how many there were."""
    echues = Reservation.objects.filter(etat=Etat.ACTIVE, expire_le__lte=timezone.now())
    par_piece = defaultdict(list)
    for reservation_id, piece_id in echues.order_by("expire_le").values_list("id", "piece_id")[:AT_ONCE]:
        par_piece[piece_id].append(reservation_id)
    expirees = 0
    for piece_id, ids in par_piece.items():
        with transaction.atomic():
            stocks = verrouiller_pieces([piece_id])
            rows = list(echues.filter(id__in=ids).select_related("emplacement"))
            terminer(rows, stocks, etat=Etat.EXPIREE, acteur=acteur)
            expirees += len(rows)
    return expirees


def terminer(
    reservations: Sequence[Reservation], stocks: dict[UUID, StockPiece], *, etat: str, acteur: Actor
) -> None:
    """Give back what these active reservations hold, their pieces being locked."""
    if not reservations:
        return
    ecritures.varier_reserve(
        [
            Variation(stock=stocks[each.piece_id], emplacement=each.emplacement, reserve=-each.quantite)
            for each in reservations
        ],
        acteur=acteur,
    )
    marquer(reservations, etat)
    for objet_id, rendu in _par_objet(reservations, stocks).items():
        apres = {"etat": etat, "reservations": rendu}
        audit.record(ACTIONS[etat], "reservations", objet_id, acteur=acteur, libelle=rendu[0], apres=apres)


def marquer(reservations: Sequence[Reservation], etat: str) -> None:
    maintenant = timezone.now()
    for each in reservations:
        each.etat, each.terminee_le = etat, maintenant
    ids = [each.id for each in reservations]
    Reservation.objects.filter(id__in=ids).update(etat=etat, terminee_le=maintenant)


def _nouvelle(niveau: NiveauStock, quantite: Decimal, acteur: Actor, **champs) -> Reservation:
    return Reservation(
        piece_id=niveau.piece_id,
        emplacement=niveau.emplacement,
        quantite=quantite,
        user_id=acteur.id,
        user_email=acteur.email,
        cree_le=timezone.now(),
        **champs,
    )


def _tenir(rows: list[Reservation], stocks: dict[UUID, StockPiece], *, acteur: Actor) -> list[Reservation]:
    Reservation.objects.bulk_create(rows)
    ecritures.varier_reserve(
        [
            Variation(stock=stocks[row.piece_id], emplacement=row.emplacement, reserve=row.quantite, ligne=n)
            for n, row in enumerate(rows)
        ],
        acteur=acteur,
    )
    for objet_id, tenu in _par_objet(rows, stocks).items():
        apres = {"etat": Etat.ACTIVE, "reservations": tenu}
        audit.record("reserver", "reservations", objet_id, acteur=acteur, libelle=tenu[0], apres=apres)
    return rows


def _par_objet(rows: Sequence[Reservation], stocks: dict[UUID, StockPiece]) -> dict[UUID, list[str]]:
    """What people call the objects of the audit log: an order as a whole, a reservation made by hand."""
    objets: dict[UUID, list[str]] = defaultdict(list)
    for row in rows:
        texte = f"{row.quantite:.3f} {stocks[row.piece_id].piece} ({row.emplacement.code})"
        objets[row.commande_id or row.id].append(texte)
    return objets
