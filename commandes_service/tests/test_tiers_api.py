"""Clients and suppliers over HTTP; the same tests for both."""

import pytest

from chassis.identifiers import new_id
from commandes.factures import facturer_commande
from commandes.models import Client, Fournisseur
from commandes.paiements import encaisser_paiement
from commandes.saga import annuler_commande, expedier_commande, valider_commande
from commandes.transitions import livrer_commande
from tests.conftest import messages

pytestmark = pytest.mark.django_db

SIRET = "73282932000074"
COMPLET = {
    "nom": "Établissements Œuf & fils",
    "email": "compta@oeuf.example",
    "telephone": "+33 (0)1 23 45 67 89",
    "adresse": "1 rue de la Gare\n75001 Paris",
    "siret": "732 829 320 00074",
    "tva_intracommunautaire": "fr 40 303 265 045",
    "conditions_paiement": "30 jours fin de mois",
}


@pytest.fixture(params=["clients", "fournisseurs"])
def module(request):
    return request.param


@pytest.fixture
def url(module):
    return f"/api/{module}/"


@pytest.fixture
def http_(api, module):
    return api(f"{module}.lire", f"{module}.gerer")


def test_created_with_every_field_and_read_back(http_, url):
    answer = http_.post(url, COMPLET)
    assert answer.status_code == 201
    corps = answer.json()
    assert corps["siret"] == SIRET
    assert corps["tva_intracommunautaire"] == "FR40303265045"
    assert corps["version"] == 1
    assert {champ: corps[champ] for champ in ("nom", "email", "telephone", "adresse")} == {
        champ: COMPLET[champ] for champ in ("nom", "email", "telephone", "adresse")
    }
    assert http_.get(f"{url}{corps['id']}/").json() == corps


def test_a_name_is_enough(http_, url):
    corps = http_.post(url, {"nom": "Durand", "siret": None}).json()
    assert (corps["email"], corps["siret"], corps["conditions_paiement"]) == ("", "", "comptant")


def test_the_id_may_be_given_once(http_, url):
    given = str(new_id())
    assert http_.post(url, {"nom": "A", "id": given}).json()["id"] == given
    second = http_.post(url, {"nom": "B", "id": given})
    assert (second.status_code, second.json()["code"], second.json()["id"]) == (
        409,
        "identifiant_pris",
        given,
    )


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [
        ("nom", ""),
        ("nom", "   "),
        ("nom", "x" * 201),
        ("nom", "a\x00b"),
        ("nom", None),
        ("nom", {"a": 1}),
        ("email", "pas une adresse"),
        ("email", "x" * 250 + "@a.fr"),
        ("telephone", "appelez-moi"),
        ("telephone", "0" * 31),
        ("adresse", "x" * 501),
        ("siret", "73282932000075"),
        ("siret", "123"),
        ("tva_intracommunautaire", "FR12"),
        ("tva_intracommunautaire", "XX123456789"),
        ("conditions_paiement", "90_jours"),
        ("conditions_paiement", "x" * 201),
        ("tva_intracommunautaire", "FR41303265045"),
        ("inconnu", "x"),
        ("id", "pas-un-uuid"),
    ],
)
def test_a_bad_value_is_a_400_that_names_its_field(http_, url, champ, valeur):
    answer = http_.post(url, COMPLET | {champ: valeur})
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [champ]


@pytest.mark.parametrize("corps", [[], [COMPLET], {}])
def test_a_body_that_is_no_object_with_a_name_is_a_400(http_, url, corps):
    assert http_.post(url, corps).status_code == 400


def test_patch_changes_what_it_names_and_put_needs_the_name(http_, url):
    tiers = http_.post(url, COMPLET).json()
    changed = http_.patch(f"{url}{tiers['id']}/", {"telephone": "0102030405"}).json()
    assert (changed["telephone"], changed["email"], changed["version"]) == ("0102030405", COMPLET["email"], 2)
    assert changed["modifie_le"] > tiers["modifie_le"]
    assert http_.put(f"{url}{tiers['id']}/", {"telephone": "01"}).status_code == 400
    assert http_.put(f"{url}{tiers['id']}/", {"nom": "Nouveau"}).json()["nom"] == "Nouveau"


def test_put_gives_what_it_leaves_out_its_default(http_, url, module):
    delai = {"delai_jours": 5} if module == "fournisseurs" else {}
    tiers = http_.post(url, COMPLET | delai).json()
    reste = http_.put(f"{url}{tiers['id']}/", {"nom": "Nouveau"}).json()
    neuf = http_.post(url, {"nom": "Nouveau"}).json()
    eux = {"id", "version", "cree_le", "modifie_le"}
    assert {c: reste[c] for c in reste if c not in eux} == {c: neuf[c] for c in neuf if c not in eux}


