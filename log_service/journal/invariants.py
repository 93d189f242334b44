"""What is always true of this service's data."""

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Count

from chassis.invariants import invariant
from journal.models import EntreeCorbeille, EtatEntree, Log, MotConnu
from journal.verification import verifier_les_derniers

REFUSE = "42501"  # insufficient_privilege: by the grants of the application role, or by the triggers
DERNIERS = 1_000


@invariant("I13", "the audit log refuses UPDATE, DELETE and TRUNCATE")
def logs_refuse_changes():
    """Tried on the newest row, in a transaction that is rolled back whatever happens."""
    statements = ["TRUNCATE logs CASCADE"]
    newest = Log.objects.order_by("-sequence").first()
    if newest is not None:
        statements += [
            f"UPDATE logs SET libelle = libelle WHERE id = '{newest.id}'",
            f"DELETE FROM logs WHERE id = '{newest.id}'",
        ]
    return [{"accepted": statement} for statement in statements if not _is_refused(statement)]


def _is_refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            transaction.set_rollback(True)
    except DatabaseError as error:
        if getattr(error.__cause__, "pgcode", None) != REFUSE:
            raise
        return True
    return False


@invariant("I13", "the newest entries of the audit log are one unbroken chain")
def chain_is_whole():
    """A check that may run often; GET /api/logs/verifier/ proves the whole."""
    rupture = verifier_les_derniers(DERNIERS).rupture
    return [rupture] if rupture else []


# In one statement, so that an act is either still on its way from the outbox or in the log. What is on its
# way is left for later, and so are acts on entries that were purged since.
NOTES_SANS_ACTE = """
    WITH actes AS (
        SELECT objet_id,
            (array_agg(action ORDER BY sequence DESC) FILTER (WHERE action <> 'annoter'))[1] AS vue,
            (array_agg(apres ->> 'annotation' ORDER BY sequence DESC) FILTER (WHERE action = 'annoter'))[1]
                AS texte
        FROM logs
        WHERE service = %s AND module = 'logs' AND action IN ('masquer', 'montrer', 'annoter')
            AND objet_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        GROUP BY objet_id
    ), ecarts AS (
        SELECT coalesce(note.log_id::text, actes.objet_id) AS log_id,
            coalesce(actes.vue = 'masquer', false) AS masque_selon_les_actes,
            note.masque_le IS NOT NULL AS masque,
            coalesce(actes.texte, '') AS annotation_selon_les_actes,
            coalesce(note.texte, '') AS annotation
        FROM logs_annotations AS note FULL JOIN actes ON actes.objet_id = note.log_id::text
    )
    SELECT to_jsonb(ecarts) FROM ecarts
    WHERE (masque_selon_les_actes <> masque OR annotation_selon_les_actes <> annotation)
        AND EXISTS (SELECT 1 FROM logs WHERE logs.id = ecarts.log_id::uuid)
        AND NOT EXISTS (
            SELECT 1 FROM outbox
            WHERE sent_at IS NULL AND body ->> 'moduleName' = 'logs'
                AND body -> 'data' -> 0 ->> 'objet_id' = ecarts.log_id)
"""


@invariant("L2", "what is hidden or annotated in the audit log is so by its last act")
def notes_have_their_act():
    with connection.cursor() as cursor:
        cursor.execute(NOTES_SANS_ACTE, [settings.SERVICE_NAME])
        return [row[0] for row in cursor.fetchall()]


@invariant("L3", "the words of the newest entries of the audit log are known to its search")
def words_are_known():
    newest = Log.objects.order_by("-sequence").values_list("recherche", flat=True)[:DERNIERS]
    words = {word for text in newest for word in text.split(" ") if word}
    return sorted(words - set(MotConnu.objects.filter(mot__in=words).values_list("mot", flat=True)))


@invariant("L1", "an object has at most one live entry in the trash")
def one_live_entry_per_object():
    live = EntreeCorbeille.objects.filter(etat=EtatEntree.PRESENT).order_by()
    objects = live.values("service", "module", "objet_id")
    return objects.annotate(entries=Count("id")).filter(entries__gt=1)
