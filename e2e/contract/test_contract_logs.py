"""/api/logs/, /api/corbeille/ and /api/gateway/ as the contract has them."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from client import eventually
from expected import carries, cursor_page, done, page, refused, unique

LOG = "id user_id service module action objet_id avant apres ip request_id hash"
ENTRY = "id service module objet_id libelle supprime_par supprime_le expire_le"


@pytest.fixture
def deed(admin):
    """A client that was created, changed and deleted, and its three entries of the audit log."""
    made = admin.post("/api/clients/", {"nom": unique()})
    path = f"/api/clients/{made['id']}/"
    done(admin("PATCH", path, {"telephone": "+33478000000"}))
    done(admin("DELETE", path), 204)

    def told():
        rows = admin.get(f"/api/logs/objets/{made['id']}/")["results"]
        return rows if len(rows) == 3 else None

    return made, eventually(told, within=20)


def test_the_timeline_of_an_object_tells_who_did_what_with_before_and_after(admin, deed):
    made, rows = deed
    me = admin.get("/api/auth/me/")
    deleted, changed, created = rows
    assert [row["action"] for row in rows] == ["supprimer", "modifier", "creer"]
    for row in rows:
        carries(row, LOG)
        assert (row["user_id"], row["service"], row["module"]) == (me["id"], "commandes_service", "clients")
        assert row["ip"]
        assert row["objet_id"] == made["id"]
    assert (changed["avant"]["telephone"], changed["apres"]["telephone"]) == ("", "+33478000000")
    assert created["avant"] is None
    assert deleted["apres"] is None


def test_every_filter_of_the_log_keeps_what_it_names(admin, deed):
    _, [_, row, _] = deed
    narrow = {"objet_id": row["objet_id"], "action": "modifier"}
    for name in ("user_id", "service", "module", "action", "ip", "request_id"):
        found = cursor_page(admin.get("/api/logs/", **{**narrow, name: row[name]}))
        assert [each["id"] for each in found] == [row["id"]], name
        other = str(uuid.uuid4()) if name == "user_id" else "203.0.113.77" if name == "ip" else "autre"
        assert cursor_page(admin.get("/api/logs/", **{**narrow, name: other})) == [], name
    today = datetime.now(UTC).date()
    tomorrow = str(today + timedelta(days=1))
    assert cursor_page(
        admin.get("/api/logs/", **narrow, depuis=str(today - timedelta(days=1)), jusqua=tomorrow)
    )
    assert cursor_page(admin.get("/api/logs/", **narrow, depuis=tomorrow)) == []


@pytest.mark.parametrize(
    ("field", "wrong"), [("user_id", "nul"), ("depuis", "hier"), ("jusqua", "2026-02-30"), ("cursor", "x")]
)
def test_a_bad_filter_of_the_log_is_a_400_that_names_it(admin, field, wrong):
    refused(admin("GET", f"/api/logs/?{field}={wrong}"), 400, field=field)


def test_an_entry_is_annotated_and_hidden_but_never_changed(admin, user, deed):
    _, [_, row, _] = deed
    path = f"/api/logs/{row['id']}/"
    assert done(admin("GET", path)) == row
    for field in ("action", "user_id", "avant", "hash"):
        refused(admin("PATCH", path, {"annotation": "x", field: "x"}), 400, field=field)
    refused(admin("PUT", path, {"annotation": "x"}), 405)
    stale = {"If-Match": f'"{row["version"]}"'}
    noted = done(admin("PATCH", path, {"annotation": "vu"}, **stale))
    assert noted["annotation"] == "vu"
    assert noted["hash"] == row["hash"], "the note is beside the chain"
    refused(admin("PATCH", path, {"annotation": "x"}, **stale), 412)
    refused(user("gestionnaire")("DELETE", path), 403)
    done(admin("DELETE", path), 204)
    shown = cursor_page(admin.get("/api/logs/", objet_id=row["objet_id"]))
    assert row["id"] not in [each["id"] for each in shown]
    assert done(admin("GET", path))["hash"] == row["hash"], "the row stays"

    def acts() -> set[str]:
        return {each["action"] for each in admin.get("/api/logs/", objet_id=row["id"])["results"]}

    eventually(lambda: acts() & {"masquer", "supprimer"}, within=20)  # the act is logged too


def test_the_chain_is_proved(admin, deed):
    proof, after = done(admin("GET", "/api/logs/verifier/")), 0
    assert proof["intacte"] is True
    assert proof["verifiees"] > 0
    refused(admin("GET", "/api/logs/verifier/?apres=x"), 400, field="apres")
    while proof["suite"] is not None:
        after = proof["suite"]
        proof = done(admin("GET", f"/api/logs/verifier/?apres={after}"))
        assert proof["intacte"] is True


def entry_of(admin, objet_id: str) -> dict:
    return eventually(lambda: admin.get("/api/corbeille/", objet_id=objet_id)["results"], within=20)[0]


def test_what_is_deleted_is_in_the_trash_for_thirty_days_and_comes_back(admin, user, deed):
    made, _ = deed
    entry = carries(entry_of(admin, made["id"]), ENTRY)
    assert (entry["service"], entry["module"], entry["libelle"]) == (
        "commandes_service",
        "clients",
        made["nom"],
    )
    assert entry["supprime_par"] == admin.get("/api/auth/me/")["id"]
    life = datetime.fromisoformat(entry["expire_le"]) - datetime.fromisoformat(entry["supprime_le"])
    assert life == timedelta(days=30)
    for filters in ({"service": "commandes_service"}, {"module": "clients"}, {"search": made["nom"]}):
        rows = page(admin.get("/api/corbeille/", objet_id=made["id"], **filters))
        assert [row["id"] for row in rows] == [entry["id"]]
    path = f"/api/corbeille/{entry['id']}/"
    assert done(admin("GET", path))["libelle"] == made["nom"]
    refused(user("magasinier")("POST", f"{path}restaurer/", {}), 403)
    done(admin("POST", f"{path}restaurer/", {}))
    assert done(admin("GET", f"/api/clients/{made['id']}/"))["telephone"] == "+33478000000"
    done(admin("POST", f"{path}restaurer/", {}))  # harmless when done twice
    refused(admin("DELETE", path), 409)


def test_what_is_purged_does_not_come_back(admin, user, deed):
    made, _ = deed
    path = f"/api/corbeille/{entry_of(admin, made['id'])['id']}/"
    refused(user("gestionnaire")("DELETE", path), 403)
    done(admin("DELETE", path), 204)
    refused(admin("POST", f"{path}restaurer/", {}), 409)
    refused(admin("GET", f"/api/clients/{made['id']}/"), 404)
    assert page(admin.get("/api/corbeille/", objet_id=made["id"])) == []


def test_the_gateway_shows_live_instances_and_their_health(admin):
    rows = done(admin("GET", "/api/gateway/services/"))["results"]
    names = {row["nom"] for row in rows}
    assert names >= {
        f"{name}_service" for name in ("auth", "pieces", "stock", "commandes", "notification", "log")
    }
    for row in rows:
        for instance in carries(row, "nom sante instances")["instances"]:
            carries(instance, "id adresse port sante")


def test_the_journal_of_calls_is_filtered(admin, shop):
    shop.receive(shop.piece(), shop.emplacement(), "1")
    [row] = cursor_page(admin.get("/api/gateway/journal/", page_size=1))
    carries(row, "service_source service_cible methode chemin statut duree_ms request_id appele_le")
    for name in ("service_source", "service_cible", "methode", "statut", "request_id"):
        found = cursor_page(admin.get("/api/gateway/journal/", **{name: row[name]}))
        assert found
        assert {each[name] for each in found} == {row[name]}
    refused(admin("GET", "/api/gateway/journal/?statut=x"), 400, field="statut")


def test_central_configuration_is_read_changed_within_its_bounds_and_put_back(admin, user):
    path = "/api/gateway/config/log_service/corbeille_jours/"
    rows = done(admin("GET", "/api/gateway/config/"))["results"]
    before = next(row for row in rows if (row["service"], row["cle"]) == ("log_service", "corbeille_jours"))
    assert before["valeur"] == 30
    refused(user("gestionnaire")("PUT", path, {"valeur": 31}), 403)
    try:
        assert done(admin("PUT", path, {"valeur": 31}))["valeur"] == 31
        refused(admin("PUT", path, {"valeur": 32}, **{"If-Match": f'"{before["version"]}"'}), 412)
        for wrong in (0, -1, "x", None, 10**9, [], 1.5, True):
            refused(admin("PUT", path, {"valeur": wrong}), 400, field="valeur")
        refused(admin("PUT", path, {}), 400, field="valeur")
    finally:
        done(admin("PUT", path, {"valeur": 30}))
    refused(admin("PUT", "/api/gateway/config/log_service/nulle_part/", {"valeur": 1}), 404)
    refused(admin("PUT", "/api/gateway/config/nul_service/corbeille_jours/", {"valeur": 1}), 404)
