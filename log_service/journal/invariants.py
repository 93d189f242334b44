"""What is always true of this service's data."""

from django.db import DatabaseError, connection, transaction
from django.db.models import Count

from chassis.invariants import invariant
from journal.models import EntreeCorbeille, EtatEntree, Log
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


@invariant("L1", "an object has at most one live entry in the trash")
def one_live_entry_per_object():
    live = EntreeCorbeille.objects.filter(etat=EtatEntree.PRESENT).order_by()
    objects = live.values("service", "module", "objet_id")
    return objects.annotate(entries=Count("id")).filter(entries__gt=1)
