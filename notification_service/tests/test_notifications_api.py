"""A user's own notifications: listing, counting and marking them, and nobody else's."""

import pytest

from chassis.identifiers import new_id
from chassis.models import OutboxMessage
from chassis.testing.clients import USER_ID, service_client, user_client
from chassis.testing.contracts import check, load
from chassis.testing.messages import message
from notifications.models import Notification

pytestmark = pytest.mark.django_db
NOTIFICATIONS = "/api/notifications/"
MARK_READ = "/api/notifications/mark-read/"


def rows(answer):
    assert answer.status_code == 200, answer.json()
    return answer.json()["results"]


def non_lues(client) -> int:
    return client.get(f"{NOTIFICATIONS}non-lues/").json()["count"]


def test_a_notification_reads_as_it_was_written(api, moi, niveau):
    niveau()
    [row] = rows(api().get(NOTIFICATIONS))
    stored = Notification.objects.get()
    assert row == {
        "id": str(stored.id),
        "type": "stock_bas",
        "niveau": "alerte",
        "titre": "Stock bas : PC-000001 Vis M8",
        "message": "Disponible : 2 pièce, seuil : 5.",
        "piece_id": load("messages/niveaux")["example"]["piece_id"],
        "commande_id": None,
        "lien": None,
        "silencieuse": False,
        "lue": False,
        "lue_le": None,
        "cree_le": row["cree_le"],
    }


def test_each_user_sees_their_own_only(api, moi, utilisateur, niveau):
    other = utilisateur()
    niveau()
    mine, theirs = rows(api().get(NOTIFICATIONS)), rows(user_client(sub=str(other.id)).get(NOTIFICATIONS))
    assert len(mine) == len(theirs) == 1
    assert mine[0]["id"] != theirs[0]["id"]


def test_notifications_come_newest_first_by_page(api, moi, niveau):
    for n in range(3):
        niveau(reference=f"PC-{n}")
    page = api().get(NOTIFICATIONS, {"page_size": 2}).json()
    assert page["count"] == 3
    assert [row["titre"][:16] for row in page["results"]] == ["Stock bas : PC-2", "Stock bas : PC-1"]
    assert len(rows(api().get(page["next"]))) == 1


@pytest.mark.parametrize(
    ("filtre", "titres"),
    [
        ({"type": "stock_epuise"}, ["Stock épuisé : B Vis M8"]),
        ({"niveau": "critique"}, ["Stock épuisé : B Vis M8"]),
        ({"lue": "true"}, ["Stock bas : A Vis M8"]),
        ({"lue": "false"}, ["Stock épuisé : B Vis M8"]),
        ({"search": "EPUISE vis"}, ["Stock épuisé : B Vis M8"]),
        ({"piece_id": "01930000-0000-7000-8000-00000000000b"}, ["Stock épuisé : B Vis M8"]),
        ({"commande_id": "01930000-0000-7000-8000-00000000000b"}, []),
        ({"depuis": "2020-01-01", "type": "stock_bas"}, ["Stock bas : A Vis M8"]),
        ({"jusqua": "2020-01-01"}, []),
        ({"ordering": "cree_le"}, ["Stock bas : A Vis M8", "Stock épuisé : B Vis M8"]),
    ],
)
def test_each_filter_keeps_what_it_says(api, moi, niveau, filtre, titres):
    niveau("bas", reference="A")
    api().post(MARK_READ, {"all": True})
    niveau("epuise", reference="B", piece_id="01930000-0000-7000-8000-00000000000b")
    assert [row["titre"] for row in rows(api().get(NOTIFICATIONS, filtre))] == titres


