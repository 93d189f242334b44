"""The tree of categories."""

import pytest

from catalogue import categories
from catalogue.errors import (
    CategorieAbsente,
    CategorieExistante,
    CategorieInconnue,
    CategorieUtilisee,
    CycleCategorie,
    IdentifiantExistant,
)
from catalogue.models import Categorie
from chassis.errors import VersionMismatch
from chassis.identifiers import new_id
from tests.outbox import donnees

pytestmark = pytest.mark.django_db

URL = "/api/pieces/categories/"


@pytest.fixture
def deplacer(acteur):
    def deplacer(categorie, parent, **options):
        return categories.modifier_categorie(
            categorie_id=categorie.id, parent_id=parent and parent.id, acteur=acteur, **options
        )

    return deplacer


@pytest.mark.parametrize("autre", ["visserie", "VISSERIE", "Visserie  ", "VisSerie"])
def test_siblings_have_different_names_whatever_the_case(ranger, autre):
    parent = ranger("Atelier")
    for place in (None, parent):
        ranger("Visserie", place)
        with pytest.raises(CategorieExistante) as refus:
            ranger(autre, place)
        assert refus.value.data == {"champ": "nom"}


def test_the_same_name_may_stand_in_two_places(ranger):
    parent = ranger("Visserie")
    ranger("Inox", parent)
    ranger("Inox", ranger("Boulonnerie"))
    ranger("Inox")


def test_accents_make_another_name(ranger):
    ranger("Écrous")
    ranger("Ecrous")


def test_a_parent_must_be_there(ranger, acteur, deplacer):
    partie = ranger("Partie")
    categories.supprimer_categorie(categorie_id=partie.id, acteur=acteur)
    with pytest.raises(CategorieAbsente):
        ranger("Vis", partie)
    with pytest.raises(CategorieAbsente):
        deplacer(ranger("Vis"), partie)


def test_an_id_is_unique(ranger, acteur):
    with pytest.raises(IdentifiantExistant):
        categories.creer_categorie(nom="Autre", id=ranger().id, acteur=acteur)


def test_a_category_never_ends_up_below_itself(ranger, deplacer):
    a = ranger("A")
    b = ranger("B", a)
    c = ranger("C", b)
    for dessous in (a, b, c):
        with pytest.raises(CycleCategorie):
            deplacer(a, dessous)
    assert Categorie.objects.get(pk=a.pk).parent_id is None


def test_a_category_moves_with_what_is_below_it(gestion, ranger, deplacer):
    a, autre = ranger("A"), ranger("Autre")
    b = ranger("B", a)
    c = ranger("C", b)
    deplacer(b, autre)
    assert gestion.get(f"{URL}{c.id}/").json()["chemin"] == ["Autre", "B", "C"]
    deplacer(b, None)
    assert gestion.get(f"{URL}{c.id}/").json()["chemin"] == ["B", "C"]


def test_moving_next_to_a_namesake_is_refused(ranger, deplacer):
    a = ranger("A")
    ranger("Vis", a)
    with pytest.raises(CategorieExistante):
        deplacer(ranger("vis"), a)


def test_a_change_follows_what_was_read(ranger, deplacer):
    a, b = ranger("A"), ranger("B")
    deplacer(b, a, version=1)
    with pytest.raises(VersionMismatch):
        deplacer(b, None, version=1)


def test_a_change_is_audited_with_the_changed_fields_only(ranger, acteur):
    a = ranger("A")
    categories.modifier_categorie(categorie_id=a.id, nom="B", acteur=acteur)
    trace = donnees("logs")[-1]
    assert (trace["module"], trace["objet_id"]) == ("categories", str(a.id))
    assert (trace["avant"], trace["apres"]) == ({"nom": "A"}, {"nom": "B"})


def test_a_change_that_changes_nothing_leaves_no_trace(ranger, acteur):
    a = ranger("A")
    avant = len(donnees("logs"))
    categories.modifier_categorie(categorie_id=a.id, nom="A", parent_id=None, acteur=acteur)
    assert (len(donnees("logs")), Categorie.objects.get().version) == (avant, 1)


