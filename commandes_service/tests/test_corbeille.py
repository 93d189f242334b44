"""What was deleted comes back as it was, or goes for good; never what would not hold together."""

import pytest
from django.utils import timezone

from chassis.testing import contracts
from commandes.avoirs import creer_avoir
from commandes.factures import Base, facturer_commande
from commandes.models import Client, Commande, DetailCommande, HistoriqueCommande
from commandes.saga import annuler_commande, valider_commande
from tests.conftest import messages, tout_est_coherent

pytestmark = pytest.mark.django_db


@pytest.fixture
def demander(service_api):
    def post(verbe, module, objet):
        contrat = contracts.load(f"calls/corbeille.{verbe}")
        return service_api("log_service").post(contrat["path"], {"module": module, "objet_id": str(objet.id)})

    return post


@pytest.fixture
def http_(api):
    return api("commandes.lire", "commandes.gerer", "clients.lire", "clients.gerer")


def test_an_order_comes_back_with_its_lines_and_its_history(http_, demander, vente, autres):
    commande = vente()
    adresse = f"/api/commandes/{commande.id}/"
    before = http_.get(adresse).json()
    http_.delete(adresse)
    assert demander("restaurer", "commandes", commande).json()["libelle"] == commande.reference
    after = http_.get(adresse).json()
    changed = {champ for champ in before if before[champ] != after[champ]}
    assert changed == {"version", "modifie_le"}
    tout_est_coherent(autres)


def test_a_draft_comes_back_after_its_client_only(http_, demander, vente):
    commande = vente()
    http_.delete(f"/api/commandes/{commande.id}/")
    http_.delete(f"/api/clients/{commande.client_id}/")
    refus = demander("restaurer", "commandes", commande)
    assert (refus.status_code, refus.json()["code"]) == (409, "tiers_supprime")
    assert refus.json()["tiers_id"] == str(commande.client_id)
    assert demander("restaurer", "clients", commande.client).status_code == 200
    assert demander("restaurer", "commandes", commande).status_code == 200


def test_a_cancelled_order_needs_no_living_client(http_, demander, vente, agir):
    commande = vente()
    agir(annuler_commande, commande)
    http_.delete(f"/api/commandes/{commande.id}/")
    http_.delete(f"/api/clients/{commande.client_id}/")
    assert demander("restaurer", "commandes", commande).status_code == 200


@pytest.mark.parametrize("module", ["commandes", "clients"])
def test_what_is_not_in_the_trash_is_not_purged(module, demander, vente, client_):
    objet = vente() if module == "commandes" else client_()
    answer = demander("purger", module, objet)
    assert (answer.status_code, answer.json()["code"]) == (409, "pas_dans_la_corbeille")
    assert answer.json()["vivant"] is True, "its entry of the trash is over"
    assert type(objet).objects.filter(pk=objet.pk).exists()


def test_a_client_is_not_purged_while_an_order_names_it(http_, demander, vente, agir):
    commande = vente()
    agir(annuler_commande, commande)
    http_.delete(f"/api/clients/{commande.client_id}/")
    answer = demander("purger", "clients", commande.client)
    assert (answer.status_code, answer.json()["code"]) == (409, "client_utilise")
    http_.delete(f"/api/commandes/{commande.id}/")
    assert demander("purger", "clients", commande.client).status_code == 409
    assert demander("purger", "commandes", commande).status_code == 200
    assert demander("purger", "clients", commande.client).status_code == 200
    assert not Client.objects.exists()
    assert not any(m.objects.exists() for m in (Commande, DetailCommande, HistoriqueCommande))


def test_restoring_and_purging_are_told_to_the_audit_log_once(http_, demander, client_):
    client = client_()
    for verbe in ("restaurer", "purger"):
        http_.delete(f"/api/clients/{client.id}/")
        for _ in range(2):
            demander(verbe, "clients", client)
    actions = [e["action"] for e in messages("logs", "create")]
    assert actions == ["creer", "supprimer", "restaurer", "supprimer", "purger"]


