"""What a user does not want to hear of."""

import pytest

from chassis.models import OutboxMessage
from chassis.testing.clients import USER_ID, user_client
from chassis.testing.contracts import check, load
from notifications.models import Preference

pytestmark = pytest.mark.django_db
PREFERENCES = "/api/notifications/preferences/"
TYPES = ["stock_bas", "stock_epuise", "livraison", "commande", "systeme"]


def preferences(client) -> dict[str, bool]:
    return {row["type"]: row["dans_app"] for row in client.get(PREFERENCES).json()["preferences"]}


def regler(client, **dans_app):
    lignes = [{"type": type_, "dans_app": veut} for type_, veut in dans_app.items()]
    return client.put(PREFERENCES, {"preferences": lignes})


def test_everything_is_wanted_until_said_otherwise(api):
    assert preferences(api()) == dict.fromkeys(TYPES, True)


def test_what_is_put_is_what_is_read(api):
    answer = regler(api(), stock_bas=False, livraison=False)
    assert answer.status_code == 200
    wanted = dict.fromkeys(TYPES, True) | {"stock_bas": False, "livraison": False}
    assert preferences(api()) == wanted
    assert {row["type"]: row["dans_app"] for row in answer.json()["preferences"]} == wanted


def test_a_put_replaces_the_whole(api):
    regler(api(), stock_bas=False)
    regler(api(), commande=False)
    assert preferences(api()) == dict.fromkeys(TYPES, True) | {"commande": False}


def test_each_user_has_their_own(api, utilisateur):
    other = user_client(sub=str(utilisateur().id))
    regler(api(), stock_bas=False)
    assert preferences(other) == dict.fromkeys(TYPES, True)


def test_an_opt_out_and_its_end_take_effect_at_once(api, moi, niveau):
    client = api()
    regler(client, stock_bas=False)
    niveau()
    assert client.get("/api/notifications/non-lues/").json() == {"count": 0}
    regler(client)
    niveau()
    assert client.get("/api/notifications/non-lues/").json() == {"count": 1}


def test_a_change_is_logged_and_no_change_is_not(api):
    for _ in range(2):
        regler(api(), stock_bas=False)
    [told] = OutboxMessage.objects.get().body["data"]
    check(told, load("messages/logs.create")["data"])
    assert (told["action"], told["module"], told["objet_id"]) == ("modifier", "preferences", USER_ID)
    assert told["avant"] == {"stock_bas": {"dans_app": True, "courriel": "jamais"}}
    assert told["apres"] == {"stock_bas": {"dans_app": False, "courriel": "jamais"}}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "preferences"),
        ({"preferences": {}}, "preferences"),
        ({"preferences": [{"type": "autre", "dans_app": True}]}, "preferences.0.type"),
        ({"preferences": [{"dans_app": True}]}, "preferences.0.type"),
        ({"preferences": [{"type": "commande", "courriel": "parfois"}]}, "preferences.0.courriel"),
        ({"preferences": [{"type": "commande", "sms": True}]}, "preferences.0.sms"),
        ({"preferences": [], "resume_heure": 24}, "resume_heure"),
        ({"preferences": [], "resume_heure": -1}, "resume_heure"),
        ({"preferences": [], "fuseau": "Mars/Olympus"}, "fuseau"),
        ({"preferences": [], "fuseau": "../etc/passwd"}, "fuseau"),
        ({"preferences": [], "silence": {"debut": "22:00"}}, "silence.fin"),
        ({"preferences": [], "silence": {"debut": "22:00", "fin": "25:00"}}, "silence.fin"),
        ({"preferences": [], "silence": {"debut": "22:00", "fin": "22:00"}}, "silence.fin"),
        ({"preferences": [{"type": "commande", "dans_app": "peut-être"}]}, "preferences.0.dans_app"),
        ({"preferences": [{"type": "commande", "dans_app": True}] * 2}, "preferences"),
        ({"preferences": [], "par_mail": True}, "par_mail"),
    ],
)
def test_a_wrong_field_is_a_400_that_names_it(api, body, field):
    answer = api().put(PREFERENCES, body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert Preference.objects.count() == 0


def test_changes_at_once_are_logged_as_one_story(race, api):
    """Each entry of the audit log starts from where the one before it ended."""
    client = api()
    race([lambda: [regler(client, stock_bas=veut) for veut in (False, True) * 5]] * 6)
    told = [row.body["data"][0] for row in OutboxMessage.objects.order_by("id")]
    assert told[0]["avant"] == {"stock_bas": {"dans_app": True, "courriel": "jamais"}}
    assert all(told[n]["avant"] == told[n - 1]["apres"] for n in range(1, len(told)))
    assert preferences(client)["stock_bas"] == told[-1]["apres"]["stock_bas"]["dans_app"]
