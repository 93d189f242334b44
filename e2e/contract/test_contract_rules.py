"""What the contract says of every service: errors, lists, keys, versions, request ids."""

import re
import uuid

import pytest
import requests
from client import at_once, eventually
from expected import cursor_page, done, page, refused, unique

BY_PAGE = [
    *(f"/api/auth/{name}/" for name in ("sessions", "login-history", "users", "roles", "permissions")),
    *("/api/pieces/", "/api/pieces/categories/", "/api/public/pieces/"),
    *("/api/stock/", "/api/stock/a-date/?date=2026-11-01"),
    *(
        f"/api/stock/{name}/"
        for name in ("emplacements", "reservations", "inventaires", "reapprovisionnement")
    ),
    *(f"/api/stock/rapports/{name}/" for name in ("valorisation", "rotation", "abc", "dormants")),
    *(f"/api/{name}/" for name in ("clients", "fournisseurs", "commandes", "factures", "paiements")),
    *("/api/factures/echeancier/", "/api/notifications/", "/api/notifications/webhooks/"),
    *("/api/corbeille/", "/api/gateway/services/", "/api/gateway/config/"),
]
BY_CURSOR = ["/api/stock/movements/", "/api/logs/", "/api/gateway/journal/"]
LISTS = BY_PAGE + BY_CURSOR
NO_NAME = "xqzv"  # in the name of nothing


def ask(api, path: str, query: str):
    return api("GET", f"{path}{'&' if '?' in path else '?'}{query}")


# --- lists ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", LISTS)
def test_a_list_has_the_shape_of_its_kind(admin, path):
    answer = done(admin("GET", path))
    if path in BY_CURSOR:
        rows = cursor_page(answer)
    else:
        rows = page(answer)
        assert answer["count"] >= len(rows)
        assert answer["previous"] is None
    small = done(ask(admin, path, "page_size=1"))["results"]
    assert len(small) == min(1, len(rows))


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("size", ["0", "-1", "201", "1000000000", "x", "", "1.5"])
def test_page_size_is_a_number_from_1_to_200(admin, path, size):
    refused(ask(admin, path, f"page_size={size}"), 400, field="page_size")


@pytest.mark.parametrize("path", BY_PAGE)
def test_a_page_that_is_no_number_is_a_400_and_one_beyond_the_end_a_404(admin, path):
    for number in ("0", "-1", "x", "1e3"):
        refused(ask(admin, path, f"page={number}"), 400, field="page")
    refused(ask(admin, path, "page=999999"), 404)


@pytest.mark.parametrize("path", LISTS)
def test_an_unknown_filter_or_ordering_is_a_400_that_names_it(admin, path):
    refused(ask(admin, path, "n_importe=1"), 400, field="n_importe")
    refused(ask(admin, path, "ordering=password_hash"), 400, field="ordering")
    refused(ask(admin, path, "ordering=-"), 400, field="ordering")


@pytest.mark.parametrize("path", LISTS)
def test_search_finds_nothing_by_a_word_that_is_nowhere(admin, path):
    assert done(ask(admin, path, f"search={NO_NAME}"))["results"] == []
    for hostile in ("%25", "_", "'%20OR%201=1--", "\\", "%F0%9F%94%A9", "%EF%BF%BF"):
        done(ask(admin, path, f"search={hostile}{NO_NAME}"))
    refused(ask(admin, path, "search=%00"), 400, field="search")
    refused(ask(admin, path, f"search={'a' * 201}"), 400, field="search")


@pytest.mark.parametrize("path", BY_CURSOR)
def test_a_cursor_list_is_read_to_and_fro_and_refuses_a_made_up_cursor(admin, path):
    first = done(ask(admin, path, "page_size=2"))
    second = done(requests_get(admin, first["next"]))
    assert [row["id"] for row in second["results"]] != [row["id"] for row in first["results"]]
    back = done(requests_get(admin, second["previous"]))
    assert [row["id"] for row in back["results"]] == [row["id"] for row in first["results"]]
    for made_up in ("x", "%00", "cD1ub3QtYS1kYXRl"):
        refused(ask(admin, path, f"cursor={made_up}"), 400, field="cursor")


def test_pages_follow_each_other_by_their_links(admin):
    first = done(admin("GET", "/api/auth/permissions/?page_size=20&ordering="))
    second = done(requests_get(admin, first["next"]))
    assert first["count"] == second["count"]
    assert requests_get(admin, second["previous"]).json() == first
    assert not {row["code"] for row in first["results"]} & {row["code"] for row in second["results"]}


