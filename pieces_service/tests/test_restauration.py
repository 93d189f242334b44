"""Back from the trash, or gone for good, as log_service asks for it."""

import pytest

from catalogue import categories
from catalogue.models import Categorie, HistoriquePiece, Piece
from chassis.identifiers import new_id
from chassis.testing.contracts import check, load
from tests.conftest import EAN
from tests.outbox import donnees, messages, methodes

pytestmark = pytest.mark.django_db

MIS_A_LA_CORBEILLE = {"supprime_le": "2026-01-01T00:00Z"}


@pytest.fixture
def demander(service_api):
    def demander(quoi: str, module: str, objet):
        return service_api("log_service").post(
            f"/internal/corbeille/{quoi}/", {"module": module, "objet_id": str(getattr(objet, "id", objet))}
        )

    return demander


@pytest.fixture
def jeter():
    """Mark rows as deleted, as the rules do once everybody has agreed."""

    def jeter(*objets):
        for objet in objets:
            type(objet).objects.filter(pk=objet.pk).update(**MIS_A_LA_CORBEILLE)

    return jeter


def est_la(objet) -> bool:
    return type(objet).objects.vivants().filter(pk=objet.pk).exists()


def test_a_piece_comes_back(demander, jeter, creer, gestion):
    piece = creer("A", "Vis")
    jeter(piece)
    reponse = demander("restaurer", "pieces", piece)
    assert reponse.status_code == 200
    assert reponse.json() == {"module": "pieces", "objet_id": str(piece.id), "libelle": "A Vis"}
    assert gestion.get(f"/api/pieces/{piece.id}/").json()["version"] == 2
    assert methodes("pieces", "stock_service")[-1] == "restore"
    assert donnees("pieces", "stock_service")[-1]["supprimee"] is False
    assert HistoriquePiece.objects.get(piece=piece, version=2).action == "restaurer"
    assert donnees("logs")[-1]["action"] == "restaurer"


def test_restoring_twice_is_harmless(demander, jeter, creer):
    piece = creer("A")
    jeter(piece)
    premiere = demander("restaurer", "pieces", piece)
    seconde = demander("restaurer", "pieces", piece)
    assert premiere.json() == seconde.json()
    assert methodes("pieces", "stock_service").count("restore") == 1


@pytest.mark.parametrize(
    ("autre", "champ"),
    [({"reference": "a"}, "reference"), ({"reference": "B", "code_barres": EAN}, "code_barres")],
)
def test_a_piece_does_not_come_back_to_a_place_that_is_taken(demander, jeter, creer, autre, champ):
    piece = creer("A", code_barres=EAN)
    jeter(piece)
    creer(**autre)
    reponse = demander("restaurer", "pieces", piece)
    assert (reponse.status_code, reponse.json()["code"], reponse.json()["champ"]) == (
        409,
        "conflit_reference",
        champ,
    )
    assert not est_la(piece)


def test_a_piece_brings_its_category_back_and_what_that_was_in(demander, jeter, creer, ranger):
    a = ranger("A")
    b = ranger("B", a)
    piece = creer("P", categorie_id=b.id)
    jeter(piece, b, a)
    assert demander("restaurer", "pieces", piece).status_code == 200
    assert est_la(a)
    assert est_la(b)
    assert Piece.objects.get().categorie_id == b.id
    assert [(trace["module"], trace["action"]) for trace in donnees("logs")[-3:]] == [
        ("categories", "restaurer"),
        ("categories", "restaurer"),
        ("pieces", "restaurer"),
    ]


def revenues() -> list[str]:
    """The categories whose entry of the trash log_service is told to close."""
    envoyes = [envoye for envoye in messages("corbeille", "log_service") if envoye["method"] == "restore"]
    for envoye in envoyes:
        check(envoye["data"][0], load("messages/corbeille.restore")["data"])
    return [envoye["data"][0]["objet_id"] for envoye in envoyes]


def test_what_a_piece_brings_back_leaves_the_trash(demander, jeter, creer, ranger, acteur):
    a = ranger("A")
    b = ranger("B", a)
    piece = creer("P", categorie_id=b.id)
    jeter(piece)
    for categorie in (b, a):
        categories.supprimer_categorie(categorie_id=categorie.id, acteur=acteur)
    demander("restaurer", "pieces", piece)
    assert revenues() == [str(a.id), str(b.id)]
    demander("restaurer", "pieces", piece)
    assert len(revenues()) == 2


def test_a_category_tells_of_the_others_it_brings_back_if_they_have_an_entry(demander, ranger, acteur):
    a = ranger("A")
    b = ranger("B", a)
    ranger("C", b)  # goes with B, without an entry of its own
    for categorie in (b, a):
        categories.supprimer_categorie(categorie_id=categorie.id, acteur=acteur)
    demander("restaurer", "categories", b)
    assert Categorie.objects.vivants().count() == 3
    assert revenues() == [str(a.id)]


