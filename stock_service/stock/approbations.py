"""The approval of a count session: its differences are posted at once, whatever moved since it opened."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from chassis import audit
from chassis.auth.actor import Actor
from chassis.errors import DomainError
from chassis.versions import require_version
from config.parametres import INVENTAIRE_AUTRE_PERSONNE
from stock import ecritures
from stock.attendus import deplacer_attendus
from stock.ecritures import Ecriture
from stock.errors import (
    ApprobationParUnAutre,
    ComptagesDivergents,
    EcartsRefuses,
    EmplacementInconnu,
    LigneIntrouvable,
    LignesNonComptees,
    MouvementsRefuses,
    PieceRetiree,
)
from stock.inventaires import MODULE, Etat, verrouiller_inventaire
from stock.models import Comptage, Inventaire, LigneInventaire, MouvementStock, StockPiece
from stock.verrous import verrouiller_attendus, verrouiller_emplacements, verrouiller_pieces

REFUSER, IGNORER, ZERO = "refuser", "ignorer", "zero"
SHOWN = 100


@transaction.atomic
def valider_inventaire(
    *,
    inventaire_id: UUID,
    decisions: Sequence[tuple[UUID, Decimal]] = (),
    non_comptees: str = REFUSER,
    version: int | None = None,
    acteur: Actor,
) -> tuple[Inventaire, int]:
    """Post what differs from what is expected; the session, and how many movements. What was corrected is
    expected by other open sessions from now on.

    `decisions` settle lines and win over counts. `non_comptees`: lines nobody counted are refused,
    ignored, or taken for empty. Raises ApprobationParUnAutre, ComptagesDivergents, LignesNonComptees,
    EcartsRefuses.
    """
    verrouiller_attendus()
    inventaire = verrouiller_inventaire(inventaire_id)
    require_version(inventaire.version, version)
    lignes = LigneInventaire.objects.filter(inventaire=inventaire)
    if INVENTAIRE_AUTRE_PERSONNE() and Comptage.objects.filter(ligne__in=lignes, user_id=acteur.id).exists():
        raise ApprobationParUnAutre()
    _trancher(lignes, decisions)
    _exiger_d_accord(lignes)
    _regler_non_comptees(lignes, non_comptees)
    mouvements = _passer(inventaire, lignes, acteur)
    deplacer_attendus(mouvements, sauf=inventaire.pk)
    inventaire.etat, inventaire.valide_le = Etat.VALIDE, timezone.now()
    inventaire.valide_par, inventaire.valide_par_email = acteur.id, acteur.email
    inventaire.version += 1
    inventaire.save()
    apres = {"etat": inventaire.etat, "mouvements": len(mouvements), "decisions": len(decisions)}
    audit.record("valider", MODULE, inventaire.pk, acteur=acteur, libelle=str(inventaire), apres=apres)
    return inventaire, len(mouvements)


def _trancher(lignes, decisions: Sequence[tuple[UUID, Decimal]]) -> None:
    rows = {row.pk: row for row in lignes.filter(pk__in=[ligne_id for ligne_id, _ in decisions])}
    for ligne_id, quantite in decisions:
        if ligne_id not in rows:
            raise LigneIntrouvable()
        rows[ligne_id].retenu, rows[ligne_id].divergente = quantite, False
    LigneInventaire.objects.bulk_update(rows.values(), ["retenu", "divergente"], batch_size=1000)


def _exiger_d_accord(lignes) -> None:
    divergentes = list(lignes.filter(divergente=True).order_by("id").values_list("id", flat=True))
    if divergentes:
        raise ComptagesDivergents(nombre=len(divergentes), lignes=divergentes[:SHOWN])


def _regler_non_comptees(lignes, non_comptees: str) -> None:
    restantes = lignes.filter(retenu=None)
    if non_comptees == ZERO:
        restantes.update(retenu=0)
    elif non_comptees == REFUSER:
        nombre = restantes.count()
        if nombre:
            raise LignesNonComptees(nombre=nombre)


def _passer(inventaire: Inventaire, lignes, acteur: Actor) -> list[MouvementStock]:
    """The differences as corrections: what moved meanwhile stays moved, the difference is added to it."""
    ecarts = list(lignes.filter(retenu__isnull=False).exclude(retenu=F("attendu")).order_by("id"))
    stocks = verrouiller_pieces(each.piece_id for each in ecarts)
    places = verrouiller_emplacements(each.emplacement_id for each in ecarts)
    refus: dict[int, DomainError] = {}
    for rang, each in enumerate(ecarts):
        if stocks[each.piece_id].retiree:
            refus[rang] = PieceRetiree(each.piece_id)
        elif each.emplacement_id not in places:
            refus[rang] = EmplacementInconnu("emplacement_id")
    if refus:
        raise _ecarts_refuses(ecarts, refus)
    try:
        return ecritures.passer(
            [
                Ecriture(
                    type=MouvementStock.Type.ADJUST,
                    stock=stocks[each.piece_id],
                    emplacement=places[each.emplacement_id],
                    quantite=each.retenu - each.attendu,
                    cout=_cout(stocks[each.piece_id], each.retenu - each.attendu),
                    motif=f"Inventaire {inventaire}"[:200],
                    reference_externe=inventaire.reference,
                    inventaire_id=inventaire.pk,
                    ligne=rang,
                )
                for rang, each in enumerate(ecarts)
            ],
            acteur=acteur,
        )
    except MouvementsRefuses as refuses:
        raise _ecarts_refuses(ecarts, refuses.refus) from None


def _cout(stock: StockPiece, ecart: Decimal) -> Decimal | None:
    """The average; for what is found where there never was one, what the catalogue says."""
    return stock.piece.prix_achat if ecart > 0 and not stock.cout_moyen else None


def _ecarts_refuses(ecarts: list[LigneInventaire], refus: dict[int, DomainError]) -> EcartsRefuses:
    return EcartsRefuses(
        lignes=[
            {
                "ligne_id": ecarts[rang].pk,
                "piece_id": ecarts[rang].piece_id,
                "emplacement_id": ecarts[rang].emplacement_id,
                "code": each.code,
                "detail": each.detail,
                **{name: each.data[name] for name in ("disponible", "demande") if name in each.data},
            }
            for rang, each in sorted(refus.items())
        ]
    )
