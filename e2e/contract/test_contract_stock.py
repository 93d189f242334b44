"""/api/stock/ as the contract has it."""

import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from client import at_once
from expected import carries, cursor_page, done, page, refused, unique

BASE = "/api/stock/"
LEVEL = "piece_id quantite reserve disponible en_commande seuil etat valeur"


@pytest.fixture
def world(shop):
    """A piece of which ten came in at 2.00, and two places."""
    place, other, piece = shop.emplacement(), shop.emplacement(), shop.piece()
    shop.move(piece, place, "IN", "10", cout_unitaire="2.00")
    return {"place": place, "other": other, "piece": piece}


@pytest.fixture
def move(admin, world):
    """`move("OUT", "3")`: the answer to this movement at the place."""

    def post(kind: str, quantite, **fields):
        body = {"piece_id": world["piece"]["id"], "emplacement_id": world["place"]["id"]}
        return admin("POST", f"{BASE}movement/", {**body, "type": kind, "quantite": quantite, **fields})

    return post


def level(admin, world) -> dict:
    return admin.get(f"{BASE}pieces/{world['piece']['id']}/")


def test_one_row_per_piece_with_its_state_and_value(admin, world):
    name = world["piece"]["reference"]
    [row] = page(admin.get(BASE, search=name))
    carries(row, LEVEL)
    assert (row["quantite"], row["valeur"], row["etat"]) == ("10.000", "20.00", "ok")
    assert page(admin.get(BASE, search=name, emplacement_id=world["place"]["id"], etat="ok"))
    assert page(admin.get(BASE, search=name, emplacement_id=world["other"]["id"])) == []
    assert page(admin.get(BASE, search=name, etat="epuise")) == []
    refused(admin("GET", f"{BASE}?etat=plein"), 400, field="etat")
    refused(admin("GET", f"{BASE}?emplacement_id=nul"), 400, field="emplacement_id")


def test_a_piece_is_told_over_all_places_then_by_place(admin, world, move):
    done(move("TRANSFER", "4", emplacement_destination_id=world["other"]["id"]), 201)
    told = level(admin, world)
    assert (told["quantite"], told["reserve"], told["disponible"]) == ("10.000", "0.000", "10.000")
    by_place = {row["emplacement_id"]: row["quantite"] for row in told["emplacements"]}
    assert by_place == {world["place"]["id"]: "6.000", world["other"]["id"]: "4.000"}
    carries(told, "lots reservations derniers_mouvements")
    refused(admin("GET", f"{BASE}pieces/{uuid.uuid4()}/"), 404, "piece_inconnue")


def test_each_type_of_movement_does_what_it_says(admin, world, move):
    carries(
        done(move("IN", "5", motif="achat", reference="BL-7", lot="L-1"), 201),
        "id piece_id type quantite motif lot",
    )
    done(move("OUT", "3"), 201)
    done(move("ADJUST", "-2"), 201)
    assert level(admin, world)["quantite"] == "10.000"
    problem = refused(move("OUT", "10.001"), 409, "stock_insuffisant")
    assert (Decimal(problem["disponible"]), Decimal(problem["demande"])) == (10, Decimal("10.001"))
    refused(move("IN", "1", piece_id=str(uuid.uuid4())), 404, "piece_inconnue")
    rows = cursor_page(admin.get(f"{BASE}movements/", piece_id=world["piece"]["id"], reference="BL-7"))
    assert [row["type"] for row in rows] == ["IN"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        *(
            ({"quantite": bad}, "quantite")
            for bad in ("0", "-1", "NaN", "1e400", "0.0001", "9" * 40, None, [], "")
        ),
        ({"type": "STEAL"}, "type"),
        ({"piece_id": "nul"}, "piece_id"),
        ({"emplacement_id": str(uuid.uuid4())}, "emplacement_id"),
        ({"type": "TRANSFER"}, "emplacement_destination_id"),
        ({"cout_unitaire": "-1"}, "cout_unitaire"),
        ({"motif": "x" * 1000}, "motif"),
        ({"solde_apres": "1"}, "solde_apres"),
    ],
    ids=str,
)
def test_a_bad_movement_is_a_400_that_names_the_field_and_moves_nothing(admin, world, move, fields, field):
    fields = dict(fields)
    refused(move(**{"kind": fields.pop("type", "IN"), "quantite": "1", **fields}), 400, field=field)
    assert level(admin, world)["quantite"] == "10.000"