def test_a_client_takes_its_drafts_along_and_brings_them_back(http_, demander, vente, client_, agir):
    client = client_()
    un, autre, seul = vente(client=client), vente(client=client), vente(client=client)
    agir(annuler_commande, autre)
    http_.delete(f"/api/commandes/{seul.id}/")  # thrown away before, and for itself
    http_.delete(f"/api/clients/{client.id}/")
    assert http_.get(f"/api/commandes/{un.id}/").status_code == 404
    assert http_.get(f"/api/commandes/{autre.id}/").status_code == 200  # it is over, and stays
    depots = [(d["module"], d["objet_id"]) for d in messages("corbeille", "create")]
    assert depots == [("commandes", str(seul.id)), ("clients", str(client.id))]
    assert messages("corbeille", "create")[1]["instantane"]["brouillons"] == [un.reference]
    assert demander("restaurer", "clients", client).status_code == 200
    assert http_.get(f"/api/commandes/{un.id}/").json()["version"] == 3
    assert http_.get(f"/api/commandes/{seul.id}/").status_code == 404


@pytest.mark.parametrize("genre", ["client", "fournisseur"])
def test_drafts_that_go_and_come_with_their_client_have_it_in_their_own_timeline(
    genre, api, demander, vente, achat, client_, fournisseur
):
    tiers = client_() if genre == "client" else fournisseur()
    deux = [vente(client=tiers) if genre == "client" else achat(chez=tiers) for _ in range(2)]
    for verbe in ("restaurer", "purger"):
        api(f"{genre}s.gerer").delete(f"/api/{genre}s/{tiers.id}/")
        assert demander(verbe, f"{genre}s", tiers).status_code == 200
    for commande in deux:
        entrees = [e for e in messages("logs", "create") if e["objet_id"] == str(commande.id)]
        assert [e["action"] for e in entrees] == ["creer", "supprimer", "restaurer", "supprimer", "purger"]
        assert {(e["module"], e["libelle"]) for e in entrees} == {("commandes", commande.reference)}
        assert [len((e["avant"] or {}).get("details", [])) for e in entrees] == [0, 1, 0, 1, 1]
        assert entrees[2]["apres"] == {"etat": "brouillon"}


def test_a_client_with_many_drafts_costs_no_more_to_delete(api, vente, client_, cout):
    def supprimer(combien):
        client = client_()
        for _ in range(combien):
            vente(client=client)
        return cout(lambda: api("clients.gerer").delete(f"/api/clients/{client.id}/"))

    assert supprimer(5) == supprimer(1)


def test_a_preview_tells_what_comes_back_and_what_is_in_the_way(http_, demander, vente):
    commande = vente()
    http_.delete(f"/api/commandes/{commande.id}/")
    apercu = demander("apercu", "commandes", commande).json()
    assert ([x["module"] for x in apercu["revient"]], apercu["conflits"]) == (["details_commandes"], [])
    http_.delete(f"/api/clients/{commande.client_id}/")
    assert demander("apercu", "commandes", commande).json()["conflits"][0]["code"] == "tiers_supprime"
    assert demander("apercu", "clients", commande.client).json()["libelle"] == "Garage Martin"


def test_a_client_is_purged_with_the_drafts_that_went_with_it(http_, demander, vente):
    commande = vente()
    http_.delete(f"/api/clients/{commande.client_id}/")
    assert demander("purger", "clients", commande.client).status_code == 200
    assert not Commande.objects.exists()


@pytest.fixture
def creditee(vente, agir, acteur):
    """Cancelled, after its invoice was taken back."""
    commande = vente()
    agir(valider_commande, commande)
    facture = facturer_commande(commande_id=commande.id, acteur=acteur, base=Base.TOTALITE)
    creer_avoir(facture_id=facture.id, motif="x", acteur=acteur)
    return agir(annuler_commande, commande)


def test_an_invoiced_order_is_not_deleted_even_credited_and_cancelled(http_, creditee):
    adresse = f"/api/commandes/{creditee.id}/"
    assert http_.get(adresse).json()["actions"] == ["dupliquer"]
    answer = http_.delete(adresse)
    assert (answer.status_code, answer.json()["code"]) == (409, "commande_non_supprimable")
    assert answer.json()["etat"] == "annulee"


def test_an_invoiced_order_is_not_purged(demander, creditee):
    Commande.objects.update(supprime_le=timezone.now())  # as one could before
    answer = demander("purger", "commandes", creditee)
    assert (answer.status_code, answer.json()["code"]) == (409, "commande_facturee")
