"""Customers, suppliers, orders, invoices and payments as the contract has them."""

import uuid
from decimal import Decimal

import pytest
from expected import carries, done, page, refused, unique

CARD = {"numero": "4242424242424242", "expiration": "12/30", "cryptogramme": "123"}
DECLINED = {**CARD, "numero": "4000000000000002"}
ORDER = "id reference type etat version details total_ht total_tva total_ttc notes"
INVOICE = "id numero type etat client_id commande_id date_emission date_echeance"
INVOICE += " total_ht total_tva total_ttc tva lignes"


@pytest.fixture
def world(shop):
    """A piece of which ten are there, its place, a client."""
    place, piece = shop.emplacement(), shop.piece()
    shop.receive(piece, place, "10")
    return {"place": place, "piece": piece, "client": shop.client()}


@pytest.fixture
def act(admin):
    """`act(order, "valider")`: the answer to this action."""

    def post(order: dict, action: str, body: dict | None = None):
        return admin("POST", f"/api/commandes/{order['id']}/{action}/", body or {})

    return post


@pytest.fixture
def shipped(shop, world, act):
    order = shop.order(world["client"], (world["piece"], "4"))
    done(act(order, "valider"))
    return done(act(order, "expedier"))


@pytest.fixture
def invoice(admin, shipped):
    return done(admin("POST", f"/api/commandes/{shipped['id']}/facturer/", {}), 201)


# --- customers and suppliers ---------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/api/clients/", "/api/fournisseurs/"])
def test_a_customer_or_supplier_has_the_fields_of_the_contract(admin, path):
    body = {
        "nom": unique("Café Zoé"),
        "email": "achats@contrat.gestion.example",
        "telephone": "+33478000000",
        "adresse": "1 rue de la Paix, 69000 Lyon",
        "siret": "73282932000074",
        "tva_intracommunautaire": "FR44732829320",
        "conditions_paiement": "30_jours_fin_de_mois",
    }
    made = done(admin("POST", path, body), 201)
    assert {name: made[name] for name in body} == body
    assert made["version"] == 1
    one = f"{path}{made['id']}/"
    assert done(admin("GET", one)) == made
    found = admin.get(path, search=body["nom"].lower().replace("é", "e"))
    assert [row["id"] for row in page(found)] == [made["id"]]
    for field, wrong in {
        "nom": "",
        "email": "personne",
        "siret": "73282932000075",
        "tva_intracommunautaire": "FR00000000000",
        "conditions_paiement": "un jour",
    }.items():
        refused(admin("POST", path, {**body, field: wrong}), 400, field=field)
        refused(admin("PATCH", one, {field: wrong}), 400, field=field)
    assert done(admin("PATCH", one, {"telephone": ""}))["telephone"] == ""
    done(admin("DELETE", one), 204)


def test_a_client_with_a_live_order_is_not_deleted(admin, shop, world, act):
    order = shop.order(world["client"], (world["piece"], "1"))
    done(act(order, "valider"))
    refused(admin("DELETE", f"/api/clients/{world['client']['id']}/"), 409)
    done(act(order, "annuler"))


# --- orders --------------------------------------------------------------------------------------


def test_a_sale_is_a_draft_with_computed_totals(admin, world):
    line = {"piece_id": world["piece"]["id"], "quantite": "3", "prix_unitaire": "10.00", "remise": "10"}
    body = {
        "type": "vente",
        "client_id": world["client"]["id"],
        "details": [{**line, "taux_tva": "20"}],
        "notes": "au quai",
    }
    order = carries(done(admin("POST", "/api/commandes/", body), 201), ORDER)
    assert (order["type"], order["etat"], order["notes"]) == ("vente", "brouillon", "au quai")
    assert (order["total_ht"], order["total_tva"], order["total_ttc"]) == ("27.00", "5.40", "32.40")
    [detail] = order["details"]
    carries(detail, "piece_id quantite prix_unitaire remise taux_tva")
    assert done(admin("GET", f"/api/commandes/{order['id']}/")) == order
    found = admin.get("/api/commandes/", search=order["reference"], type="vente", etat="brouillon")
    assert [row["id"] for row in page(found)] == [order["id"]]