def test_a_batch_is_all_or_nothing_with_errors_per_line(admin, world):
    line = {
        "piece_id": world["piece"]["id"],
        "emplacement_id": world["place"]["id"],
        "type": "OUT",
        "quantite": "6",
    }
    path = f"{BASE}movements/bulk/"
    assert "1" in str(refused(admin("POST", path, {"mouvements": [line, line]}), 409)["lignes"])
    assert level(admin, world)["quantite"] == "10.000"
    bad = {**line, "quantite": "-1"}
    refused(admin("POST", path, {"mouvements": [line, bad]}), 400, field="mouvements.1.quantite")
    refused(admin("POST", path, {"mouvements": []}), 400, field="mouvements")
    refused(admin("POST", path, {"mouvements": [line] * 1001}), 400, field="mouvements")
    done(admin("POST", path, {"mouvements": [line, {**line, "type": "IN"}]}), 201)
    assert level(admin, world)["quantite"] == "10.000"


def test_a_movement_is_undone_by_its_counter_entry_once_and_not_when_it_is_gone(admin, world, move):
    came = done(move("IN", "5"), 201)
    path = f"{BASE}movements/{came['id']}/annuler/"
    counter = admin("POST", path, {})
    assert counter.status_code in (200, 201)
    assert level(admin, world)["quantite"] == "10.000"
    refused(admin("POST", path, {}), 409)
    again = done(move("IN", "5"), 201)
    done(move("OUT", "12"), 201)
    refused(admin("POST", f"{BASE}movements/{again['id']}/annuler/", {}), 409)
    refused(admin("POST", f"{BASE}movements/{uuid.uuid4()}/annuler/", {}), 404)


def test_the_ledger_is_filtered_and_cannot_be_changed(admin, world, move):
    moved = done(move("OUT", "1"), 201)
    mine = {"piece_id": world["piece"]["id"]}
    today = datetime.now(UTC).date()
    tomorrow = today + timedelta(days=1)
    for filters, count in [
        ({"type": "OUT"}, 1),
        ({"type": "ADJUST"}, 0),
        ({"emplacement_id": world["place"]["id"]}, 2),
        ({"emplacement_id": world["other"]["id"]}, 0),
        ({"depuis": str(today - timedelta(days=1)), "jusqua": str(tomorrow)}, 2),
        ({"depuis": str(tomorrow + timedelta(days=1))}, 0),
    ]:
        assert len(cursor_page(admin.get(f"{BASE}movements/", **mine, **filters))) == count, filters
    for method in ("PUT", "PATCH", "DELETE"):
        refused(admin(method, f"{BASE}movements/{moved['id']}/", {"quantite": "9"}), 405)
    for field, wrong in {"piece_id": "x", "type": "x", "depuis": "x", "jusqua": "2026-02-30"}.items():
        refused(admin("GET", f"{BASE}movements/?{field}={wrong}"), 400, field=field)


def test_levels_at_a_past_date(admin, world):
    name = world["piece"]["reference"]
    before = admin.get(f"{BASE}a-date/", date="2020-01-01", search=name)
    assert page(before) == []
    now = datetime.now(UTC).isoformat()
    [row] = page(admin.get(f"{BASE}a-date/", date=now, search=name))
    assert (row["quantite"], row["valeur"]) == ("10.000", "20.00")
    for wrong in ("", "hier", "2026-02-30", "0000-01-01", "99999-01-01"):
        refused(admin("GET", f"{BASE}a-date/?date={wrong}"), 400, field="date")
    refused(admin("GET", f"{BASE}a-date/"), 400, field="date")


