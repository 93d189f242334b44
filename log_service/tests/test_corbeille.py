"""The trash: what was deleted is listed, comes back or goes for good, with its owner's consent."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from chassis import live_config
from chassis.auth.actor import Actor
from chassis.identifiers import new_id
from chassis.models import OutboxMessage
from chassis.testing.clients import USER_ID
from chassis.testing.contracts import check, load
from chassis.testing.messages import deliver, message
from journal import corbeille
from journal.corbeille import purger_entrees_expirees, restaurer_entree
from journal.entrees import PERMISSION_DU_MODULE
from journal.errors import OperationEnCours
from journal.models import EntreeCorbeille
from tests.test_phrases import PUBLIEES

pytestmark = pytest.mark.django_db(transaction=True)
CORBEILLE = "/api/corbeille/"
LECTURES = ("pieces.lire", "stock.lire", "clients.lire")
EXAMPLE = load("messages/corbeille.create")["example"]


@pytest.fixture
def gestionnaire(api):
    return api("corbeille.lire", "corbeille.restaurer", *LECTURES)


@pytest.fixture
def admin(api):
    return api("corbeille.lire", "corbeille.restaurer", "corbeille.purger", *LECTURES)


def restaurer(client, entree, **options):
    return client.post(f"{CORBEILLE}{entree.id}/restaurer/", {}, **options)


def told_acts() -> list[dict]:
    bodies = (
        OutboxMessage.objects.filter(body__moduleName="logs").order_by("id").values_list("body", flat=True)
    )
    return [act for body in bodies for act in body["data"]]


def ids(answer):
    assert answer.status_code == 200, answer.json()
    return [row["id"] for row in answer.json()["results"]]


def test_a_deletion_is_listed_with_what_will_come_back_and_until_when(gestionnaire, deposer):
    entree = deposer()
    row = gestionnaire.get(f"{CORBEILLE}{entree.id}/").json()
    assert {name: row[name] for name in EXAMPLE} == EXAMPLE
    assert (row["service"], row["etat"], row["expire_le"]) == (
        "pieces_service",
        "present",
        "2026-12-20T10:00:00Z",
    )
    assert ids(gestionnaire.get(CORBEILLE)) == [str(entree.id)]


def test_the_days_an_entry_is_kept_follow_the_central_configuration(deposer):
    live_config.accept({"corbeille_jours": "2"})
    try:
        entree = deposer()
    finally:
        live_config.accept({})
    assert entree.expire_le - entree.supprime_le == timedelta(days=2)


def test_the_same_deletion_told_again_makes_no_second_entry(deposer):
    deposer()
    deposer()
    assert EntreeCorbeille.objects.count() == 1


def test_a_new_deletion_after_a_restoration_makes_a_new_entry(gestionnaire, deposer, owner):
    first = deposer()
    assert restaurer(gestionnaire, first).status_code == 200
    second = deposer(supprime_le="2026-11-20T11:00:00Z")
    assert ids(gestionnaire.get(CORBEILLE)) == [str(second.id)]
    assert ids(gestionnaire.get(CORBEILLE, {"etat": "restaure"})) == [str(first.id)]


def test_a_new_deletion_closes_an_entry_whose_restoration_was_never_noted(gestionnaire, deposer):
    first = deposer()
    second = deposer(supprime_le="2026-11-20T11:00:00Z")
    assert ids(gestionnaire.get(CORBEILLE)) == [str(second.id)]
    assert ids(gestionnaire.get(CORBEILLE, {"etat": "restaure"})) == [str(first.id)]


def test_the_database_holds_one_live_entry_per_object(deposer):
    entree = deposer()
    entree.id = new_id()
    with pytest.raises(IntegrityError, match="corbeille_une_entree_vivante"), transaction.atomic():
        entree.save(force_insert=True)


def test_one_deletion_told_by_many_messages_at_once_is_one_entry(race):
    results = race([lambda: deliver(message("corbeille", "create", [EXAMPLE], source="pieces_service"))] * 10)
    assert ["done"] in results
    assert EntreeCorbeille.objects.count() == 1


@pytest.mark.parametrize(
    "filtre",
    [
        {"service": "commandes_service"},
        {"module": "clients"},
        {"objet_id": "01930000-0000-7000-8000-0000000000cc"},
        {"search": "ELECTRICITE martin"},
    ],
)
def test_each_filter_keeps_what_it_says(gestionnaire, deposer, filtre):
    deposer()
    wanted = deposer(
        service="commandes_service",
        module="clients",
        objet_id="01930000-0000-7000-8000-0000000000cc",
        libelle="Martin Électricité",
    )
    assert ids(gestionnaire.get(CORBEILLE, filtre)) == [str(wanted.id)]


@pytest.mark.parametrize(
    ("filtre", "field"),
    [
        ({"etat": "perdu"}, "etat"),
        ({"instantane": "x"}, "instantane"),
        ({"ordering": "instantane"}, "ordering"),
        ({"page": "0"}, "page"),
    ],
)
def test_a_wrong_parameter_is_a_400_that_names_it(gestionnaire, filtre, field):
    answer = gestionnaire.get(CORBEILLE, filtre)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_entries_are_ordered_as_asked(gestionnaire, deposer):
    b = deposer(libelle="B", objet_id="1", supprime_le="2026-11-20T10:00:00Z")
    a = deposer(libelle="A", objet_id="2", supprime_le="2026-11-19T10:00:00Z")
    assert ids(gestionnaire.get(CORBEILLE)) == [str(b.id), str(a.id)]
    assert ids(gestionnaire.get(CORBEILLE, {"ordering": "libelle"})) == [str(a.id), str(b.id)]


def test_a_list_costs_the_same_whatever_its_length(gestionnaire, deposer, django_assert_num_queries):
    for n in range(12):
        deposer(objet_id=str(n))
    gestionnaire.get(CORBEILLE)
    with django_assert_num_queries(2):
        assert len(ids(gestionnaire.get(CORBEILLE))) == 12


def test_deleted_accounts_are_for_those_who_manage_accounts(api, gestionnaire, deposer, owner):
    entree = deposer(module="utilisateurs")
    url = f"{CORBEILLE}{entree.id}/"
    assert ids(gestionnaire.get(CORBEILLE)) == []
    assert gestionnaire.get(url).status_code == 404
    assert restaurer(gestionnaire, entree).status_code == 404
    may = api("corbeille.lire", "corbeille.restaurer", "utilisateurs.gerer")  # and nothing of the catalogue
    assert ids(may.get(CORBEILLE)) == [str(entree.id)]
    assert restaurer(may, entree).status_code == 200


ROLES = load("permissions")["roles"]


@pytest.mark.parametrize("role", [name for name, codes in ROLES.items() if "corbeille.lire" in codes])
def test_a_role_sees_in_the_trash_what_it_sees_elsewhere(api, deposer, role):
    """A webhook's address, for one, is a secret: whoever has it can write where it leads."""
    may_read = {
        module
        for module, code in {
            "categories": "pieces.lire",
            "clients": "clients.lire",
            "commandes": "commandes.lire",
            "emplacements": "stock.lire",
            "fournisseurs": "fournisseurs.lire",
            "pieces": "pieces.lire",
            "roles": "roles.gerer",
            "utilisateurs": "utilisateurs.gerer",
            "webhooks": "webhooks.gerer",
        }.items()
        if code in ROLES[role]
    }
    entrees = {module: deposer(module=module) for module in PERMISSION_DU_MODULE}
    client = api(*ROLES[role])
    listed = client.get(CORBEILLE, {"page_size": 100}).json()["results"]
    assert {row["module"] for row in listed} == may_read
    statuses = {
        module: {client.get(f"{CORBEILLE}{entree.id}/{leaf}").status_code for leaf in ("", "apercu/")}
        for module, entree in entrees.items()
    }
    assert {module for module, seen in statuses.items() if 404 not in seen} == may_read