def test_prices_by_default_are_those_of_the_piece(shop, world):
    [detail] = shop.order(world["client"], (world["piece"], "1"))["details"]
    assert (detail["prix_unitaire"], detail["taux_tva"]) == ("10.00", "20.00")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"type": "troc"}, "type"),
        ({"type": None}, "type"),
        ({"client_id": "nul"}, "client_id"),
        ({"details": {}}, "details"),
        ({"details": [{}]}, "details.0.piece_id"),
        ({"details": [None]}, "details.0"),
        ({"details": [{"quantite": "-1"}]}, "details.0.quantite"),
        ({"details": [{"quantite": "0"}]}, "details.0.quantite"),
        ({"details": [{"quantite": "1e400"}]}, "details.0.quantite"),
        ({"details": [{"prix_unitaire": "-1"}]}, "details.0.prix_unitaire"),
        ({"details": [{"remise": "101"}]}, "details.0.remise"),
        ({"details": [{"taux_tva": "-1"}]}, "details.0.taux_tva"),
        ({"prevu_le": "2026-02-30"}, "prevu_le"),
        ({"total_ttc": "0"}, "total_ttc"),
        ({"etat": "livree"}, "etat"),
    ],
    ids=str,
)
def test_a_bad_order_is_a_400_that_names_the_field_and_the_line(admin, world, change, field):
    good = {"piece_id": world["piece"]["id"], "quantite": "1"}
    lines = change.get("details")
    if isinstance(lines, list) and lines[0]:
        change = {"details": [good | lines[0]]}
    body = {"type": "vente", "client_id": world["client"]["id"], "details": [good], **change}
    errors = refused(admin("POST", "/api/commandes/", body), 400)["errors"]
    assert any(name == field or name.startswith(f"{field}.") for name in errors), errors
    # the same in a PATCH, where nothing but what changes is named
    order = done(admin("POST", "/api/commandes/", _good(world)), 201)
    if set(change) != {"type"}:
        errors = refused(admin("PATCH", f"/api/commandes/{order['id']}/", change), 400)["errors"]
        assert any(name == field or name.startswith(f"{field}.") for name in errors), errors


def _good(world: dict) -> dict:
    details = [{"piece_id": world["piece"]["id"], "quantite": "1"}]
    return {"type": "vente", "client_id": world["client"]["id"], "details": details}


def test_what_an_order_names_must_be_there(admin, world):
    nothing = str(uuid.uuid4())
    for change in ({"client_id": nothing}, {"details": [{"piece_id": nothing, "quantite": "1"}]}):
        refused(admin("POST", "/api/commandes/", _good(world) | change), 404)
    body = {"type": "achat", "fournisseur_id": nothing, "details": _good(world)["details"]}
    refused(admin("POST", "/api/commandes/", body), 404)


def test_only_a_draft_is_edited_or_deleted(admin, shop, world, act):
    order = shop.order(world["client"], (world["piece"], "1"))
    path, stale = f"/api/commandes/{order['id']}/", {"If-Match": f'"{order["version"]}"'}
    changed = done(admin("PATCH", path, {"notes": "b"}, **stale))
    assert (changed["notes"], changed["version"]) == ("b", order["version"] + 1)
    refused(admin("PATCH", path, {"notes": "c"}, **stale), 412)
    replaced = done(admin("PUT", path, _good(world)))
    assert len(replaced["details"]) == 1
    done(act(order, "valider"))
    refused(admin("PATCH", path, {"notes": "d"}), 409)
    refused(admin("PUT", path, _good(world)), 409)
    refused(admin("DELETE", path), 409)
    done(act(order, "annuler"))
    done(admin("DELETE", path), 204)


def test_a_sale_goes_through_its_states_and_every_step_is_in_its_history(admin, shop, world, act):
    order = shop.order(world["client"], (world["piece"], "2"))
    states = [done(act(order, action))["etat"] for action in ("valider", "preparer", "expedier", "livrer")]
    assert states == ["validee", "preparee", "expediee", "livree"]
    rows = page(done(admin("GET", f"/api/commandes/{order['id']}/historique/")))
    steps = list(dict.fromkeys(row["action"] for row in rows))
    assert steps == ["creer", "valider", "preparer", "expedier", "livrer"]
    email = admin.get("/api/auth/me/")["email"]
    for row in rows:
        assert carries(row, "action user_id user_email cree_le")["user_email"] == email
    lines = [{"detail_id": order["details"][0]["id"], "quantite": "2"}]
    back = {"emplacement_id": world["place"]["id"], "lignes": lines}
    assert done(act(order, "retourner", back))["etat"] == "retournee"