def test_places_are_a_tree_without_cycles_and_stay_while_they_hold_stock(admin, world):
    path = f"{BASE}emplacements/"
    root = done(
        admin("POST", path, {"code": f"C-{uuid.uuid4().hex[:8]}", "nom": "x", "type": "entrepot"}), 201
    )
    child = {"code": f"C-{uuid.uuid4().hex[:8]}", "nom": "y", "type": "casier", "parent_id": root["id"]}
    child = carries(done(admin("POST", path, child), 201), "id code nom type parent_id")
    refused(admin("PATCH", f"{path}{root['id']}/", {"parent_id": child["id"]}), 400)
    refused(admin("POST", path, {"code": child["code"], "nom": "z", "type": "rayon"}), 409)
    refused(admin("POST", path, {"code": "z", "nom": "z", "type": "cave"}), 400, field="type")
    refused(admin("DELETE", f"{path}{world['place']['id']}/"), 409)
    done(admin("DELETE", f"{path}{root['id']}/"), 204)


def test_thresholds_are_set_per_piece_and_per_place(admin, world):
    path = f"{BASE}seuils/{world['piece']['id']}/"
    done(admin("GET", path))
    wanted = {"mini": "20", "maxi": "50", "lot_commande": "10", "delai_jours": 7}
    kept = done(admin("PUT", path, wanted))
    assert Decimal(kept["mini"]) == 20
    assert level(admin, world)["etat"] == "bas"
    done(admin("PUT", path, {**wanted, "emplacement_id": world["place"]["id"]}))
    refused(admin("PUT", path, {"mini": "5"}, **{"If-Match": '"0"'}), 412)
    for field, wrong in {"mini": "-1", "maxi": "x", "lot_commande": "0", "delai_jours": -1}.items():
        refused(admin("PUT", path, {field: wrong}), 400, field=field)
    refused(admin("GET", f"{BASE}seuils/{uuid.uuid4()}/"), 404)


def test_a_reservation_holds_stock_until_it_is_released(admin, world, move):
    body = {"piece_id": world["piece"]["id"], "quantite": "8", "motif": "client au comptoir"}
    made = done(admin("POST", f"{BASE}reservations/", body), 201)
    [row] = made["reservations"]
    carries(row, "id piece_id quantite emplacement_id motif expire_le")
    assert level(admin, world)["disponible"] == "2.000"
    refused(move("OUT", "3"), 409, "stock_insuffisant")
    refused(admin("POST", f"{BASE}reservations/", {**body, "quantite": "3"}), 409, "stock_insuffisant")
    assert page(admin.get(f"{BASE}reservations/", piece_id=world["piece"]["id"]))
    past = {**body, "quantite": "1", "expire_le": "2020-01-01T00:00:00Z"}
    refused(admin("POST", f"{BASE}reservations/", past), 400, field="expire_le")
    done(admin("DELETE", f"{BASE}reservations/{row['id']}/"), 204)
    assert level(admin, world)["disponible"] == "10.000"
    refused(admin("DELETE", f"{BASE}reservations/{uuid.uuid4()}/"), 404)


def test_the_last_piece_goes_out_once(admin, world, move):
    done(move("OUT", "9"), 201)
    statuses = [answer.status_code for answer in at_once(*[lambda: move("OUT", "1")] * 6)]
    assert sorted(statuses) == [201, *[409] * 5]