def test_every_module_that_services_delete_has_a_permission():
    deleted = {
        module
        for service, modules in PUBLIEES.items()
        for module, actions in modules.items()
        if "restaurer" in actions.split() and service != "log_service"
    }
    assert set(PERMISSION_DU_MODULE) == deleted


def test_what_is_of_no_known_module_is_shown_to_nobody(admin, deposer):
    deposer(module="outils")
    assert ids(admin.get(CORBEILLE)) == []


def test_restoring_asks_the_owner_and_is_logged_with_its_actor(gestionnaire, deposer, owner):
    entree = deposer()
    answer = restaurer(gestionnaire, entree)
    assert (answer.status_code, answer.json()["etat"]) == (200, "restaure")
    assert answer.json()["restaure_par"] == USER_ID
    [(path, body, key)] = owner.asked
    contract = load("calls/corbeille.restaurer")
    assert path == contract["path"]
    check(body, contract["request"])
    assert key == f"corbeille-restaurer-{entree.id}"
    [act] = told_acts()
    check(act, load("messages/logs.create")["data"])
    assert (act["action"], act["module"], act["objet_id"]) == ("restaurer", "corbeille", str(entree.id))
    assert act["user_id"] == USER_ID
    calls = OutboxMessage.objects.filter(body__moduleName="journal_services")
    check(calls.get().body["data"][0], load("messages/journal_services.create")["data"])