def test_a_forbidden_step_is_a_409_that_tells_state_and_action(shop, world, act):
    order = shop.order(world["client"], (world["piece"], "1"))
    for action in ("preparer", "expedier", "livrer"):
        problem = refused(act(order, action), 409, "transition_interdite")
        assert (problem["etat"], problem["action"]) == ("brouillon", action)
    done(act(order, "annuler"))
    for action in ("valider", "annuler"):
        problem = refused(act(order, action), 409, "transition_interdite")
        assert (problem["etat"], problem["action"]) == ("annulee", action)


def test_a_sale_of_more_than_there_is_is_a_409_with_the_short_lines(shop, world, act):
    order = shop.order(world["client"], (world["piece"], "11"))
    problem = refused(act(order, "valider"), 409, "stock_insuffisant")
    [line] = problem["lignes"]
    assert line["piece_id"] == world["piece"]["id"]
    assert (Decimal(line["demande"]), Decimal(line["disponible"])) == (11, 10)


def test_validation_reserves_and_cancelling_releases(shop, world, act):
    order = shop.order(world["client"], (world["piece"], "6"))
    done(act(order, "valider"))
    level = shop.level(world["piece"])
    assert (level["quantite"], level["reserve"], level["disponible"]) == ("10.000", "6.000", "4.000")
    done(act(order, "annuler"))
    assert shop.level(world["piece"])["disponible"] == "10.000"


def test_a_purchase_is_received_in_parts(admin, world, act, shop):
    supplier = admin.post("/api/fournisseurs/", {"nom": unique()})
    body = {"type": "achat", "fournisseur_id": supplier["id"], "details": _good(world)["details"]}
    body["details"][0]["quantite"] = "5"
    order = done(admin("POST", "/api/commandes/", body), 201)
    done(act(order, "valider"))
    line = order["details"][0]["id"]
    part = {"emplacement_id": world["place"]["id"], "lignes": [{"detail_id": line, "quantite": "2"}]}
    assert done(act(order, "recevoir", part))["etat"] == "partiellement_recue"
    refused(act(order, "recevoir", {**part, "lignes": [{"detail_id": line, "quantite": "4"}]}), 409)
    refused(act(order, "recevoir", {**part, "lignes": [{"detail_id": line, "quantite": "-1"}]}), 400)
    assert done(act(order, "recevoir", {"emplacement_id": world["place"]["id"]}))["etat"] == "recue"
    assert shop.level(world["piece"])["quantite"] == "15.000"


# --- invoices and payments -----------------------------------------------------------------------


def test_an_invoice_carries_its_vat_by_rate_and_cannot_be_changed(admin, invoice):
    carries(invoice, INVOICE)
    assert (invoice["type"], invoice["total_ttc"]) == ("facture", "48.00")
    [rate] = invoice["tva"]
    assert (rate["taux"], rate["base"], rate["montant"]) == ("20.00", "40.00", "8.00")
    path = f"/api/factures/{invoice['id']}/"
    assert done(admin("GET", path))["numero"] == invoice["numero"]
    found = admin.get("/api/factures/", search=invoice["numero"])
    assert [row["id"] for row in page(found)] == [invoice["id"]]
    for method in ("PUT", "PATCH", "DELETE"):
        refused(admin(method, path, {"total_ttc": "0"}), 405)
    refused(admin("POST", f"/api/commandes/{invoice['commande_id']}/facturer/", {}), 409)


def test_numbers_of_invoices_follow_each_other(admin, shop, world, act, invoice):
    order = shop.order(world["client"], (world["piece"], "1"))
    done(act(order, "valider"))
    done(act(order, "expedier"))
    following = done(act(order, "facturer"), 201)["numero"]
    series, number = invoice["numero"].rsplit("-", 1)
    assert following.rsplit("-", 1)[0] == series
    assert int(following.rsplit("-", 1)[1]) > int(number)


