"""`manage.py verifier` is green on good data, and red when an invariant is broken behind the rules' back."""

import pytest
from django.core.management import call_command
from django.db import connection

from chassis.identifiers import new_id
from journal.models import TeteChaine

pytestmark = pytest.mark.django_db


def verifier(capsys) -> list[str]:
    """The sentences of the broken invariants."""
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


def test_two_live_entries_of_one_object_are_seen(capsys, deposer):
    entree = deposer()
    connection.cursor().execute("DROP INDEX corbeille_une_entree_vivante")
    entree.id = new_id()
    entree.save(force_insert=True)
    assert verifier(capsys) == ["an object has at most one live entry in the trash"]
