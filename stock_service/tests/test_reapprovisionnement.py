"""What to order, why, and the draft purchases made of it; what is on order."""

from decimal import Decimal

import pytest

from chassis.identifiers import new_id
from stock.achats import attendre_achat, copier_fournisseur
from stock.errors import FournisseurInconnu, FournisseurManquant, PieceInconnue
from stock.explications import expliquer
from stock.models import FournisseurCopie
from stock.reapprovisionnement import Achat, commander, propositions
from stock.seuils import definir_seuil
from tests.monde import ACTEUR, entrer, reserver, retirer, sortir, total, une_piece

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("invariants")]


def un_fournisseur(nom="Visserie", delai_jours=None, **champs):
    donnees = {"id": str(new_id()), "nom": nom, "delai_jours": delai_jours, "supprime": False, "version": 1}
    copier_fournisseur(donnees | champs)
    return FournisseurCopie.objects.get(pk=(donnees | champs)["id"])


def attendre(commande_id, *lignes, version=1, fournisseur_id=None, etat="validee"):
    """Lines are (piece, quantity)."""
    donnees = {
        "commande_id": str(commande_id),
        "reference": "CMD-2026-00043",
        "fournisseur_id": str(fournisseur_id or new_id()),
        "etat": etat,
        "prevu_le": "2026-12-01",
        "version": version,
        "lignes": [{"piece_id": str(piece.id), "attendu": f"{quantite:.3f}"} for piece, quantite in lignes],
    }
    attendre_achat(donnees, acteur=ACTEUR)


def seuil(piece, **champs):
    champs = {name: value if name == "delai_jours" else Decimal(value) for name, value in champs.items()}
    definir_seuil(piece_id=piece.id, acteur=ACTEUR, **champs)


def proposees(**filtres) -> list[dict]:
    return propositions(**filtres).page(1, 50)[0]


def test_the_sum_of_a_proposal(place):
    fournisseur = un_fournisseur(delai_jours=10)
    piece = une_piece(fournisseur_id=str(fournisseur.id), prix_achat="2.00")
    seuil(piece, mini=50, maxi=100, lot_commande=25)
    entrer(piece, place, 110)
    sortir(piece, place, 90)
    reserver(new_id(), (piece, 8))
    attendre(new_id(), (piece, 5))
    [found] = proposees(jours=90)
    expected = {
        "quantite": 20,
        "reserve": 8,
        "disponible": 12,
        "en_commande": 5,
        "projete": 17,
        "sorties": 90,
        "consommation_jour": 1,
        "delai_jours": 10,
        "delai_source": "fournisseur",
        "besoin_delai": 10,
        "point_commande": 60,
        "cible": 100,
        "quantite_proposee": 100,  # 83 are missing: four lots of 25
        "montant": 200,
        "couverture_jours": 12,
        "urgence": "bas",
        "fournisseur_id": fournisseur.id,
        "fournisseur_nom": "Visserie",
    }
    assert {name: found[name] for name in expected} == expected
    assert expliquer(found) == {
        "fr": "Disponible : 20 en stock − 8 réservé = 12 ; + 5 en commande = 17."
        " Point de commande : 90 sortis en 90 jours (1 par jour) × 10 jours de délai (du fournisseur) = 10"
        " ; + seuil 50 = 60. 17 ≤ 60 : on complète jusqu'au maximum de 100, il manque 83,"
        " soit 100 à commander par lots de 25.",
        "en": "Available: 20 in stock − 8 reserved = 12; + 5 on order = 17."
        " Reorder point: 90 issued in 90 days (1 per day) × 10 days of delay (of the supplier) = 10"
        "; + threshold 50 = 60. 17 ≤ 60: fill up to the maximum of 100, 83 missing,"
        " so order 100 in lots of 25.",
    }


def test_use_alone_is_a_reason_to_order(piece, place):
    entrer(piece, place, 90)
    sortir(piece, place, 90)
    [found] = proposees(jours=90)
    assert (found["delai_source"], found["delai_jours"], found["urgence"]) == ("defaut", 7, "rupture")
    assert (found["point_commande"], found["cible"], found["quantite_proposee"]) == (7, 37, 37)
    assert "la cible (point de commande + consommation à couvrir) de 37" in expliquer(found)["fr"]
    assert "the target (reorder point + use to cover) of 37" in expliquer(found)["en"]


def test_at_the_threshold_what_is_missing_to_the_maximum_is_ordered(piece, place):
    entrer(piece, place, 5)
    seuil(piece, mini=5, maxi=6, delai_jours=3)
    [found] = proposees()
    assert (found["quantite_proposee"], found["delai_source"]) == (1, "seuil")
    attendre(new_id(), (piece, 1))
    assert proposees() == []


@pytest.mark.parametrize("maximum", [{}, {"maxi": 5}])
def test_nothing_is_ordered_where_nothing_is_missing(piece, place, maximum):
    entrer(piece, place, 5)
    seuil(piece, mini=5, **maximum)
    assert proposees() == []
    sortir(piece, place, 1)
    assert proposees()[0]["quantite_proposee"] >= 1


def test_what_is_enough_unused_inactive_or_retired_is_not_proposed(place):
    enough, unused, inactive, retired = (
        une_piece(),
        une_piece(),
        une_piece(actif=False),
        une_piece(),
    )
    entrer(enough, place, 10)
    for each in (enough, inactive, retired):
        seuil(each, mini=5)
    retirer(retired)
    entrer(unused, place, 1)
    assert proposees() == []