def test_a_category_with_pieces_in_it_or_below_is_not_deleted(ranger, creer, acteur):
    a = ranger("A")
    b = ranger("B", a)
    creer("P", categorie_id=b.id)
    for categorie, data in [
        (a, {"pieces": 1, "sous_categories": 1}),
        (b, {"pieces": 1, "sous_categories": 0}),
    ]:
        with pytest.raises(CategorieUtilisee) as refus:
            categories.supprimer_categorie(categorie_id=categorie.id, acteur=acteur)
        assert refus.value.data == data


def test_a_category_goes_to_the_trash_with_all_below_it(ranger, acteur):
    a = ranger("A")
    b = ranger("B", a)
    c = ranger("C", b)
    ranger("D")
    categories.supprimer_categorie(categorie_id=a.id, acteur=acteur)
    assert [une.nom for une in Categorie.objects.vivants()] == ["D"]
    assert [depose["objet_id"] for depose in donnees("corbeille")] == [str(a.id)]
    assert set(Categorie.objects.filter(supprime_avec=a.id)) == {b, c}


def test_the_tree_has_a_limited_depth(gestion, ranger, acteur):
    parent, niveaux = None, []
    for niveau in range(20):
        parent = ranger(f"N{niveau}", parent)
        niveaux.append(parent)
    autre = ranger("Autre")
    ranger("Dessous", autre)
    for reponse in (
        gestion.post(URL, {"nom": "N21", "parent_id": str(parent.id)}),
        gestion.patch(f"{URL}{autre.id}/", {"parent_id": str(niveaux[-2].id)}),
    ):
        assert (reponse.status_code, reponse.json()["code"]) == (409, "categorie_trop_profonde")
        assert reponse.json()["maximum"] == 20
    assert gestion.patch(f"{URL}{autre.id}/", {"parent_id": str(niveaux[-3].id)}).status_code == 200


def test_the_whole_tree_is_given_at_once_with_its_counts(gestion, ranger, creer):
    visserie = ranger("Visserie")
    ranger("Écrous", visserie)
    inox = ranger("Inox", visserie)
    creer("A", categorie_id=inox.id)
    creer("B", categorie_id=visserie.id)
    creer("C")
    arbre = gestion.get(f"{URL}arbre/").json()
    assert arbre["sans_categorie"] == 1
    [racine] = arbre["results"]
    assert (racine["nom"], racine["nombre_pieces"], racine["nombre_directes"]) == ("Visserie", 2, 1)
    assert [(e["nom"], e["nombre_pieces"], e["enfants"]) for e in racine["enfants"]] == [
        ("Écrous", 0, []),
        ("Inox", 1, []),
    ]


def test_an_empty_category_goes_to_the_trash(gestion, ranger, acteur):
    a = ranger("A")
    categories.supprimer_categorie(categorie_id=a.id, acteur=acteur)
    [depose] = donnees("corbeille")
    assert (depose["module"], depose["objet_id"], depose["libelle"]) == ("categories", str(a.id), "A")
    assert depose["instantane"] == {"nom": "A", "parent_id": None}
    assert gestion.get(f"{URL}{a.id}/").status_code == 404
    assert gestion.get(URL).json()["count"] == 0
    with pytest.raises(CategorieInconnue):
        categories.supprimer_categorie(categorie_id=a.id, acteur=acteur)
    ranger("A")  # its name is free again


def test_the_list_shows_paths_and_counts_all_below(gestion, ranger, creer):
    a = ranger("Visserie")
    b = ranger("Vis", a)
    c = ranger("Écrous", a)
    creer("P1", categorie_id=a.id)
    creer("P2", categorie_id=b.id)
    creer("P3", categorie_id=b.id)
    lues = {ligne["nom"]: ligne for ligne in gestion.get(URL).json()["results"]}
    assert {nom: ligne["chemin"] for nom, ligne in lues.items()} == {
        "Visserie": ["Visserie"],
        "Vis": ["Visserie", "Vis"],
        "Écrous": ["Visserie", "Écrous"],
    }
    assert {nom: ligne["nombre_pieces"] for nom, ligne in lues.items()} == {
        "Visserie": 3,
        "Vis": 2,
        "Écrous": 0,
    }
    assert lues["Écrous"]["parent_id"] == str(a.id) == str(c.parent_id)


