"""/api/notifications/ as the contract has it; streams and deliveries are in test_notifications.py."""

import uuid

import pytest
from client import eventually
from expected import carries, done, page, refused, unique

BASE = "/api/notifications/"
ONE = "id type niveau titre message piece_id lue"
TYPES = ["stock_bas", "stock_epuise", "livraison", "commande", "systeme"]
HOOK = {"url": "https://example.com/gestion", "evenements": ["niveaux.bas"], "actif": False}


@pytest.fixture
def sent(admin, account):
    """A notification of the type `systeme` to a new account, which is given as well."""
    mine = account("lecteur")
    body = {"titre": unique(), "message": "Bonjour", "niveau": "alerte", "type": "systeme"}

    def reaches():
        answer = admin("POST", BASE, {**body, "user_ids": [mine.user["id"]]})
        return answer if answer.status_code != 404 else None  # its account is not known there yet

    done(eventually(reaches, within=20), 201)
    return mine, body


def test_a_notification_reaches_whom_it_names_and_is_marked_as_read(sent):
    mine, body = sent
    [row] = eventually(lambda: page(mine.get(BASE, search=body["titre"])), within=20)
    carries(row, ONE)
    assert {name: row[name] for name in body} == body
    assert (row["lue"], row["piece_id"]) == (False, None)
    assert done(mine("GET", f"{BASE}non-lues/"))["count"] >= 1
    assert page(mine.get(BASE, type="stock_bas", search=body["titre"])) == []
    assert page(mine.get(BASE, lue="true", search=body["titre"])) == []
    done(mine("POST", f"{BASE}mark-read/", {"ids": [row["id"]]}))
    assert page(mine.get(BASE, search=body["titre"]))[0]["lue"] is True
    done(mine("POST", f"{BASE}mark-read/", {"all": True}))
    assert done(mine("GET", f"{BASE}non-lues/"))["count"] == 0


def test_nobody_reads_or_marks_what_is_another_s(sent, admin):
    mine, body = sent
    [row] = eventually(lambda: page(mine.get(BASE, search=body["titre"])), within=20)
    assert page(admin.get(BASE, search=body["titre"])) == []
    admin("POST", f"{BASE}mark-read/", {"ids": [row["id"]]})
    assert page(mine.get(BASE, search=body["titre"]))[0]["lue"] is False


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, None),
        ({"ids": []}, "ids"),
        ({"ids": ["nul"]}, None),
        ({"ids": "x"}, "ids"),
        ({"all": "peut-être"}, "all"),
        ({"tout": True}, "tout"),
    ],
)
def test_a_bad_mark_read_is_a_400(admin, body, field):
    refused(admin("POST", f"{BASE}mark-read/", body), 400, field=field)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("type", "autre"), ("niveau", "x"), ("titre", ""), ("piece_id", "nul"), ("titre", "x" * 201)],
)
def test_a_bad_notification_is_a_400_that_names_the_field(admin, field, wrong):
    body = {"titre": "x", "role": "lecteur", field: wrong}
    refused(admin("POST", BASE, body), 400, field=field)


@pytest.mark.parametrize(
    ("field", "wrong"), [("type", "autre"), ("lue", "oui"), ("piece_id", "nul"), ("depuis", "2026-02-30")]
)
def test_a_bad_filter_is_a_400_that_names_it(admin, field, wrong):
    refused(admin("GET", f"{BASE}?{field}={wrong}"), 400, field=field)


def test_preferences_are_told_per_type_and_kept(account):
    mine = account()
    before = done(mine("GET", f"{BASE}preferences/"))
    assert [row["type"] for row in before["preferences"]] == TYPES
    for row in before["preferences"]:
        carries(row, "type dans_app courriel")
    wanted = {
        "preferences": [{"type": "stock_bas", "dans_app": False, "courriel": "resume"}],
        "resume_heure": 7,
        "silence": {"debut": "22:00", "fin": "07:00"},
        "fuseau": "Europe/Paris",
    }
    after = done(mine("PUT", f"{BASE}preferences/", wanted))
    assert wanted["preferences"][0] in after["preferences"]
    assert (after["resume_heure"], after["silence"]) == (7, wanted["silence"])
    assert done(mine("GET", f"{BASE}preferences/")) == after
    for field, wrong in {
        "resume_heure": 24,
        "fuseau": "Lune/Mer",
        "silence": {"debut": "x", "fin": "y"},
    }.items():
        errors = refused(mine("PUT", f"{BASE}preferences/", {**wanted, field: wrong}), 400)["errors"]
        assert any(name.startswith(field) for name in errors)


def test_a_webhook_is_made_changed_tried_and_deleted(admin):
    body = {**HOOK, "nom": unique()}
    made = done(admin("POST", f"{BASE}webhooks/", body), 201)
    one = f"{BASE}webhooks/{made['id']}/"
    try:
        assert made["secret"]
        shown = done(admin("GET", one))
        assert "secret" not in shown, "shown once"
        assert {name: shown[name] for name in body} == body
        assert [row["id"] for row in page(admin.get(f"{BASE}webhooks/", search=body["nom"]))] == [made["id"]]
        changed = done(admin("PATCH", one, {"nom": unique()}, **{"If-Match": f'"{made["version"]}"'}))
        assert changed["version"] == made["version"] + 1
        refused(admin("PUT", one, body, **{"If-Match": f'"{made["version"]}"'}), 412)
        done(admin("PUT", one, body))
        tried = done(admin("POST", f"{one}tester/", {}), 202)
        assert tried["webhook_id"] == made["id"]
        [row] = page(done(admin("GET", f"{one}livraisons/")))
        assert row["id"] == tried["id"]
        again = admin("POST", f"{BASE}livraisons/{row['id']}/rejouer/", {})
        assert again.status_code in (202, 409)
    finally:
        done(admin("DELETE", one), 204)
    refused(admin("GET", one), 404)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("nom", ""),
        ("url", "ftp://x"),
        ("url", "x"),
        ("evenements", []),
        ("evenements", ["x"]),
        ("evenements", "x"),
    ],
)
def test_a_bad_webhook_is_a_400_that_names_the_field(admin, field, wrong):
    errors = refused(admin("POST", f"{BASE}webhooks/", {"nom": "x", **HOOK, field: wrong}), 400)["errors"]
    assert any(name.split(".")[0] == field for name in errors)


@pytest.mark.parametrize(
    "url",
    [
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://0x0a000001/",
        "http://167772161/",
        "http://172.16.0.1:8500/v1/kv/",
        "http://0.0.0.0:5432/",
        "http://100.64.0.1/",
    ],
)
def test_a_webhook_to_a_private_address_is_refused_in_any_spelling(admin, url):
    answer = admin("POST", f"{BASE}webhooks/", {**HOOK, "nom": unique(), "url": url})
    assert answer.status_code in (400, 409), answer.text
    refused(answer, answer.status_code)


def test_what_is_not_there_is_a_404(admin):
    nothing = uuid.uuid4()
    for path in (f"webhooks/{nothing}/", f"webhooks/{nothing}/livraisons/"):
        refused(admin("GET", BASE + path), 404)
    for path in (f"webhooks/{nothing}/tester/", f"livraisons/{nothing}/rejouer/"):
        refused(admin("POST", BASE + path, {}), 404)
