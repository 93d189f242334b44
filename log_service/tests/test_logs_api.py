"""Reading the audit log, annotating it and hiding an entry of it."""

import base64

import pytest

from chassis.auth.actor import Actor
from chassis.identifiers import new_id
from chassis.models import OutboxMessage
from chassis.testing.contracts import check, load
from chassis.testing.messages import deliver, message
from journal.annotations import masquer_log
from journal.models import AnnotationLog, Log

pytestmark = pytest.mark.django_db
LOGS = "/api/logs/"


@pytest.fixture
def lecteur(api):
    return api("logs.lire")


@pytest.fixture
def auditeur(api):
    return api("logs.lire", "logs.gerer")


def ids(answer):
    assert answer.status_code == 200, answer.json()
    return [row["id"] for row in answer.json()["results"]]


def test_an_entry_reads_as_it_was_told_with_a_sentence(lecteur, consigner):
    log = consigner(avant={"nom": "Vis M6"}, apres={"nom": "Vis M8"}, action="modifier")
    entry = lecteur.get(f"{LOGS}{log.id}/").json()
    told = load("messages/logs.create")["example"] | {"avant": {"nom": "Vis M6"}, "action": "modifier"}
    assert {name: entry[name] for name in told} == told
    assert entry["service"] == "pieces_service"
    assert entry["changements"] == [{"champ": "nom", "avant": "Vis M6", "apres": "Vis M8"}]
    assert (
        entry["phrase"]
        == "admin@example.org a modifié la pièce « PC-000001 Vis M8 » (nom : Vis M6 → Vis M8)."
    )
    assert (
        entry["phrase_en"] == "admin@example.org changed the part “PC-000001 Vis M8” (name: Vis M6 → Vis M8)."
    )
    assert (entry["annotation"], entry["masque"], entry["version"]) == ("", False, 1)


def test_entries_come_newest_first_by_cursor(lecteur, consigner):
    logs = [str(consigner().id) for _ in range(5)]
    first = lecteur.get(LOGS, {"page_size": 2})
    assert ids(first) == [logs[4], logs[3]]
    second = lecteur.get(first.json()["next"])
    assert ids(second) == [logs[2], logs[1]]
    assert ids(lecteur.get(second.json()["previous"])) == [logs[4], logs[3]]


@pytest.mark.parametrize(
    "filtre",
    [
        {"user_id": "01930000-0000-7000-8000-0000000000aa"},
        {"service": "stock_service"},
        {"module": "mouvements"},
        {"action": "enregistrer"},
        {"objet_id": "01930000-0000-7000-8000-0000000000bb"},
        {"request_id": "une-requete"},
        {"search": "ECROU stock"},
        {"search": "recorded"},
        {"depuis": "2026-11-21T00:00:00Z"},
        {"depuis": "2026-11-21", "jusqua": "2026-11-21"},
    ],
)
def test_each_filter_keeps_what_it_says(lecteur, consigner, filtre):
    consigner()
    act = load("messages/logs.create")["example"] | {
        "user_id": "01930000-0000-7000-8000-0000000000aa",
        "module": "mouvements",
        "action": "enregistrer",
        "objet_id": "01930000-0000-7000-8000-0000000000bb",
        "request_id": "une-requete",
        "libelle": "Écrou en stock",
    }
    deliver(message("logs", "create", [act], source="stock_service", emis_le="2026-11-21T18:00:00Z"))
    consigner()
    wanted = str(Log.objects.get(module="mouvements").id)
    assert ids(lecteur.get(LOGS, filtre)) == [wanted]


@pytest.mark.parametrize(
    ("filtre", "field"),
    [
        ({"user_id": "pas-un-uuid"}, "user_id"),
        ({"depuis": "hier"}, "depuis"),
        ({"jusqua": "2026-13-45"}, "jusqua"),
        ({"libelle": "x"}, "libelle"),
        ({"ordering": "hash"}, "ordering"),
        ({"page_size": "100000"}, "page_size"),
        ({"search": "x" * 201}, "search"),
        ({"search": "a\x00b"}, "search"),
    ],
)
def test_a_wrong_parameter_is_a_400_that_names_it(lecteur, filtre, field):
    answer = lecteur.get(LOGS, filtre)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "9999-12-31"])
def test_dates_at_the_end_of_time_are_no_mistake_of_ours(lecteur, moment):
    assert lecteur.get(LOGS, {"depuis": moment, "jusqua": moment}).status_code in (200, 400)


