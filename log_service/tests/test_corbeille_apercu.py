"""Before and beyond one restoration: previews, several entries at once."""

import pytest

from chassis import http
from chassis.identifiers import new_id
from chassis.testing.contracts import check, load
from journal.models import EntreeCorbeille
from journal.serializers.corbeille import LOT_MAXIMAL

pytestmark = pytest.mark.django_db(transaction=True)
CORBEILLE = "/api/corbeille/"
LECTURES = ("pieces.lire", "stock.lire", "clients.lire")
CONTRACT = load("calls/corbeille.apercu")
EXAMPLE = CONTRACT["answers"]["200"]["example"]


@pytest.fixture
def gestionnaire(api):
    return api("corbeille.lire", "corbeille.restaurer", *LECTURES)


@pytest.fixture
def admin(api):
    return api("corbeille.lire", "corbeille.restaurer", "corbeille.purger", *LECTURES)


def apercu(client, entree):
    return client.get(f"{CORBEILLE}{entree.id}/apercu/")


def lot(client, geste: str, *entrees):
    ids = [str(entree.id if isinstance(entree, EntreeCorbeille) else entree) for entree in entrees]
    return client.post(f"{CORBEILLE}{geste}/", {"ids": ids})


def test_a_preview_says_what_comes_back(gestionnaire, deposer, owner):
    entree = deposer()
    owner.answer = (200, EXAMPLE)
    told = apercu(gestionnaire, entree).json()
    assert told == {
        "id": str(entree.id),
        "module": "pieces",
        "objet_id": entree.objet_id,
        "libelle": EXAMPLE["libelle"],
        "restaurable": True,
        "revient": EXAMPLE["revient"],
        "conflits": [],
    }
    [(path, body, key)] = owner.asked
    assert (path, key) == (CONTRACT["path"], None)
    check(body, CONTRACT["request"])
    entree.refresh_from_db()
    assert (entree.etat, entree.operation) == ("present", "")


def test_a_preview_names_what_stands_in_the_way(gestionnaire, deposer, owner):
    conflict = {"code": "conflit_reference", "detail": "PC-000001 est reprise."}
    owner.answer = (200, EXAMPLE | {"conflits": [conflict]})
    told = apercu(gestionnaire, deposer()).json()
    assert (told["restaurable"], told["conflits"]) == (False, [conflict])


def test_each_refusal_of_the_contract_is_understood(gestionnaire, deposer, owner):
    owner.answer = (404, CONTRACT["answers"]["404"]["example"])
    answer = apercu(gestionnaire, deposer())
    assert (answer.status_code, answer.json()["code"]) == (409, "introuvable")


def test_what_is_closed_has_no_preview(gestionnaire, deposer, owner):
    entree = deposer()
    gestionnaire.post(f"{CORBEILLE}{entree.id}/restaurer/")
    answer = apercu(gestionnaire, entree)
    assert (answer.status_code, answer.json()["code"], answer.json()["etat"]) == (
        409,
        "entree_close",
        "restaure",
    )


def test_what_lives_has_no_preview_and_its_entry_ends(gestionnaire, deposer, owner):
    entree = deposer()
    owner.answer = (409, CONTRACT["answers"]["409"]["example"])
    answer = apercu(gestionnaire, entree)
    assert (answer.status_code, answer.json()["code"]) == (409, "entree_close")
    entree.refresh_from_db()
    assert entree.etat == "restaure"


def test_an_owner_that_is_away_has_no_preview(gestionnaire, deposer, owner):
    answer = apercu(gestionnaire, deposer(service="stock_service"))
    assert (answer.status_code, answer.json()["code"]) == (503, "service_indisponible")


def test_the_preview_of_an_account_is_for_those_who_manage_accounts(gestionnaire, deposer, owner):
    assert apercu(gestionnaire, deposer(module="utilisateurs")).status_code == 404
    assert owner.asked == []


