"""The tree of places, and what may be deleted of it."""

from decimal import Decimal

import pytest

from chassis.errors import VersionMismatch
from chassis.identifiers import new_id
from stock.emplacements import MAX_DEPTH, modifier_emplacement, supprimer_emplacement
from stock.errors import (
    EmplacementExistant,
    EmplacementIntrouvable,
    EmplacementNonSupprime,
    EmplacementOccupe,
    EmplacementPurge,
    ParentInvalide,
    ParentSupprime,
)
from stock.models import Emplacement
from stock.restauration import apercu_emplacement, purger_emplacement, restaurer_emplacement
from stock.seuils import definir_seuil, seuils_de_la_piece
from tests.monde import ACTEUR, entrer, messages, sortir, une_place

pytestmark = pytest.mark.django_db


def modifier(place, *, version=None, **changements):
    return modifier_emplacement(
        emplacement_id=place.id, changements=changements, version=version, acteur=ACTEUR
    )


def supprimer(place):
    supprimer_emplacement(emplacement_id=place.id, acteur=ACTEUR)


def restaurer(place):
    return restaurer_emplacement(objet_id=place.id, acteur=ACTEUR)


def purger(place):
    return purger_emplacement(objet_id=place.id, acteur=ACTEUR)


def chemin(place) -> str:
    return Emplacement.objects.get(pk=place.id).chemin


def test_a_place_knows_its_path():
    depot = une_place("DEPOT", type="entrepot")
    assert une_place("A", parent_id=depot.id).chemin == "DEPOT/A"


def test_a_code_is_used_once_among_living_places(place):
    with pytest.raises(EmplacementExistant) as refus:
        une_place(place.code)
    assert refus.value.data == {"champ": "code"}
    supprimer(place)
    une_place(place.code)


def test_an_id_is_used_once(place):
    with pytest.raises(EmplacementExistant) as refus:
        une_place(id=place.id)
    assert refus.value.data == {"champ": "id"}


def test_what_is_inside_moves_along_when_a_place_is_renamed_or_moved():
    depot, autre = une_place("DEPOT"), une_place("AUTRE")
    rayon = une_place("R", parent_id=depot.id)
    casier = une_place("C", parent_id=rayon.id)
    modifier(depot, code="D")
    assert chemin(casier) == "D/R/C"
    modifier(rayon, parent_id=autre.id)
    assert (chemin(rayon), chemin(casier)) == ("AUTRE/R", "AUTRE/R/C")
    modifier(rayon, parent_id=None)
    assert chemin(casier) == "R/C"


def test_a_place_cannot_be_inside_itself():
    a = une_place("A")
    b = une_place("B", parent_id=a.id)
    c = une_place("C", parent_id=b.id)
    for inside in (a, b, c):
        with pytest.raises(ParentInvalide):
            modifier(a, parent_id=inside.id)


def test_a_place_with_a_similar_code_is_not_inside():
    a, ab = une_place("A"), une_place("AB")
    modifier(a, parent_id=ab.id)
    assert chemin(a) == "AB/A"


@pytest.mark.parametrize("deleted", [True, False])
def test_the_parent_must_be_there(place, deleted):
    if deleted:
        supprimer(place)
    with pytest.raises(ParentInvalide):
        une_place(parent_id=place.id if deleted else new_id())


def test_the_tree_has_a_bottom_also_for_what_is_moved_with_its_content():
    parent = None
    for depth in range(MAX_DEPTH):
        parent = une_place(f"N{depth}", parent_id=parent and parent.id)
    with pytest.raises(ParentInvalide):
        une_place(parent_id=parent.id)
    top, new_top = Emplacement.objects.get(code="N0"), une_place()
    with pytest.raises(ParentInvalide):
        modifier(top, parent_id=new_top.id)


def test_a_stale_version_changes_nothing(place):
    assert modifier(place, nom="Un", version=1).version == 2
    with pytest.raises(VersionMismatch):
        modifier(place, nom="Deux", version=1)
    with pytest.raises(VersionMismatch):
        supprimer_emplacement(emplacement_id=place.id, version=1, acteur=ACTEUR)
    assert modifier(place, nom="Un", version=2).version == 2, "nothing changed"


def test_a_place_that_holds_stock_is_not_deleted(piece, place):
    entrer(piece, place, 1)
    with pytest.raises(EmplacementOccupe) as refus:
        supprimer(place)
    assert refus.value.data == {"pieces": 1}
    sortir(piece, place, 1)
    supprimer(place)


