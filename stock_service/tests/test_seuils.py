"""Thresholds over all places, and at one."""

from decimal import Decimal
from uuid import UUID

import pytest

from chassis.errors import VersionMismatch
from chassis.identifiers import new_id
from stock.errors import EmplacementInconnu, PieceInconnue, PieceRetiree
from stock.seuils import definir_seuil, lire_seuil, seuils_de_la_piece
from tests.monde import ACTEUR, messages, retirer, total

pytestmark = pytest.mark.django_db


def definir(piece, **champs):
    return definir_seuil(piece_id=piece.id, acteur=ACTEUR, **champs)


def test_a_threshold_never_set_is_empty(piece):
    seuil = lire_seuil(piece_id=piece.id)
    assert (seuil.mini, seuil.maxi, seuil.version) == (None, None, 0)


def test_a_threshold_is_set_whole_and_its_version_counts(piece):
    definir(piece, mini=Decimal(5), maxi=Decimal(20), delai_jours=7)
    seuil = definir(piece, mini=Decimal(6), version=1)
    assert (seuil.mini, seuil.maxi, seuil.delai_jours, seuil.version) == (6, None, None, 2)
    assert total(piece).seuil == 6
    with pytest.raises(VersionMismatch):
        definir(piece, mini=Decimal(7), version=1)


def test_a_piece_that_is_retired_gets_no_threshold(piece, place):
    definir(piece, mini=Decimal(5))
    retirer(piece)
    for champs in ({"mini": Decimal(6)}, {"mini": Decimal(6), "emplacement_id": place.id}):
        with pytest.raises(PieceRetiree):
            definir(piece, **champs)
    assert lire_seuil(piece_id=piece.id).mini == 5


def test_a_threshold_at_a_place_stands_beside_the_one_over_all(piece, place):
    definir(piece, mini=Decimal(5))
    definir(piece, mini=Decimal(2), emplacement_id=place.id)
    seuils = seuils_de_la_piece(piece.id)
    assert seuils["mini"] == 5
    assert [(each.emplacement_id, each.mini) for each in seuils["par_emplacement"]] == [(place.id, 2)]
    assert total(piece).seuil == 5


def test_a_threshold_needs_a_piece_and_a_place_that_exist(piece, service_des_pieces):
    with pytest.raises(EmplacementInconnu):
        definir(piece, emplacement_id=new_id())
    with pytest.raises(PieceInconnue):
        definir_seuil(piece_id=new_id(), acteur=ACTEUR)
    with pytest.raises(PieceInconnue):
        lire_seuil(piece_id=new_id())


def test_a_threshold_may_come_before_the_piece_was_heard_of(service_des_pieces):
    donnees = service_des_pieces.add()
    seuil = definir_seuil(piece_id=UUID(donnees["id"]), mini=Decimal(5), acteur=ACTEUR)
    assert seuil.version == 1


def test_the_audit_log_has_the_threshold_before_and_after(piece):
    definir(piece, mini=Decimal(5))
    definir(piece, mini=Decimal(6))
    entries = [data for _, data in messages("logs") if data["module"] == "seuils"]
    assert [(each["avant"]["mini"], each["apres"]["mini"]) for each in entries] == [
        (None, "5"),
        ("5.000", "6"),
    ]
