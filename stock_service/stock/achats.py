"""What purchase orders still have to bring, and the copy of suppliers, as commandes_service tells of them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet, Sum

from chassis.auth.actor import Actor
from stock.models import AchatAttendu, FournisseurCopie, LigneAttendue, StockPiece
from stock.models.niveaux import ZERO
from stock.pieces import assurer_pieces
from stock.verrous import verrouiller_pieces


def copier_fournisseur(donnees: dict[str, Any]) -> None:
    """Take what a message tells of a supplier, unless something newer is known."""
    champs = {name: donnees[name] for name in ("nom", "delai_jours", "supprime", "version")}
    with transaction.atomic():
        FournisseurCopie.objects.bulk_create(
            [FournisseurCopie(id=UUID(donnees["id"]), **champs)], ignore_conflicts=True
        )
        FournisseurCopie.objects.filter(pk=donnees["id"], version__lt=donnees["version"]).update(**champs)


def attendre_achat(donnees: dict[str, Any], *, acteur: Actor) -> None:
    """Take what an order still has to bring, whole, unless something newer is known. Of a piece that nobody
    knows nothing is expected."""
    lignes: dict[UUID, Decimal] = {}
    for ligne in donnees["lignes"]:
        piece_id = UUID(ligne["piece_id"])
        lignes[piece_id] = lignes.get(piece_id, ZERO) + Decimal(ligne["attendu"])
    connues = assurer_pieces(lignes, acteur=acteur)
    with transaction.atomic():
        achat = _verrouiller(UUID(donnees["commande_id"]), UUID(donnees["fournisseur_id"]))
        if achat.version >= donnees["version"]:
            return
        achat.reference, achat.etat = donnees["reference"], donnees["etat"]
        achat.fournisseur_id, achat.prevu_le = donnees["fournisseur_id"], donnees["prevu_le"]
        achat.version = donnees["version"]
        achat.save()
        avant = set(achat.lignes.values_list("piece_id", flat=True))
        apres = {piece_id: q for piece_id, q in lignes.items() if piece_id in connues and q > 0}
        stocks = verrouiller_pieces(avant | apres.keys())
        achat.lignes.all().delete()
        LigneAttendue.objects.bulk_create(
            LigneAttendue(achat=achat, piece_id=piece_id, quantite=quantite)
            for piece_id, quantite in apres.items()
        )
        _recompter(stocks)


def attendus_de_la_piece(piece_id: UUID) -> QuerySet[LigneAttendue]:
    rows = LigneAttendue.objects.filter(piece_id=piece_id).select_related("achat")
    return rows.order_by("achat__prevu_le", "achat__reference", "achat_id")


def noms_de_fournisseurs(ids: set[UUID | None]) -> dict[UUID, str]:
    return dict(FournisseurCopie.objects.filter(pk__in=ids - {None}).values_list("pk", "nom"))


def _verrouiller(achat_id: UUID, fournisseur_id: UUID) -> AchatAttendu:
    """The order's row, made when it is the first word of it: messages of one order wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO achats_attendus (id, reference, fournisseur_id, etat, version)"
            " VALUES (%s, '', %s, '', 0) ON CONFLICT DO NOTHING",
            [achat_id, fournisseur_id],
        )
    return AchatAttendu.objects.select_for_update().get(pk=achat_id)


def _recompter(stocks: dict[UUID, StockPiece]) -> None:
    """`en_commande` of these locked pieces is the sum of what is expected of them."""
    sommes = dict(
        LigneAttendue.objects.filter(piece_id__in=stocks).values_list("piece_id").annotate(Sum("quantite"))
    )
    for piece_id, stock in stocks.items():
        if stock.en_commande != sommes.get(piece_id, ZERO):
            StockPiece.objects.filter(pk=piece_id).update(en_commande=sommes.get(piece_id, ZERO))
