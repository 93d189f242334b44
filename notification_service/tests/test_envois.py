"""Sending a notification to people, to a role or to all."""

import pytest

from chassis.identifiers import new_id
from chassis.models import OutboxMessage
from chassis.testing.clients import USER_ID
from chassis.testing.contracts import check, load
from notifications.models import Notification, Preference

pytestmark = pytest.mark.django_db
NOTIFICATIONS = "/api/notifications/"


@pytest.fixture
def expediteur(api):
    return api("notifications.envoyer")


def atteints():
    return sorted(Notification.objects.values_list("user_id", flat=True))


def test_a_notification_goes_to_those_named(expediteur, utilisateur):
    named = [utilisateur().id for _ in range(2)]
    utilisateur()
    body = {
        "user_ids": [str(user_id) for user_id in named],
        "titre": "Inventaire lundi",
        "message": "Le magasin ferme à midi.",
        "niveau": "alerte",
        "piece_id": "01930000-0000-7000-8000-000000000001",
        "lien": "/stock",
    }
    answer = expediteur.post(NOTIFICATIONS, body)
    assert answer.status_code == 201
    sent = answer.json()
    assert {name: sent[name] for name in body if name != "user_ids"} == {
        name: value for name, value in body.items() if name != "user_ids"
    }
    assert (sent["type"], sent["destinataires"], sent["desabonnes"]) == ("systeme", 2, 0)
    assert atteints() == sorted(named)
    row = Notification.objects.filter(user_id=named[0]).get()
    assert (row.titre, row.message, row.niveau) == (body["titre"], body["message"], "alerte")
    assert str(row.source_id) == sent["id"]


def test_a_notification_goes_to_a_role(expediteur, utilisateur):
    wanted = utilisateur(role="magasinier")
    utilisateur(role="vendeur")
    utilisateur(role="magasinier", actif=False)
    assert expediteur.post(NOTIFICATIONS, {"role": "magasinier", "titre": "x"}).json()["destinataires"] == 1
    assert atteints() == [wanted.id]


def test_a_notification_goes_to_all_who_are_active(expediteur, utilisateur):
    users = sorted(utilisateur(role=role).id for role in ("a", "b"))
    utilisateur(actif=False)
    assert expediteur.post(NOTIFICATIONS, {"tous": True, "titre": "x"}).status_code == 201
    assert atteints() == users


def test_whoever_opted_out_is_counted_and_left_alone(expediteur, utilisateur):
    wants, refuses = utilisateur(), utilisateur()
    Preference.objects.create(user_id=refuses.id, type="systeme", dans_app=False)
    sent = expediteur.post(NOTIFICATIONS, {"tous": True, "titre": "x"}).json()
    assert (sent["destinataires"], sent["desabonnes"]) == (1, 1)
    assert atteints() == [wants.id]


def test_sending_is_logged_with_its_sender(expediteur, utilisateur):
    utilisateur(role="vendeur")
    sent = expediteur.post(NOTIFICATIONS, {"role": "vendeur", "titre": "Promo"}).json()
    [told] = OutboxMessage.objects.get(target="log_service").body["data"]
    check(told, load("messages/logs.create")["data"])
    assert (told["action"], told["module"], told["objet_id"]) == ("envoyer", "notifications", sent["id"])
    assert (told["user_id"], told["libelle"], told["apres"]["destinataires"]) == (USER_ID, "Promo", 1)


def test_someone_unknown_or_disabled_refuses_the_whole_sending(expediteur, utilisateur):
    good, disabled, nobody = utilisateur(), utilisateur(actif=False), new_id()
    ids = [str(good.id), str(disabled.id), str(nobody)]
    answer = expediteur.post(NOTIFICATIONS, {"user_ids": ids, "titre": "x"})
    assert (answer.status_code, answer.json()["code"]) == (404, "destinataire_inconnu")
    assert answer.json()["user_ids"] == sorted(ids[1:])
    assert atteints() == []
    assert OutboxMessage.objects.count() == 0


def test_a_role_nobody_has_is_refused(expediteur, utilisateur):
    utilisateur(role="vendeur")
    problem = expediteur.post(NOTIFICATIONS, {"role": "fantome", "titre": "x"}).json()
    assert (problem["status"], problem["code"], problem["role"]) == (409, "aucun_destinataire", "fantome")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"titre": "x"}, "user_ids"),
        ({"titre": "x", "tous": False}, "user_ids"),
        ({"titre": "x", "tous": True, "role": "vendeur"}, "role"),
        ({"titre": "x", "user_ids": []}, "user_ids"),
        ({"titre": "x", "user_ids": ["1"]}, "user_ids.0"),
        ({"tous": True}, "titre"),
        ({"tous": True, "titre": ""}, "titre"),
        ({"tous": True, "titre": "x" * 201}, "titre"),
        ({"tous": True, "titre": "a\x00b"}, "titre"),
        ({"tous": True, "titre": "a\rb"}, "titre"),
        ({"tous": True, "titre": "a\x85b"}, "titre"),
        ({"tous": True, "titre": "x", "message": "x" * 2_001}, "message"),
        ({"tous": True, "titre": "x", "type": "autre"}, "type"),
        ({"tous": True, "titre": "x", "niveau": "autre"}, "niveau"),
        ({"tous": True, "titre": "x", "piece_id": "1"}, "piece_id"),
        ({"tous": True, "titre": "x", "lien": "https://ailleurs.example/"}, "lien"),
        ({"tous": True, "titre": "x", "lien": "//ailleurs.example/"}, "lien"),
        ({"tous": True, "titre": "x", "lien": "javascript:alert(1)"}, "lien"),
        ({"tous": True, "titre": "x", "lue_le": "2026-01-01"}, "lue_le"),
    ],
)
def test_a_wrong_field_is_a_400_that_names_it(expediteur, utilisateur, body, field):
    utilisateur()
    answer = expediteur.post(NOTIFICATIONS, body)
    assert answer.status_code == 400
    assert field in answer.json()["errors"]
    assert atteints() == []


def test_the_same_key_sends_once(expediteur, utilisateur):
    utilisateur()
    headers = {"Idempotency-Key": "envoi-1"}
    body = {"tous": True, "titre": "x"}
    first, again = (expediteur.post(NOTIFICATIONS, body, headers=headers) for _ in range(2))
    assert (again.content, again["Idempotent-Replayed"]) == (first.content, "true")
    assert len(atteints()) == 1
    other = expediteur.post(NOTIFICATIONS, body | {"titre": "y"}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "cle_reutilisee")


def test_sending_costs_the_same_whatever_the_number(expediteur, utilisateur, django_assert_max_num_queries):
    for _ in range(30):
        utilisateur()
    expediteur.get(NOTIFICATIONS)
    with django_assert_max_num_queries(14):
        expediteur.post(NOTIFICATIONS, {"tous": True, "titre": "x"})
    assert len(atteints()) == 30