def test_the_most_urgent_first_and_filters(client, place):
    fournisseur = un_fournisseur()
    gone, low, soon = une_piece(), une_piece(fournisseur_id=str(fournisseur.id)), une_piece()
    for piece, there, mini in ((soon, 60, 5), (low, 4, 5), (gone, 0, 5)):
        entrer(piece, place, there + 60)
        sortir(piece, place, 60)
        seuil(piece, mini=mini, delai_jours=90)
    found = proposees(jours=90)
    assert [each["urgence"] for each in found] == ["rupture", "bas", "a_prevoir"]
    url = "/api/stock/reapprovisionnement/"

    def ids(**query):
        response = client.get(url, query)
        assert response.status_code == 200, response.content
        return [each["piece_id"] for each in response.json()["results"]]

    assert ids(urgence="bas") == ids(fournisseur_id=fournisseur.id) == [str(low.id)]
    assert ids(sans_fournisseur="true") == [str(gone.id), str(soon.id)]
    assert ids(search=soon.nom) == [str(soon.id)]
    assert ids(page_size=1, page=2) == [str(low.id)]
    file = client.get(url, {"format": "csv", "urgence": "rupture"})
    text = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert len(text) == 2 and "Disponible : 0 en stock" in text[1]


def test_drafts_are_made_per_supplier_once(client, service_des_commandes):
    a, b = un_fournisseur("A"), un_fournisseur("B")
    p, q = une_piece(fournisseur_id=str(a.id)), une_piece(fournisseur_id=str(a.id))
    r = une_piece()
    lignes = [
        {"piece_id": str(p.id), "quantite": "5"},
        {"piece_id": str(q.id), "quantite": "6"},
        {"piece_id": str(p.id), "quantite": "1"},
        {"piece_id": str(r.id), "quantite": "7", "fournisseur_id": str(b.id)},
    ]
    url = "/api/stock/reapprovisionnement/commander/"
    service_des_commandes.fails_at = 1
    key = {"Idempotency-Key": "commander-1"}
    failed = client.post(url, {"lignes": lignes}, headers=key)
    assert failed.status_code == 503  # one of two was made
    service_des_commandes.fails_at = None
    made = client.post(url, {"lignes": lignes}, headers=key)
    assert made.status_code == 201, made.content
    by_name = {each["fournisseur_nom"]: each for each in made.json()["commandes"]}
    assert {name: each["lignes"] for name, each in by_name.items()} == {"A": 2, "B": 1}
    assert len(service_des_commandes.achats) == 2
    sent = {body["fournisseur_id"]: body["lignes"] for _, body in service_des_commandes.received}
    assert {each["piece_id"]: each["quantite"] for each in sent[str(a.id)]} == {
        str(p.id): "6.000",
        str(q.id): "6.000",
    }


def test_what_has_no_supplier_or_is_unknown_is_not_ordered(
    client, piece, service_des_pieces, service_des_commandes
):
    ligne = Achat(piece_id=piece.id, quantite=Decimal(1))
    with pytest.raises(FournisseurManquant):
        commander(proposition_id=new_id(), lignes=[ligne], acteur=ACTEUR)
    response = client.post(
        "/api/stock/reapprovisionnement/commander/",
        {"lignes": [{"piece_id": str(piece.id), "quantite": "1"}]},
    )
    assert list(response.json()["errors"]) == ["lignes.0.fournisseur_id"]
    service_des_commandes.status = 404
    known = Achat(piece_id=piece.id, quantite=Decimal(1), fournisseur_id=new_id())
    with pytest.raises(FournisseurInconnu):
        commander(proposition_id=new_id(), lignes=[known], acteur=ACTEUR)


def test_a_piece_nobody_knows_is_not_ordered(service_des_pieces):
    unknown = Achat(piece_id=new_id(), quantite=Decimal(1), fournisseur_id=new_id())
    with pytest.raises(PieceInconnue):
        commander(proposition_id=new_id(), lignes=[unknown], acteur=ACTEUR)


def test_what_is_on_order_is_the_newest_word_of_each_purchase(client, piece):
    fournisseur = un_fournisseur()
    first, second = new_id(), new_id()
    attendre(first, (piece, 10), fournisseur_id=fournisseur.id)
    attendre(second, (piece, 5), (piece, 2))
    assert total(piece).en_commande == 17
    attendre(first, (piece, 4), version=3, fournisseur_id=fournisseur.id)
    attendre(first, (piece, 9), version=2)
    assert total(piece).en_commande == 11
    detail = client.get(f"/api/stock/pieces/{piece.id}/").json()
    assert detail["en_commande"] == "11.000"
    assert {
        "commande_id": str(first),
        "reference": "CMD-2026-00043",
        "fournisseur_id": str(fournisseur.id),
        "fournisseur_nom": "Visserie",
        "quantite": "4.000",
        "prevu_le": "2026-12-01",
    } in detail["attendus"]
    attendre(first, version=4, etat="recue")
    attendre(second, version=4, etat="annulee")
    assert total(piece).en_commande == 0


def test_of_a_piece_that_nobody_knows_nothing_is_expected(piece, service_des_pieces):
    class Unknown:
        id = new_id()

    attendre(new_id(), (Unknown, 3), (piece, 2))
    assert total(piece).en_commande == 2


def test_the_newest_word_of_a_supplier_wins():
    fournisseur = un_fournisseur(version=2)
    un_fournisseur("Ancien", id=str(fournisseur.id), version=1)
    assert FournisseurCopie.objects.get().nom == "Visserie"
    un_fournisseur("Nouveau", id=str(fournisseur.id), version=3, supprime=True)
    assert FournisseurCopie.objects.get().supprime
