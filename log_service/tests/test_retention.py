"""Old entries go, and what remains is still proved; whoever rewrites everything meets the anchor."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from chassis import live_config
from chassis.identifiers import new_id
from chassis.models import OutboxMessage
from chassis.testing.contracts import check, load
from chassis.testing.messages import deliver
from journal import ancre, retention
from journal.chaine import GENESE, empreinte
from journal.logs import Envoi, consigner_logs
from journal.models import AnnotationLog, Log, PointDeChaine, TeteChaine
from journal.retention import purger_vieux_logs
from journal.verification import verifier_chaine
from tests.test_chaine import derriere_le_dos

pytestmark = pytest.mark.django_db
EXAMPLE = load("messages/logs.create")["example"]


@pytest.fixture
def cent_jours():
    live_config.accept({"logs_jours": "100"})
    yield
    live_config.accept({})


def consigner_il_y_a(monkeypatch, jours: int, nombre: int = 1) -> list[Log]:
    moment = timezone.now() - timedelta(days=jours)
    with monkeypatch.context() as patch:
        patch.setattr("journal.logs.timezone.now", lambda: moment)
        return consigner_logs([Envoi(new_id(), "pieces_service", moment, [EXAMPLE] * nombre)])


def test_what_is_too_old_goes_and_the_rest_is_proved(monkeypatch, consul, cent_jours):
    old, young = consigner_il_y_a(monkeypatch, 101, 3), consigner_il_y_a(monkeypatch, 99, 2)
    AnnotationLog.objects.create(log=old[0], texte="vu")
    assert purger_vieux_logs() == 3
    assert set(Log.objects.values_list("id", flat=True)) == {log.id for log in young}
    verification = verifier_chaine()
    assert (verification.rupture, verification.verifiees, verification.total) == (None, 2, 2)
    assert (verification.point.sequence, verification.point.purgees) == (old[-1].sequence, 3)
    assert verifier_chaine(apres=1).intacte


def test_a_purge_is_an_act_in_the_log_itself(monkeypatch, consul, cent_jours):
    consigner_il_y_a(monkeypatch, 101, 2)
    consigner_il_y_a(monkeypatch, 1)
    purger_vieux_logs()
    message = OutboxMessage.objects.get(body__moduleName="logs").body
    check(message["data"][0], load("messages/logs.create")["data"])
    assert deliver(message) == ["done"]
    told = Log.objects.get(service="log_service")
    assert told.phrase.startswith("Le service log_service a retiré du journal d'audit les entrées")
    assert told.apres["entrees"] == 2


def test_purging_goes_on_by_pieces_and_counts_all(monkeypatch, consul, cent_jours):
    monkeypatch.setattr(retention, "PAR_PURGE", 2)
    consigner_il_y_a(monkeypatch, 200, 5)
    consigner_il_y_a(monkeypatch, 1)
    assert purger_vieux_logs() == 5
    assert PointDeChaine.objects.order_by("-sequence").first().purgees == 5
    assert verifier_chaine().intacte
    assert purger_vieux_logs() == 0


def test_the_newest_entry_stays_however_old(monkeypatch, consul, cent_jours):
    consigner_il_y_a(monkeypatch, 200, 3)
    assert purger_vieux_logs() == 2
    assert verifier_chaine().verifiees == 1


def test_nothing_is_purged_from_a_broken_chain(monkeypatch, consul, cent_jours):
    old = consigner_il_y_a(monkeypatch, 200, 3)
    derriere_le_dos("UPDATE logs SET ip = '' WHERE id = %s", old[1].id)
    assert purger_vieux_logs() == 0
    assert Log.objects.count() == 3


def test_nothing_is_purged_while_it_cannot_be_anchored(monkeypatch, cent_jours):
    consigner_il_y_a(monkeypatch, 200, 3)
    with pytest.raises(ancre.registry.UNREACHABLE):
        purger_vieux_logs()
    assert Log.objects.count() == 3


@pytest.mark.parametrize(
    ("sequence", "hash_", "why"),
    [("young", None, "last 30 days"), ("old", "f" * 64, "no such entry"), ("newest", None, "newest entry")],
)
def test_the_database_lets_nothing_else_go(monkeypatch, sequence, hash_, why):
    old = consigner_il_y_a(monkeypatch, 200)[0]
    young = consigner_il_y_a(monkeypatch, 29)[0]
    newest = consigner_il_y_a(monkeypatch, 28)[0]
    chosen = {"old": old, "young": young, "newest": newest}[sequence]
    with pytest.raises(DatabaseError, match=why), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT logs_purger(%s, %s)", [chosen.sequence, hash_ or chosen.hash])
    assert Log.objects.count() == 3


@pytest.mark.parametrize("sql", ["UPDATE logs_points SET hash = ''", "DELETE FROM logs_points"])
def test_where_the_chain_begins_cannot_be_changed(monkeypatch, consul, cent_jours, sql):
    consigner_il_y_a(monkeypatch, 200, 3)
    purger_vieux_logs()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_after_a_purge_entries_are_as_safe_as_before(monkeypatch, consul, cent_jours):
    consigner_il_y_a(monkeypatch, 200, 3)
    [kept] = consigner_il_y_a(monkeypatch, 1)
    purger_vieux_logs()
    for sql in ("DELETE FROM logs", "UPDATE logs SET libelle = ''", "TRUNCATE logs CASCADE"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    derriere_le_dos("DELETE FROM logs WHERE id = %s", kept.id)
    assert verifier_chaine().rupture.raison == "fin_manquante"


def test_an_entry_put_before_the_beginning_is_named(monkeypatch, consul, cent_jours):
    old = consigner_il_y_a(monkeypatch, 200, 3)
    purger_vieux_logs()
    intrus = Log.objects.order_by("-sequence").first()
    intrus.id, intrus.sequence = new_id(), old[0].sequence
    intrus.save(force_insert=True)
    rupture = verifier_chaine().rupture
    assert (rupture.id, rupture.raison) == (intrus.id, "hors_chaine")


def test_a_beginning_cut_off_by_hand_is_missed_by_the_anchor(monkeypatch, consul):
    """The superuser removes old entries, and writes the point that would explain it."""
    logs = consigner_il_y_a(monkeypatch, 200, 4)
    assert ancre.jeter_ancre()
    derriere_le_dos("DELETE FROM logs WHERE sequence <= %s", logs[1].sequence)
    assert verifier_chaine().rupture.raison == "chainage"
    derriere_le_dos(
        "INSERT INTO logs_points (sequence, hash, purgees, purge_le) VALUES (%s, %s, 2, now())",
        logs[1].sequence,
        logs[1].hash,
    )
    assert verifier_chaine().rupture.raison == "point"
    assert ancre.jeter_ancre() is False, "what is broken is not anchored anew"
    assert verifier_chaine().rupture.raison == "point"


def test_an_end_cut_off_with_a_head_that_fits_is_missed_by_the_anchor(monkeypatch, consul):
    logs = consigner_il_y_a(monkeypatch, 1, 4)
    assert ancre.jeter_ancre()
    derriere_le_dos("DELETE FROM logs WHERE id = %s", logs[3].id)
    derriere_le_dos("UPDATE logs_tete SET sequence = %s, hash = %s", logs[2].sequence, logs[2].hash)
    rupture = verifier_chaine().rupture
    assert (rupture.sequence, rupture.id, rupture.raison) == (logs[3].sequence, None, "ancre")
    consigner_il_y_a(monkeypatch, 0, 5)
    assert verifier_chaine().rupture.raison == "ancre", "what comes after does not heal it"


def test_a_whole_chain_forged_anew_is_missed_by_the_anchor(monkeypatch, consul):
    logs = consigner_il_y_a(monkeypatch, 1, 4)
    assert ancre.jeter_ancre()
    avant = GENESE
    for log in logs:
        log.libelle, log.hash_precedent = "autre", avant
        log.hash = avant = empreinte(log)
        derriere_le_dos(
            "UPDATE logs SET libelle = 'autre', hash_precedent = %s, hash = %s WHERE id = %s",
            log.hash_precedent,
            log.hash,
            log.id,
        )
    derriere_le_dos("UPDATE logs_tete SET hash = %s", avant)
    assert verifier_chaine().rupture.raison == "ancre"


def test_the_anchor_follows_the_chain(monkeypatch, consul, cent_jours):
    assert ancre.jeter_ancre() is True
    assert ancre.lire_ancre() is None, "there is nothing to hold on to yet"
    old = consigner_il_y_a(monkeypatch, 200, 3)
    assert ancre.jeter_ancre()
    assert ancre.lire_ancre().sequence == old[-1].sequence
    young = consigner_il_y_a(monkeypatch, 1, 2)
    purger_vieux_logs()
    assert verifier_chaine().intacte
    assert ancre.jeter_ancre()
    noted = ancre.lire_ancre()
    assert (noted.sequence, noted.points) == (young[-1].sequence, ((old[-1].sequence, old[-1].hash),))
    assert verifier_chaine().intacte


def test_a_purge_that_died_after_its_announcement_breaks_nothing(monkeypatch, consul, cent_jours):
    old = consigner_il_y_a(monkeypatch, 200, 3)
    consigner_il_y_a(monkeypatch, 1)
    ancre.jeter_ancre()
    ancre.annoncer_point(sequence=old[1].sequence, hash_=old[1].hash)
    assert verifier_chaine().intacte
    assert purger_vieux_logs() == 3
    assert verifier_chaine().intacte


def test_a_lost_consul_is_anchored_anew(monkeypatch, consul):
    consigner_il_y_a(monkeypatch, 1, 2)
    assert ancre.jeter_ancre()
    consul.values.clear()
    verification = verifier_chaine()
    assert (verification.ancre, verification.intacte) == (None, True)
    assert ancre.jeter_ancre()
    assert verifier_chaine().ancre.sequence == TeteChaine.objects.get().sequence
