"""Many rows with one statement: what is kept is what the ORM would have kept."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from catalogue import lots
from catalogue.models import HistoriquePiece, Piece
from catalogue.pieces import indexer
from chassis.identifiers import new_id

pytestmark = pytest.mark.django_db
EPROUVANTS = {
    "nom": 'Écrou "à l\'œil" \\ %s {x} 𝄞',
    "description": "deux\nlignes\tet une tabulation",
    "prix_achat": Decimal("999999999999.99"),
    "prix_vente": Decimal("0.10"),
    "attributs": {"Ø": 0.1, "grand": 900719925474099, "oui": True, "rien": None, "liste": [1, "a", {}]},
    "codes_fournisseurs": [{"fournisseur_id": None, "code": "A,B"}],
    "fournisseur_id": new_id(),
    "actif": False,
}


def piece(reference: str, **champs) -> Piece:
    nouvelle = Piece(**{"reference": reference, "nom": "Vis", "unite": "pièce", "taux_tva": 20} | champs)
    indexer(nouvelle)
    return nouvelle


def gardees(*reperes: str) -> list[dict]:
    pieces = Piece.objects.order_by("reference")
    return [{nom: v for nom, v in une.items() if nom not in reperes} for une in pieces.values()]


def test_a_piece_is_kept_as_the_orm_keeps_it():
    par_l_orm, par_lot = piece("A", **EPROUVANTS), piece("B", **EPROUVANTS)
    par_l_orm.save(force_insert=True)
    lots.inserer([par_lot])
    reperes = ("id", "reference", "reference_cle", "recherche", "textes", "grammes", "cree_le", "modifie_le")
    une, autre = gardees(*reperes)
    assert une == autre
    lue = Piece.objects.get(pk=par_lot.id)
    assert (lue.grammes, lue.textes, lue.codes) == (par_lot.grammes, par_lot.textes, par_lot.codes)
    assert lue.cree_le == par_lot.cree_le


def test_pieces_are_replaced_but_for_what_is_left_out(django_assert_num_queries):
    anciennes = [piece(f"R{n}") for n in range(10)]
    autre = piece("Z")
    lots.inserer([*anciennes, autre])
    for une in anciennes:
        une.nom, une.attributs, une.publie = f"Nouveau {une.reference}", {"Ø": 4}, True
    faites_le = anciennes[0].modifie_le
    with django_assert_num_queries(1):
        lots.remplacer(anciennes, sauf=["cree_le", "publie"])
    assert anciennes[0].modifie_le > faites_le
    for une, lue in zip([*anciennes, autre], Piece.objects.order_by("reference"), strict=True):
        assert (lue.nom, lue.attributs, lue.publie) == (une.nom, une.attributs, False)
        assert (lue.cree_le, lue.modifie_le) == (une.cree_le, une.modifie_le)


def test_a_batch_that_breaks_a_constraint_leaves_nothing():
    with pytest.raises(IntegrityError, match="pieces_reference_unique"), transaction.atomic():
        lots.inserer([piece("A"), piece("B"), piece("a")])
    assert not Piece.objects.exists()


def test_rows_are_numbered_in_their_order():
    lots.inserer([une := piece("A")])
    lots.inserer([HistoriquePiece(piece=une, version=n, action="creer") for n in range(1, 50)])
    assert list(HistoriquePiece.objects.order_by("id").values_list("version", flat=True)) == [*range(1, 50)]


def test_nothing_to_write_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        lots.inserer([])
        lots.remplacer([], sauf=[])