def test_a_stale_version_is_a_412(http_, url):
    adresse = f"{url}{http_.post(url, {'nom': 'A'}).json()['id']}/"
    assert http_.patch(adresse, {"nom": "B"}, headers={"If-Match": '"1"'}).status_code == 200
    stale = http_.patch(adresse, {"nom": "C"}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"], stale.json()["version"]) == (412, "version_perimee", 2)
    assert http_.delete(adresse, headers={"If-Match": '"1"'}).status_code == 412
    assert http_.patch(adresse, {"nom": "C"}, headers={"If-Match": "abc"}).status_code == 400


def test_an_unknown_one_is_a_404(http_, url, module):
    adresse = f"{url}{new_id()}/"
    for answer in (http_.get(adresse), http_.patch(adresse, {"nom": "A"}), http_.delete(adresse)):
        assert answer.status_code == 404
        assert (
            answer.json()["code"]
            == {"clients": "client_inconnu", "fournisseurs": "fournisseur_inconnu"}[module]
        )


def test_search_finds_words_in_any_order_without_accents(http_, url):
    http_.post(url, COMPLET)
    http_.post(url, {"nom": "Autre"})
    for text in ("oeuf etablissements", "ŒUF", SIRET, "compta@", "gare", "FR40303265045"):
        found = http_.get(url, {"search": text}).json()
        assert [row["nom"] for row in found["results"]] == [COMPLET["nom"]], text
    assert http_.get(url, {"search": "100%_"}).json()["count"] == 0


def test_a_changed_name_is_found_under_its_new_name_only(http_, url):
    tiers = http_.post(url, {"nom": "Ancien"}).json()
    http_.patch(f"{url}{tiers['id']}/", {"nom": "Récent"})
    assert http_.get(url, {"search": "recent"}).json()["count"] == 1
    assert http_.get(url, {"search": "ancien"}).json()["count"] == 0


def test_listed_by_name_or_as_asked(http_, url):
    for nom in ("b", "c", "a"):
        http_.post(url, {"nom": nom})
    assert [row["nom"] for row in http_.get(url).json()["results"]] == ["a", "b", "c"]
    assert [row["nom"] for row in http_.get(url, {"ordering": "-nom"}).json()["results"]] == ["c", "b", "a"]
    assert http_.get(url, {"ordering": "recherche"}).status_code == 400
    assert http_.get(url, {"siret": "1"}).status_code == 400


def test_a_list_costs_the_same_for_one_and_for_many(http_, url, cout):
    for nom in "abcdef":
        http_.post(url, {"nom": nom})
    assert http_.get(url).json()["count"] == 6
    assert cout(lambda: http_.get(url)) == 2


def test_deleted_it_is_gone_from_lists_and_in_the_trash(http_, url, module):
    tiers = http_.post(url, COMPLET).json()
    adresse = f"{url}{tiers['id']}/"
    assert http_.delete(adresse).status_code == 204
    assert http_.get(adresse).status_code == 404
    assert http_.get(url).json()["count"] == 0
    assert http_.delete(adresse).status_code == 404
    (depot,) = messages("corbeille", "create")
    assert (depot["module"], depot["objet_id"], depot["libelle"]) == (module, tiers["id"], COMPLET["nom"])
    assert depot["instantane"]["siret"] == SIRET


@pytest.mark.parametrize("genre", ["client", "fournisseur"])
def test_one_with_an_order_that_is_not_over_is_not_deleted(genre, api, vente, achat, agir):
    commande = vente() if genre == "client" else achat()
    agir(valider_commande, commande)
    tiers = commande.client or commande.fournisseur
    answer = api(f"{genre}s.gerer").delete(f"/api/{genre}s/{tiers.id}/")
    assert answer.status_code == 409
    assert (answer.json()["code"], answer.json()["commandes"]) == (f"{genre}_utilise", 1)
    assert type(tiers).objects.get().supprime_le is None


def test_a_client_who_was_delivered_what_is_not_invoiced_is_not_deleted(api, vente, agir, acteur):
    commande = vente()
    for regle in (valider_commande, expedier_commande, livrer_commande):
        agir(regle, commande)
    gestion = api("clients.gerer")
    refus = gestion.delete(f"/api/clients/{commande.client_id}/").json()
    assert (refus["code"], refus["commandes"], refus["factures"]) == ("client_utilise", 1, 0)
    facture = facturer_commande(commande_id=commande.id, acteur=acteur)
    encaisser_paiement(facture_id=facture.id, montant=facture.total_ttc, moyen="especes", acteur=acteur)
    assert gestion.delete(f"/api/clients/{commande.client_id}/").status_code == 204


def test_one_whose_orders_are_over_is_deleted(api, vente, agir):
    commande = vente()
    agir(annuler_commande, commande)
    assert api("clients.gerer").delete(f"/api/clients/{commande.client_id}/").status_code == 204


def test_every_act_is_in_the_audit_log_with_its_author_and_what_changed(http_, url, module):
    tiers = http_.post(url, COMPLET).json()
    http_.patch(f"{url}{tiers['id']}/", {"telephone": "01", "nom": COMPLET["nom"]})
    http_.delete(f"{url}{tiers['id']}/")
    creer, modifier, supprimer = messages("logs", "create")
    assert [e["action"] for e in (creer, modifier, supprimer)] == ["creer", "modifier", "supprimer"]
    assert {e["module"] for e in (creer, modifier, supprimer)} == {module}
    assert {e["user_email"] for e in (creer, modifier, supprimer)} == {"test@example.org"}
    assert creer["apres"]["nom"] == COMPLET["nom"]
    assert (modifier["avant"], modifier["apres"]) == (
        {"telephone": COMPLET["telephone"]},
        {"telephone": "01"},
    )


def test_the_same_post_twice_makes_one(http_, url, module):
    key = {"Idempotency-Key": "cle-1"}
    first, second = (http_.post(url, {"nom": "A"}, headers=key) for _ in range(2))
    assert first.content == second.content
    assert {"clients": Client, "fournisseurs": Fournisseur}[module].objects.count() == 1
    assert http_.post(url, {"nom": "B"}, headers=key).status_code == 422