def test_a_piece_in_the_trash_is_not_counted(gestion, ranger, creer):
    a = ranger("A")
    piece = creer("P", categorie_id=a.id)
    type(piece).objects.update(supprime_le="2026-01-01T00:00Z")
    assert gestion.get(f"{URL}{a.id}/").json()["nombre_pieces"] == 0


def test_the_list_takes_three_queries_however_deep(gestion, ranger, django_assert_num_queries):
    parent = None
    for n in range(12):
        parent = ranger(f"N{n}", parent)
    with django_assert_num_queries(3):  # the deny list, the count, the page
        assert len(gestion.get(URL).json()["results"][-1]["chemin"]) > 0


def test_categories_are_filtered_searched_and_ordered(gestion, ranger):
    a = ranger("Électricité")
    ranger("Zinc")
    ranger("Câbles", a)
    for requete, attendus in [
        ("", ["Câbles", "Électricité", "Zinc"]),
        ("racine=true", ["Électricité", "Zinc"]),
        ("racine=false", ["Câbles"]),
        (f"parent_id={a.id}", ["Câbles"]),
        ("search=ELECTR", ["Électricité"]),
        ("ordering=-nom", ["Zinc", "Électricité", "Câbles"]),
        ("ordering=cree_le", ["Électricité", "Zinc", "Câbles"]),
    ]:
        reponse = gestion.get(f"{URL}?{requete}")
        assert [ligne["nom"] for ligne in reponse.json()["results"]] == attendus, requete


def test_the_whole_life_of_a_category_over_http(gestion):
    creation = gestion.post(URL, {"nom": "Visserie"})
    assert (creation.status_code, creation["ETag"]) == (201, '"1"')
    racine = creation.json()
    fille = gestion.post(URL, {"nom": "Vis", "parent_id": racine["id"]}).json()
    assert fille["chemin"] == ["Visserie", "Vis"]
    url = f"{URL}{fille['id']}/"
    assert gestion.get(url)["ETag"] == '"1"'
    assert gestion.patch(url, {"nom": "Boulons"}).json()["parent_id"] == racine["id"]
    assert gestion.put(url, {"nom": "Boulons"}).json()["parent_id"] is None
    perimee = gestion.patch(url, {"nom": "X"}, headers={"If-Match": '"1"'})
    assert (perimee.status_code, perimee.json()["version"]) == (412, 3)
    assert gestion.delete(url).status_code == 204


def test_refusals_over_http(gestion, ranger, creer):
    a = ranger("A")
    b = ranger("B", a)
    creer("P", categorie_id=b.id)
    for reponse, statut, code in [
        (gestion.post(URL, {"nom": "a"}), 409, "categorie_existante"),
        (gestion.patch(f"{URL}{a.id}/", {"parent_id": str(b.id)}), 409, "cycle_categorie"),
        (gestion.delete(f"{URL}{a.id}/"), 409, "categorie_utilisee"),
        (gestion.get(f"{URL}{new_id()}/"), 404, "categorie_inconnue"),
        (gestion.patch(f"{URL}{new_id()}/", {"nom": "C"}), 404, "categorie_inconnue"),
        (gestion.post(URL, {"nom": "C", "parent_id": str(new_id())}), 400, "categorie_absente"),
        (gestion.post(URL, {"nom": "C", "id": str(a.id)}), 409, "identifiant_existant"),
    ]:
        assert (reponse.status_code, reponse.json()["code"]) == (statut, code)


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [("nom", ""), ("nom", "x" * 121), ("nom", "a\x00"), ("nom", {"a": 1}), ("parent_id", "x"), ("id", "x")],
)
def test_bad_input_is_a_400_that_names_the_field(gestion, champ, valeur):
    reponse = gestion.post(URL, {"nom": "Vis", champ: valeur})
    assert reponse.status_code == 400
    assert list(reponse.json()["errors"]) == [champ]


@pytest.mark.parametrize(
    ("requete", "champ"),
    [("parent_id=x", "parent_id"), ("racine=2", "racine"), ("ordering=version", "ordering"), ("x=1", "x")],
)
def test_a_bad_parameter_is_a_400_that_names_it(gestion, requete, champ):
    reponse = gestion.get(f"{URL}?{requete}")
    assert (reponse.status_code, list(reponse.json()["errors"])) == (400, [champ])