def test_restoring_twice_asks_the_owner_once(gestionnaire, deposer, owner):
    entree = deposer()
    first, second = restaurer(gestionnaire, entree), restaurer(gestionnaire, entree)
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    assert (len(owner.asked), len(told_acts())) == (1, 1)


def test_restoring_at_once_ends_as_one_restoration(race, gestionnaire, deposer, owner):
    entree = deposer()
    answers = race([lambda: restaurer(gestionnaire, entree)] * 8)
    assert {(answer.status_code, answer.json()["etat"]) for answer in answers} == {(200, "restaure")}
    assert len(told_acts()) == 1
    assert len({key for _, _, key in owner.asked}) == 1, "the owner recognises them as one request"


def test_no_lock_is_held_while_the_owner_thinks(gestionnaire, deposer, owner):
    entree = deposer()

    def look_at_the_row():
        owner.free = EntreeCorbeille.objects.select_for_update(nowait=True).filter(id=entree.id)
        with transaction.atomic():
            owner.seen = owner.free.get().operation

    owner.before_answer = look_at_the_row
    assert restaurer(gestionnaire, entree).status_code == 200
    assert owner.seen == "restauration"


def test_an_owner_that_is_away_loses_nothing(gestionnaire, deposer, owner):
    entree = deposer(service="stock_service", module="emplacements")
    answer = restaurer(gestionnaire, entree)
    assert (answer.status_code, answer.json()["code"]) == (503, "service_indisponible")
    assert answer["Retry-After"]
    entree.refresh_from_db()
    assert entree.etat == "present"
    assert told_acts() == []


def test_what_failed_half_way_is_finished_by_asking_again(gestionnaire, deposer, owner):
    """The owner has restored, and its answer was lost: it answers the same when asked again."""
    entree = deposer()
    owner.answer = (500, {})
    assert restaurer(gestionnaire, entree).status_code == 503
    owner.answer = None
    assert restaurer(gestionnaire, entree).json()["etat"] == "restaure"
    assert len({key for _, _, key in owner.asked}) == 1
    assert len(told_acts()) == 1


def test_the_refusal_of_the_owner_is_passed_on_with_its_code_and_data(gestionnaire, deposer, owner):
    entree = deposer()
    owner.answer = (
        409,
        {"type": "about:blank", "title": "Référence prise", "status": 409, "detail": "PC-1 existe.",
         "code": "reference_prise", "request_id": "x", "reference": "PC-1"},
    )  # fmt: skip
    answer = restaurer(gestionnaire, entree)
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["title"]) == (
        409,
        "reference_prise",
        "Référence prise",
    )
    assert (problem["detail"], problem["reference"]) == ("PC-1 existe.", "PC-1")
    entree.refresh_from_db()
    assert (entree.etat, entree.operation) == ("present", "")


