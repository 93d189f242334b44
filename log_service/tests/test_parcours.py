"""One request's path through the services: calls within calls, and the acts they led to."""

from datetime import datetime, timedelta

import pytest

from chassis.testing.contracts import load
from chassis.testing.messages import deliver, message

pytestmark = pytest.mark.django_db
REQUETE = "une-requete-01"
DEPART = datetime.fromisoformat("2026-11-20T10:00:00+00:00")


@pytest.fixture
def operateur(api):
    return api("gateway.lire", "logs.lire")


def appel(source: str, cible: str, debut: int, fin: int, **changes):
    """A call that began and ended so many milliseconds after the request."""
    told = load("messages/journal_services.create")["example"] | {
        "service_source": f"{source}_service",
        "service_cible": f"{cible}_service",
        "duree_ms": float(fin - debut),
        "appele_le": (DEPART + timedelta(milliseconds=fin)).isoformat(),
        "request_id": REQUETE,
    }
    deliver(message("journal_services", "create", [told | changes], source=f"{source}_service"))


def acte(service: str, quand: int, action: str, request_id=REQUETE):
    told = load("messages/logs.create")["example"] | {"action": action, "request_id": request_id}
    moment = (DEPART + timedelta(milliseconds=quand)).isoformat()
    deliver(message("logs", "create", [told], source=f"{service}_service", emis_le=moment))


def parcours(client, request_id=REQUETE):
    answer = client.get(f"/api/gateway/requetes/{request_id}/")
    assert answer.status_code == 200, answer.json()
    return answer.json()


def noms(chemin) -> list[tuple[int, str]]:
    return [
        (
            etape["profondeur"],
            etape["appel"]["service_cible"]
            if etape["appel"]
            else f"{etape['service']} {etape['acte']['action']}",
        )
        for etape in chemin["etapes"]
    ]


def test_what_happened_within_a_call_stands_below_it(operateur):
    appel("commandes", "stock", 100, 400, chemin="/internal/reservations/")
    appel("stock", "pieces", 150, 200)
    acte("stock", 300, "reserver")
    acte("pieces", 180, "creer")
    acte("commandes", 500, "valider")
    appel("commandes", "stock", 600, 700, chemin="/internal/autre/")
    acte("stock", 10_000, "modifier", request_id="une-autre-requete")
    chemin = parcours(operateur)
    assert noms(chemin) == [
        (0, "stock_service"),
        (1, "pieces_service"),
        (2, "pieces_service creer"),
        (1, "stock_service reserver"),
        (0, "commandes_service valider"),
        (0, "stock_service"),
    ]
    assert chemin["services"] == ["commandes_service", "stock_service", "pieces_service"]
    assert (chemin["duree_ms"], chemin["actes_visibles"]) == (600.0, True)
    first, inner = chemin["etapes"][:2]
    assert (first["parent"], inner["parent"]) == (None, first["cle"])
    assert (inner["decalage_ms"], inner["duree_ms"]) == (50.0, 50.0)
    assert first["appel"]["chemin"] == "/internal/reservations/"
    assert chemin["etapes"][2]["acte"]["phrase"].endswith(".")


def test_a_call_that_was_tried_again_has_what_belongs_to_each(operateur):
    appel("commandes", "stock", 0, 100, statut=0)
    appel("commandes", "stock", 200, 300)
    acte("stock", 250, "reserver")
    assert noms(parcours(operateur)) == [
        (0, "stock_service"),
        (0, "stock_service"),
        (1, "stock_service reserver"),
    ]


def test_acts_are_for_those_who_may_read_the_log(api, operateur):
    acte("stock", 0, "reserver")
    appel("commandes", "stock", 0, 100)
    chemin = parcours(api("gateway.lire"))
    assert (chemin["actes_visibles"], noms(chemin)) == (False, [(0, "stock_service")])


@pytest.mark.parametrize("request_id", ["inconnue", "x" * 500, "%20", "é"])
def test_a_request_that_left_no_trace_is_a_404(operateur, request_id):
    answer = operateur.get(f"/api/gateway/requetes/{request_id}/")
    assert (answer.status_code, answer.json()["code"]) == (404, "requete_inconnue")


def test_a_path_costs_the_same_whatever_its_length(operateur, django_assert_num_queries):
    for n in range(12):
        appel("commandes", "stock", n * 10, n * 10 + 5)
        acte("stock", n * 10 + 2, "reserver")
    parcours(operateur)
    with django_assert_num_queries(2):
        assert len(parcours(operateur)["etapes"]) == 24


def test_calls_nested_without_end_are_shown_all_the_same(operateur):
    for n in range(1_100):
        told = load("messages/journal_services.create")["example"] | {
            "service_source": "stock_service",
            "service_cible": "stock_service",
            "duree_ms": 100_000.0 - n,
            "request_id": REQUETE,
            "appele_le": (DEPART + timedelta(milliseconds=100_000)).isoformat(),
        }
        if n == 0:
            calls = []
        calls.append(told)
    deliver(message("journal_services", "create", calls, source="stock_service"))
    assert len(parcours(operateur)["etapes"]) == 1_000
