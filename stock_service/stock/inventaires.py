"""Count sessions: what is expected is frozen when one opens. Opening, cancelling, and reading them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import BooleanField, Count, DecimalField, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, NullIf, Round
from django.utils import timezone

from chassis import audit
from chassis.auth.actor import Actor
from chassis.filters import normalise
from chassis.identifiers import new_id
from stock.emplacements import contenu
from stock.errors import (
    EmplacementInconnu,
    InventaireExistant,
    InventaireIntrouvable,
    InventaireTermine,
    InventaireTropGrand,
    InventaireVide,
)
from stock.models import Comptage, Emplacement, Inventaire, LigneInventaire, StockPiece
from stock.models.niveaux import ZERO
from stock.pieces import exiger_pieces
from stock.recherche import DERIVES_DE_LA_PIECE
from stock.valorisation import valeur_au_cout, valeur_de_la_part
from stock.verrous import partager_attendus

MODULE = "inventaires"
MAX_LIGNES = 10_000
APPROUVER = "stock.gerer"
Etat = Inventaire.Etat
ECART = F("retenu") - F("attendu")
# Worth its share of what the piece is, as its posting will say; where none is left, the last average.
VALEUR_ECART = Coalesce(
    Round(ECART * F("piece__stock__valeur") / NullIf(F("piece__stock__quantite"), Value(ZERO)), 6),
    ECART * F("piece__stock__cout_moyen"),
    output_field=DecimalField(max_digits=30, decimal_places=6),
)

# One statement, so one moment: a level is frozen as it is before or after a movement, never in between.
FIGER = """
    INSERT INTO lignes_inventaires (id, inventaire_id, piece_id, emplacement_id, attendu, trouvee, divergente)
    SELECT gen_random_uuid(), %(inventaire)s, piece_id, emplacement_id, max(quantite), false, false
    FROM (
        SELECT n.piece_id, n.emplacement_id, n.quantite
        FROM niveaux_stock AS n JOIN emplacements AS e ON e.id = n.emplacement_id
        WHERE n.quantite > 0 AND e.supprime_le IS NULL
          AND (%(places)s::uuid[] IS NULL OR n.emplacement_id = ANY(%(places)s::uuid[]))
          AND (%(pieces)s::uuid[] IS NULL OR n.piece_id = ANY(%(pieces)s::uuid[]))
        UNION ALL
        SELECT p, e, 0 FROM unnest(%(pieces)s::uuid[]) AS p, unnest(%(nommees)s::uuid[]) AS e
    ) AS attendus
    GROUP BY piece_id, emplacement_id
    LIMIT %(maximum)s