def test_a_count_freezes_what_is_expected_and_is_approved_by_another_person(admin, user, world):
    body = {"nom": unique(), "piece_ids": [world["piece"]["id"]], "aveugle": True}
    session = done(admin("POST", f"{BASE}inventaires/", body), 201)
    path = f"{BASE}inventaires/{session['id']}/"
    counter = user("magasinier")
    [line] = page(done(counter("GET", f"{path}lignes/")))
    assert line["attendu"] is None, "a blind count"
    assert page(done(admin("GET", f"{path}lignes/")))[0]["attendu"] == "10.000"
    refused(admin("POST", f"{path}valider/", {}), 409)
    for wrong in ("-1", "NaN", None):
        bad = {"lignes": [{"ligne_id": line["id"], "quantite": wrong}]}
        refused(counter("POST", f"{path}lignes/", bad), 400, field="lignes.0.quantite")
    counted = {"lignes": [{"ligne_id": line["id"], "quantite": "7"}]}
    done(counter("POST", f"{path}lignes/", counted), 201)
    refused(counter("POST", f"{path}valider/", {}), 403)
    assert page(admin.get(f"{path}lignes/"))[0]["ecart"] == "-3.000"
    assert done(admin("POST", f"{path}valider/", {}))["etat"] == "valide"
    assert level(admin, world)["quantite"] == "7.000"
    refused(admin("POST", f"{path}valider/", {}), 409)
    refused(admin("POST", f"{path}annuler/", {}), 409)

    mine = done(admin("POST", f"{BASE}inventaires/", {**body, "nom": unique()}), 201)
    one = f"{BASE}inventaires/{mine['id']}/"
    [line] = page(admin.get(f"{one}lignes/"))
    done(admin("POST", f"{one}lignes/", {"lignes": [{"ligne_id": line["id"], "quantite": "7"}]}), 201)
    refused(admin("POST", f"{one}valider/", {}), 409, "approbation_par_un_autre")
    assert done(admin("POST", f"{one}annuler/", {}))["etat"] == "annule"


def test_what_to_reorder_is_explained_and_becomes_draft_purchases(admin, world):
    done(admin("PUT", f"{BASE}seuils/{world['piece']['id']}/", {"mini": "20", "maxi": "50"}))
    [row] = page(admin.get(f"{BASE}reapprovisionnement/", search=world["piece"]["reference"]))
    assert Decimal(row["quantite_proposee"]) > 0
    assert row["explication"]["fr"]
    supplier = admin.post("/api/fournisseurs/", {"nom": unique()})
    line = {"piece_id": world["piece"]["id"], "quantite": row["quantite_proposee"]}
    path = f"{BASE}reapprovisionnement/commander/"
    refused(admin("POST", path, {"lignes": [line]}), 400, field="lignes.0.fournisseur_id")
    made = done(admin("POST", path, {"lignes": [{**line, "fournisseur_id": supplier["id"]}]}), 201)
    order = admin.get(f"/api/commandes/{made['commandes'][0]['commande_id']}/")
    assert (order["type"], order["etat"], order["fournisseur_id"]) == ("achat", "brouillon", supplier["id"])


@pytest.mark.parametrize("report", ["valorisation", "rotation", "abc", "dormants"])
def test_reports_are_json_csv_and_xlsx(admin, report):
    path = f"{BASE}rapports/{report}/"
    page(done(admin("GET", path)))
    sheet = admin("GET", f"{path}?format=csv")
    assert sheet.headers["Content-Type"].startswith("text/csv")
    book = admin("GET", f"{path}?format=xlsx")
    assert book.content.startswith(b"PK")
    refused(admin("GET", f"{path}?format=pdf"), 400, field="format")


def test_valuation_is_by_average_cost(admin, world, move):
    done(move("IN", "10", cout_unitaire="4.00"), 201)
    done(move("OUT", "10"), 201)
    path, name = f"{BASE}rapports/valorisation/", world["piece"]["reference"]
    [average] = page(admin.get(path, search=name))
    assert average["valeur"] == "30.00"


def test_the_first_screen_in_one_call(admin):
    carries(done(admin("GET", f"{BASE}tableau-de-bord/")), "pieces valeur_totale quantite_totale bas epuises")
