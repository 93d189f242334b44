"""What people count in a session: one count per person and line, their last word."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chassis import audit
from chassis.auth.actor import Actor
from stock.attendus import corriges_depuis
from stock.errors import HorsPerimetre, LigneIntrouvable
from stock.inventaires import MODULE, lignes, places_du_perimetre, presenter, verrouiller_inventaire
from stock.models import Comptage, Inventaire, LigneInventaire
from stock.pieces import exiger_pieces
from stock.verrous import partager_attendus

Place = tuple[UUID, UUID]  # (piece_id, emplacement_id)


@dataclass(frozen=True, kw_only=True)
class Compte:
    """What was counted: on a line, or of a piece at a place."""

    quantite: Decimal
    ligne_id: UUID | None = None
    piece_id: UUID | None = None
    emplacement_id: UUID | None = None
    note: str = ""


def compter(*, inventaire_id: UUID, comptes: Sequence[Compte], acteur: Actor) -> list[dict]:
    """Write what `acteur` counted, all or nothing; the lines as they may see them now.

    A piece found where none was expected makes a line. Raises InventaireTermine, LigneIntrouvable,
    HorsPerimetre, PieceInconnue, TropDePiecesInconnues.
    """
    nommees = {each.piece_id for each in comptes if each.piece_id}
    exiger_pieces(nommees, champ="lignes", acteur=acteur)
    with transaction.atomic():
        partager_attendus()
        inventaire = verrouiller_inventaire(inventaire_id)
        _ajouter_trouvees(inventaire, comptes)
        rows = _verrouiller_lignes(inventaire, comptes)
        _ecrire(rows, comptes, acteur)
        retenir({row.pk for row in rows})
        inventaire.version += 1  # whoever read it before approves something else than what they saw
        inventaire.save(update_fields=["version"])
        apres = {
            "comptes": [
                f"{c.quantite:.3f} {r.piece} ({r.emplacement.code})" for r, c in _paires(rows, comptes)
            ]
        }
        audit.record("compter", MODULE, inventaire.pk, acteur=acteur, libelle=str(inventaire), apres=apres)
    seen = lignes(inventaire_id, acteur=acteur).filter(pk__in=[row.pk for row in rows])
    return presenter(seen, acteur=acteur)


def retenir(ligne_ids: set[UUID]) -> None:
    """What all counters of a line agree on is retained; else they diverge. The lines are locked."""
    quantites: dict[UUID, set[Decimal]] = defaultdict(set)
    for ligne_id, quantite in Comptage.objects.filter(ligne__in=ligne_ids).values_list(
        "ligne_id", "quantite"
    ):
        quantites[ligne_id].add(quantite)
    rows = []
    for ligne_id, found in quantites.items():
        divergente = len(found) > 1
        rows.append(
            LigneInventaire(
                pk=ligne_id, divergente=divergente, retenu=None if divergente else next(iter(found))
            )
        )
    LigneInventaire.objects.bulk_update(rows, ["retenu", "divergente"])


def _ajouter_trouvees(inventaire: Inventaire, comptes: Sequence[Compte]) -> None:
    """Lines for what was not expected where it was found; expected is what other sessions found meanwhile."""
    connues = set(
        LigneInventaire.objects.filter(
            inventaire=inventaire, piece_id__in=[each.piece_id for each in comptes if each.piece_id]
        ).values_list("piece_id", "emplacement_id")
    )
    places = None
    for index, each in enumerate(comptes):
        if each.ligne_id or (each.piece_id, each.emplacement_id) in connues:
            continue
        places = (
            places
            if places is not None
            else set(places_du_perimetre(inventaire).values_list("id", flat=True))
        )
        if each.emplacement_id not in places or (
            inventaire.piece_ids and each.piece_id not in inventaire.piece_ids
        ):
            raise HorsPerimetre(index=index)
    nouvelles = {(each.piece_id, each.emplacement_id) for each in comptes if not each.ligne_id} - connues
    if not nouvelles:
        return
    corriges = corriges_depuis([piece_id for piece_id, _ in nouvelles], inventaire.cree_le)
    LigneInventaire.objects.bulk_create(
        LigneInventaire(
            inventaire=inventaire,
            piece_id=piece_id,
            emplacement_id=emplacement_id,
            attendu=corriges.get((piece_id, emplacement_id), 0),
            trouvee=True,
        )
        for piece_id, emplacement_id in nouvelles
    )


def _verrouiller_lignes(inventaire: Inventaire, comptes: Sequence[Compte]) -> list[LigneInventaire]:
    """The lines of these counts, in their order, locked sorted by id."""
    rows = LigneInventaire.objects.filter(inventaire=inventaire).select_related("piece", "emplacement")
    piece_ids = [each.piece_id for each in comptes if each.piece_id]
    ids = {each.ligne_id for each in comptes if each.ligne_id}
    ids |= set(rows.filter(piece_id__in=piece_ids).values_list("id", flat=True)) if piece_ids else set()
    found = list(rows.filter(pk__in=ids).select_for_update(of=("self",)).order_by("id"))
    par_id = {row.pk: row for row in found}
    par_place = {(row.piece_id, row.emplacement_id): row for row in found}
    try:
        return [
            par_id[each.ligne_id] if each.ligne_id else par_place[each.piece_id, each.emplacement_id]
            for each in comptes
        ]
    except KeyError:
        raise LigneIntrouvable() from None


def _ecrire(rows: list[LigneInventaire], comptes: Sequence[Compte], acteur: Actor) -> None:
    par_ligne = {row.pk: compte for row, compte in _paires(rows, comptes)}  # the last word on a line
    maintenant = timezone.now()
    Comptage.objects.bulk_create(
        [
            Comptage(
                ligne_id=ligne_id,
                quantite=compte.quantite,
                note=compte.note,
                user_id=acteur.id,
                user_email=acteur.email,
                compte_le=maintenant,
            )
            for ligne_id, compte in par_ligne.items()
        ],
        update_conflicts=True,
        unique_fields=["ligne", "user_id"],
        update_fields=["quantite", "note", "user_email", "compte_le"],
    )


def _paires(rows: list[LigneInventaire], comptes: Sequence[Compte]):
    return zip(rows, comptes, strict=True)