def test_the_pdf_of_an_invoice_holds_its_xml(admin, invoice):
    answer = admin("GET", f"/api/factures/{invoice['id']}/pdf/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")


def test_a_credit_note_is_of_the_whole_or_of_lines_and_never_of_more(admin, invoice):
    path = f"/api/factures/{invoice['id']}/avoir/"
    refused(admin("POST", path, {}), 400, field="motif")
    line = admin.get(f"/api/factures/{invoice['id']}/")["lignes"][0]["id"]
    too_much = {"motif": "x", "lignes": [{"ligne_id": line, "quantite": "5"}]}
    refused(admin("POST", path, too_much), 409)
    note = done(admin("POST", path, {"motif": "casse"}), 201)
    assert (note["type"], note["total_ttc"]) == ("avoir", "48.00")
    refused(admin("POST", path, {"motif": "encore"}), 409)


@pytest.mark.parametrize("moyen", ["virement", "especes", "cheque"])
def test_payments_are_partial_and_never_more_than_is_due(admin, invoice, moyen):
    body = {"facture_id": invoice["id"], "montant": "20.00", "moyen": moyen}
    paid = carries(done(admin("POST", "/api/paiements/", body), 201), "id facture_id montant moyen etat")
    assert paid["etat"] == "accepte"
    too_much = admin("POST", "/api/paiements/", body | {"montant": "28.01"})
    assert Decimal(refused(too_much, 409, "montant_excessif")["reste_du"]) == 28
    done(admin("POST", "/api/paiements/", body | {"montant": "28.00"}), 201)
    assert admin.get(f"/api/factures/{invoice['id']}/")["etat"] == "payee"
    assert len(page(admin.get("/api/paiements/", facture_id=invoice["id"], moyen=moyen))) == 2


def test_a_card_is_accepted_declined_or_asked_for(admin, invoice):
    body = {"facture_id": invoice["id"], "montant": "10.00", "moyen": "carte"}
    refused(admin("POST", "/api/paiements/", body), 400, field="carte")
    refused(admin("POST", "/api/paiements/", body | {"carte": DECLINED}), 409)
    paid = done(admin("POST", "/api/paiements/", body | {"carte": CARD}), 201)
    assert CARD["numero"] not in str(paid)
    back = done(admin("POST", f"/api/paiements/{paid['id']}/rembourser/", {"montant": "4.00", "motif": "x"}))
    assert back["id"] == paid["id"]
    refused(admin("POST", f"/api/paiements/{paid['id']}/rembourser/", {"montant": "6.01", "motif": "x"}), 409)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("montant", "0"),
        ("montant", "-1"),
        ("montant", "1.001"),
        ("montant", "1e400"),
        ("montant", "NaN"),
        ("moyen", "or"),
        ("facture_id", "nul"),
        ("recu_le", "0001-01-01"),
        ("recu_le", "9999-12-31"),
        ("recu_le", "hier"),
    ],
)
def test_a_bad_payment_is_a_400_that_names_the_field(admin, invoice, field, wrong):
    body = {"facture_id": invoice["id"], "montant": "1.00", "moyen": "cheque", field: wrong}
    answer = admin("POST", "/api/paiements/", body)
    refused(answer, 400, field=field)


def test_a_payment_of_nothing_is_a_404(admin):
    body = {"facture_id": str(uuid.uuid4()), "montant": "1.00", "moyen": "cheque"}
    refused(admin("POST", "/api/paiements/", body), 404)


def test_what_a_client_owes_is_told_by_age(admin, invoice):
    balance = done(admin("GET", f"/api/clients/{invoice['client_id']}/solde/"))
    assert balance["du"] == "48.00"
    ages = "a_echoir jours_1_30 jours_31_60 jours_61_90 jours_plus_90"
    carries(balance, ages)
    name = invoice["client"]["nom"]
    [row] = page(done(admin("GET", f"/api/factures/echeancier/?search={name}")))
    assert carries(row, ages)["du"] == "48.00"
