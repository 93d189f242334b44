"""What is read of pieces: querysets with all that an answer needs, and single objects."""

from uuid import UUID

from django.db.models import Q, QuerySet

from catalogue import adresses, lecture_directe
from catalogue.codes_barres import gtin_cherche
from catalogue.errors import CodeAmbigu, ImageAbsente, PieceInconnue
from catalogue.models import HistoriquePiece, Image, Piece
from chassis.filters import normalise

PLUSIEURS = 20  # pieces named when a code is ambiguous
DERIVES = lecture_directe.DERIVES


def pieces_vivantes() -> QuerySet[Piece]:
    """Everything that is not in the trash, by name."""
    pieces = Piece.objects.vivants().select_related("categorie", "image")
    return pieces.defer(*DERIVES).order_by("recherche", "id")


def pieces_publiques() -> QuerySet[Piece]:
    """What anybody may see."""
    return pieces_vivantes().filter(publie=True, actif=True)


def toutes_les_pieces(*, apres: UUID | None, limite: int) -> list[Piece]:
    """For the services that compare their copies: by id, those of the trash too."""
    pieces = Piece.objects.defer(*DERIVES).order_by("id")
    return list((pieces.filter(id__gt=apres) if apres else pieces)[:limite])


def lire_piece(piece_id: UUID, parmi: QuerySet[Piece] | None = None) -> Piece:
    """Raises PieceInconnue."""
    piece = lecture_directe.piece(piece_id) if parmi is None else parmi.filter(pk=piece_id).first()
    if piece is None:
        raise PieceInconnue(piece_id=piece_id)
    return piece


def lire_pieces(ids: list[UUID]) -> list[Piece]:
    """In this order, each as often as it is named. Raises PieceInconnue for the first that is not there."""
    trouvees = {piece.id: piece for piece in pieces_vivantes().filter(pk__in=ids)}
    for piece_id in ids:
        if piece_id not in trouvees:
            raise PieceInconnue(piece_id=piece_id)
    return [trouvees[piece_id] for piece_id in ids]


def lire_piece_meme_supprimee(piece_id: UUID) -> Piece:
    """For services, which must be able to know that a piece is in the trash. Raises PieceInconnue."""
    return lire_piece(piece_id, Piece.objects.defer(*DERIVES))


def piece_du_code(code: str) -> Piece:
    """What a scanner found: our QR code, a reference, a barcode, or a code of the manufacturer or a supplier.

    Raises PieceInconnue, CodeAmbigu.
    """
    if piece_id := adresses.piece_de_l_adresse(code):
        return lire_piece(piece_id)
    pieces = pieces_vivantes()
    trouvee = pieces.filter(reference_cle=normalise(code)).first()
    if trouvee is None and (gtin := gtin_cherche(code)):
        trouvee = pieces.filter(gtin=gtin).first()
    if trouvee is not None:
        return trouvee
    du_code = list(pieces.filter(codes__contains=[normalise(code)])[:PLUSIEURS])
    if not du_code:
        raise PieceInconnue(code_cherche=code)
    if len(du_code) > 1:
        raise CodeAmbigu(pieces=[{"id": p.id, "reference": p.reference, "nom": p.nom} for p in du_code])
    return du_code[0]


def image_de(piece: Piece) -> Image:
    """Raises ImageAbsente."""
    if piece.image is None:
        raise ImageAbsente(piece_id=piece.id)
    return piece.image


def lire_image(nom: str) -> tuple[Image, str]:
    """By the name that its address ends with; and in which size. Raises ImageAbsente."""
    cle, miniature = adresses.cle_et_taille(nom)
    image = Image.objects.filter(pk=cle).first()
    if image is None:
        raise ImageAbsente()
    return image, "miniature" if miniature else "normale"


def historique_de_toutes() -> QuerySet[HistoriquePiece]:
    return HistoriquePiece.objects.all()


def historique_piece(piece_id: UUID) -> QuerySet[HistoriquePiece]:
    """The changes of a piece, also of one in the trash. Raises PieceInconnue."""
    return lire_piece_meme_supprimee(piece_id).historique.all()


def du_fournisseur(pieces: QuerySet[Piece], fournisseur_id: UUID) -> QuerySet[Piece]:
    """Bought from him first of all, or known by a code of his."""
    lui = Q(fournisseur_id=fournisseur_id)
    return pieces.filter(lui | Q(codes_fournisseurs__contains=[{"fournisseur_id": str(fournisseur_id)}]))
