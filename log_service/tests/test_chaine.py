"""The hash chain: whole under concurrency, and broken by whatever is done behind the application's back."""

import re
from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from chassis.filters import normalise
from chassis.identifiers import new_id
from chassis.testing.contracts import load
from chassis.testing.messages import deliver, message
from journal.chaine import GENESE, empreinte
from journal.logs import Envoi, consigner_logs
from journal.models import Log, TeteChaine
from journal.recherche import a_sa_recherche
from journal.verification import verifier_chaine, verifier_les_derniers

EXAMPLE = load("messages/logs.create")["example"]
EMIS_LE = datetime(2026, 11, 20, 10, tzinfo=UTC)


def consigner_plusieurs(nombre: int) -> list[Log]:
    entrees = [EXAMPLE | {"libelle": f"objet {rang}"} for rang in range(nombre)]
    return consigner_logs([Envoi(new_id(), "pieces_service", EMIS_LE, entrees)])


def derriere_le_dos(sql: str, *params) -> None:
    """As a superuser who switches the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, params)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.mark.django_db
def test_an_empty_log_is_whole():
    assert verifier_chaine().intacte


@pytest.mark.django_db
def test_each_entry_holds_the_hash_of_the_one_before():
    logs = [*consigner_plusieurs(2), *consigner_plusieurs(1)]
    assert logs[0].hash_precedent == GENESE
    assert [log.hash_precedent for log in logs[1:]] == [log.hash for log in logs[:-1]]
    verification = verifier_chaine()
    assert (verification.intacte, verification.verifiees, verification.tete.hash) == (True, 3, logs[-1].hash)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "libelle = 'autre'",
        'apres = \'{"nom": "Vis M9"}\'',
        "user_email = 'personne@example.org'",
        "emis_le = emis_le - interval '1 microsecond'",
        "phrase = 'Rien ne s''est passé.'",
        "user_id = NULL",
    ],
)
def test_a_changed_entry_is_named(change):
    logs = consigner_plusieurs(5)
    derriere_le_dos(f"UPDATE logs SET {change} WHERE id = %s", logs[2].id)
    rupture = verifier_chaine().rupture
    assert (rupture.sequence, rupture.id, rupture.raison) == (logs[2].sequence, logs[2].id, "contenu")


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["''", "recherche || ' autre'", "replace(recherche, 'objet', 'sujet')"])
def test_an_entry_that_would_be_found_by_other_words_is_named(words):
    """The hash does not cover the words: they are made anew from what it covers."""
    logs = consigner_plusieurs(5)
    derriere_le_dos(f"UPDATE logs SET recherche = {words} WHERE id = %s", logs[2].id)
    rupture = verifier_chaine().rupture
    assert (rupture.sequence, rupture.id, rupture.raison) == (logs[2].sequence, logs[2].id, "recherche")


@pytest.mark.django_db
def test_words_of_changed_fields_are_the_same_in_whatever_order_json_keeps_them():
    names = ["zz", "a", "prix_vente", "b", *(f"champ{rang}" for rang in range(250))]
    avant = {name: rang for rang, name in enumerate(names)}
    entree = EXAMPLE | {"action": "modifier", "avant": avant, "apres": dict.fromkeys(names, -1)}
    consigner_logs([Envoi(new_id(), "pieces_service", EMIS_LE, [entree])])
    assert verifier_chaine().intacte


@pytest.mark.django_db
def test_words_written_by_the_first_version_are_made_anew_by_the_migration():
    logs = consigner_plusieurs(3)
    for log in (logs[0], logs[2]):
        phrase = normalise(f"{log.phrase} {log.phrase_en}")
        words = f"{phrase} {re.sub(r'[^a-z0-9]+', ' ', phrase)}".split()
        derriere_le_dos("UPDATE logs SET recherche = %s WHERE id = %s", " ".join(words), log.id)
    assert verifier_chaine().rupture.raison == "recherche"
    import_module("journal.migrations.0003_recherche_refaite").refaire_recherche(apps, None)
    assert verifier_chaine().intacte
    assert [log.recherche for log in Log.objects.order_by("sequence")] == [log.recherche for log in logs]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Log.objects.update(libelle="")


@pytest.mark.django_db
def test_a_changed_entry_with_a_hash_made_to_fit_breaks_the_next():
    logs = consigner_plusieurs(5)
    logs[2].libelle = "autre"
    derriere_le_dos(
        "UPDATE logs SET libelle = 'autre', hash = %s WHERE id = %s", empreinte(logs[2]), logs[2].id
    )
    rupture = verifier_chaine().rupture
    assert (rupture.id, rupture.raison) == (logs[3].id, "chainage")


@pytest.mark.django_db
def test_a_removed_entry_is_missed_where_it_was():
    logs = consigner_plusieurs(5)
    derriere_le_dos("DELETE FROM logs WHERE id = %s", logs[2].id)
    rupture = verifier_chaine().rupture
    assert (rupture.id, rupture.raison) == (logs[3].id, "chainage")


@pytest.mark.django_db
def test_an_entry_removed_from_the_end_is_missed():
    logs = consigner_plusieurs(5)
    derriere_le_dos("DELETE FROM logs WHERE id = %s", logs[4].id)
    rupture = verifier_chaine().rupture
    assert (rupture.sequence, rupture.id, rupture.raison) == (logs[4].sequence, None, "fin_manquante")


@pytest.mark.django_db
def test_an_emptied_log_is_missed():
    logs = consigner_plusieurs(3)
    derriere_le_dos("DELETE FROM logs")
    assert verifier_chaine().rupture.sequence == logs[-1].sequence


@pytest.mark.django_db
def test_an_entry_slipped_in_is_named():
    logs = consigner_plusieurs(2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('logs_sequence')")
        libre = cursor.fetchone()[0]
    suivants = consigner_plusieurs(2)
    intrus = Log.objects.get(id=logs[1].id)
    intrus.id, intrus.sequence, intrus.hash_precedent = new_id(), libre, logs[1].hash
    intrus.hash = empreinte(intrus)
    intrus.save(force_insert=True)  # well chained to the one before: the one after gives it away
    rupture = verifier_chaine().rupture
    assert (rupture.id, rupture.raison) == (suivants[0].id, "chainage")


@pytest.mark.django_db
def test_an_entry_appended_past_the_head_is_named():
    logs = consigner_plusieurs(2)
    intrus = Log.objects.get(id=logs[1].id)
    intrus.id, intrus.sequence, intrus.hash_precedent = new_id(), logs[1].sequence + 50, logs[1].hash
    intrus.hash = empreinte(intrus)
    intrus.save(force_insert=True)
    rupture = verifier_chaine().rupture
    assert (rupture.id, rupture.raison) == (intrus.id, "hors_chaine")


@pytest.mark.django_db
def test_a_chain_can_be_verified_piece_by_piece():
    logs = consigner_plusieurs(5)
    premiere = verifier_chaine(limite=2)
    assert (premiere.verifiees, premiere.suite) == (2, logs[1].sequence)
    reste = verifier_chaine(apres=premiere.suite)
    assert (reste.verifiees, reste.suite, reste.intacte) == (3, None, True)
    assert verifier_les_derniers(3).verifiees == 3


@pytest.mark.django_db
def test_long_chains_are_read_by_pieces(monkeypatch, django_assert_num_queries):
    consigner_plusieurs(5)
    monkeypatch.setattr("journal.verification.PAR_LECTURE", 2)
    with django_assert_num_queries(8):  # head, point, before it, genesis, three pieces, intruders
        assert verifier_chaine().verifiees == 5


@pytest.mark.django_db
def test_a_message_of_many_acts_costs_as_many_queries_as_one(django_assert_num_queries):
    consigner_plusieurs(1)
    with django_assert_num_queries(7):  # words, savepoint, head, sequences, entries, head, savepoint
        consigner_plusieurs(100)


@pytest.mark.django_db
@pytest.mark.parametrize("sql", ["UPDATE logs SET libelle = ''", "DELETE FROM logs", "TRUNCATE logs CASCADE"])
def test_the_log_refuses_every_change(sql):
    consigner_plusieurs(1)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert Log.objects.count() == 1


def test_fifty_messages_at_once_make_one_chain(race):
    messages = [message("logs", "create", [EXAMPLE, EXAMPLE], source="pieces_service") for _ in range(50)]
    assert race([lambda m=m: deliver(m) for m in messages]) == [["done"]] * 50
    verification = verifier_chaine()
    assert (verification.rupture, verification.verifiees) == (None, 100)


def test_the_same_message_at_once_is_written_once(race):
    one = message("logs", "create", [EXAMPLE], source="pieces_service")
    states = race([lambda: deliver(one)] * 20)
    assert sorted(state for [state] in states) == ["done"] + ["duplicate"] * 19
    assert Log.objects.count() == 1


def test_a_verification_while_entries_arrive_finds_nothing_wrong(race):
    consigner_plusieurs(50)
    ecritures = [
        lambda: [deliver(message("logs", "create", [EXAMPLE], source="pieces_service")) for _ in range(10)]
    ] * 4
    lectures = [lambda: [verifier_chaine().rupture for _ in range(20)]] * 4
    results = race([*ecritures, *lectures])
    assert results[4:] == [[None] * 20] * 4


@pytest.mark.django_db
def test_a_number_where_a_text_belongs_does_not_break_the_chain():
    deliver(message("logs", "create", [EXAMPLE | {"objet_id": 42, "libelle": None}], source="pieces_service"))
    assert Log.objects.get().objet_id == "42"
    assert verifier_chaine().intacte


CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(CHARACTERS, max_size=20)
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(CHARACTERS, max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


class WhateverAnActHolds(TestCase):
    @settings(max_examples=150, deadline=None)
    @given(apres=st.dictionaries(st.text(CHARACTERS, max_size=8), JSON, max_size=3))
    def test_its_hash_and_its_words_are_the_same_when_read_back(self, apres):
        entree = EXAMPLE | {"avant": {"nom": "a", "x": 1}, "apres": apres}
        [log] = consigner_logs([Envoi(new_id(), "pieces_service", EMIS_LE, [entree])])
        lu = Log.objects.get(id=log.id)
        assert empreinte(lu) == log.hash == TeteChaine.objects.get().hash
        assert a_sa_recherche(lu)