@pytest.mark.parametrize("position", [b"p=abc", b"p=%00", b"o=1&p=1e9", b"p=" + b"9" * 400])
def test_a_forged_cursor_is_refused_and_not_an_error_of_ours(lecteur, consigner, position):
    consigner()
    answer = lecteur.get(LOGS, {"cursor": base64.b64encode(position).decode()})
    assert answer.status_code in (200, 400, 404)


def test_the_timeline_of_an_object_holds_its_acts_only(lecteur, consigner):
    piece = str(new_id())
    acts = [str(consigner(objet_id=piece, action=action).id) for action in ("creer", "modifier")]
    consigner()
    assert ids(lecteur.get(f"{LOGS}objets/{piece}/")) == acts[::-1]


def test_a_list_costs_the_same_whatever_its_length(lecteur, consigner, django_assert_num_queries):
    for _ in range(12):
        AnnotationLog.objects.create(log=consigner(), texte="vu")
    lecteur.get(LOGS)
    with django_assert_num_queries(1):
        assert len(ids(lecteur.get(LOGS))) == 12


def test_the_chain_is_proved_and_a_broken_entry_named(lecteur, consigner):
    from tests.test_chaine import derriere_le_dos

    logs = [consigner() for _ in range(3)]
    answer = lecteur.get(f"{LOGS}verifier/").json()
    assert answer == {
        "intacte": True,
        "verifiees": 3,
        "total": logs[2].sequence,
        "rupture": None,
        "suite": None,
        "tete": {"sequence": logs[2].sequence, "hash": logs[2].hash},
        "ancre": None,
        "point": None,
    }
    derriere_le_dos("UPDATE logs SET ip = '' WHERE id = %s", logs[1].id)
    answer = lecteur.get(f"{LOGS}verifier/").json()
    assert answer["intacte"] is False
    assert answer["rupture"] == {"sequence": logs[1].sequence, "id": str(logs[1].id), "raison": "contenu"}


def test_a_long_verification_says_where_to_go_on(lecteur, consigner, monkeypatch):
    monkeypatch.setattr("journal.views.logs.LIENS_PAR_APPEL", 2)
    logs = [consigner() for _ in range(3)]
    answer = lecteur.get(f"{LOGS}verifier/").json()
    assert (answer["verifiees"], answer["suite"]) == (2, logs[1].sequence)
    answer = lecteur.get(f"{LOGS}verifier/", {"apres": answer["suite"]}).json()
    assert (answer["verifiees"], answer["suite"], answer["intacte"]) == (1, None, True)


@pytest.mark.parametrize("query", [{"apres": "-1"}, {"apres": "x"}, {"apres": str(2**63)}])
def test_a_verification_from_nowhere_is_a_400(lecteur, query):
    answer = lecteur.get(f"{LOGS}verifier/", query)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["apres"])


def test_an_annotation_stands_beside_the_entry_and_is_logged_itself(auditeur, consigner):
    log = consigner()
    answer = auditeur.patch(f"{LOGS}{log.id}/", {"annotation": "vérifié"})
    assert (answer.status_code, answer.json()["annotation"], answer.json()["version"]) == (200, "vérifié", 2)
    assert Log.objects.get(id=log.id).hash == log.hash
    [told] = OutboxMessage.objects.get().body["data"]
    check(told, load("messages/logs.create")["data"])
    assert (told["action"], told["module"], told["objet_id"]) == ("annoter", "logs", str(log.id))
    assert (told["avant"], told["apres"]) == ({"annotation": ""}, {"annotation": "vérifié"})


def test_what_the_log_service_tells_itself_becomes_an_entry(auditeur, consigner):
    log = consigner()
    auditeur.patch(f"{LOGS}{log.id}/", {"annotation": "vérifié"})
    assert deliver(OutboxMessage.objects.get().body) == ["done"]
    own = Log.objects.get(service="log_service")
    assert own.phrase.startswith("test@example.org a annoté l'entrée du journal « admin@example.org a créé")


def test_the_same_annotation_again_changes_nothing(auditeur, consigner):
    log = consigner()
    for _ in range(2):
        answer = auditeur.patch(f"{LOGS}{log.id}/", {"annotation": "vu"})
    assert answer.json()["version"] == 2
    assert OutboxMessage.objects.count() == 1


