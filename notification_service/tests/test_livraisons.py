"""Calls of webhooks: signed, once per event, tried again, replayed, given up."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from concurrent.futures import wait
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from chassis import background, outbound
from chassis.identifiers import new_id
from chassis.testing.contracts import load
from chassis.testing.messages import deliver, message
from notifications import appels
from notifications.livraisons import DELAIS, ESSAIS
from notifications.models import Livraison, Notification, Tentative, Webhook
from notifications.tournees import livrer_dues
from tests.recepteur import Recepteur

pytestmark = pytest.mark.django_db(transaction=True)
NIVEAU = load("messages/niveaux")["example"]
API = "/api/notifications/"


def livraisons(gerant, webhook, **filtre):
    answer = gerant.get(f"{API}webhooks/{webhook['id']}/livraisons/", filtre)
    assert answer.status_code == 200, answer.json()
    return answer.json()["results"]


def bientot(condition: Callable[[], bool]) -> None:
    limit = time.monotonic() + 3
    while not condition():
        assert time.monotonic() < limit, "not in time"
        time.sleep(0.01)


@pytest.fixture
def lent(recepteur):
    """A second receiver, which keeps whoever calls it waiting until it is told to answer."""
    one = Recepteur()
    one.libre.clear()
    yield one
    one.arreter()
    wait(livrer_dues())


def verifier_signature(secret: str, appel) -> list[bool]:
    """As the documentation tells receivers to do it."""
    parts = [part.split("=", 1) for part in appel.headers["Gestion-Signature"].split(",")]
    [t] = [value for name, value in parts if name == "t"]
    expected = hmac.new(secret.encode(), t.encode() + b"." + appel.corps, hashlib.sha256).hexdigest()
    assert abs(int(t) - timezone.now().timestamp()) < 60
    return [hmac.compare_digest(expected, value) for name, value in parts if name == "v1"]


def test_an_event_calls_those_who_chose_it(recepteur, gerant, webhook, niveau, commande, livrer):
    low = webhook(evenements=["niveaux.bas"])
    all_ = webhook()
    webhook(evenements=["commandes.annuler"])
    webhook(actif=False)
    niveau("bas")
    commande("create")
    livrer()
    told = sorted(appel.headers["Gestion-Evenement"] for appel in recepteur.appels)
    assert told == ["commandes.create", "niveaux.bas", "niveaux.bas"]
    assert [row["evenement"] for row in livraisons(gerant, low)] == ["niveaux.bas"]
    assert {row["etat"] for row in livraisons(gerant, all_)} == {"reussie"}


def test_a_call_says_what_happened_and_is_signed(recepteur, webhook, niveau, livrer):
    made = webhook()
    niveau()
    livrer()
    [appel] = recepteur.appels
    body = json.loads(appel.corps)
    assert (body["evenement"], body["donnees"], body["emis_le"]) == (
        "niveaux.bas",
        NIVEAU,
        "2026-11-20T10:00:00+00:00",
    )
    assert body["id"] == appel.headers["Gestion-Livraison"] == str(Livraison.objects.get().id)
    assert appel.headers["Content-Type"] == "application/json"
    assert verifier_signature(made["secret"], appel) == [True]
    assert verifier_signature("whsec_autre", appel) == [False]


def test_during_a_rotation_both_secrets_sign(recepteur, gerant, webhook, niveau, livrer):
    made = webhook()
    renewed = gerant.post(f"{API}webhooks/{made['id']}/secret/").json()
    niveau()
    livrer()
    assert verifier_signature(renewed["secret"], recepteur.appels[0]) == [True, False]
    assert verifier_signature(made["secret"], recepteur.appels[0]) == [False, True]
    Webhook.objects.update(ancien_secret_jusqua=timezone.now() - timedelta(seconds=1))
    niveau()
    livrer()
    assert verifier_signature(renewed["secret"], recepteur.appels[1]) == [True]


def test_the_log_tells_of_each_try(recepteur, gerant, webhook, niveau, livrer):
    made = webhook()
    recepteur.statut, recepteur.reponse = 500, b"panne " * 1_000
    niveau()
    livrer()
    [row] = livraisons(gerant, made)
    assert (row["etat"], row["essais"], row["termine_le"]) == ("en_attente", 1, None)
    last = row["derniere_tentative"]
    assert (last["numero"], last["statut"], last["erreur"], last["adresse"]) == (
        1,
        500,
        "reponse",
        "127.0.0.1",
    )
    assert last["extrait"].startswith("panne ") and len(last["extrait"]) == outbound.EXCERPT_LENGTH
    recepteur.statut = 204
    livrer(dans=DELAIS[0])
    whole = gerant.get(f"{API}livraisons/{row['id']}/").json()
    assert (whole["etat"], whole["prochain_essai_le"]) == ("reussie", None)
    assert [(one["numero"], one["statut"]) for one in whole["tentatives"]] == [(1, 500), (2, 204)]
    assert whole["contenu"]["donnees"] == NIVEAU
    assert len({appel.headers["Gestion-Livraison"] for appel in recepteur.appels}) == 1


def test_a_failure_is_tried_again_later_each_time_and_given_up_in_the_end(
    recepteur, gerant, webhook, niveau, livrer
):
    made = webhook()
    recepteur.statut = 503
    niveau()
    livrer()
    for delai in DELAIS:
        due = Livraison.objects.get().prochain_essai_le - timezone.now()
        assert abs(due.total_seconds() - delai) < 5
        livrer()
        livrer(dans=delai)
    [row] = livraisons(gerant, made)
    assert (row["etat"], row["essais"]) == ("abandonnee", ESSAIS)
    assert len(recepteur.appels) == ESSAIS == 10
    livrer(dans=10**6)
    assert len(recepteur.appels) == ESSAIS


def test_a_redirection_is_a_failure(recepteur, gerant, webhook, niveau, livrer):
    made = webhook()
    recepteur.statut = 302
    niveau()
    livrer()
    [row] = livraisons(gerant, made)
    assert (row["etat"], row["derniere_tentative"]["erreur"]) == ("en_attente", "redirection")


def test_a_name_that_leads_into_the_private_network_by_now_is_not_called(
    recepteur, settings, gerant, webhook, niveau, livrer
):
    made = webhook()
    niveau()
    settings.WEBHOOK_ALLOWED_NETWORKS = []
    livrer()
    [row] = livraisons(gerant, made)
    last = row["derniere_tentative"]
    assert (last["erreur"], last["adresse"], last["statut"]) == ("adresse_interdite", "127.0.0.1", None)
    assert recepteur.appels == []


def test_a_test_is_one_call_even_when_switched_off(recepteur, gerant, webhook, livrer):
    made = webhook(actif=False)
    recepteur.statut = 500
    answer = gerant.post(f"{API}webhooks/{made['id']}/tester/")
    assert (answer.status_code, answer.json()["etat"]) == (202, "en_attente")
    livrer()
    tried = gerant.get(f"{API}livraisons/{answer.json()['id']}/").json()
    assert (tried["etat"], tried["evenement"], len(tried["tentatives"])) == ("abandonnee", "test", 1)
    assert gerant.get(f"{API}webhooks/{made['id']}/").json()["echecs_consecutifs"] == 0
    again = gerant.post(f"{API}livraisons/{tried['id']}/rejouer/")
    assert again.status_code == 202
    recepteur.statut = 200
    livrer()
    assert gerant.get(f"{API}livraisons/{tried['id']}/").json()["etat"] == "reussie"


def test_a_delivery_is_replayed_with_its_id(recepteur, gerant, webhook, niveau, livrer):
    made = webhook()
    niveau()
    livrer()
    [row] = livraisons(gerant, made)
    answer = gerant.post(f"{API}livraisons/{row['id']}/rejouer/")
    assert (answer.status_code, answer.json()["etat"], answer.json()["essais"]) == (202, "en_attente", 0)
    livrer()
    first, again = recepteur.appels
    assert first.corps == again.corps
    assert first.headers["Gestion-Livraison"] == again.headers["Gestion-Livraison"]
    assert len(gerant.get(f"{API}livraisons/{row['id']}/").json()["tentatives"]) == 2


@pytest.mark.parametrize("essai", [False, True], ids=["delivery", "test"])
def test_a_replay_while_a_try_runs_is_sent_at_once(lent, gerant, webhook, niveau, livrer, essai):
    """What the try comes to says nothing of the replay: neither its delay nor that a test is tried once."""
    made = webhook(url=lent.url)
    niveau()
    if essai:
        Livraison.objects.update(evenement="test")
    running = livrer_dues()
    bientot(lambda: len(lent.appels) == 1)
    [row] = livraisons(gerant, made)
    gerant.post(f"{API}livraisons/{row['id']}/rejouer/")
    lent.statut = 500
    lent.libre.set()
    wait(running)
    [row] = livraisons(gerant, made)
    assert (row["etat"], row["essais"], row["derniere_tentative"]["statut"]) == ("en_attente", 0, 500)
    lent.statut = 200
    livrer()
    [row] = livraisons(gerant, made)
    assert (row["etat"], row["essais"]) == ("reussie", 1)


def test_nothing_is_replayed_to_a_webhook_that_is_switched_off(gerant, webhook, niveau, livrer):
    made = webhook()
    niveau()
    livrer()
    [row] = livraisons(gerant, made)
    gerant.patch(f"{API}webhooks/{made['id']}/", {"actif": False})
    answer = gerant.post(f"{API}livraisons/{row['id']}/rejouer/")
    assert (answer.status_code, answer.json()["code"]) == (409, "webhook_inactif")


def test_failures_for_a_day_switch_it_off_and_say_so(
    recepteur, gerant, moi, utilisateur, webhook, niveau, livrer
):
    manager = utilisateur(permissions=["webhooks.gerer"])
    made = webhook()
    recepteur.statut = 500
    niveau()
    livrer()
    assert gerant.get(f"{API}webhooks/{made['id']}/").json()["actif"] is True
    Webhook.objects.update(premier_echec_le=timezone.now() - timedelta(hours=24))
    livrer(dans=DELAIS[0])
    off = gerant.get(f"{API}webhooks/{made['id']}/").json()
    assert (off["actif"], off["desactive_motif"], off["echecs_consecutifs"]) == (False, "echecs", 2)
    told = Notification.objects.get(type="systeme")
    assert (told.user_id, told.niveau, told.titre) == (manager.id, "critique", "Webhook désactivé : ERP")
    assert told.lien == f"/notifications/webhooks/{made['id']}"
    livrer(dans=10**6)
    assert len(recepteur.appels) == 2
    recepteur.statut = 200
    on = gerant.patch(f"{API}webhooks/{made['id']}/", {"actif": True}).json()
    assert (on["echecs_consecutifs"], on["premier_echec_le"], on["desactive_motif"]) == (0, None, None)
    livrer()
    assert len(recepteur.appels) == 3
    assert gerant.get(f"{API}webhooks/{made['id']}/").json()["dernier_succes_le"] is not None


def test_one_success_forgets_the_failures(recepteur, webhook, niveau, livrer):
    webhook()
    recepteur.statut = 500
    niveau()
    livrer()
    recepteur.statut = 200
    livrer(dans=DELAIS[0])
    row = Webhook.objects.get()
    assert (row.echecs_consecutifs, row.premier_echec_le) == (0, None)


def test_a_receiver_that_fails_holds_back_its_own_calls_only(recepteur, gerant, webhook, niveau, livrer):
    broken = webhook(url="http://127.0.0.1:1/")
    good = webhook()
    for _ in range(5):
        niveau()
    livrer()
    assert {row["etat"] for row in livraisons(gerant, good)} == {"reussie"}
    assert sorted(row["essais"] for row in livraisons(gerant, broken)) == [0, 0, 0, 0, 1]


def test_a_slow_receiver_holds_back_its_own_calls_only(recepteur, lent, webhook, niveau):
    webhook(url=lent.url)
    webhook()
    niveau()
    livrer_dues()
    bientot(lambda: len(lent.appels) == len(recepteur.appels) == 1)
    for told in (2, 3):  # while the slow one still has not answered
        niveau()
        bientot(lambda told=told: livrer_dues() and len(recepteur.appels) == told)
    assert len(lent.appels) == 1
    lent.libre.set()
    bientot(lambda: not livrer_dues())
    assert len(lent.appels) == 3


def test_a_turn_ends_so_that_those_in_line_get_theirs(recepteur, webhook, niveau, livrer, monkeypatch):
    monkeypatch.setattr(appels, "TOUR_SECONDS", 0.001)
    webhook()
    for _ in range(3):
        niveau()
    livrer()
    assert len(recepteur.appels) == 1
    livrer()
    assert len(recepteur.appels) == 2


def test_a_process_that_is_to_stop_begins_no_call(recepteur, webhook, niveau, livrer):
    webhook()
    niveau()
    background.stop.set()
    try:
        livrer()
    finally:
        background.stop.clear()
    assert recepteur.appels == []


def test_lists_filter(recepteur, gerant, webhook, niveau, livrer, django_assert_num_queries):
    made = webhook()
    niveau("bas")
    niveau("epuise")
    livrer()
    assert [row["evenement"] for row in livraisons(gerant, made)] == ["niveaux.epuise", "niveaux.bas"]
    assert len(livraisons(gerant, made, evenement="niveaux.bas", etat="reussie")) == 1
    assert livraisons(gerant, made, etat="abandonnee") == []
    assert livraisons(gerant, made, jusqua="2020-01-01") == []
    assert gerant.get(f"{API}webhooks/{made['id']}/livraisons/", {"etat": "x"}).status_code == 400
    with django_assert_num_queries(4):
        livraisons(gerant, made)


@pytest.mark.parametrize(
    ("search", "events"),
    [
        ("niveaux.bas", ["niveaux.bas"]),
        ("Épuisé", ["niveaux.epuise"]),
        ("out of stock", ["niveaux.epuise"]),
        ("réussie", ["niveaux.epuise", "niveaux.bas"]),
        ("pc-000007", ["niveaux.epuise"]),
        ("stock 000001", ["niveaux.bas"]),
        ("essai", ["test"]),
        ("commande", []),
    ],
)
def test_the_log_is_searched(gerant, webhook, niveau, livrer, search, events):
    made = webhook()
    niveau("bas")
    niveau("epuise", reference="PC-000007")
    livrer()
    gerant.post(f"{API}webhooks/{made['id']}/tester/")
    assert [row["evenement"] for row in livraisons(gerant, made, search=search)] == events


def test_a_message_delivered_twice_calls_once(recepteur, webhook, livrer):
    webhook()
    one = message("niveaux", "bas", [NIVEAU], source="stock_service")
    assert deliver(one, one) == ["done", "duplicate"]
    livrer()
    assert len(recepteur.appels) == 1


def test_two_workers_at_once_call_once(race, recepteur, webhook, niveau):
    webhook()
    for _ in range(20):
        niveau()
    [webhook_id] = Webhook.objects.values_list("id", flat=True)
    race([lambda: appels.livrer_au_webhook(webhook_id)] * 6)
    called = [appel.headers["Gestion-Livraison"] for appel in recepteur.appels]
    assert (len(called), len(set(called))) == (20, 20)
    assert Tentative.objects.count() == 20


def test_a_worker_that_dies_after_the_call_leaves_it_to_the_next(
    recepteur, webhook, niveau, livrer, monkeypatch
):
    webhook()
    niveau()
    with monkeypatch.context() as dying:
        dying.setattr(appels, "_noter_essai", lambda *arguments: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            appels.livrer_au_webhook(Webhook.objects.get().id)
    livrer()
    assert len(recepteur.appels) == 1  # taken for a while
    livrer(dans=appels.CLAIM_SECONDS)
    assert len({appel.headers["Gestion-Livraison"] for appel in recepteur.appels}) == 1
    assert (len(recepteur.appels), Livraison.objects.get().etat) == (2, "reussie")


def test_the_database_holds_one_delivery_per_webhook_and_source(webhook, niveau):
    webhook()
    niveau()
    row = Livraison.objects.get()
    row.id = new_id()
    with pytest.raises(IntegrityError, match="livraisons_une_par_source"), transaction.atomic():
        row.save(force_insert=True)
