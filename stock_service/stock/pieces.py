"""The read copy of the catalogue, and the retirement of a piece."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID, uuid5

from django.db import transaction

from chassis import audit
from chassis.auth.actor import Actor
from stock import clients, recherche
from stock.errors import MouvementsRefuses, PieceEnStock, PieceInconnue
from stock.models import PieceCopie, Seuil, StockPiece
from stock.verrous import verrouiller_pieces

T = TypeVar("T")
MODULE_DES_SEUILS = "seuils"
MAX_ASKED = 20  # unknown pieces that one request may make us ask for


def copier_piece(donnees: dict[str, Any]) -> None:
    """Take what a message tells of a piece, unless something newer is known. The newest word decides whether
    the piece is retired: told of as alive it is open again, but not by a word older than its deletion."""
    piece_id, champs = UUID(donnees["id"]), _champs(donnees)
    with transaction.atomic():
        _ajouter(piece_id, champs)
        if PieceCopie.objects.filter(pk=piece_id, version__lt=champs["version"]).update(**champs):
            rows = StockPiece.objects.filter(pk=piece_id)
            if not champs["supprimee"]:
                rows = rows.filter(retiree_version__lte=champs["version"])
            rows.update(retiree=champs["supprimee"])


def retirer_piece(*, piece_id: UUID, version: int, acteur: Actor) -> None:
    """Refuse every later movement of a piece of which nothing is left. Raises PieceEnStock.

    `version` is that of the deletion: word of the piece being alive that is older does not open it again. A
    piece never heard of is retired too: an arrival may be about to fetch its copy.
    """
    with transaction.atomic():
        _ajouter(piece_id, {"version": 0})
        stock = verrouiller_pieces([piece_id])[piece_id]
        if stock.quantite > 0:
            raise PieceEnStock(quantite=f"{stock.quantite:.3f}")
        if not stock.retiree or stock.retiree_version < version:
            stock.retiree, stock.retiree_version = True, max(version, stock.retiree_version)
            stock.save(update_fields=["retiree", "retiree_version"])
            audit.record("retirer", "stocks", piece_id, acteur=acteur, libelle=str(stock.piece))


def redemander(regle: Callable[[], T], *, acteur: Actor) -> T:
    """Run a rule. When it meets pieces it never heard of, ask for them once, outside of its transaction, and
    run it again."""
    try:
        return regle()
    except (PieceInconnue, MouvementsRefuses) as refus:
        found = [_demander(piece_id, acteur) for piece_id in refus.pieces_inconnues[:MAX_ASKED]]
        if not any(found):
            raise
    return regle()


def assurer_pieces(piece_ids: Iterable[UUID], *, acteur: Actor) -> set[UUID]:
    """Those of these pieces of which there is a copy, after asking for the missing ones."""
    wanted = set(piece_ids)
    known = set(PieceCopie.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    return known | {piece_id for piece_id in wanted - known if _demander(piece_id, acteur)}


def recopier(donnees: dict[str, Any], *, ecrire: bool) -> list[str]:
    """The fields in which the copy of a piece differs from what pieces_service tells now (all of them when
    there is no copy). With `ecrire` the copy becomes what is told, whatever its version."""
    piece_id, champs = UUID(donnees["id"]), _champs(donnees)
    piece = PieceCopie.objects.filter(pk=piece_id).first()
    if piece and piece.version > champs["version"]:
        return []  # a message was quicker than this answer
    differences = [name for name, value in champs.items() if piece is None or getattr(piece, name) != value]
    if differences and ecrire:
        with transaction.atomic():
            _ajouter(piece_id, champs)
            PieceCopie.objects.filter(pk=piece_id, version__lte=champs["version"]).update(**champs)
            copie_a_jour = StockPiece.objects.filter(pk=piece_id, retiree_version__lte=champs["version"])
            copie_a_jour.update(retiree=champs["supprimee"])
    return differences


def dependances(piece_id: UUID) -> list[dict[str, Any]]:
    """What is kept here with a piece and comes back with it: its thresholds."""
    rows = Seuil.objects.filter(piece_id=piece_id).select_related("piece", "emplacement")
    return [
        {
            "module": MODULE_DES_SEUILS,
            "objet_id": uuid5(piece_id, f"seuil:{seuil.emplacement_id or ''}"),
            "libelle": f"Seuil de {seuil.piece.reference}{_ou(seuil)} : {_nombre(seuil.mini)} mini",
        }
        for seuil in rows.order_by("id")
    ]


def _ou(seuil: Seuil) -> str:
    return f" à {seuil.emplacement.code}" if seuil.emplacement else ""


def _nombre(value: Decimal | None) -> str:
    return f"{(value or Decimal(0)).normalize():f}"


def _demander(piece_id: UUID, acteur: Actor) -> bool:
    """Keep the copy only where there is none: this answer may be older than a retirement."""
    donnees = clients.lire_piece(piece_id, acteur=acteur)
    if donnees is not None:
        with transaction.atomic():
            _ajouter(piece_id, _champs(donnees))
    return donnees is not None


def _ajouter(piece_id: UUID, champs: dict[str, Any]) -> None:
    PieceCopie.objects.bulk_create([PieceCopie(id=piece_id, **champs)], ignore_conflicts=True)
    stock = StockPiece(piece_id=piece_id, retiree=champs.get("supprimee", False))
    StockPiece.objects.bulk_create([stock], ignore_conflicts=True)


def _champs(donnees: dict[str, Any]) -> dict[str, Any]:
    code_barres = donnees.get("code_barres", "")
    return {
        "reference": donnees["reference"],
        "nom": donnees["nom"],
        "unite": donnees["unite"],
        "prix_achat": Decimal(donnees["prix_achat"]),
        "actif": donnees["actif"],
        "supprimee": donnees["supprimee"],
        "version": donnees["version"],
        # word from before these were told of is still to be read
        "fournisseur_id": UUID(donnees["fournisseur_id"]) if donnees.get("fournisseur_id") else None,
        "code_barres": code_barres,
        **recherche.derives(reference=donnees["reference"], nom=donnees["nom"], code_barres=code_barres),
    }