def test_each_answer_of_the_contract_is_understood(gestionnaire, deposer, owner):
    for status, answer in load("calls/corbeille.restaurer")["answers"].items():
        owner.answer = (int(status), answer["example"])
        entree = deposer(objet_id=str(new_id()))
        expected = {
            "200": (200, None),
            "404": (409, "module_inconnu"),
            "409": (409, "conflit_reference"),
        }[status]
        response = restaurer(gestionnaire, entree)
        assert (response.status_code, response.json().get("code")) == expected


def test_an_owner_that_does_not_let_us_in_is_a_503(gestionnaire, deposer, owner):
    entree = deposer()
    owner.answer = (401, {"code": "non_authentifie"})
    problem = restaurer(gestionnaire, entree).json()
    assert (problem["status"], problem["code"]) == (503, "proprietaire_indisponible")
    assert (problem["service"], problem["statut"]) == ("pieces_service", 401)


def test_the_same_key_gets_the_same_answer(gestionnaire, deposer, owner):
    entree = deposer()
    headers = {"Idempotency-Key": "restaurer-1"}
    first = restaurer(gestionnaire, entree, headers=headers)
    again = restaurer(gestionnaire, entree, headers=headers)
    assert (again.content, again["Idempotent-Replayed"]) == (first.content, "true")
    assert len(owner.asked) == 1


def test_purging_forgets_the_snapshot_and_is_logged(admin, deposer, owner):
    entree = deposer()
    assert admin.delete(f"{CORBEILLE}{entree.id}/").status_code == 204
    entree.refresh_from_db()
    assert (entree.etat, entree.instantane, str(entree.purge_par)) == ("purge", {}, USER_ID)
    [(path, body, _)] = owner.asked
    contract = load("calls/corbeille.purger")
    assert path == contract["path"]
    check(body, contract["request"])
    assert [act["action"] for act in told_acts()] == ["purger"]


def test_purging_twice_is_harmless(admin, deposer, owner):
    entree = deposer()
    assert [admin.delete(f"{CORBEILLE}{entree.id}/").status_code for _ in range(2)] == [204, 204]
    assert (len(owner.asked), len(told_acts())) == (1, 1)


def test_what_is_closed_one_way_is_not_closed_the_other(admin, deposer, owner):
    restored, purged = deposer(objet_id="1"), deposer(objet_id="2")
    restaurer(admin, restored)
    admin.delete(f"{CORBEILLE}{purged.id}/")
    for answer, etat in (
        (admin.delete(f"{CORBEILLE}{restored.id}/"), "restaure"),
        (restaurer(admin, purged), "purge"),
    ):
        problem = answer.json()
        assert (answer.status_code, problem["code"], problem["etat"]) == (409, "entree_close", etat)


def test_a_purge_waits_for_a_restoration_under_way(admin, deposer, owner):
    entree = deposer()
    during = []
    owner.before_answer = lambda: during.append(admin.delete(f"{CORBEILLE}{entree.id}/").json())
    assert restaurer(admin, entree).status_code == 200
    assert [(problem["code"], problem["operation"]) for problem in during] == [
        ("operation_en_cours", "restauration")
    ]


def test_a_claim_left_by_a_dead_process_ends_by_itself(admin, deposer, owner):
    entree = deposer()
    EntreeCorbeille.objects.update(operation="purge", operation_jusqua=timezone.now() + timedelta(seconds=5))
    with pytest.raises(OperationEnCours):
        restaurer_entree(entree_id=entree.id, acteur=Actor(service="log_service"))
    EntreeCorbeille.objects.update(operation_jusqua=timezone.now())
    assert restaurer(admin, entree).status_code == 200


