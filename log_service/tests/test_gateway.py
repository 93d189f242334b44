"""The running services and the calls between them."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from chassis.testing.consul import instance
from chassis.testing.contracts import load
from chassis.testing.messages import deliver, message
from journal import annuaire
from journal.appels import oublier_vieux_appels
from journal.models import AppelService, MicroService

pytestmark = pytest.mark.django_db
GATEWAY = "/api/gateway/"


@pytest.fixture
def operateur(api):
    return api("gateway.lire")


def services(client) -> dict[str, str]:
    answer = client.get(f"{GATEWAY}services/")
    assert answer.status_code == 200, answer.json()
    return {row["nom"]: row["sante"] for row in answer.json()["results"]}


def test_a_service_is_as_well_as_its_instances(operateur, consul):
    consul.instances = {
        "auth_service": [instance("auth_service", 8000)],
        "stock_service": [
            instance("stock_service", 8002),
            instance("stock_service", 8012, healthy=False, version="1.1.0"),
        ],
        "pieces_service": [instance("pieces_service", 8001, healthy=False)],
    }
    assert services(operateur) == {
        "auth_service": "ok",
        "pieces_service": "absent",
        "stock_service": "degrade",
    }
    answer = operateur.get(f"{GATEWAY}services/").json()
    assert answer["consul_joignable"] is True
    stock = answer["results"][2]
    assert stock["version"] == "1.1.0"
    sick = stock["instances"][1]
    assert datetime.fromisoformat(sick.pop("sante_depuis")) <= timezone.now()
    assert sick == {
        "id": "stock_service-127.0.0.1-8012",
        "adresse": "127.0.0.1",
        "port": 8012,
        "sante": "echec",
        "version": "1.1.0",
        "depuis": None,
        "uptime_s": None,
        "controles": [{"nom": "Service 'stock_service' check", "statut": "critical", "sortie": "200 OK"}],
    }


def test_an_instance_says_since_when_it_runs(operateur, consul):
    depuis = (timezone.now() - timedelta(hours=2)).isoformat()
    consul.instances = {
        "auth_service": [
            instance("auth_service", 8000, depuis=depuis),
            instance("auth_service", 8010, depuis="hier"),
        ]
    }
    [row] = operateur.get(f"{GATEWAY}services/").json()["results"]
    good, odd = row["instances"]
    assert datetime.fromisoformat(good["depuis"]) == datetime.fromisoformat(depuis)
    assert 7_200 <= good["uptime_s"] < 7_260
    assert (odd["depuis"], odd["uptime_s"]) == (None, None)


def test_since_when_an_instance_is_as_well_as_it_is_survives_each_look(operateur, consul):
    consul.instances = {"auth_service": [instance("auth_service", 8000)]}
    annuaire.memoriser_services()
    first = MicroService.objects.get().instances[0]["sante_depuis"]
    annuaire.memoriser_services()
    assert MicroService.objects.get().instances[0]["sante_depuis"] == first
    consul.instances = {"auth_service": [instance("auth_service", 8000, healthy=False)]}
    annuaire.memoriser_services()
    assert MicroService.objects.get().instances[0]["sante_depuis"] > first


def test_what_an_older_version_remembered_is_still_shown(operateur):
    old = {"id": "a", "adresse": "127.0.0.1", "port": 1, "sante": "ok", "version": "0.9"}
    now = timezone.now()
    MicroService.objects.create(nom="a_service", instances=[old], premiere_vue=now, derniere_vue=now)
    [row] = operateur.get(f"{GATEWAY}services/").json()["results"]
    assert (row["instances"][0]["depuis"], row["instances"][0]["controles"]) == (None, [])


def test_a_service_that_vanished_is_absent(operateur, consul):
    consul.instances = {
        "auth_service": [instance("auth_service", 8000)],
        "stock_service": [instance("stock_service", 8002)],
    }
    annuaire.memoriser_services()
    del consul.instances["stock_service"]
    annuaire.memoriser_services()
    assert services(operateur) == {"auth_service": "ok", "stock_service": "absent"}
    assert operateur.get(f"{GATEWAY}services/").json()["results"][1]["instances"] == []


def test_without_consul_the_services_stand_as_they_were_seen_last(operateur, consul, settings):
    consul.instances = {"stock_service": [instance("stock_service", 8002)]}
    annuaire.memoriser_services()
    settings.CONSUL_URL = "http://127.0.0.1:9"
    answer = operateur.get(f"{GATEWAY}services/").json()
    assert answer["consul_joignable"] is False
    [row] = answer["results"]
    assert (row["nom"], row["sante"], row["instances"][0]["port"]) == ("stock_service", "ok", 8002)


def test_a_service_is_remembered_since_it_was_first_seen(consul):
    consul.instances = {"stock_service": [instance("stock_service", 8002)]}
    annuaire.memoriser_services()
    first = MicroService.objects.get()
    consul.instances = {"stock_service": [instance("stock_service", 8002, version="1.1.0")]}
    annuaire.memoriser_services()
    again = MicroService.objects.get()
    assert (again.premiere_vue, again.version) == (first.premiere_vue, "1.1.0")
    assert again.derniere_vue > first.derniere_vue


@pytest.mark.parametrize("path", ["services/", "config/", "journal/"])
def test_an_unknown_parameter_is_a_400_that_names_it(operateur, consul, path):
    answer = operateur.get(f"{GATEWAY}{path}", {"inconnu": "1"})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["inconnu"])


def appel(**changes):
    return load("messages/journal_services.create")["example"] | changes


def test_calls_are_listed_newest_first(operateur):
    deliver(
        message(
            "journal_services", "create", [appel(statut=n) for n in (201, 409, 0)], source="pieces_service"
        )
    )
    first = operateur.get(f"{GATEWAY}journal/", {"page_size": 2}).json()
    second = operateur.get(first["next"]).json()
    assert [row["statut"] for row in first["results"] + second["results"]] == [0, 409, 201]
    told = appel(statut=0)
    row = first["results"][0]
    assert {name: row[name] for name in told} == told


@pytest.mark.parametrize(
    "filtre",
    [
        {"service_source": "auth_service"},
        {"service_cible": "pieces_service"},
        {"statut": "503"},
        {"methode": "DELETE"},
        {"chemin": "/internal/autre"},
        {"echec": "true"},
        {"duree_min": "1000"},
        {"request_id": "une-requete"},
        {"depuis": "2026-11-21"},
        {"depuis": "2026-11-20T12:00:00Z", "jusqua": "2026-11-21"},
    ],
)
def test_each_filter_keeps_what_it_says(operateur, filtre):
    wanted = appel(
        service_source="auth_service",
        service_cible="pieces_service",
        statut=503,
        methode="DELETE",
        chemin="/internal/autre/",
        duree_ms=1500.0,
        request_id="une-requete",
        appele_le="2026-11-21T09:00:00Z",
    )
    deliver(message("journal_services", "create", [appel(), wanted, appel()], source="pieces_service"))
    rows = operateur.get(f"{GATEWAY}journal/", filtre).json()["results"]
    assert [row["statut"] for row in rows] == [503]


@pytest.mark.parametrize("statut", ["x", "1.5", "1e999999999", "\x00", "9" * 60])
def test_a_status_that_is_no_number_is_a_400(operateur, statut):
    answer = operateur.get(f"{GATEWAY}journal/", {"statut": statut})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["statut"])


def test_a_message_of_many_calls_is_one_insert(django_assert_num_queries):
    calls = message("journal_services", "create", [appel() for _ in range(100)], source="pieces_service")
    with django_assert_num_queries(4):  # savepoint, inbox, calls, savepoint
        deliver(calls)
    assert AppelService.objects.count() == 100


def test_old_calls_are_forgotten():
    recent = appel(appele_le="2999-01-01T00:00:00Z")
    deliver(
        message(
            "journal_services",
            "create",
            [appel(appele_le="2020-01-01T00:00:00Z"), recent],
            source="pieces_service",
        )
    )
    oublier_vieux_appels()
    assert AppelService.objects.get().appele_le.year == 2999


def test_services_are_a_list_by_page_that_is_searched_by_name(operateur, consul):
    answer = operateur.get(f"{GATEWAY}services/").json()
    assert (answer["count"], answer["next"], answer["previous"]) == (len(answer["results"]), None, None)
    nothing = operateur.get(f"{GATEWAY}services/", {"search": "nulle part"}).json()
    assert (nothing["count"], nothing["results"]) == (0, [])
    refused = operateur.get(f"{GATEWAY}services/", {"page_size": 0})
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["page_size"])
