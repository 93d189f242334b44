"""Orders over HTTP: drafts, lists, actions."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from chassis.identifiers import new_id
from chassis.models import IdempotencyKey
from commandes.calendrier import aujourd_hui
from commandes.commandes import oublier_cles_de_creation
from commandes.models import Commande
from commandes.pieces_copie import enregistrer_pieces
from commandes.saga import annuler_commande, valider_commande
from tests.autres_services import ProcessusTue
from tests.conftest import fiche, messages, tout_est_coherent

pytestmark = pytest.mark.django_db

URL = "/api/commandes/"


@pytest.fixture
def http_(api):
    return api("commandes.lire", "commandes.gerer", "commandes.expedier")


@pytest.fixture
def corps(client_, piece):
    """A body that creates a sale of three of a piece at 10.00."""

    def make(**champs):
        details = [{"piece_id": str(piece(stock=5)), "quantite": "3"}]
        return {"type": "vente", "client_id": str(client_().id), "details": details} | champs

    return make


def test_a_sale_is_created_as_a_draft_with_prices_of_the_catalogue(http_, corps):
    demande = corps(notes="Livrer le matin")
    answer = http_.post(URL, demande)
    assert answer.status_code == 201
    commande = answer.json()
    annee = aujourd_hui().year
    assert commande["reference"] == f"CMD-{annee}-00001"
    assert (commande["type"], commande["etat"], commande["version"]) == ("vente", "brouillon", 1)
    assert commande["client"] == {"id": demande["client_id"], "nom": "Garage Martin"}
    assert (commande["fournisseur_id"], commande["fournisseur"]) == (None, None)
    (ligne,) = commande["details"]
    assert ligne == {
        "id": ligne["id"],
        "piece_id": demande["details"][0]["piece_id"],
        "piece": {"reference": ligne["piece"]["reference"], "nom": "Vis M8", "unite": "pièce"},
        "quantite": "3.000",
        "prix_unitaire": "10.00",
        "remise": "0.00",
        "taux_tva": "20.00",
        "total_ht": "30.00",
        "quantite_expediee": "0.000",
        "quantite_recue": "0.000",
        "quantite_retournee": "0.000",
        "quantite_annulee": "0.000",
        "quantite_facturee": "0.000",
        "quantite_restante": "3.000",
        "quantite_retournable": "0.000",
        "quantite_facturable": "0.000",
    }
    assert commande["tva"] == [{"taux": "20.00", "base": "30.00", "montant": "6.00"}]
    assert commande["actions"] == ["valider", "annuler", "modifier", "supprimer", "dupliquer"]
    totaux = (commande["total_ht"], commande["total_tva"], commande["total_ttc"])
    assert totaux == ("30.00", "6.00", "36.00")
    assert http_.get(f"{URL}{commande['id']}/").json() == commande


def test_a_purchase_takes_the_buying_price_and_a_supplier(http_, fournisseur, piece):
    details = [{"piece_id": str(piece()), "quantite": "2"}]
    demande = {"type": "achat", "fournisseur_id": str(fournisseur().id), "details": details}
    commande = http_.post(URL, demande).json()
    assert commande["details"][0]["prix_unitaire"] == "4.00"
    assert commande["fournisseur"]["nom"] == "Visserie du Nord"
    assert commande["client"] is None


def test_price_discount_and_rate_may_be_given(http_, corps, piece):
    ligne = {"piece_id": str(piece()), "quantite": "2.5", "prix_unitaire": "0", "remise": "0"}
    autre = {
        "piece_id": str(piece()),
        "quantite": 3,
        "prix_unitaire": 9.99,
        "remise": 12.5,
        "taux_tva": "5.5",
    }
    commande = http_.post(URL, corps(details=[ligne, autre])).json()
    assert [d["total_ht"] for d in commande["details"]] == ["0.00", "26.22"]
    assert (commande["total_ht"], commande["total_tva"]) == ("26.22", "1.44")


def test_references_go_on_and_restart_with_the_year_where_the_business_is(http_, corps, monkeypatch):
    def reference(*moment):
        with monkeypatch.context() as patch:
            patch.setattr(timezone, "now", lambda: datetime(*moment, tzinfo=UTC))
            return http_.post(URL, corps(details=[])).json()["reference"]

    assert reference(2026, 6, 1) == "CMD-2026-00001"
    assert reference(2026, 12, 31, 22, 59) == "CMD-2026-00002"
    assert reference(2026, 12, 31, 23, 1) == "CMD-2027-00001"  # in Paris it is after midnight


@pytest.mark.parametrize(
    ("champs", "champ"),
    [
        ({"type": "don"}, "type"),
        ({"type": None}, "type"),
        ({"client_id": None}, "client_id"),
        ({"client_id": "pas-un-uuid"}, "client_id"),
        ({"fournisseur_id": "01930000-0000-7000-8000-000000000001"}, "fournisseur_id"),
        ({"type": "achat", "client_id": None}, "fournisseur_id"),
        ({"type": "achat"}, "client_id"),
        ({"notes": "x" * 5001}, "notes"),
        ({"notes": "a\x00"}, "notes"),
        ({"details": "rien"}, "details"),
        ({"details": None}, "details"),
        ({"details": [{}] * 201}, "details"),
        ({"id": "1"}, "id"),
    ],
)
def test_a_bad_value_is_a_400_that_names_its_field(http_, corps, champs, champ):
    answer = http_.post(URL, corps(**champs))
    assert answer.status_code == 400
    assert champ in answer.json()["errors"]
    assert not Commande.objects.exists()


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [
        ("piece_id", "x"),
        ("piece_id", None),
        ("quantite", "0"),
        ("quantite", "-1"),
        ("quantite", "0.0001"),
        ("quantite", "100000000000"),
        ("quantite", "NaN"),
        ("quantite", "1e400"),
        ("quantite", "9" * 5000),
        ("quantite", True),
        ("quantite", None),
        ("prix_unitaire", "-0.01"),
        ("prix_unitaire", "0.001"),
        ("prix_unitaire", "1000000000000"),
        ("prix_unitaire", "Infinity"),
        ("remise", "-1"),
        ("remise", "100.01"),
        ("remise", None),
        ("taux_tva", "101"),
        ("taux_tva", "-0.01"),
    ],
)
def test_a_bad_value_in_a_line_is_a_400_that_names_it(http_, corps, champ, valeur):
    demande = corps()
    demande["details"].append(demande["details"][0] | {champ: valeur})
    answer = http_.post(URL, demande)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [f"details.1.{champ}"]


def test_amounts_too_big_for_an_order_are_a_400(http_, corps):
    demande = corps()
    grosse = demande["details"][0] | {"quantite": "99999999999", "prix_unitaire": "999999999999"}
    assert list(http_.post(URL, demande | {"details": [grosse]}).json()["errors"]) == ["details.0.quantite"]
    limite = demande["details"][0] | {"quantite": "1", "prix_unitaire": "999999999999"}
    assert list(http_.post(URL, demande | {"details": [limite]}).json()["errors"]) == ["details"]


def test_an_unknown_client_or_supplier_or_piece_is_a_404(http_, corps):
    inconnu = str(new_id())
    answer = http_.post(URL, corps(client_id=inconnu))
    assert (answer.status_code, answer.json()["code"]) == (404, "client_inconnu")
    answer = http_.post(URL, corps(type="achat", client_id=None, fournisseur_id=inconnu))
    assert (answer.status_code, answer.json()["code"]) == (404, "fournisseur_inconnu")
    answer = http_.post(URL, corps(details=[{"piece_id": inconnu, "quantite": "1"}]))
    assert (answer.status_code, answer.json()["code"], answer.json()["piece_id"]) == (
        404,
        "piece_inconnue",
        inconnu,
    )
    assert not Commande.objects.exists()


def test_a_piece_no_longer_offered_is_refused(http_, corps, piece):
    retiree = str(piece(actif=False))
    answer = http_.post(URL, corps(details=[{"piece_id": retiree, "quantite": "1"}]))
    assert (answer.status_code, answer.json()["code"], answer.json()["piece_id"]) == (
        409,
        "piece_inactive",
        retiree,
    )
    supprimee = str(piece(supprimee=True))
    answer = http_.post(URL, corps(details=[{"piece_id": supprimee, "quantite": "1"}]))
    assert (answer.status_code, answer.json()["code"]) == (404, "piece_inconnue")


@pytest.mark.parametrize(
    ("champs", "status", "code"),
    [({"actif": False}, 409, "piece_inactive"), ({"supprimee": True}, 404, "piece_inconnue")],
    ids=str,
)
@pytest.mark.parametrize("genre", ["vente", "achat"])
def test_a_piece_no_longer_offered_keeps_its_draft_from_being_validated(
    genre, champs, status, code, http_, vente, achat, autres
):
    commande = vente() if genre == "vente" else achat()
    piece_id = commande.details.get().piece_id
    enregistrer_pieces(pieces=[fiche(piece_id, version=2, **champs)])
    answer = http_.post(f"{URL}{commande.id}/valider/")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["piece_id"] == str(piece_id)
    assert (Commande.objects.get().etat, autres.appels) == ("brouillon", [])


def test_a_piece_not_heard_of_yet_is_asked_for_once(http_, corps, autres):
    nouvelle = new_id()
    autres.catalogue[str(nouvelle)] = fiche(nouvelle, prix_vente="7.50")
    details = [{"piece_id": str(nouvelle), "quantite": "1"}]
    for _ in range(2):
        assert http_.post(URL, corps(details=details)).json()["total_ht"] == "7.50"
    assert [path for _, path, *_ in autres.appels] == [f"/internal/pieces/{nouvelle}/"]


def test_without_pieces_service_an_unknown_piece_is_a_503(http_, corps, autres):
    demande = corps(details=[{"piece_id": str(new_id()), "quantite": "1"}])
    autres.pannes = ["avant"]
    answer = http_.post(URL, demande)
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    autres.reponse_imposee = type("Reponse", (), {"ok": False, "status": 401})()
    assert http_.post(URL, demande).status_code == 503


def test_a_line_keeps_the_names_it_was_written_with(http_, corps):
    commande = http_.post(URL, corps()).json()
    ligne = commande["details"][0]
    enregistrer_pieces(pieces=[fiche(ligne["piece_id"], nom="Renommée", reference="X", version=2)])
    assert http_.get(f"{URL}{commande['id']}/").json()["details"] == [ligne]


# --- idempotency ------------------------------------------------------------------------------------


def test_the_same_post_twice_makes_one_order(http_, corps):
    demande = corps()
    key = {"Idempotency-Key": "cle-1"}
    first, second = (http_.post(URL, demande, headers=key) for _ in range(2))
    assert first.content == second.content
    assert Commande.objects.count() == 1


def test_killed_after_the_order_was_written_the_retry_answers_that_order(
    http_, corps, acteur, monkeypatch, autres
):
    """The lease of the key has run out; nothing but the order itself remembers it."""
    demande = corps()
    key = {"Idempotency-Key": "cle-1"}
    first = http_.post(URL, demande, headers=key).json()
    IdempotencyKey.objects.all().delete()
    second = http_.post(URL, demande, headers=key)
    assert (second.status_code, second.json()["id"]) == (201, first["id"])
    assert Commande.objects.count() == 1


def test_a_key_that_is_forgotten_makes_another_order(http_, corps):
    key = {"Idempotency-Key": "cle-1"}
    first = http_.post(URL, corps(), headers=key).json()["id"]
    IdempotencyKey.objects.all().delete()
    Commande.objects.update(cree_le=timezone.now() - timedelta(hours=49))
    oublier_cles_de_creation()
    assert http_.post(URL, corps(), headers=key).json()["id"] != first


def test_the_key_of_another_user_makes_another_order(api, http_, corps):
    demande = corps()
    key = {"Idempotency-Key": "cle-1"}
    other = api("commandes.gerer", sub=str(new_id()))
    assert (
        http_.post(URL, demande, headers=key).json()["id"]
        != other.post(URL, demande, headers=key).json()["id"]
    )


def test_the_id_may_be_given_once(http_, corps):
    given = str(new_id())
    assert http_.post(URL, corps(id=given)).json()["id"] == given
    second = http_.post(URL, corps(id=given))
    assert (second.status_code, second.json()["code"]) == (409, "identifiant_pris")


def test_an_action_asked_twice_with_one_key_has_one_effect(http_, vente, autres):
    adresse = f"{URL}{vente().id}/valider/"
    key = {"Idempotency-Key": "cle-1"}
    first, second = (http_.post(adresse, headers=key) for _ in range(2))
    assert (first.status_code, first.content) == (200, second.content)
    assert len(autres.posts()) == 1


# --- editing ----------------------------------------------------------------------------------------


def test_patch_changes_what_it_names(http_, vente):
    commande = vente(quantite=2)
    changed = http_.patch(f"{URL}{commande.id}/", {"notes": "Urgent"}).json()
    assert (changed["notes"], changed["version"], len(changed["details"])) == ("Urgent", 2, 1)
    assert changed["total_ttc"] == "24.00"


def test_lines_are_replaced_as_a_whole_and_totals_follow(http_, vente, piece):
    commande = vente(quantite=2)
    details = [{"piece_id": str(piece(prix="1.00")), "quantite": str(n)} for n in (1, 2)]
    changed = http_.patch(f"{URL}{commande.id}/", {"details": details}).json()
    assert [d["quantite"] for d in changed["details"]] == ["1.000", "2.000"]
    assert changed["total_ht"] == "3.00"
    emptied = http_.patch(f"{URL}{commande.id}/", {"details": []}).json()
    assert (emptied["details"], emptied["total_ttc"]) == ([], "0.00")


@pytest.mark.parametrize(("ligne", "champ"), [({}, "details.0.piece_id"), (None, "details.0")])
def test_a_line_is_whole_also_where_patch_names_only_what_changes(http_, vente, ligne, champ):
    answer = http_.patch(f"{URL}{vente().id}/", {"details": [ligne]})
    assert answer.status_code == 400
    assert any(nomme.startswith(champ) for nomme in answer.json()["errors"])


@pytest.mark.parametrize("action", ["expedier", "recevoir", "facturer"])
def test_the_lines_may_be_null_but_not_one_of_them(api, vente, action):
    http_ = api("commandes.expedier", "factures.gerer")
    answer = http_.post(f"{URL}{vente().id}/{action}/", {"lignes": [None]})
    assert answer.status_code == 400
    assert any(champ.startswith("lignes.0") for champ in answer.json()["errors"])


def test_put_needs_the_lines_and_may_change_the_client(http_, vente, client_):
    commande = vente()
    autre = client_("Autre")
    assert "details" in http_.put(f"{URL}{commande.id}/", {"notes": "x"}).json()["errors"]
    changed = http_.put(f"{URL}{commande.id}/", {"client_id": str(autre.id), "details": []}).json()
    assert changed["client"]["nom"] == "Autre"


def test_put_empties_what_it_leaves_out_and_patch_leaves_it(http_, vente):
    adresse = f"{URL}{vente().id}/"
    http_.patch(adresse, {"notes": "Urgent", "prevu_le": "2030-01-01"})
    kept = http_.patch(adresse, {"details": []}).json()
    assert (kept["notes"], kept["prevu_le"]) == ("Urgent", "2030-01-01")
    emptied = http_.put(adresse, {"details": []}).json()
    assert (emptied["notes"], emptied["prevu_le"]) == ("", None)
    assert emptied["client"] == kept["client"]


@pytest.mark.parametrize("jour", ["0001-01-01", "1999-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_that_no_order_is_expected_on_is_a_400(jour, http_, corps, vente):
    adresse = f"{URL}{vente().id}/"
    for answer in (http_.post(URL, corps(prevu_le=jour)), http_.patch(adresse, {"prevu_le": jour})):
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["prevu_le"])
    for last in ("2000-01-01", "2199-12-31", None):
        assert http_.patch(adresse, {"prevu_le": last}).json()["prevu_le"] == last


def test_the_type_does_not_change(http_, vente):
    commande = vente()
    assert http_.patch(f"{URL}{commande.id}/", {"type": "vente"}).status_code == 200
    answer = http_.patch(f"{URL}{commande.id}/", {"type": "achat"})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["type"])


def test_a_stale_version_is_a_412_and_changes_nothing(http_, vente):
    adresse = f"{URL}{vente().id}/"
    assert http_.patch(adresse, {"notes": "a"}, headers={"If-Match": '"1"'}).status_code == 200
    assert http_.patch(adresse, {"notes": "b"}, headers={"If-Match": '"1"'}).status_code == 412
    assert http_.delete(adresse, headers={"If-Match": '"1"'}).status_code == 412
    assert http_.post(f"{adresse}valider/", headers={"If-Match": '"1"'}).status_code == 412
    assert http_.post(f"{adresse}preparer/", headers={"If-Match": '"1"'}).status_code == 409
    assert Commande.objects.get().notes == "a"


def test_only_a_draft_is_edited(http_, vente, agir):
    commande = vente()
    agir(valider_commande, commande)
    for send in (http_.patch, http_.put):
        answer = send(f"{URL}{commande.id}/", {"notes": "x", "details": []})
        assert (answer.status_code, answer.json()["code"], answer.json()["etat"]) == (
            409,
            "commande_non_modifiable",
            "validee",
        )


def test_only_a_draft_or_a_cancelled_order_is_deleted(http_, vente, agir):
    brouillon, validee, annulee = vente(), vente(), vente()
    agir(valider_commande, validee)
    agir(annuler_commande, annulee)
    assert http_.delete(f"{URL}{brouillon.id}/").status_code == 204
    assert http_.delete(f"{URL}{annulee.id}/").status_code == 204
    answer = http_.delete(f"{URL}{validee.id}/")
    assert (answer.status_code, answer.json()["code"], answer.json()["etat"]) == (
        409,
        "commande_non_supprimable",
        "validee",
    )
    assert http_.get(URL).json()["count"] == 1
    assert http_.post(f"{URL}{brouillon.id}/valider/").status_code == 404
    assert {d["libelle"] for d in messages("corbeille", "create")} == {brouillon.reference, annulee.reference}


@pytest.mark.parametrize("suite", ["", "historique/"])
def test_an_unknown_order_is_a_404(http_, suite):
    answer = http_.get(f"{URL}{new_id()}/{suite}")
    assert (answer.status_code, answer.json()["code"]) == (404, "commande_inconnue")
    assert http_.get(f"{URL}pas-un-uuid/{suite}").status_code == 404


# --- actions ----------------------------------------------------------------------------------------


def test_the_whole_life_of_a_sale(http_, vente, autres):
    commande = vente(quantite=3, stock=3)
    adresse = f"{URL}{commande.id}/"
    for action, etat in [
        ("valider", "validee"),
        ("preparer", "preparee"),
        ("expedier", "expediee"),
        ("livrer", "livree"),
    ]:
        answer = http_.post(f"{adresse}{action}/")
        assert (answer.status_code, answer.json()["etat"]) == (200, etat)
        assert answer.json() == http_.get(adresse).json()
    histoire = http_.get(f"{adresse}historique/").json()["results"]
    assert [pas["action"] for pas in histoire] == [
        "creer",
        *["valider"] * 2,
        "preparer",
        *["expedier"] * 2,
        "livrer",
    ]
    assert histoire[0]["etat_avant"] == ""
    assert {pas["user_email"] for pas in histoire} == {"test@example.org"}
    tout_est_coherent(autres)


def test_a_short_stock_is_a_409_with_the_short_lines(http_, vente):
    commande = vente(quantite=3, stock=1)
    answer = http_.post(f"{URL}{commande.id}/valider/")
    assert (answer.status_code, answer.json()["code"]) == (409, "stock_insuffisant")
    assert answer.json()["lignes"] == [
        {"piece_id": str(commande.details.get().piece_id), "demande": "3.000", "disponible": "1.000"}
    ]


def test_a_forbidden_transition_is_a_409_with_state_and_action(http_, vente):
    answer = http_.post(f"{URL}{vente().id}/livrer/")
    assert (answer.status_code, answer.json()["code"]) == (409, "transition_interdite")
    assert (answer.json()["etat"], answer.json()["action"]) == ("brouillon", "livrer")


def test_an_empty_order_is_a_409(http_, vente):
    answer = http_.post(f"{URL}{vente(details=[]).id}/valider/")
    assert (answer.status_code, answer.json()["code"]) == (409, "commande_vide")


def test_a_silent_stock_is_a_503_and_a_retry_with_the_same_key_ends_well(http_, vente, autres):
    adresse = f"{URL}{vente().id}/"
    key = {"Idempotency-Key": "cle-1"}
    autres.pannes = ["apres"]
    answer = http_.post(f"{adresse}valider/", headers=key)
    assert (answer.status_code, answer.json()["code"]) == (503, "stock_sans_reponse")
    assert answer.json()["etat"] == "validation_en_cours"
    assert int(answer["Retry-After"]) > 0
    assert http_.get(adresse).json()["etat"] == "validation_en_cours"
    answer = http_.post(f"{adresse}valider/", headers=key)
    assert (answer.status_code, answer.json()["etat"]) == (200, "validee")
    tout_est_coherent(autres)


def test_a_reason_is_kept_in_the_history(http_, vente):
    adresse = f"{URL}{vente().id}/"
    http_.post(f"{adresse}annuler/", {"motif": "Client injoignable"})
    assert http_.get(f"{adresse}historique/").json()["results"][-1]["motif"] == "Client injoignable"
    trouves = http_.get(f"{adresse}historique/", {"search": "INJOIGNABLE annuler"}).json()["results"]
    assert {un["motif"] for un in trouves} == {"Client injoignable"}
    assert http_.get(f"{adresse}historique/", {"search": "introuvable"}).json()["count"] == 0
    assert http_.post(f"{adresse}annuler/", {"motif": "x" * 501}).status_code == 400
    assert http_.post(f"{adresse}annuler/", []).status_code == 400


def test_every_act_is_in_the_audit_log_once_with_the_states(http_, vente, acteur):
    commande = vente()
    adresse = f"{URL}{commande.id}/"
    http_.patch(adresse, {"notes": "x"})
    for action in ("valider", "preparer", "annuler"):
        http_.post(f"{adresse}{action}/")
    http_.delete(adresse)
    entrees = [e for e in messages("logs", "create") if e["module"] == "commandes"]
    assert [e["action"] for e in entrees] == [
        "creer",
        "modifier",
        "valider",
        "preparer",
        "annuler",
        "supprimer",
    ]
    assert entrees[1]["apres"] == {"notes": "x"}
    assert [(e["avant"], e["apres"]) for e in entrees[2:5]] == [
        ({"etat": "brouillon"}, {"etat": "validee"}),
        ({"etat": "validee"}, {"etat": "preparee"}),
        ({"etat": "preparee"}, {"etat": "annulee"}),
    ]
    assert all(e["ip"] for e in entrees)


# --- lists ------------------------------------------------------------------------------------------


def references(http_, **params):
    answer = http_.get(URL, params)
    assert answer.status_code == 200, answer.json()
    return {row["reference"] for row in answer.json()["results"]}


def test_filtered_by_type_state_client_and_supplier(http_, vente, achat, agir):
    v1, v2, a1 = vente(), vente(), achat()
    agir(valider_commande, v2)
    assert references(http_, type="achat") == {a1.reference}
    assert references(http_, etat="validee") == {v2.reference}
    assert references(http_, etat=["validee", "brouillon"], type="vente") == {v1.reference, v2.reference}
    assert references(http_, client_id=v1.client_id) == {v1.reference}
    assert references(http_, fournisseur_id=a1.fournisseur_id) == {a1.reference}


def test_filtered_by_day_or_instant(http_, vente):
    commande = vente()
    Commande.objects.update(cree_le=datetime(2026, 3, 15, 12, tzinfo=UTC))
    for params, trouvee in [
        ({"depuis": "2026-03-15"}, True),
        ({"depuis": "2026-03-16"}, False),
        ({"jusqua": "2026-03-15"}, True),
        ({"jusqua": "2026-03-14"}, False),
        ({"depuis": "2026-03-15T12:00:00Z", "jusqua": "2026-03-15T12:00:00Z"}, True),
        ({"depuis": "2026-03-15T13:30:00+02:00"}, True),
        ({"depuis": "2026-03-15T14:30:00+02:00"}, False),
        ({"jusqua": "2026-03-15T11:59:59"}, False),
    ]:
        assert references(http_, **params) == ({commande.reference} if trouvee else set()), params


def test_searched_by_reference_and_by_name(http_, vente, achat, client_):
    v1, a1 = vente(client=client_("Café Étoile")), achat()
    vente()
    assert references(http_, search="etoile cafe") == {v1.reference}
    assert references(http_, search=v1.reference.lower()) == {v1.reference}
    assert references(http_, search="visserie") == {a1.reference}
    assert references(http_, search="%") == set()


def test_ordered_newest_first_or_as_asked(http_, vente):
    made = [vente(quantite=n) for n in (2, 3, 1)]
    liste = [row["reference"] for row in http_.get(URL).json()["results"]]
    assert liste == [c.reference for c in reversed(made)]
    par_total = [row["total_ttc"] for row in http_.get(URL, {"ordering": "total_ttc"}).json()["results"]]
    assert par_total == ["12.00", "24.00", "36.00"]


@pytest.mark.parametrize(
    "params",
    [
        {"type": "don"},
        {"etat": "perdue"},
        {"client_id": "x"},
        {"fournisseur_id": "1"},
        {"depuis": "hier"},
        {"depuis": "2026-02-30"},
        {"jusqua": "2026-13-01T00:00:00Z"},
        {"jusqua": "99999-01-01"},
        {"jusqua": "9999-12-31"},
        {"ordering": "user_id"},
        {"inconnu": "1"},
        {"page_size": "1000"},
        {"type": "a\x00"},
    ],
    ids=str,
)
def test_a_bad_parameter_is_a_400(http_, params):
    assert http_.get(URL, params).status_code == 400


def test_moments_of_the_far_future_are_no_error(http_):
    assert references(http_, depuis=str(datetime.now(UTC).date() + timedelta(days=10000))) == set()


def test_a_process_killed_in_a_create_leaves_no_half_order(corps, acteur, monkeypatch):
    from commandes import commandes
    from commandes.commandes import creer_commande

    demande = corps()
    monkeypatch.setattr(commandes, "annoncer_commande", _mourir)
    with pytest.raises(ProcessusTue):
        creer_commande(type="vente", client_id=demande["client_id"], acteur=acteur)
    assert not Commande.objects.exists()
    assert messages("logs", "create")[1:] == []


def _mourir(*args, **options):
    raise ProcessusTue()
