"""The read copy of the catalogue: fed by messages, completed by one question for a piece not heard of yet."""

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from chassis.auth.actor import Actor
from commandes import clients
from commandes.errors import PieceInactive, PieceInconnue
from commandes.models import PieceCopie

PAGE = 500
CHAMPS = PieceCopie._meta.concrete_fields
COLONNES = [champ.column for champ in CHAMPS]
# In the order of the ids: two deliveries of the same pieces cannot wait for each other in a circle.
ENREGISTRER = f"""
    INSERT INTO pieces_copie AS copie ({", ".join(COLONNES)})
    SELECT {", ".join(COLONNES)} FROM json_populate_recordset(NULL::pieces_copie, %s::json) ORDER BY id
    ON CONFLICT (id) DO UPDATE SET {", ".join(f"{nom} = EXCLUDED.{nom}" for nom in COLONNES if nom != "id")}
    WHERE copie.version < EXCLUDED.version OR (%s AND copie.version = EXCLUDED.version)"""


def enregistrer_pieces(*, pieces: Iterable[dict[str, Any]], meme_version: bool = False) -> None:
    """Keep each of `pieces` (the fields of the message `pieces`; of one piece the highest version) unless the
    copy has this version or a higher one. One statement for all.

    `meme_version`: a copy of this very version is written over too, for one that went wrong.
    Raises KeyError or ValueError when a field is missing or makes no sense.
    """
    copies: dict[UUID, PieceCopie] = {}
    for piece in pieces:
        copie = PieceCopie(id=UUID(piece["id"]), **_champs(piece))
        if copie.id not in copies or copies[copie.id].version < copie.version:
            copies[copie.id] = copie
    lignes = [
        {champ.name: champ.get_db_prep_save(getattr(copie, champ.name), connection) for champ in CHAMPS}
        for copie in copies.values()
    ]
    with connection.cursor() as cursor:
        cursor.execute(ENREGISTRER, [orjson.dumps(lignes, default=str).decode(), meme_version])


def comparer_pieces() -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Each piece whose copy is not what pieces_service says, and the fields that differ; CallFailed.

    A copy that is ahead of the answer has heard of a later change meanwhile: it does not differ.
    """
    apres = None
    while True:
        page = clients.lire_pieces(apres=apres, limite=PAGE, acteur=Actor())
        copies = PieceCopie.objects.in_bulk([UUID(piece["id"]) for piece in page["results"]])
        for piece in page["results"]:
            champs = _ecarts(copies.get(UUID(piece["id"])), piece)
            if champs:
                yield piece, champs
        apres = page["suivant"]
        if apres is None:
            return


def pieces_a_commander(*, piece_ids: Iterable[UUID], acteur: Actor) -> dict[UUID, PieceCopie]:
    """The pieces of new lines. Call it outside of a transaction: it may have to ask pieces_service.

    PieceInconnue (also for a deleted piece), PieceInactive; CallFailed when pieces_service does not answer.
    """
    demandees = set(piece_ids)
    pieces = PieceCopie.objects.in_bulk(demandees)
    inconnues = sorted(demandees - set(pieces))
    for piece_id in inconnues:
        enregistrer_pieces(pieces=[clients.lire_piece(piece_id, acteur=acteur)])
    if inconnues:
        pieces |= PieceCopie.objects.in_bulk(inconnues)
    for piece_id in sorted(demandees):
        _refuser_piece_retiree(pieces[piece_id])
    return pieces


def exiger_pieces_proposees(piece_ids: Iterable[UUID]) -> None:
    """PieceInconnue, PieceInactive: of lines that were written when it was still sold."""
    for piece in PieceCopie.objects.filter(pk__in=piece_ids).order_by("id"):
        _refuser_piece_retiree(piece)


def _ecarts(copie: PieceCopie | None, piece: dict[str, Any]) -> list[str]:
    voulus = _champs(piece)
    if copie is None:
        return ["absente"]
    if copie.version > voulus["version"]:
        return []
    return [champ for champ, valeur in voulus.items() if getattr(copie, champ) != valeur]


def _refuser_piece_retiree(piece: PieceCopie) -> None:
    if piece.supprimee:
        raise PieceInconnue(piece_id=str(piece.id))
    if not piece.actif:
        raise PieceInactive(piece_id=str(piece.id), reference=piece.reference)


def _champs(piece: dict[str, Any]) -> dict[str, Any]:
    return {
        "reference": str(piece["reference"]),
        "nom": str(piece["nom"]),
        "unite": str(piece["unite"]),
        "prix_achat": _decimal(piece["prix_achat"]),
        "prix_vente": _decimal(piece["prix_vente"]),
        "taux_tva": _decimal(piece["taux_tva"]),
        "actif": bool(piece["actif"]),
        "supprimee": bool(piece["supprimee"]),
        "version": int(piece["version"]),
        "fournisseur_id": UUID(piece["fournisseur_id"]) if piece["fournisseur_id"] else None,
        "code_barres": str(piece["code_barres"]),
    }


def _decimal(texte: str) -> Decimal:
    try:
        return Decimal(texte)
    except InvalidOperation as error:
        raise ValueError(f"{texte!r} is no number") from error