def test_a_place_goes_to_the_trash_with_what_is_inside_and_comes_back_with_it(piece, place):
    enfant = une_place(parent_id=place.id)
    petit = une_place(parent_id=enfant.id)
    ailleurs = une_place(parent_id=place.id)
    supprimer(ailleurs)
    definir_seuil(piece_id=piece.id, emplacement_id=petit.id, mini=Decimal(3), acteur=ACTEUR)
    supprimer(place)
    assert [data["instantane"]["contenu"] for _, data in messages("corbeille")] == [
        [],
        [str(enfant), str(petit)],
    ]
    assert not Emplacement.objects.filter(supprime_le=None).exists()
    vu = apercu_emplacement(objet_id=place.id)
    assert vu.libelle == str(place) and vu.conflits == []
    assert [each["objet_id"] for each in vu.revient] == [enfant.id, petit.id, piece.id]
    restaurer(place)
    vivants = set(Emplacement.objects.filter(supprime_le=None).values_list("id", flat=True))
    assert vivants == {place.id, enfant.id, petit.id}
    [seuil] = seuils_de_la_piece(piece.id)["par_emplacement"]
    assert seuil.emplacement_id == petit.id


def test_stock_deep_inside_keeps_a_place_from_the_trash(piece, place):
    enfant = une_place(parent_id=place.id)
    entrer(piece, enfant, 1)
    with pytest.raises(EmplacementOccupe) as refus:
        supprimer(place)
    assert refus.value.data == {"pieces": 1}


def test_a_place_does_not_come_back_when_a_code_inside_it_was_taken(place):
    enfant = une_place(parent_id=place.id)
    supprimer(place)
    une_place(enfant.code)
    assert [each["code"] for each in apercu_emplacement(objet_id=place.id).conflits] == [
        "emplacement_existant"
    ]
    with pytest.raises(EmplacementExistant):
        restaurer(place)


def test_a_place_is_purged_with_what_is_inside(piece, place):
    enfant = une_place(parent_id=place.id)
    entrer(piece, enfant, 1)
    sortir(piece, enfant, 1)
    supprimer(place)
    purger_emplacement(objet_id=place.id, acteur=ACTEUR)
    assert not Emplacement.objects.filter(purge_le=None).exists()
    with pytest.raises(EmplacementPurge):
        apercu_emplacement(objet_id=place.id)


def test_a_deleted_place_is_in_the_trash_and_comes_back(place):
    supprimer(place)
    [(method, depot)] = messages("corbeille")
    assert (method, depot["module"], depot["objet_id"]) == ("create", "emplacements", str(place.id))
    assert depot["instantane"]["code"] == place.code
    for _ in range(2):
        assert restaurer(place) == f"{place.code} {place.nom}"
    assert Emplacement.objects.get(pk=place.id).supprime_le is None
    with pytest.raises(EmplacementIntrouvable):
        supprimer_emplacement(emplacement_id=new_id(), acteur=ACTEUR)


def test_a_place_comes_back_only_where_its_code_and_parent_are_free(place):
    enfant = une_place(parent_id=place.id)
    supprimer(enfant)
    supprimer(place)
    with pytest.raises(ParentSupprime):
        restaurer(enfant)
    restaurer(place)
    une_place(enfant.code)
    with pytest.raises(EmplacementExistant):
        restaurer(enfant)


def test_a_place_that_was_renamed_meanwhile_takes_back_what_comes_back(place):
    enfant = une_place("E", parent_id=place.id)
    supprimer(enfant)
    modifier(place, code="NOUVEAU")
    restaurer(enfant)
    assert chemin(enfant) == "NOUVEAU/E"


def test_an_unused_place_is_purged_for_good(place):
    supprimer(place)
    purger(place)
    assert not Emplacement.objects.filter(pk=place.id).exists()
    purger(place)


def test_a_place_the_ledger_names_stays_but_does_not_come_back(piece, place):
    entrer(piece, place, 1)
    sortir(piece, place, 1)
    supprimer(place)
    for _ in range(2):
        assert purger(place) == str(place)
    with pytest.raises(EmplacementPurge):
        restaurer(place)


def test_a_living_place_is_not_purged(place):
    with pytest.raises(EmplacementNonSupprime):
        purger(place)
    assert Emplacement.objects.filter(pk=place.id).exists()


def test_every_change_is_told_to_the_audit_log(place):
    modifier(place, nom="Autre")
    supprimer(place)
    restaurer(place)
    acts = [data["action"] for _, data in messages("logs") if data["objet_id"] == str(place.id)]
    assert acts == ["creer", "modifier", "supprimer", "restaurer"]