def requests_get(api, url: str) -> requests.Response:
    """A link of an answer is followed as it is written there."""
    assert url.startswith(api.base + "/api/")
    return api("GET", url.removeprefix(api.base))


@pytest.mark.parametrize("path", ["/api/clients/", "/api/fournisseurs/"])
def test_ordering_is_by_the_declared_fields_both_ways(admin, path):
    mark = uuid.uuid4().hex[:8]
    for name in ("b", "a", "c"):
        admin.post(path, {"nom": f"{name} {mark}"})
    names = [row["nom"][0] for row in admin.get(path, search=mark, ordering="nom")["results"]]
    assert names == ["a", "b", "c"]
    names = [row["nom"][0] for row in admin.get(path, search=mark, ordering="-nom")["results"]]
    assert names == ["c", "b", "a"]


# --- Idempotency-Key, on every POST --------------------------------------------------------------

POSTS = {
    "/api/pieces/": lambda: {"nom": unique()},
    "/api/pieces/categories/": lambda: {"nom": unique()},
    "/api/stock/emplacements/": lambda: {"code": f"C-{uuid.uuid4().hex[:8]}", "nom": "x", "type": "rayon"},
    "/api/clients/": lambda: {"nom": unique()},
    "/api/fournisseurs/": lambda: {"nom": unique()},
    "/api/notifications/": lambda: {"titre": unique(), "role": "lecteur"},
    "/api/auth/roles/": lambda: {"nom": unique(), "permissions": []},
}


@pytest.mark.parametrize("path", POSTS)
def test_a_key_answers_the_same_to_the_same_and_422_to_another_body(admin, path):
    key, body = {"Idempotency-Key": str(uuid.uuid4())}, POSTS[path]()
    first = done(admin("POST", path, body, **key), 201)
    again = admin("POST", path, body, **key)
    assert done(again, 201) == first
    refused(admin("POST", path, POSTS[path](), **key), 422)
    if path == "/api/auth/roles/":
        admin("DELETE", f"{path}{first['id']}/")


def test_the_same_key_at_once_makes_one_and_the_others_get_its_answer_or_409(admin):
    key, body = {"Idempotency-Key": str(uuid.uuid4())}, {"nom": unique()}
    answers = at_once(*[lambda: admin("POST", "/api/clients/", body, **key)] * 8)
    assert {answer.status_code for answer in answers} <= {201, 409}
    made = {answer.json()["id"] for answer in answers if answer.status_code == 201}
    assert len(made) == 1
    assert admin.get("/api/clients/", search=body["nom"])["count"] == 1


def test_a_key_belongs_to_who_sent_it(admin, user):
    key, body = {"Idempotency-Key": str(uuid.uuid4())}, {"nom": unique()}
    mine = done(admin("POST", "/api/clients/", body, **key), 201)
    theirs = done(user("vendeur")("POST", "/api/clients/", body, **key), 201)
    assert mine["id"] != theirs["id"]


def test_a_refusal_is_not_kept_under_its_key(admin):
    key = {"Idempotency-Key": str(uuid.uuid4())}
    refused(admin("POST", "/api/clients/", {"nom": ""}, **key), 400, field="nom")
    done(admin("POST", "/api/clients/", {"nom": unique()}, **key), 201)


@pytest.mark.parametrize("key", ["x" * 201, "a b", "é"])
def test_a_key_that_is_none_is_a_400(admin, key):
    refused(admin("POST", "/api/clients/", {"nom": unique()}, **{"Idempotency-Key": key.encode()}), 400)


# --- version and If-Match ------------------------------------------------------------------------

VERSIONED = ["/api/pieces/", "/api/pieces/categories/", "/api/stock/emplacements/", "/api/clients/"]
VERSIONED += ["/api/fournisseurs/", "/api/auth/roles/"]


@pytest.mark.parametrize("path", VERSIONED)
@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_change_under_a_stale_version_is_a_412_and_under_the_present_one_is_made(admin, path, method):
    body = POSTS[path]()
    made = done(admin("POST", path, body), 201)
    one, first = f"{path}{made['id']}/", {"If-Match": f'"{made["version"]}"'}
    changed = done(admin(method, one, {**body, "nom": unique()}, **first))
    assert changed["version"] == made["version"] + 1
    refused(admin(method, one, {**body, "nom": unique()}, **first), 412)
    refused(admin(method, one, body, **{"If-Match": '"abc"'}), 400)
    refused(admin(method, one, body, **{"If-Match": b'"\xb2"'}), 400)  # a digit, and no number
    done(admin(method, one, body))
    assert done(admin("GET", one))["version"] == made["version"] + 2
    done(admin("DELETE", one), 204)
    refused(admin("GET", one), 404)


