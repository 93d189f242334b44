"""Deleting a piece: only when stock_service holds none of it, and agrees to take none in.

Two services must agree, and any of the processes may die in between. So the intent is committed first, then
stock_service is asked, then the answer is carried out. While the intent stands the piece cannot change. When
no answer came, nobody knows what stock_service did: the intent stays and is driven again, by the next DELETE
or by the job of jobs.py, until stock_service has answered. Asking twice is harmless to stock_service.

`suppression_tentee_le` says since when somebody is driving the intent; whoever drives it carries it out only
while that mark is still his own.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from catalogue import clients, fiche, historique
from catalogue.errors import PieceEnStock, SuppressionEnCours
from catalogue.models import Piece
from catalogue.pieces import verrouiller_piece
from chassis import corbeille
from chassis.auth.actor import Actor
from chassis.errors import Unavailable
from chassis.versions import require_version

log = logging.getLogger(__name__)

# Longer than any call to stock_service can last: after that the driver is dead.
DELAI_DE_REPRISE = timedelta(seconds=30)


@dataclass(frozen=True)
class Tentative:
    """One driver's hold on an intent."""

    piece_id: UUID
    version: int  # the one the deletion will make: nothing else changes the piece meanwhile
    demandee_le: datetime
    tentee_le: datetime
    acteur: Actor

    @property
    def cle(self) -> str:
        """The same for all drivers of one intent, another one when the piece is deleted again later."""
        return f"retirer:{self.piece_id}:{self.demandee_le.timestamp()}"


def supprimer_piece(*, piece_id: UUID, acteur: Actor, version: int | None = None) -> None:
    """Put a piece in the trash.

    Raises PieceInconnue, VersionMismatch, PieceEnStock, SuppressionEnCours, or Unavailable when stock_service
    does not answer: then nothing is deleted yet, and it will be once stock_service agrees.
    """
    _conduire(demander_suppression(piece_id=piece_id, acteur=acteur, version=version))


@transaction.atomic
def demander_suppression(*, piece_id: UUID, acteur: Actor, version: int | None = None) -> Tentative:
    """Commit the intent, or take over one that nobody drives."""
    piece = verrouiller_piece(piece_id)
    require_version(piece.version, version)
    if piece.suppression_tentee_le and piece.suppression_tentee_le > timezone.now() - DELAI_DE_REPRISE:
        raise SuppressionEnCours(piece_id=piece_id)
    return _tenter(piece, acteur)


def reprendre_suppressions() -> None:
    """Drive again the intents left behind, on behalf of whoever asked."""
    limite = timezone.now() - DELAI_DE_REPRISE
    delaissees = Piece.objects.filter(suppression_demandee_le__lt=limite).filter(_sans_conducteur(limite))
    for piece_id in delaissees.order_by("suppression_demandee_le").values_list("id", flat=True):
        tentative = _reprendre(piece_id, limite)
        if tentative is None:
            continue
        try:
            _conduire(tentative)
        except (PieceEnStock, SuppressionEnCours) as refus:
            log.info("the deletion of %s: %s %s", piece_id, refus.code, refus.data)
        except Unavailable as error:
            log.warning("deletions wait for the stock: %s", error)
            return


@transaction.atomic
def _reprendre(piece_id: UUID, limite: datetime) -> Tentative | None:
    libre = Piece.objects.select_for_update().filter(
        _sans_conducteur(limite), pk=piece_id, suppression_demandee_le__isnull=False
    )
    piece = libre.first()
    return _tenter(piece, Actor.from_claim("", piece.suppression_demandee_par)) if piece else None


def _sans_conducteur(limite: datetime) -> Q:
    return Q(suppression_tentee_le__isnull=True) | Q(suppression_tentee_le__lt=limite)


def _tenter(piece: Piece, acteur: Actor) -> Tentative:
    piece.suppression_tentee_le = timezone.now()
    piece.suppression_demandee_le = piece.suppression_demandee_le or piece.suppression_tentee_le
    piece.suppression_demandee_par = acteur.as_claim()
    _garder_intention(piece)
    return Tentative(
        piece.id, piece.version + 1, piece.suppression_demandee_le, piece.suppression_tentee_le, acteur
    )


def _conduire(tentative: Tentative) -> None:
    try:
        clients.retirer_piece(
            piece_id=tentative.piece_id,
            version=tentative.version,
            cle=tentative.cle,
            acteur=tentative.acteur,
        )
    except PieceEnStock:
        _abandonner(tentative)
        raise
    except Unavailable:
        _lacher(tentative)
        raise
    _accomplir(tentative)


@transaction.atomic
def _accomplir(tentative: Tentative) -> None:
    """stock_service agreed: mark the piece, tell the trash and everybody."""
    piece = _encore_tenue(tentative)
    if piece is None:
        raise SuppressionEnCours(piece_id=tentative.piece_id)
    piece.supprime_le, piece.supprime_par = timezone.now(), tentative.acteur.id
    _effacer_intention(piece)
    piece.version += 1
    piece.save()
    corbeille.deposer(
        "pieces",
        piece.id,
        libelle=fiche.libelle(piece),
        instantane=fiche.etat(piece),
        acteur=tentative.acteur,
    )
    historique.tracer(
        "supprimer",
        piece=piece,
        avant={"supprimee": False},
        apres={"supprimee": True},
        acteur=tentative.acteur,
    )


@transaction.atomic
def _abandonner(tentative: Tentative) -> None:
    """stock_service refused: there is nothing left to do."""
    piece = _encore_tenue(tentative)
    if piece is not None:
        _effacer_intention(piece)
        _garder_intention(piece)


@transaction.atomic
def _lacher(tentative: Tentative) -> None:
    """No answer: the intent stays, whoever comes next may drive it at once."""
    piece = _encore_tenue(tentative)
    if piece is not None:
        piece.suppression_tentee_le = None
        _garder_intention(piece)


def _encore_tenue(tentative: Tentative) -> Piece | None:
    """The piece, locked, while this driver's mark is on it; None when another one has taken over."""
    tenue = Piece.objects.vivants().filter(pk=tentative.piece_id, suppression_tentee_le=tentative.tentee_le)
    return tenue.select_for_update().first()


def _effacer_intention(piece: Piece) -> None:
    piece.suppression_demandee_le = piece.suppression_tentee_le = piece.suppression_demandee_par = None


def _garder_intention(piece: Piece) -> None:
    piece.save(update_fields=["suppression_demandee_le", "suppression_demandee_par", "suppression_tentee_le"])