"""


def ouvrir_inventaire(
    *,
    nom: str,
    emplacement_ids: list[UUID],
    piece_ids: list[UUID],
    aveugle: bool = False,
    notes: str = "",
    id: UUID | None = None,
    acteur: Actor,
) -> Inventaire:
    """Open a session on these places (with what is inside them), these pieces, or these pieces there.

    Raises EmplacementInconnu, PieceInconnue, TropDePiecesInconnues, InventaireVide, InventaireTropGrand,
    InventaireExistant.
    """
    exiger_pieces(piece_ids, champ="piece_ids", acteur=acteur)
    with transaction.atomic():
        partager_attendus()
        inventaire = Inventaire(
            id=id or new_id(),
            nom=nom,
            aveugle=aveugle,
            emplacement_ids=emplacement_ids,
            piece_ids=piece_ids,
            notes=notes,
            recherche=normalise(nom),
            cree_par=acteur.id,
            cree_par_email=acteur.email,
            cree_le=timezone.now(),
        )
        _inserer(inventaire)
        lignes = _figer(inventaire)
        inventaire.refresh_from_db(fields=["numero"])
        Inventaire.objects.filter(pk=inventaire.pk).update(
            recherche=normalise(f"{inventaire.reference} {nom}")
        )
        apres = {"nom": nom, "aveugle": aveugle, "lignes": lignes}
        _journaliser("ouvrir", inventaire, acteur, apres)
    return inventaire


@transaction.atomic
def annuler_inventaire(*, inventaire_id: UUID, acteur: Actor) -> Inventaire:
    """Close a session without posting anything. Raises InventaireTermine."""
    inventaire = verrouiller_inventaire(inventaire_id)
    inventaire.etat, inventaire.annule_le = Etat.ANNULE, timezone.now()
    inventaire.annule_par, inventaire.annule_par_email = acteur.id, acteur.email
    inventaire.version += 1
    inventaire.save()
    _journaliser("annuler", inventaire, acteur, {"etat": inventaire.etat})
    return inventaire


def verrouiller_inventaire(inventaire_id: UUID) -> Inventaire:
    """An open session, which nobody else counts in or ends meanwhile. Raises InventaireIntrouvable,
    InventaireTermine."""
    inventaire = Inventaire.objects.select_for_update().filter(pk=inventaire_id).first()
    if inventaire is None:
        raise InventaireIntrouvable()
    if inventaire.etat != Etat.EN_COURS:
        raise InventaireTermine(etat=inventaire.etat)
    return inventaire


def places_du_perimetre(inventaire: Inventaire) -> QuerySet[Emplacement]:
    """The living places a session is about; all when it names none."""
    vivants = Emplacement.objects.filter(supprime_le=None)
    return vivants.filter(_dedans(inventaire.emplacement_ids)) if inventaire.emplacement_ids else vivants


def inventaires() -> QuerySet[Inventaire]:
    return Inventaire.objects.order_by("-numero")


def lire_inventaire(inventaire_id: UUID, *, acteur: Actor) -> Inventaire:
    """With its figures. Raises InventaireIntrouvable."""
    return avec_chiffres([_trouver(inventaire_id)], acteur=acteur)[0]


def avec_chiffres(rows: Iterable[Inventaire], *, acteur: Actor) -> list[Inventaire]:
    """The same sessions with how many lines, counts and differences they have; one query for all."""
    rows = list(rows)
    compte = Q(retenu__isnull=False)
    chiffres = {
        row["inventaire_id"]: row
        for row in LigneInventaire.objects.filter(inventaire__in=rows)
        .values("inventaire_id")
        .annotate(
            lignes=Count("id"),
            comptees=Count("id", filter=compte),
            divergentes=Count("id", filter=Q(divergente=True)),
            ecarts=Count("id", filter=compte & ~Q(retenu=F("attendu"))),
            valeur_ecarts=Round(Sum(VALEUR_ECART), 2),
        )
    }
    vide = {"lignes": 0, "comptees": 0, "divergentes": 0, "ecarts": 0, "valeur_ecarts": 0}
    for each in rows:
        figures = {**vide, **chiffres.get(each.pk, {})}
        figures["valeur_ecarts"] = figures["valeur_ecarts"] or 0
        if not voit_les_ecarts(each, acteur):
            figures["ecarts"] = figures["valeur_ecarts"] = None
        for name in vide:
            setattr(each, name, figures[name])
    return rows


def voit_les_ecarts(inventaire: Inventaire, acteur: Actor) -> bool:
    """In a blind session what is expected is hidden from those who only count, until it is approved."""
    return not inventaire.aveugle or inventaire.etat == Etat.VALIDE or acteur.may(APPROUVER)


def lignes(inventaire_id: UUID, *, acteur: Actor) -> QuerySet[LigneInventaire]:
    """`visible` says whether this person may see what is expected. Raises InventaireIntrouvable."""
    visible = voit_les_ecarts(_trouver(inventaire_id), acteur)
    return (
        LigneInventaire.objects.filter(inventaire_id=inventaire_id)
        .select_related("piece__stock", "emplacement")
        .defer(*DERIVES_DE_LA_PIECE)
        .annotate(visible=Value(visible, output_field=BooleanField()))
        .order_by("emplacement__chemin", "piece__reference", "id")
    )


def presenter(rows: Iterable[LigneInventaire], *, acteur: Actor) -> list[dict[str, Any]]:
    """Lines as `acteur` may see them, with their counts; one query more for all."""
    rows = list(rows)
    comptages: dict[UUID, list[Comptage]] = {}
    for each in Comptage.objects.filter(ligne__in=rows).order_by("compte_le", "id"):
        comptages.setdefault(each.ligne_id, []).append(each)
    return [_presentee(row, comptages.get(row.pk, []), acteur) for row in rows]


def _presentee(row: LigneInventaire, comptages: list[Comptage], acteur: Actor) -> dict[str, Any]:
    ecart = None if row.retenu is None else row.retenu - row.attendu
    vu = row.visible
    return {
        "id": row.id,
        "piece_id": row.piece_id,
        "piece": row.piece,
        "emplacement_id": row.emplacement_id,
        "emplacement": row.emplacement,
        "attendu": row.attendu if vu else None,
        "retenu": row.retenu if vu else None,
        "ecart": ecart if vu else None,
        "valeur_ecart": _valeur_ecart(row.piece.stock, ecart) if vu and ecart is not None else None,
        "etat": row.etat,
        "trouvee": row.trouvee,
        "comptages": [each for each in comptages if vu or each.user_id == acteur.id],
    }


def _valeur_ecart(stock: StockPiece, ecart: Decimal) -> Decimal:
    """What `VALEUR_ECART` says, of one line."""
    if not stock.quantite:
        return valeur_au_cout(variation=ecart, cout=stock.cout_moyen)
    return valeur_de_la_part(quantite=stock.quantite, valeur=stock.valeur, variation=ecart)


def _inserer(inventaire: Inventaire) -> None:
    """The database decides whose an id is, also of two who ask at once."""
    try:
        with transaction.atomic():
            inventaire.save(force_insert=True)
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != "inventaires_pkey":
            raise
        raise InventaireExistant() from None


def _figer(inventaire: Inventaire) -> int:
    """Write the expected lines; how many."""
    nommees = inventaire.emplacement_ids
    places = None
    if nommees:
        places = list(places_du_perimetre(inventaire).values_list("id", flat=True))
        if not set(nommees) <= set(places):
            raise EmplacementInconnu("emplacement_ids")
    with connection.cursor() as cursor:
        cursor.execute(
            FIGER,
            {
                "inventaire": inventaire.pk,
                "places": places,
                "nommees": nommees,
                "pieces": inventaire.piece_ids or None,
                "maximum": MAX_LIGNES + 1,
            },
        )
        combien = cursor.rowcount
    if not combien:
        raise InventaireVide()
    if combien > MAX_LIGNES:
        raise InventaireTropGrand(lignes=combien, maximum=MAX_LIGNES)
    return combien


def _dedans(emplacement_ids: list[UUID]) -> Q:
    """Inside one of these places, by their paths; nothing where none of them lives."""
    chemins = Emplacement.objects.filter(pk__in=emplacement_ids, supprime_le=None).values_list("chemin")
    condition = Q(pk__in=[])
    for (chemin,) in chemins:
        condition |= contenu(chemin)
    return condition


def _trouver(inventaire_id: UUID) -> Inventaire:
    inventaire = Inventaire.objects.filter(pk=inventaire_id).first()
    if inventaire is None:
        raise InventaireIntrouvable()
    return inventaire


def _journaliser(action: str, inventaire: Inventaire, acteur: Actor, apres: dict[str, Any]) -> None:
    audit.record(action, MODULE, inventaire.pk, acteur=acteur, libelle=str(inventaire), apres=apres)