def test_an_annotation_written_on_an_old_version_is_refused(auditeur, consigner):
    log = consigner()
    url = f"{LOGS}{log.id}/"
    assert auditeur.patch(url, {"annotation": "a"}, headers={"If-Match": '"1"'}).status_code == 200
    stale = auditeur.patch(url, {"annotation": "b"}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"], stale.json()["version"]) == (412, "version_perimee", 2)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "annotation"),
        ({"annotation": "x" * 2_001}, "annotation"),
        ({"annotation": "a\x00b"}, "annotation"),
        ({"annotation": None}, "annotation"),
        ({"annotation": "x", "libelle": "autre"}, "libelle"),
    ],
)
def test_nothing_but_a_good_annotation_can_be_written(auditeur, consigner, body, field):
    log = consigner()
    answer = auditeur.patch(f"{LOGS}{log.id}/", body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_a_hidden_entry_leaves_the_lists_and_stays_in_the_chain(auditeur, consigner):
    log, other = consigner(), consigner()
    assert auditeur.delete(f"{LOGS}{log.id}/").status_code == 204
    assert ids(auditeur.get(LOGS)) == [str(other.id)]
    assert ids(auditeur.get(f"{LOGS}objets/{log.objet_id}/")) == [str(other.id)]
    assert ids(auditeur.get(LOGS, {"masque": "true"})) == [str(log.id)]
    assert auditeur.get(f"{LOGS}{log.id}/").json()["masque"] is True
    assert auditeur.get(f"{LOGS}verifier/").json()["verifiees"] == 2


def test_hiding_is_logged_once(auditeur, consigner):
    log = consigner()
    for _ in range(2):
        assert auditeur.delete(f"{LOGS}{log.id}/").status_code == 204
    [told] = OutboxMessage.objects.get().body["data"]
    assert (told["action"], told["objet_id"], told["apres"]) == ("masquer", str(log.id), {"masque": True})


def test_an_entry_that_does_not_exist_is_a_404(auditeur):
    url = f"{LOGS}{new_id()}/"
    for answer in (auditeur.get(url), auditeur.patch(url, {"annotation": "x"}), auditeur.delete(url)):
        assert (answer.status_code, answer.json()["code"]) == (404, "log_introuvable")
    assert auditeur.get(f"{LOGS}pas-un-uuid/").status_code == 404


def test_annotating_at_once_keeps_one_row_and_logs_each_change(race, api, consigner):
    log = consigner()
    client = api("logs.gerer")
    url = f"{LOGS}{log.id}/"
    results = race([lambda n=n: client.patch(url, {"annotation": f"n° {n}"}).status_code for n in range(8)])
    assert results == [200] * 8
    assert AnnotationLog.objects.get().version == 9
    assert OutboxMessage.objects.count() == 8


def test_hiding_at_once_is_logged_once(race, consigner):
    logs = [consigner() for _ in range(10)]
    AnnotationLog.objects.bulk_create(AnnotationLog(log=log) for log in logs)
    hide_all = [lambda: [masquer_log(log_id=log.id, acteur=Actor()) for log in logs]] * 8
    race(hide_all)
    assert OutboxMessage.objects.count() == 10


def test_a_hidden_entry_can_be_shown_again_and_that_is_logged(auditeur, consigner):
    log = consigner()
    auditeur.delete(f"{LOGS}{log.id}/")
    for _ in range(2):
        answer = auditeur.post(f"{LOGS}{log.id}/montrer/")
        assert (answer.status_code, answer.json()["masque"]) == (200, False)
    assert ids(auditeur.get(LOGS)) == [str(log.id)]
    told = [row.body["data"][0]["action"] for row in OutboxMessage.objects.order_by("id")]
    assert told == ["masquer", "montrer"]
    assert auditeur.post(f"{LOGS}{new_id()}/montrer/").json()["code"] == "log_introuvable"


def test_a_delivery_of_many_messages_is_one_piece_of_the_chain(django_assert_num_queries):
    acts = [message("logs", "create", [load("messages/logs.create")["example"]], source="pieces_service")] * 1
    deliver(*acts)
    many = [
        message("logs", "create", [load("messages/logs.create")["example"]], source="pieces_service")
        for _ in range(50)
    ]
    with django_assert_num_queries(10):
        # savepoint, inbox, words, savepoint, head, sequences, entries, head, two ends of savepoints
        assert deliver(*many) == ["done"] * 50
    assert Log.objects.count() == 51