def test_restoring_and_purging_at_once_ends_in_one_of_both(race, admin, deposer, owner):
    """A machine under load may answer late; whoever got a 503 asks again, as the answer says."""
    gestes = {
        "restaure": lambda entree: restaurer(admin, entree).status_code,
        "purge": lambda entree: admin.delete(f"{CORBEILLE}{entree.id}/").status_code,
    }
    for n in range(5):
        entree = deposer(objet_id=str(n))
        pairs = list(gestes.items()) * 3
        statuses = race([lambda geste=geste, e=entree: geste(e) for _, geste in pairs])
        asked = {path for path, body, _ in owner.asked if body["objet_id"] == str(n)}
        assert len(asked) <= 1, "the owner was asked for one of both only"
        etat = "purge" if any("purger" in path for path in asked) else "restaure"
        if 503 in statuses:
            assert gestes[etat](entree) in (200, 204)
        entree.refresh_from_db()
        assert entree.etat == etat
        won = {etat for (etat, _), status in zip(pairs, statuses, strict=True) if status in (200, 204)}
        assert won <= {etat}, "nobody is told that the other one happened"


def test_an_entry_that_does_not_exist_is_a_404(admin):
    url = f"{CORBEILLE}{new_id()}/"
    for answer in (admin.get(url), admin.delete(url), admin.post(f"{url}restaurer/")):
        assert (answer.status_code, answer.json()["code"]) == (404, "entree_introuvable")


def test_what_has_expired_is_purged_and_nothing_else(deposer, owner):
    old = deposer(objet_id="1", supprime_le="2026-01-01T00:00:00Z")
    young = deposer(objet_id="2", supprime_le=timezone.now().isoformat())
    purger_entrees_expirees()
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.etat, young.etat) == ("purge", "present")
    [act] = told_acts()
    assert (act["action"], act["user_id"]) == ("purger", None)


def test_an_owner_that_is_away_or_refuses_does_not_hold_back_the_others(deposer, owner):
    away = deposer(service="stock_service", objet_id="1", supprime_le="2026-01-01T00:00:00Z")
    also_away = deposer(service="stock_service", objet_id="2", supprime_le="2026-01-01T01:00:00Z")
    fine = deposer(objet_id="3", supprime_le="2026-01-02T00:00:00Z")
    purger_entrees_expirees()
    states = EntreeCorbeille.objects.in_bulk()
    assert [states[e.id].etat for e in (away, also_away, fine)] == ["present", "present", "purge"]
    assert states[also_away.id].operation == "", "a service that is away is asked once per run"


REFUSED = (404, load("calls/corbeille.purger")["answers"]["404"]["example"])


def a_day_later() -> None:
    EntreeCorbeille.objects.update(purge_reportee_au=F("purge_reportee_au") - timedelta(days=1))


def test_an_owner_that_refuses_a_purge_keeps_its_entry_which_says_why(deposer, owner, admin):
    owner.answer = REFUSED
    entree = deposer(supprime_le="2026-01-01T00:00:00Z")
    purger_entrees_expirees()
    row = admin.get(f"{CORBEILLE}{entree.id}/").json()
    assert (row["etat"], row["purge_refus"]) == ("present", REFUSED[1]["detail"])


def test_an_owner_that_refused_a_purge_is_asked_again_a_day_later(deposer, owner):
    owner.answer = REFUSED
    entree = deposer(supprime_le="2026-01-01T00:00:00Z")
    for _ in range(3):
        purger_entrees_expirees()
    assert len(owner.asked) == 1
    a_day_later()
    owner.answer = None
    purger_entrees_expirees()
    entree.refresh_from_db()
    assert (entree.etat, entree.purge_refus, entree.purge_reportee_au) == ("purge", "", None)


def test_what_was_refused_may_be_purged_by_hand_at_once(deposer, owner, admin):
    owner.answer = REFUSED
    entree = deposer(supprime_le="2026-01-01T00:00:00Z")
    purger_entrees_expirees()
    owner.answer = None
    assert admin.delete(f"{CORBEILLE}{entree.id}/").status_code == 204


