"""The rules of writing a piece: creating and changing it. Deleting is in suppression.py."""

from typing import Unpack
from uuid import UUID

from django.db import transaction

from catalogue import arbre, fiche, historique, recherche
from catalogue.codes_barres import gtin
from catalogue.conflits import refus_lisibles
from catalogue.errors import PieceInconnue, ReferenceExistante, SuppressionEnCours
from catalogue.fiche import Fiche
from catalogue.models import Piece
from catalogue.references import prochaine_reference
from chassis.auth.actor import Actor
from chassis.filters import normalise
from chassis.identifiers import new_id
from chassis.versions import require_version


@transaction.atomic
def creer_piece(*, acteur: Actor, id: UUID | None = None, **champs: Unpack[Fiche]) -> Piece:
    """A new piece; without a reference it gets the next PC-000001.

    Raises IdentifiantExistant, ReferenceExistante, CodeBarresExistant, CodeBarresInvalide, CategorieAbsente.
    """
    piece = Piece(id=id or new_id(), unite=fiche.UNITE, taux_tva=fiche.TAUX_TVA)
    _appliquer(piece, champs)
    if piece.reference:
        _inserer(piece)
    else:
        _inserer_sous_la_prochaine_reference(piece)
    historique.tracer("creer", piece=piece, avant=None, apres=fiche.etat(piece), acteur=acteur)
    return piece


@transaction.atomic
def modifier_piece(
    *, piece_id: UUID, acteur: Actor, version: int | None = None, **champs: Unpack[Fiche]
) -> Piece:
    """Change some fields. `version` is the one the client read; nothing happens when nothing differs.

    Raises PieceInconnue, VersionMismatch, SuppressionEnCours and what creer_piece raises.
    """
    piece = verrouiller_piece(piece_id)
    require_version(piece.version, version)
    if piece.suppression_demandee_le is not None:
        raise SuppressionEnCours(piece_id=piece_id)
    ancien = fiche.etat(piece)
    _appliquer(piece, champs)
    avant, apres = fiche.difference(ancien, fiche.etat(piece))
    if apres:
        piece.version += 1
        indexer(piece)
        with refus_lisibles():
            piece.save()
        historique.tracer("modifier", piece=piece, avant=avant, apres=apres, acteur=acteur)
    return piece


def verrouiller_piece(piece_id: UUID) -> Piece:
    """The live piece, nobody else's until the transaction ends. Raises PieceInconnue."""
    piece = Piece.objects.vivants().select_for_update().filter(pk=piece_id).first()
    if piece is None:
        raise PieceInconnue(piece_id=piece_id)
    return piece


def indexer(piece: Piece) -> None:
    """What is derived from the fields: the keys of uniqueness and what searches look at."""
    piece.reference_cle = normalise(piece.reference)[: recherche.LONGUEUR_MAX]
    piece.gtin = gtin(piece.code_barres)
    for champ, valeur in recherche.derives(piece).items():
        setattr(piece, champ, valeur)


def _appliquer(piece: Piece, champs: Fiche) -> None:
    ancienne_categorie = piece.categorie_id
    for champ, valeur in champs.items():
        setattr(piece, champ, valeur)
    if piece.categorie_id and piece.categorie_id != ancienne_categorie:
        arbre.retenir_categorie(piece.categorie_id, champ="categorie_id")


def _inserer(piece: Piece) -> None:
    indexer(piece)
    with refus_lisibles():
        piece.save(force_insert=True)


def _inserer_sous_la_prochaine_reference(piece: Piece) -> None:
    """Somebody may give the drawn number by hand at this very moment: then the next one is drawn."""
    while True:
        piece.reference = prochaine_reference()
        try:
            return _inserer(piece)
        except ReferenceExistante:
            continue
