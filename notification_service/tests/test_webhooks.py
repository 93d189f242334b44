"""Webhooks: what may be called, who may say so, and what is remembered of it."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from chassis.identifiers import new_id
from chassis.models import IdempotencyKey, OutboxMessage
from chassis.testing.contracts import check, load
from notifications.models import Webhook

pytestmark = pytest.mark.django_db
WEBHOOKS = "/api/notifications/webhooks/"
ID = "01930000-0000-7000-8000-00000000000a"


def url(webhook, suite=""):
    return f"{WEBHOOKS}{webhook['id']}/{suite}"


def test_a_webhook_shows_its_secret_once(gerant, webhook):
    made = webhook(id=ID)
    assert made["id"] == ID
    assert made["secret"].startswith("whsec_")
    assert "secret" not in gerant.get(url(made)).json()
    assert "secret" not in gerant.get(WEBHOOKS).json()["results"][0]
    stored = Webhook.objects.values().get()
    assert made["secret"] not in str(stored)


def kept() -> str:
    """All that every table of this service holds."""
    rows = [row for model in apps.get_models() for row in model.objects.values_list()]
    return str([bytes(value) if isinstance(value, memoryview) else value for row in rows for value in row])


def test_no_table_holds_a_secret_and_the_same_key_shows_it_again(gerant, recepteur):
    body = {"nom": "ERP", "url": recepteur.url, "evenements": ["*"]}
    made, again = (gerant.post(WEBHOOKS, body, headers={"Idempotency-Key": "w-1"}) for _ in range(2))
    assert (again.content, again["Idempotent-Replayed"]) == (made.content, "true")
    assert made.json()["secret"].startswith("whsec_") and '"nom":"ERP"' in kept()
    assert made.json()["secret"] not in kept()
    address = url(made.json(), "secret/")
    renewed, again = (gerant.post(address, headers={"Idempotency-Key": "w-2"}) for _ in range(2))
    assert (again.content, Webhook.objects.get().secret_version) == (renewed.content, 2)
    assert renewed.json()["secret"].startswith("whsec_") and renewed.json()["secret"] not in kept()


@pytest.mark.parametrize("apres", ["renouveler", "supprimer", "purger"])
def test_the_same_key_does_not_show_a_secret_that_is_over(gerant, service_api, recepteur, apres):
    body = {"nom": "ERP", "url": recepteur.url, "evenements": ["*"]}
    made = gerant.post(WEBHOOKS, body, headers={"Idempotency-Key": "w-1"}).json()
    if apres == "renouveler":
        gerant.post(url(made, "secret/"))
    else:
        gerant.delete(url(made))
    if apres == "purger":
        trash = {"module": "webhooks", "objet_id": made["id"]}
        assert service_api("log_service").post("/internal/corbeille/purger/", trash).status_code == 200
    again = gerant.post(WEBHOOKS, body, headers={"Idempotency-Key": "w-1"})
    assert (again.status_code, again.json()) == (201, made | {"secret": None})


def test_what_was_kept_with_a_secret_loses_it(gerant, recepteur):
    body = {"nom": "ERP", "url": recepteur.url, "evenements": ["*"]}
    made = gerant.post(WEBHOOKS, body, headers={"Idempotency-Key": "w-1"})
    IdempotencyKey.objects.update(body=made.content)
    assert made.json()["secret"] in kept()
    with connection.cursor() as cursor:
        cursor.execute(import_module("notifications.migrations.0004_secrets_et_liens").SECRETS)
    assert made.json()["secret"] not in kept()
    again = gerant.post(WEBHOOKS, body, headers={"Idempotency-Key": "w-1"})
    assert (again.status_code, again.json()) == (201, made.json() | {"secret": None})


def test_two_webhooks_have_two_secrets(webhook):
    assert webhook()["secret"] != webhook()["secret"]


def test_a_renewed_secret_is_another_and_the_old_one_signs_for_a_day(gerant, webhook):
    made = webhook()
    renewed = gerant.post(url(made, "secret/")).json()
    assert renewed["secret"] != made["secret"]
    assert renewed["ancien_secret_jusqua"] > renewed["modifie_le"]
    assert renewed["version"] == made["version"] + 1


def test_what_is_changed_is_read_again(gerant, webhook):
    made = webhook()
    changed = gerant.patch(url(made), {"nom": "Autre", "evenements": ["commandes.valider", "niveaux.bas"]})
    assert changed.status_code == 200
    assert gerant.get(url(made)).json() == changed.json()
    assert (changed.json()["nom"], changed.json()["version"]) == ("Autre", 2)
    put = gerant.put(url(made), {"nom": "X", "url": made["url"], "evenements": ["*"]}).json()
    assert (put["nom"], put["evenements"], put["actif"]) == ("X", ["*"], True)


def test_a_stale_version_is_refused(gerant, webhook):
    made = webhook()
    gerant.patch(url(made), {"nom": "A"})
    for method, body in (("patch", {"nom": "B"}), ("delete", None)):
        answer = getattr(gerant, method)(url(made), body, headers={"If-Match": '"1"'})
        assert (answer.status_code, answer.json()["code"]) == (412, "version_perimee")
    assert gerant.get(url(made)).json()["nom"] == "A"


def test_every_event_of_the_catalogue_may_be_chosen_and_no_other(gerant, webhook):
    known = gerant.get(f"{WEBHOOKS}evenements/").json()["evenements"]
    assert len(known) == 11
    for event in known:
        module = event["nom"].partition(".")[0]
        check(event["exemple"], load(f"messages/{module}")["data"])
    names = [event["nom"] for event in known]
    contracts = [load(f"messages/{module}") for module in ("niveaux", "commandes")]
    told = {f"{contract['moduleName']}.{method}" for contract in contracts for method in contract["methods"]}
    assert set(names) == told
    assert webhook(evenements=names * 2)["evenements"] == sorted(names)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"nom": ""}, "nom"),
        ({"nom": "x" * 101}, "nom"),
        ({"nom": "\u200b"}, "nom"),
        ({"nom": "a\nb"}, "nom"),
        ({"url": "ftp://example.org/"}, "url"),
        ({"url": "example.org"}, "url"),
        ({"url": "http://a:b@example.org/"}, "url"),
        ({"url": "http://exa\nmple.org/"}, "url"),
        ({"url": "https://example.org/" + "x" * 500}, "url"),
        ({"evenements": []}, "evenements"),
        ({"evenements": ["autre"]}, "evenements.0"),
        ({"evenements": "niveaux.bas"}, "evenements"),
        ({"actif": "peut-être"}, "actif"),
        ({"id": "1"}, "id"),
        ({"secret": "à moi"}, "secret"),
    ],
)
def test_a_wrong_field_is_a_400_that_names_it(gerant, changes, field):
    body = {"nom": "ERP", "url": "https://8.8.8.8/", "evenements": ["*"]} | changes
    answer = gerant.post(WEBHOOKS, body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert Webhook.objects.count() == 0


@pytest.mark.parametrize(
    "adresse",
    [
        "http://127.0.0.1:8000/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://[::ffff:10.0.0.1]/",
    ],
)
def test_a_private_address_is_refused(gerant, adresse):
    body = {"nom": "ERP", "url": adresse, "evenements": ["*"]}
    answer = gerant.post(WEBHOOKS, body)
    assert (answer.status_code, answer.json()["code"]) == (409, "adresse_interdite")
    assert answer.json()["adresse"]
    good = gerant.post(WEBHOOKS, body | {"url": "https://8.8.8.8/"}).json()
    assert gerant.patch(url(good), {"url": adresse}).json()["code"] == "adresse_interdite"
    assert Webhook.objects.get().url == "https://8.8.8.8/"


def test_an_id_is_taken_once(gerant, webhook):
    made = webhook(id=ID)
    gerant.delete(url(made))
    body = {"id": ID, "nom": "ERP", "url": made["url"], "evenements": ["*"]}
    assert gerant.post(WEBHOOKS, body).json()["code"] == "identifiant_pris"


def test_the_same_key_makes_one(gerant, recepteur):
    body = {"nom": "ERP", "url": recepteur.url, "evenements": ["*"]}
    answers = [gerant.post(WEBHOOKS, body, headers={"Idempotency-Key": "w-1"}) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert Webhook.objects.count() == 1


def test_lists_filter_and_search(gerant, webhook):
    webhook(nom="Comptabilité")
    webhook(nom="ERP", actif=False)

    def noms(**filtre):
        return [row["nom"] for row in gerant.get(WEBHOOKS, filtre).json()["results"]]

    assert noms() == ["Comptabilité", "ERP"]
    assert noms(actif="false") == ["ERP"]
    assert noms(search="comptabilite") == ["Comptabilité"]
    assert noms(ordering="-nom") == ["ERP", "Comptabilité"]
    assert gerant.get(WEBHOOKS, {"secret": "x"}).status_code == 400


def test_a_list_costs_the_same_whatever_its_length(gerant, webhook, django_assert_num_queries):
    for _ in range(5):
        webhook()
    gerant.get(WEBHOOKS)
    with django_assert_num_queries(2):
        assert gerant.get(WEBHOOKS).json()["count"] == 5


def test_a_deleted_one_is_in_the_trash_and_comes_back_switched_off(gerant, service_api, webhook):
    made = webhook()
    assert gerant.delete(url(made)).status_code == 204
    for method, suite in [("get", ""), ("patch", ""), ("post", "tester/"), ("get", "livraisons/")]:
        assert getattr(gerant, method)(url(made, suite)).json()["code"] == "webhook_inconnu"
    told = OutboxMessage.objects.get(body__moduleName="corbeille").body["data"][0]
    check(told, load("messages/corbeille.create")["data"])
    body = {"module": "webhooks", "objet_id": made["id"]}
    trash = service_api("log_service")
    apercu = trash.post("/internal/corbeille/apercu/", body).json()
    assert (apercu["libelle"], len(apercu["revient"]), apercu["conflits"]) == ("ERP", 1, [])
    for _ in range(2):
        assert trash.post("/internal/corbeille/restaurer/", body).json()["libelle"] == "ERP"
    back = gerant.get(url(made)).json()
    assert (back["nom"], back["actif"]) == ("ERP", False)


def test_only_what_is_in_the_trash_is_purged(gerant, service_api, webhook):
    made = webhook()
    body = {"module": "webhooks", "objet_id": made["id"]}
    trash = service_api("log_service")
    refus = trash.post("/internal/corbeille/purger/", body).json()
    assert (refus["code"], refus["vivant"]) == ("pas_dans_la_corbeille", True)
    gerant.delete(url(made))
    for libelle in ("ERP", ""):
        assert trash.post("/internal/corbeille/purger/", body).json()["libelle"] == libelle
    assert Webhook.objects.count() == 0
    assert trash.post("/internal/corbeille/restaurer/", body).json()["code"] == "webhook_inconnu"
    assert trash.post("/internal/corbeille/apercu/", body).json()["code"] == "webhook_inconnu"


def test_every_change_is_logged(gerant, webhook):
    made = webhook()
    gerant.patch(url(made), {"nom": "Autre"})
    gerant.post(url(made, "secret/"))
    gerant.post(url(made, "tester/"))
    gerant.delete(url(made))
    told = [
        row.body["data"][0] for row in OutboxMessage.objects.filter(body__moduleName="logs").order_by("id")
    ]
    assert [entry["action"] for entry in told] == [
        "creer",
        "modifier",
        "renouveler_secret",
        "tester",
        "supprimer",
    ]
    for entry in told:
        check(entry, load("messages/logs.create")["data"])
        assert made["secret"] not in str(entry)


def test_a_deleted_webhook_is_never_active_in_the_database(webhook):
    webhook()
    with pytest.raises(IntegrityError, match="webhooks_supprime"), transaction.atomic():
        Webhook.objects.update(supprime_le="2026-11-20T00:00:00Z", actif=True)


def test_what_does_not_exist_is_a_404(gerant):
    nowhere = {"id": str(new_id())}
    assert gerant.get(url(nowhere)).json()["code"] == "webhook_inconnu"
    assert gerant.get(f"/api/notifications/livraisons/{new_id()}/").json()["code"] == "livraison_inconnue"
    assert gerant.get(f"{WEBHOOKS}pas-un-id/").status_code == 404