@pytest.mark.parametrize(
    ("filtre", "field"),
    [
        ({"type": "autre"}, "type"),
        ({"user_id": USER_ID}, "user_id"),
        ({"piece_id": "1"}, "piece_id"),
        ({"depuis": "hier"}, "depuis"),
        ({"ordering": "user_id"}, "ordering"),
        ({"page_size": "0"}, "page_size"),
        ({"search": "\x00"}, "search"),
    ],
)
def test_a_wrong_parameter_is_a_400_that_names_it(api, filtre, field):
    answer = api().get(NOTIFICATIONS, filtre)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_a_list_costs_the_same_whatever_its_length(api, moi, niveau, django_assert_num_queries):
    for _ in range(12):
        niveau()
    client = api()
    client.get(NOTIFICATIONS)
    with django_assert_num_queries(2):
        assert len(rows(client.get(NOTIFICATIONS))) == 12
    with django_assert_num_queries(1):
        assert non_lues(client) == 12


def test_marking_some_as_read_answers_how_many_became_so(api, moi, utilisateur, niveau):
    utilisateur()
    for _ in range(3):
        niveau()
    client = api()
    mine = [row["id"] for row in rows(client.get(NOTIFICATIONS))]
    foreign = [str(n.id) for n in Notification.objects.exclude(user_id=USER_ID)]
    ids = [*mine[:2], *foreign, str(new_id())]
    assert client.post(MARK_READ, {"ids": ids}).json() == {"marquees": 2}
    assert client.post(MARK_READ, {"ids": ids}).json() == {"marquees": 0}
    assert non_lues(client) == 1
    assert not Notification.objects.filter(id__in=foreign, lue_le__isnull=False).exists()


def test_marking_all_as_read_leaves_the_others_alone(api, moi, utilisateur, niveau):
    other = utilisateur()
    niveau()
    niveau()
    assert api().post(MARK_READ, {"all": True}).json() == {"marquees": 2}
    assert non_lues(api()) == 0
    assert non_lues(user_client(sub=str(other.id))) == 2


def test_marking_is_logged_when_it_changes_something(api, moi, niveau):
    niveau()
    for _ in range(2):
        api().post(MARK_READ, {"all": True})
    [told] = OutboxMessage.objects.get(target="log_service").body["data"]
    check(told, load("messages/logs.create")["data"])
    assert (told["action"], told["user_id"], told["libelle"]) == ("lire", USER_ID, "1 notification")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"all": False},
        {"ids": []},
        {"ids": ["pas-un-uuid"]},
        {"ids": "tout"},
        {"ids": [USER_ID], "all": True},
        {"ids": [USER_ID] * 1_001},
    ],
)
def test_marking_must_say_what(api, body):
    answer = api().post(MARK_READ, body)
    assert answer.status_code == 400
    assert next(iter(answer.json()["errors"])).startswith("ids")


@pytest.mark.parametrize("body", [[], [1], {"inconnu": 1, "all": True}])
def test_a_body_of_another_shape_is_a_400(api, body):
    assert api().post(MARK_READ, body).status_code == 400


def test_marking_all_while_more_arrive_counts_each_once_and_loses_none(race, api, moi, niveau):
    client = api()
    for _ in range(30):
        niveau()
    mark = [lambda: [client.post(MARK_READ, {"all": True}).json()["marquees"] for _ in range(5)]] * 5
    arrive = [lambda: [niveau() for _ in range(10)]] * 3
    results = race([*mark, *arrive])
    marked = sum(sum(counts) for counts in results[:5])
    assert [state for states in results[5:] for state in states] == ["done"] * 30
    assert Notification.objects.count() == 60
    assert Notification.objects.filter(lue_le__isnull=False).count() == marked
    assert non_lues(client) == 60 - marked


def test_one_key_at_once_marks_once_and_answers_alike(race, api, moi, niveau):
    niveau()
    client = api()
    headers = {"Idempotency-Key": "lire-1"}
    answers = race([lambda: client.post(MARK_READ, {"all": True}, headers=headers)] * 6)
    assert {answer.content for answer in answers} == {b'{"marquees":1}'}


def test_another_service_cannot_speak_for_the_stock(moi):
    one = message("niveaux", "bas", [load("messages/niveaux")["example"]], source="stock_service")
    assert service_client("auth_service").post("/internal/messages/", [one]).status_code == 403
    assert Notification.objects.count() == 0
