"""`manage.py verifier` is green on good data, and red when an invariant is broken behind the rules' back."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from chassis.auth.actor import Actor
from chassis.identifiers import new_id
from chassis.models import OutboxMessage
from chassis.testing.messages import deliver
from journal.annotations import annoter_log, masquer_log, montrer_log
from journal.models import AnnotationLog, MotConnu, TeteChaine

pytestmark = pytest.mark.django_db


def verifier(capsys) -> list[str]:
    """The sentences of the broken invariants."""
    connection.check_constraints()  # a table with checks that are still to come cannot be emptied on trial
    try:
        call_command("verifier")
    except SystemExit as exit:
        assert exit.code == 1
    return [line[13:] for line in capsys.readouterr().out.splitlines() if line.startswith("BROKEN")]


def test_good_data_break_nothing(capsys, consigner, deposer):
    consigner()
    deposer()
    assert verifier(capsys) == []


@pytest.mark.parametrize("trigger", ["logs_no_change", "logs_no_delete"])
def test_a_log_that_takes_changes_is_seen(capsys, consigner, trigger):
    consigner()
    connection.cursor().execute(f"DROP TRIGGER {trigger} ON logs")
    assert verifier(capsys) == ["the audit log refuses UPDATE, DELETE and TRUNCATE"]


def test_a_log_that_can_be_emptied_is_seen(capsys, consigner):
    consigner()
    connection.cursor().execute("DROP TRIGGER logs_no_truncate ON logs")
    assert verifier(capsys) == ["the audit log refuses UPDATE, DELETE and TRUNCATE"]
    assert consigner().pk, "the attempt left everything as it was"


def test_a_broken_chain_is_seen(capsys, consigner):
    consigner()
    TeteChaine.objects.update(hash="f" * 64)
    assert verifier(capsys) == ["the newest entries of the audit log are one unbroken chain"]


def test_a_word_that_the_search_does_not_know_is_seen(capsys, consigner):
    consigner(libelle="Écrou")
    MotConnu.objects.filter(mot="ecrou").delete()
    assert verifier(capsys) == ["the words of the newest entries of the audit log are known to its search"]


def test_two_live_entries_of_one_object_are_seen(capsys, deposer):
    entree = deposer()
    connection.cursor().execute("DROP INDEX corbeille_une_entree_vivante")
    entree.id = new_id()
    entree.save(force_insert=True)
    assert verifier(capsys) == ["an object has at most one live entry in the trash"]


UNEXPLAINED = "what is hidden or annotated in the audit log is so by its last act"
ACTEUR = Actor(id=new_id(), email="admin@example.org")


def arriver() -> None:
    """What this service told of itself reaches its own log, as the relay brings it."""
    waiting = OutboxMessage.objects.filter(sent_at=None).order_by("id")
    for row in waiting:
        assert deliver(row.body) == ["done"]
    waiting.update(sent_at=timezone.now())


def test_what_was_hidden_shown_and_annotated_is_explained_also_while_its_act_is_on_its_way(capsys, consigner):
    hidden, shown = consigner(), consigner()
    annoter_log(log_id=hidden.id, annotation="vu", version=None, acteur=ACTEUR)
    masquer_log(log_id=hidden.id, acteur=ACTEUR)
    masquer_log(log_id=shown.id, acteur=ACTEUR)
    assert verifier(capsys) == []
    arriver()
    assert verifier(capsys) == []
    montrer_log(log_id=shown.id, acteur=ACTEUR)
    assert verifier(capsys) == []
    arriver()
    assert verifier(capsys) == []


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO logs_annotations (log_id, texte, masque_le, version) VALUES ('{other}', '', now(), 2)",
        "INSERT INTO logs_annotations (log_id, texte, version) VALUES ('{other}', 'vu', 2)",
        "UPDATE logs_annotations SET masque_le = NULL",
        "UPDATE logs_annotations SET texte = ''",
        "UPDATE logs_annotations SET texte = 'autre'",
        "DELETE FROM logs_annotations",
    ],
)
def test_what_is_hidden_or_annotated_behind_the_back_of_the_log_is_seen(capsys, consigner, sql):
    log, other = consigner(), consigner()
    annoter_log(log_id=log.id, annotation="vu", version=None, acteur=ACTEUR)
    masquer_log(log_id=log.id, acteur=ACTEUR)
    arriver()
    connection.cursor().execute(sql.format(other=other.id))
    assert verifier(capsys) == [UNEXPLAINED]


def test_acts_on_entries_that_were_purged_explain_nothing_and_need_not(capsys, consigner):
    log = consigner()
    masquer_log(log_id=log.id, acteur=ACTEUR)
    arriver()
    AnnotationLog.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM logs WHERE id = %s", [log.id])
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert UNEXPLAINED not in verifier(capsys)