@pytest.mark.parametrize("module", ["pieces", "categories"])
def test_what_lives_has_no_preview_and_says_so(demander, creer, ranger, module):
    objet = creer() if module == "pieces" else ranger()
    reponse = demander("apercu", module, objet)
    assert reponse.status_code == 409
    check(reponse.json(), load("calls/corbeille.apercu")["answers"]["409"]["schema"])
    assert (reponse.json()["code"], reponse.json()["vivant"]) == ("objet_hors_corbeille", True)


def test_a_piece_does_not_come_back_when_its_category_cannot(demander, jeter, creer, ranger):
    categorie = ranger("A")
    piece = creer("P", categorie_id=categorie.id)
    jeter(piece, categorie)
    ranger("a")
    reponse = demander("restaurer", "pieces", piece)
    assert (reponse.status_code, reponse.json()["code"]) == (409, "categorie_existante")
    assert not est_la(piece)


def test_a_piece_whose_category_is_gone_for_good_comes_back_without(demander, jeter, creer, ranger):
    categorie = ranger("A")
    piece = creer("P", categorie_id=categorie.id)
    jeter(piece, categorie)
    assert demander("purger", "categories", categorie).status_code == 200
    assert demander("restaurer", "pieces", piece).status_code == 200
    assert Piece.objects.get().categorie_id is None


def test_a_purged_piece_is_gone_with_its_history(demander, jeter, creer):
    piece = creer("A", "Vis")
    jeter(piece)
    assert demander("purger", "pieces", piece).json()["libelle"] == "A Vis"
    assert (Piece.objects.count(), HistoriquePiece.objects.count()) == (0, 0)
    trace = donnees("logs")[-1]
    assert (trace["action"], trace["objet_id"]) == ("purger", str(piece.id))


@pytest.mark.parametrize("module", ["pieces", "categories"])
def test_purging_twice_is_harmless(demander, jeter, creer, ranger, module):
    objet = creer() if module == "pieces" else ranger()
    jeter(objet)
    assert demander("purger", module, objet).status_code == 200
    assert demander("purger", module, objet).status_code == 200
    traces = [trace for trace in donnees("logs") if trace["action"] == "purger"]
    assert len(traces) == 1


@pytest.mark.parametrize("module", ["pieces", "categories"])
def test_what_was_restored_meanwhile_is_not_purged(demander, creer, ranger, module):
    objet = creer() if module == "pieces" else ranger()
    reponse = demander("purger", module, objet)
    assert (reponse.status_code, reponse.json()["code"]) == (409, "objet_hors_corbeille")
    check(reponse.json(), load("calls/corbeille.purger")["answers"]["409"]["schema"])
    assert reponse.json()["vivant"] is True
    assert est_la(objet)


@pytest.mark.parametrize("module", ["pieces", "categories"])
def test_what_is_gone_for_good_does_not_come_back(demander, module):
    reponse = demander("restaurer", module, new_id())
    assert (reponse.status_code, reponse.json()["code"], reponse.json()["module"]) == (
        404,
        "objet_purge",
        module,
    )


def test_a_category_comes_back_with_what_it_was_in(demander, ranger, acteur):
    a = ranger("A")
    b = ranger("B", a)
    for categorie in (b, a):
        categories.supprimer_categorie(categorie_id=categorie.id, acteur=acteur)
    reponse = demander("restaurer", "categories", b)
    assert reponse.json() == {"module": "categories", "objet_id": str(b.id), "libelle": "B"}
    assert est_la(a)
    assert est_la(b)
    assert demander("restaurer", "categories", b).status_code == 200
    assert Categorie.objects.get(pk=b.pk).version == 3


def test_a_category_does_not_come_back_next_to_a_namesake(demander, jeter, ranger):
    a = ranger("A")
    jeter(a)
    ranger("a")
    reponse = demander("restaurer", "categories", a)
    assert (reponse.status_code, reponse.json()["code"]) == (409, "categorie_existante")


def test_a_category_whose_parent_is_gone_for_good_comes_back_at_the_root(demander, jeter, ranger):
    a = ranger("A")
    b = ranger("B", a)
    jeter(b, a)
    demander("purger", "categories", a)
    demander("restaurer", "categories", b)
    assert Categorie.objects.get().parent_id is None


def test_users_do_not_reach_the_trash_of_the_service(gestion, creer):
    for quoi in ("restaurer", "purger"):
        url = f"/internal/corbeille/{quoi}/"
        reponse = gestion.post(url, {"module": "pieces", "objet_id": str(creer(quoi).id)})
        assert reponse.status_code == 401