# --- errors --------------------------------------------------------------------------------------

TRADE = ["/api/commandes/", "/api/clients/", "/api/fournisseurs/", "/api/factures/", "/api/paiements/"]
DOORS = ["/api/auth/users/", "/api/pieces/", "/api/stock/", *TRADE, "/api/notifications/"]
DOORS += ["/api/logs/", "/api/corbeille/", "/api/gateway/services/"]
STOCK = ("movement", "movements/bulk", "emplacements", "reservations", "inventaires")
WRITERS = ["/api/auth/register/", "/api/auth/login/", "/api/pieces/", "/api/pieces/categories/"]
WRITERS += [f"/api/stock/{name}/" for name in (*STOCK, "reapprovisionnement/commander")]
WRITERS += [path for path in TRADE if path != "/api/factures/"]
WRITERS += [f"/api/notifications/{name}" for name in ("", "mark-read/", "webhooks/")]


@pytest.mark.parametrize("path", DOORS)
def test_no_token_or_a_bad_one_is_a_401(raw, path):
    refused(raw("GET", path), 401)
    for value in ("Bearer", "Bearer x", "Bearer a.b.c", "Basic eDp5", "Bearer \u00e9"):
        refused(raw("GET", path, headers={"Authorization": value.encode()}), 401)


@pytest.mark.parametrize(
    ("path", "permission"),
    [
        ("/api/auth/users/", "utilisateurs.gerer"),
        ("/api/auth/roles/", "roles.gerer"),
        ("/api/pieces/", "pieces.gerer"),
        ("/api/stock/movement/", "stock.mouvementer"),
        ("/api/stock/emplacements/", "stock.gerer"),
        ("/api/stock/inventaires/", "stock.inventorier"),
        ("/api/clients/", "clients.gerer"),
        ("/api/fournisseurs/", "fournisseurs.gerer"),
        ("/api/commandes/", "commandes.gerer"),
        ("/api/paiements/", "paiements.gerer"),
        ("/api/notifications/", "notifications.envoyer"),
        ("/api/notifications/webhooks/", "webhooks.gerer"),
    ],
)
def test_a_403_names_the_missing_permission(user, path, permission):
    assert refused(user("lecteur")("POST", path, {}), 403)["permission"] == permission


@pytest.mark.parametrize("path", WRITERS)
def test_a_body_that_is_no_json_object_is_a_400(admin, raw, path):
    for body in (b"{", b"nul", b'{"a": NaN}', b"[" * 100_000, b'"\xff"', b'{"a": "\\ud800"}', b"\x00", b"42"):
        sent = {"Authorization": admin.authorization, "Content-Type": "application/json"}
        refused(raw("POST", path, data=body, headers=sent), 400, field="body")
    refused(admin("POST", path, []), 400)
    refused(admin("POST", path, {"n_importe": 1}), 400)
    refused(admin("POST", path, {"nom\x00": 1}), 400)


@pytest.mark.parametrize("path", WRITERS)
@pytest.mark.parametrize("content", ["text/plain", "application/x-www-form-urlencoded", "text/xml"])
def test_a_body_of_another_type_is_a_415(admin, raw, path, content):
    sent = {"Authorization": admin.authorization, "Content-Type": content}
    refused(raw("POST", path, data=b"nom=x", headers=sent), 415)


@pytest.mark.parametrize(
    "path", ["/api/clients/", "/api/auth/login/", "/api/stock/movement/", "/api/pieces/"]
)
def test_more_than_ten_megabytes_are_a_413(admin, raw, path):
    sent = {"Authorization": admin.authorization, "Content-Type": "application/json"}
    refused(raw("POST", path, data=b'"' + b"a" * 10_485_760 + b'"', headers=sent), 413)


