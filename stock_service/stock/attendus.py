"""What open count sessions expect: frozen when they open, and moved by corrections of the books alone.

A movement is a fact: it happened after the session opened, and the difference is added to it. A correction
that another session posts moved nothing: had it been known before, it would have been expected.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.db.models import Q, Sum

from stock.models import MouvementStock

Place = tuple[UUID, UUID]  # (piece_id, emplacement_id)

# The sessions changed: whoever read them before approves something else than what they saw.
DEPLACER = """
    WITH deplacees AS (
        UPDATE lignes_inventaires AS l SET attendu = greatest(0, l.attendu + d.quantite)
        FROM unnest(%s::uuid[], %s::uuid[], %s::numeric[]) AS d (piece_id, emplacement_id, quantite),
             inventaires AS i
        WHERE l.inventaire_id = i.id AND l.piece_id = d.piece_id AND l.emplacement_id = d.emplacement_id
          AND i.etat = 'en_cours' AND i.id <> %s
        RETURNING l.inventaire_id)
    UPDATE inventaires SET version = version + 1 WHERE id IN (SELECT inventaire_id FROM deplacees)
"""


def deplacer_attendus(corrections: Sequence[MouvementStock], *, sauf: UUID) -> None:
    """What was corrected at a place is expected there by every open session but `sauf`, which posted it.

    The caller holds `verrouiller_attendus`.
    """
    if not corrections:
        return
    lignes = [(each.piece_id, each.emplacement_id, each.quantite) for each in corrections]
    with connection.cursor() as cursor:
        cursor.execute(DEPLACER, [*(list(column) for column in zip(*lignes, strict=True)), sauf])


def corriges_depuis(piece_ids: Iterable[UUID], moment: datetime) -> dict[Place, Decimal]:
    """By piece and place, what sessions have corrected since: what one that opened then expects by now where
    it expected nothing. The caller holds `partager_attendus`."""
    d_un_inventaire = Q(inventaire__isnull=False) | Q(annule__inventaire__isnull=False)
    rows = MouvementStock.objects.filter(d_un_inventaire, piece_id__in=list(piece_ids), cree_le__gte=moment)
    sommes = rows.order_by().values_list("piece_id", "emplacement_id").annotate(Sum("quantite"))
    return {(piece_id, emplacement_id): max(Decimal(0), somme) for piece_id, emplacement_id, somme in sommes}
