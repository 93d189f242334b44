"""Each invariant is quiet on sound data, and loud when it is broken behind the rules' back."""

import pytest
from django.core.management import call_command
from django.db import connection

from catalogue.invariants import (
    categories_are_a_tree,
    history_ends_at_the_version,
    last_message_is_the_piece,
    live_pieces_can_be_found,
    nothing_live_in_a_deleted_category,
)
from catalogue.models import Categorie, HistoriquePiece, Piece
from chassis.models import OutboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue(ranger, creer):
    a = ranger("A")
    b = ranger("B", a)
    return a, b, creer("P", categorie_id=b.id)


def test_sound_data_breaks_nothing(catalogue, capsys):
    call_command("verifier")
    lignes = capsys.readouterr().out.splitlines()
    assert {ligne.split()[1] for ligne in lignes if ligne.startswith("ok")} >= {"P1", "P2", "P3", "P4", "P5"}


def test_a_loop_of_categories_is_seen(catalogue):
    a, b, _ = catalogue
    Categorie.objects.filter(pk=a.pk).update(parent=b)
    assert {ligne[0] for ligne in categories_are_a_tree()} == {a.id, b.id}


def test_a_live_object_in_a_deleted_category_is_seen(catalogue):
    a, b, piece = catalogue
    Categorie.objects.filter(pk=a.pk).update(supprime_le="2026-01-01T00:00Z")
    assert [ligne["id"] for ligne in nothing_live_in_a_deleted_category()] == [b.id]
    Categorie.objects.update(supprime_le="2026-01-01T00:00Z")
    assert [ligne["id"] for ligne in nothing_live_in_a_deleted_category()] == [piece.id]


@pytest.mark.parametrize(
    "changement", [{"version": 2}, {"actif": False}, {"supprime_le": "2026-01-01T00:00Z"}]
)
def test_a_change_nobody_was_told_of_is_seen(catalogue, changement):
    assert last_message_is_the_piece() == []
    Piece.objects.update(**changement)
    assert {ligne[1] for ligne in last_message_is_the_piece()} == {"stock_service", "commandes_service"}


def test_messages_delivered_long_ago_are_not_missed(catalogue):
    OutboxMessage.objects.all().delete()
    assert last_message_is_the_piece() == []


def test_a_piece_that_cannot_be_found_is_seen(catalogue):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE pieces DROP CONSTRAINT pieces_trouvables")
    Piece.objects.update(recherche="")
    assert [ligne["reference"] for ligne in live_pieces_can_be_found()] == ["P"]


def test_a_version_without_its_line_of_history_is_seen(catalogue):
    Piece.objects.update(version=2)
    assert [ligne["derniere"] for ligne in history_ends_at_the_version()] == [1]
    HistoriquePiece.objects.all().delete()
    assert [ligne["derniere"] for ligne in history_ends_at_the_version()] == [None]