@pytest.mark.parametrize("path", DOORS)
def test_other_methods_are_a_405_and_head_and_options_are_answered(admin, raw, path):
    for method in ("PUT", "DELETE", "PROPFIND"):
        answer = admin(method, path)
        refused(answer, 405)
        assert "GET" in answer.headers["Allow"]
    head = admin("HEAD", path)
    assert (head.status_code, head.content) == (200, b"")
    assert admin("OPTIONS", path).status_code == 200
    assert raw("OPTIONS", path).status_code < 500


@pytest.mark.parametrize("path", DOORS)
def test_an_object_that_is_not_there_is_a_404_whatever_its_id_is_made_of(admin, path):
    base = "/api/gateway/config/" if "gateway" in path else path
    for made_up in (str(uuid.uuid4()), "x", "0", "-1", "%F0%9F%94%A9", "' OR 1=1--", "9" * 400):
        refused(admin("GET", f"{base}{made_up}/"), 404)


# --- request ids, CORS, caches -------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/api/clients/", "/api/nulle-part/", "/api/auth/health/"])
def test_a_valid_request_id_is_kept_and_another_replaced(admin, path):
    mine = f"contrat-{uuid.uuid4().hex}"
    assert admin("GET", path, **{"X-Request-ID": mine}).headers["X-Request-ID"] == mine
    for bad in ("a b c d e f", "x", "<script>alert(1)</script>", "y" * 500):
        given = admin("GET", path, **{"X-Request-ID": bad}).headers["X-Request-ID"]
        assert re.fullmatch(r"[A-Za-z0-9._-]{8,64}", given)


def test_the_request_id_is_in_the_audit_row_and_in_the_journal_of_calls(admin, shop):
    mine = f"contrat-{uuid.uuid4().hex}"
    piece, client = shop.piece(), shop.client()
    shop.receive(piece, shop.emplacement(), "1")
    order = shop.order(client, (piece, "1"))
    sent = {"X-Request-ID": mine}
    done(admin("POST", f"/api/commandes/{order['id']}/valider/", {}, **sent))
    [act] = eventually(
        lambda: admin.get("/api/logs/", request_id=mine, action="valider")["results"], within=10
    )
    assert act["objet_id"] == order["id"]
    calls = eventually(lambda: admin.get("/api/gateway/journal/", request_id=mine)["results"], within=20)
    assert {(call["service_source"], call["service_cible"]) for call in calls} >= {
        ("commandes_service", "stock_service")
    }


@pytest.mark.parametrize("path", DOORS)
def test_the_ui_may_read_every_answer_refusals_included(demo, raw, path):
    answer = raw("GET", path, headers={"Origin": demo["ui"]})
    refused(answer, 401)
    assert answer.headers["Access-Control-Allow-Origin"] == demo["ui"]
    assert {"X-Request-ID", "Retry-After"} <= set(
        re.split(r",\s*", answer.headers["Access-Control-Expose-Headers"])
    )


@pytest.mark.parametrize("path", ["/api/clients/", "/api/stock/movement/", "/api/auth/login/"])
def test_a_preflight_allows_the_methods_and_headers_of_the_contract(demo, raw, path):
    wanted = "authorization,content-type,idempotency-key,if-match,x-request-id"
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        sent = {
            "Origin": demo["ui"],
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": wanted,
        }
        answer = raw("OPTIONS", path, headers=sent)
        assert answer.status_code in (200, 204)
        assert method in answer.headers["Access-Control-Allow-Methods"]
        assert set(wanted.split(",")) <= set(
            re.split(r",\s*", answer.headers["Access-Control-Allow-Headers"].lower())
        )


PREFIXES = ["auth", "pieces", "stock", "commandes", "notifications", "logs"]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_health_schema_and_docs_are_public(raw, prefix):
    health = done(raw("GET", f"/api/{prefix}/health/"))
    assert health["status"] == "ok"
    assert health["service"].endswith("_service")
    assert health["version"]
    assert "openapi" in raw("GET", f"/api/{prefix}/schema/").json()
    docs = raw("GET", f"/api/{prefix}/docs/")
    assert docs.status_code == 200
    assert not re.search(r'(src|href)="(https?:)?//', docs.text), "it works without the internet"


def test_demo_json_has_one_account_per_default_role(demo):
    assert {account["role"] for account in demo["comptes"]} == {
        "administrateur",
        "gestionnaire",
        "magasinier",
        "vendeur",
        "lecteur",
    }
    for account in demo["comptes"]:
        assert set(account) == {"role", "email", "password"}
    assert demo["api"].startswith("http")
    assert demo["ui"].startswith("http")
