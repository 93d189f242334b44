"""What is read: querysets with all that an answer needs, and single objects."""

from uuid import UUID

from django.db.models import Case, IntegerField, JSONField, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from catalogue import arbre
from catalogue.codes_barres import gtin_cherche
from catalogue.errors import CategorieInconnue, CodeAmbigu, PieceInconnue
from catalogue.models import Categorie, HistoriquePiece, Piece
from chassis.filters import normalise

PLUSIEURS = 20  # pieces named when a code is ambiguous


def pieces_vivantes() -> QuerySet[Piece]:
    """Everything that is not in the trash, by name."""
    return Piece.objects.vivants().select_related("categorie").defer("grammes").order_by("recherche", "id")


def pieces_publiques() -> QuerySet[Piece]:
    """What anybody may see."""
    return pieces_vivantes().filter(publie=True, actif=True)


def lire_piece(piece_id: UUID, parmi: QuerySet[Piece] | None = None) -> Piece:
    """Raises PieceInconnue."""
    piece = (pieces_vivantes() if parmi is None else parmi).filter(pk=piece_id).first()
    if piece is None:
        raise PieceInconnue(piece_id=piece_id)
    return piece


def lire_piece_meme_supprimee(piece_id: UUID) -> Piece:
    """For services, which must be able to know that a piece is in the trash. Raises PieceInconnue."""
    return lire_piece(piece_id, Piece.objects.defer("grammes"))


def piece_du_code(code: str) -> Piece:
    """What a scanner found: a reference, else a barcode, else a manufacturer's reference.

    Raises PieceInconnue, CodeAmbigu.
    """
    pieces = pieces_vivantes()
    trouvee = pieces.filter(reference_cle=normalise(code)).first()
    if trouvee is None and (gtin := gtin_cherche(code)):
        trouvee = pieces.filter(gtin=gtin).first()
    if trouvee is not None:
        return trouvee
    du_fabricant = list(pieces.filter(reference_fabricant=code).exclude(reference_fabricant="")[:PLUSIEURS])
    if not du_fabricant:
        raise PieceInconnue(code_cherche=code)
    if len(du_fabricant) > 1:
        raise CodeAmbigu(pieces=[{"id": p.id, "reference": p.reference, "nom": p.nom} for p in du_fabricant])
    return du_fabricant[0]


def par_pertinence(pieces: QuerySet[Piece], texte: str) -> QuerySet[Piece]:
    """The piece with exactly this reference first, then references and names that begin so, then by name."""
    rang = Case(
        When(reference_cle=texte, then=Value(0)),
        When(reference_cle__startswith=texte, then=Value(1)),
        When(recherche__startswith=texte, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return pieces.order_by(rang, "recherche", "id")


def historique_de_toutes() -> QuerySet[HistoriquePiece]:
    return HistoriquePiece.objects.all()


def historique_piece(piece_id: UUID) -> QuerySet[HistoriquePiece]:
    """The changes of a piece, also of one in the trash. Raises PieceInconnue."""
    return lire_piece_meme_supprimee(piece_id).historique.all()


def categories_vivantes() -> QuerySet[Categorie]:
    """With `chemin`, the names from the root to it, and `nombre_pieces`, all below it counted."""
    return (
        Categorie.objects.vivants()
        .annotate(
            chemin=RawSQL(arbre.CHEMIN, [], output_field=JSONField()),
            nombre_pieces=RawSQL(arbre.NOMBRE_PIECES, [], output_field=IntegerField()),
        )
        .order_by("recherche", "id")
    )


def lire_categorie(categorie_id: UUID) -> Categorie:
    """Raises CategorieInconnue."""
    categorie = categories_vivantes().filter(pk=categorie_id).first()
    if categorie is None:
        raise CategorieInconnue(categorie_id=categorie_id)
    return categorie