def test_an_entry_that_its_owner_fails_at_lets_the_next_go_first(deposer, owner):
    first = deposer(objet_id="1", supprime_le="2026-01-01T00:00:00Z")
    second = deposer(objet_id="2", supprime_le="2026-01-02T00:00:00Z")
    owner.answer = (400, {})
    purger_entrees_expirees()
    owner.answer = None
    purger_entrees_expirees()
    states = EntreeCorbeille.objects.in_bulk()
    assert [states[e.id].etat for e in (first, second)] == ["present", "purge"]


def test_a_run_asks_each_owner_for_no_more_than_a_lot(deposer, owner, monkeypatch):
    monkeypatch.setattr(corbeille, "LOT", 2)
    for number in range(3):
        deposer(service="stock_service", objet_id=f"away-{number}", supprime_le="2026-01-01T00:00:00Z")
        deposer(objet_id=f"{number}", supprime_le="2026-01-02T00:00:00Z")
    purger_entrees_expirees()
    assert len(owner.asked) == 2, "and the owner that is away takes no place of it"
    purger_entrees_expirees()
    assert len(owner.asked) == 3


RESTORE = load("messages/corbeille.restore")
ALIVE = (409, load("calls/corbeille.purger")["answers"]["409"]["example"])


@pytest.fixture
def revenir():
    """`revenir(entree)` lets its owner tell that the object came back with another one."""

    def revenir(entree, **changes) -> list[str]:
        data = RESTORE["example"] | {"module": entree.module, "objet_id": entree.objet_id} | changes
        return deliver(message("corbeille", "restore", [data], source=entree.service))

    return revenir


def test_what_came_back_with_another_object_leaves_the_trash(gestionnaire, deposer, revenir):
    entree, autre = deposer(module="categories"), deposer(module="pieces")
    assert revenir(entree) == ["done"]
    row = gestionnaire.get(f"{CORBEILLE}{entree.id}/").json()
    assert (row["etat"], row["restaure_par"]) == ("restaure", RESTORE["example"]["restaure_par"])
    assert ids(gestionnaire.get(CORBEILLE)) == [str(autre.id)]
    [act] = told_acts()
    assert (act["action"], act["objet_id"]) == ("restaurer", str(entree.id))
    assert act["user_email"] == RESTORE["example"]["restaure_par_email"]


def test_a_return_told_twice_or_without_an_entry_is_harmless(deposer, revenir):
    entree = deposer(module="categories")
    assert [revenir(entree), revenir(entree), revenir(entree, objet_id=str(new_id()))] == [["done"]] * 3
    assert len(told_acts()) == 1


def test_a_return_does_not_close_the_entry_of_a_later_deletion(gestionnaire, deposer, revenir):
    entree = deposer(supprime_le="2026-11-20T11:00:00Z")
    revenir(entree, restaure_le="2026-11-20T10:59:59Z")
    assert ids(gestionnaire.get(CORBEILLE)) == [str(entree.id)]


def test_what_lives_is_not_purged_and_its_entry_ends(admin, deposer, owner):
    entree = deposer()
    owner.answer = ALIVE
    answer = admin.delete(f"{CORBEILLE}{entree.id}/")
    assert (answer.status_code, answer.json()["code"]) == (409, "entree_close")
    assert answer.json()["etat"] == "restaure"
    assert [act["action"] for act in told_acts()] == ["restaurer"]
    assert ids(admin.get(CORBEILLE)) == []


def test_an_expired_entry_of_what_lives_is_asked_about_once(deposer, owner):
    entree = deposer(supprime_le="2026-01-01T00:00:00Z")
    owner.answer = ALIVE
    purger_entrees_expirees()
    purger_entrees_expirees()
    entree.refresh_from_db()
    assert (entree.etat, entree.operation, len(owner.asked)) == ("restaure", "", 1)
