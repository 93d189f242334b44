"""Barcodes of our own, for goods without one: EAN-13 that begin with 20, which GS1 leaves to shops."""

from uuid import UUID

from django.db import connection, transaction

from catalogue.codes_barres import cle_de_controle
from catalogue.errors import CodeBarresExistant, CodeBarresPresent
from catalogue.models import Piece
from catalogue.pieces import modifier_piece, verrouiller_piece
from chassis.auth.actor import Actor

PREFIXE = "20"
CHIFFRES = 10


@transaction.atomic
def attribuer_code_interne(*, piece_id: UUID, acteur: Actor, version: int | None = None) -> Piece:
    """Give a piece without barcode the next one of ours.

    Raises PieceInconnue, VersionMismatch, SuppressionEnCours, CodeBarresPresent.
    """
    piece = verrouiller_piece(piece_id)
    if piece.code_barres:
        raise CodeBarresPresent(code_barres=piece.code_barres)
    while True:
        try:
            return modifier_piece(
                piece_id=piece_id, acteur=acteur, version=version, code_barres=prochain_code()
            )
        except CodeBarresExistant:
            continue  # somebody has given this number by hand; each is drawn once, so this ends


def prochain_code() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('pieces_code_barres_seq')")
        chiffres = f"{PREFIXE}{cursor.fetchone()[0]:0{CHIFFRES}d}"
    return chiffres + cle_de_controle(chiffres)
