"""What pieces_service tells by the thousand, taken a delivery at a time."""

import pytest

from chassis.identifiers import new_id
from chassis.models import InboxMessage
from chassis.testing.messages import deliver, message
from commandes.models import PieceCopie
from tests.conftest import fiche

pytestmark = pytest.mark.django_db


def mots(*fiches: dict, methode="update", source="pieces_service") -> list[dict]:
    return [message("pieces", methode, [each], source=source) for each in fiches]


def nom(piece_id) -> str:
    return PieceCopie.objects.get(pk=piece_id).nom


@pytest.mark.parametrize("version", [1, 2], ids=["new", "known"])
def test_a_hundred_pieces_take_no_more_statements_than_four(cout, version):
    couts = []
    for nombre in (4, 100):
        pieces = [new_id() for _ in range(nombre)]
        if version > 1:
            deliver(*mots(*(fiche(each) for each in pieces), methode="create"))
        delivery = mots(*(fiche(each, version=version) for each in pieces))
        couts.append(cout(lambda d=delivery: deliver(*d)))
        assert PieceCopie.objects.filter(pk__in=pieces, version=version).count() == nombre
    assert couts[0] == couts[1] <= 5


def test_a_message_brought_again_takes_effect_once():
    [a, b] = mots(fiche(new_id()), fiche(new_id()))
    assert deliver(a, b, a) == ["done", "done", "duplicate"]
    assert deliver(b, a) == ["duplicate", "duplicate"]
    assert PieceCopie.objects.count() == InboxMessage.objects.count() == 2


def test_of_several_words_of_a_piece_in_one_delivery_the_newest_wins(piece):
    connue, nouvelle = piece(), new_id()
    fiches = [fiche(connue, version=v, nom=f"v{v}") for v in (2, 4, 3)]
    fiches += [fiche(nouvelle, version=v, nom=n) for v, n in ((6, "six"), (7, "sept"), (7, "sept bis"))]
    assert set(deliver(*mots(*fiches))) == {"done"}
    assert (nom(connue), nom(nouvelle)) == ("v4", "sept")


def test_an_older_word_changes_nothing_and_holds_back_no_other(piece):
    a, b, c = piece(version=5, nom="cinq"), piece(version=1), piece(version=3, nom="trois")
    fiches = [fiche(a, version=4, supprimee=True), fiche(b, version=2, nom="deux"), fiche(c, version=3)]
    assert deliver(*mots(*fiches)) == ["done"] * 3
    assert [nom(each) for each in (a, b, c)] == ["cinq", "deux", "trois"]
    assert not PieceCopie.objects.get(pk=a).supprimee


def test_every_field_of_a_word_is_kept():
    fournisseur, autre = new_id(), new_id()
    a = fiche(new_id(), fournisseur_id=str(fournisseur), code_barres="3760", prix_achat="3.5", actif=False)
    b = fiche(autre, supprimee=True, taux_tva="5.50")
    deliver(*mots(a, b, methode="restore"))
    for each in (a, b):
        [kept] = PieceCopie.objects.filter(pk=each["id"]).values()
        told = {name: str(kept[name]) for name in ("id", "reference", "nom", "unite", "code_barres")}
        assert told == {name: each[name] for name in told}
        assert (kept["actif"], kept["supprimee"]) == (each["actif"], each["supprimee"])
        for prix in ("prix_achat", "prix_vente", "taux_tva"):
            assert float(kept[prix]) == float(each[prix])
        assert kept["fournisseur_id"] == (fournisseur if each is a else None)


@pytest.mark.parametrize("champs", [{"prix_vente": "NaN"}, {"taux_tva": "1e9"}, {"id": 1}], ids=str)
def test_a_word_that_makes_no_sense_fails_alone_among_many(champs):
    bonnes = [fiche(new_id()), fiche(new_id())]
    assert deliver(*mots(bonnes[0], fiche(new_id()) | champs, bonnes[1])) == ["done", "failed", "done"]
    assert {str(pk) for pk in PieceCopie.objects.values_list("pk", flat=True)} == {b["id"] for b in bonnes}


def test_pieces_are_told_of_by_pieces_service_alone():
    states = deliver(*mots(fiche(new_id()), fiche(new_id()), source="stock_service"))
    assert states == ["failed", "failed"]
    assert not PieceCopie.objects.exists()
