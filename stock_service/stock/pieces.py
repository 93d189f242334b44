"""The read copy of the catalogue, and the retirement of a piece."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID, uuid5

import orjson
from django.db import connection, transaction

from chassis import audit
from chassis.auth.actor import Actor
from stock import clients, recherche
from stock.errors import MouvementsRefuses, PieceEnStock, PieceInconnue, TropDePiecesInconnues
from stock.models import PieceCopie, Seuil, StockPiece
from stock.verrous import verrouiller_pieces

T = TypeVar("T")
MODULE_DES_SEUILS = "seuils"
MAX_ASKED = 20  # unknown pieces that one request may make us ask for
CHAMPS = PieceCopie._meta.concrete_fields
COLONNES = [champ.column for champ in CHAMPS]
# In the order of the ids: two deliveries of the same pieces cannot wait for each other in a circle.
COPIER = f"""
    INSERT INTO pieces_copie AS copie ({", ".join(COLONNES)})
    SELECT {", ".join(COLONNES)} FROM json_populate_recordset(NULL::pieces_copie, %s::json) ORDER BY id
    ON CONFLICT (id) DO UPDATE SET {", ".join(f"{nom} = EXCLUDED.{nom}" for nom in COLONNES if nom != "id")}
    WHERE copie.version < EXCLUDED.version
    RETURNING id"""


def copier_pieces(fiches: Iterable[dict[str, Any]]) -> None:
    """Take what messages tell of pieces, of each the newest, unless something newer is known: a few
    statements, however many they are. The newest word decides whether the piece is retired: told of as alive
    it is open again, but not by a word older than its deletion."""
    copies = _plus_recentes(fiches)
    with transaction.atomic():
        prises = [copies[piece_id] for piece_id in _ecrire(copies.values())]
        _ajouter_stocks(prises)
        _retirer_ou_rouvrir(prises)


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


def exiger_pieces(piece_ids: Iterable[UUID], *, champ: str, acteur: Actor) -> None:
    """That there is a copy of each of these pieces, which the request's `champ` names; the missing ones are
    asked for one after the other, so only so many. Raises PieceInconnue, TropDePiecesInconnues."""
    missing = _sans_copie(piece_ids)
    if len(missing) > MAX_ASKED:
        raise TropDePiecesInconnues(champ, nombre=len(missing), maximum=MAX_ASKED)
    inconnues = [piece_id for piece_id in missing if not _demander(piece_id, acteur)]
    if inconnues:
        raise PieceInconnue(*inconnues)


def assurer_pieces(piece_ids: Iterable[UUID], *, acteur: Actor) -> set[UUID]:
    """Those of these pieces of which there is a copy, after asking for all the missing ones: for messages,
    that nobody waits for."""
    wanted = set(piece_ids)
    return wanted - {piece_id for piece_id in _sans_copie(wanted) if not _demander(piece_id, acteur)}


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


def _sans_copie(piece_ids: Iterable[UUID]) -> list[UUID]:
    wanted = set(piece_ids)
    return sorted(wanted - set(PieceCopie.objects.filter(pk__in=wanted).values_list("pk", flat=True)))


def _demander(piece_id: UUID, acteur: Actor) -> bool:
    """Keep the copy only where there is none: this answer may be older than a retirement."""
    donnees = clients.lire_piece(piece_id, acteur=acteur)
    if donnees is not None:
        with transaction.atomic():
            _ajouter(piece_id, _champs(donnees))
    return donnees is not None


def _ajouter(piece_id: UUID, champs: dict[str, Any]) -> None:
    copie = PieceCopie(id=piece_id, **champs)
    PieceCopie.objects.bulk_create([copie], ignore_conflicts=True)
    _ajouter_stocks([copie])


def _ajouter_stocks(copies: list[PieceCopie]) -> None:
    stocks = [StockPiece(piece_id=copie.id, retiree=copie.supprimee) for copie in copies]
    StockPiece.objects.bulk_create(stocks, ignore_conflicts=True)


def _retirer_ou_rouvrir(prises: list[PieceCopie]) -> None:
    stocks = verrouiller_pieces([copie.id for copie in prises])
    changees: dict[bool, list[UUID]] = defaultdict(list)
    for copie in prises:
        stock = stocks[copie.id]
        tardive = not copie.supprimee and copie.version < stock.retiree_version
        if stock.retiree != copie.supprimee and not tardive:
            changees[copie.supprimee].append(copie.id)
    for supprimee, piece_ids in changees.items():
        StockPiece.objects.filter(pk__in=piece_ids).update(retiree=supprimee)


def _plus_recentes(fiches: Iterable[dict[str, Any]]) -> dict[UUID, PieceCopie]:
    """Of each piece the word of the highest version; of equal ones the first."""
    copies: dict[UUID, PieceCopie] = {}
    for donnees in fiches:
        copie = PieceCopie(id=UUID(donnees["id"]), **_champs(donnees))
        if copie.id not in copies or copies[copie.id].version < copie.version:
            copies[copie.id] = copie
    return copies


def _ecrire(copies: Iterable[PieceCopie]) -> list[UUID]:
    """Write those that are newer than what is known; their ids, sorted."""
    lignes = [
        {champ.name: champ.get_db_prep_save(getattr(copie, champ.name), connection) for champ in CHAMPS}
        for copie in copies
    ]
    with connection.cursor() as cursor:
        cursor.execute(COPIER, [orjson.dumps(lignes, default=str).decode()])
        return sorted(row[0] for row in cursor.fetchall())


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