def test_several_entries_are_restored_each_on_its_own(admin, deposer, owner):
    fine, closed = deposer(objet_id=str(new_id())), deposer(objet_id=str(new_id()))
    admin.delete(f"{CORBEILLE}{closed.id}/")
    unknown = new_id()
    answer = lot(admin, "restaurer", fine, closed, unknown, fine)
    assert answer.status_code == 200, answer.json()
    told = answer.json()
    assert (told["reussies"], told["echouees"]) == (1, 2)
    assert [(each["id"], each["ok"], each["etat"], each["code"]) for each in told["resultats"]] == [
        (str(fine.id), True, "restaure", ""),
        (str(closed.id), False, "purge", "entree_close"),
        (str(unknown), False, None, "entree_introuvable"),
    ]
    assert told["resultats"][1]["detail"]


def test_several_entries_are_purged(admin, deposer, owner):
    entrees = [deposer(objet_id=str(new_id())) for _ in range(3)]
    told = lot(admin, "purger", *entrees).json()
    assert (told["reussies"], [each["etat"] for each in told["resultats"]]) == (3, ["purge"] * 3)


def test_an_owner_that_is_away_is_asked_once_for_all(admin, deposer, owner, monkeypatch):
    asked = []
    call = http.call
    monkeypatch.setattr(
        http, "call", lambda *args, **options: asked.append(args[0]) or call(*args, **options)
    )
    away = [deposer(service="stock_service", objet_id=str(new_id())) for _ in range(3)]
    fine = deposer(objet_id=str(new_id()))
    told = lot(admin, "restaurer", *away, fine).json()
    assert asked == ["stock_service", "pieces_service"]
    assert [each["code"] for each in told["resultats"]] == [
        "service_indisponible",
        "proprietaire_indisponible",
        "proprietaire_indisponible",
        "",
    ]


def test_the_same_lot_again_is_harmless(admin, deposer, owner):
    entrees = [deposer(objet_id=str(new_id())) for _ in range(2)]
    first, second = lot(admin, "restaurer", *entrees).json(), lot(admin, "restaurer", *entrees).json()
    assert first == second
    assert len(owner.asked) == 2


def test_the_same_lots_at_once_restore_each_entry_once(race, admin, deposer, owner):
    entrees = [deposer(objet_id=str(new_id())) for _ in range(4)]
    answers = race(
        [lambda: lot(admin, "restaurer", *entrees), lambda: lot(admin, "restaurer", *entrees[::-1])] * 2
    )
    assert {answer.status_code for answer in answers} == {200}
    again = lot(admin, "restaurer", *entrees).json()
    assert again["reussies"] == 4
    assert len({key for _, _, key in owner.asked}) == 4


@pytest.mark.parametrize("geste", ["restaurer", "purger"])
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "ids"),
        ({"ids": []}, "ids"),
        ({"ids": ["x"]}, "ids.0"),
        ({"ids": "x"}, "ids"),
        ({"ids": [str(new_id())] * (LOT_MAXIMAL + 1)}, "ids"),
        ({"ids": [str(new_id())], "tout": True}, "tout"),
    ],
)
def test_a_lot_that_is_none_is_a_400_that_names_the_field(admin, geste, body, field):
    answer = admin.post(f"{CORBEILLE}{geste}/", body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


@pytest.mark.parametrize(
    "filtre",
    [
        {"supprime_par": "01930000-0000-7000-8000-0000000000dd"},
        {"depuis": "2026-11-21"},
        {"jusqua": "2026-11-21", "depuis": "2026-11-21"},
        {"expire_avant": "2026-12-21", "depuis": "2026-11-21"},
    ],
)
def test_who_deleted_when_and_until_when_are_filters(gestionnaire, deposer, filtre):
    deposer()
    wanted = deposer(
        objet_id="autre",
        supprime_par="01930000-0000-7000-8000-0000000000dd",
        supprime_le="2026-11-21T10:00:00Z",
    )
    rows = gestionnaire.get(CORBEILLE, filtre).json()["results"]
    assert [row["id"] for row in rows] == [str(wanted.id)]


def test_all_states_may_be_asked_for_together(gestionnaire, deposer, owner):
    deposer(objet_id="1")
    gestionnaire.post(f"{CORBEILLE}{deposer(objet_id='2').id}/restaurer/")
    assert gestionnaire.get(CORBEILLE).json()["count"] == 1
    assert gestionnaire.get(CORBEILLE, {"etat": "tous"}).json()["count"] == 2
