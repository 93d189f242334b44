"""What comes in, goes out, changes place and is corrected."""

from decimal import Decimal

import pytest

from chassis.identifiers import new_id
from stock.errors import (
    EmplacementInconnu,
    MemeEmplacement,
    MouvementExistant,
    MouvementsRefuses,
    PieceRetiree,
    StockInsuffisant,
    StockTropGrand,
)
from stock.models import MouvementStock
from stock.mouvements import Demande, enregistrer_mouvements
from stock.pieces import retirer_piece
from tests.monde import (
    ACTEUR,
    ajuster,
    bouger,
    entrer,
    messages,
    niveau,
    recevoir,
    reserver,
    sortir,
    total,
    transferer,
    une_piece,
    une_place,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("invariants")]


def demande(type, piece, place, quantite, **champs):
    return Demande(
        type=type, piece_id=piece.id, emplacement_id=place.id, quantite=Decimal(quantite), **champs
    )


def test_what_comes_in_is_there(piece, place):
    mouvement = entrer(piece, place, "10.5", motif="Réception", reference_externe="BL-1")
    assert niveau(piece, place) == ("10.500", "0.000")
    assert (mouvement.quantite, mouvement.solde_apres) == (Decimal("10.5"), Decimal("10.5"))
    assert mouvement.reference == f"MV-{mouvement.sequence:06d}"
    assert (mouvement.user_id, mouvement.user_email) == (ACTEUR.id, ACTEUR.email)


def test_what_goes_out_is_gone_and_its_ledger_row_is_negative(piece, place):
    entrer(piece, place, 10)
    mouvement = sortir(piece, place, "3.25")
    assert niveau(piece, place) == ("6.750", "0.000")
    assert (mouvement.quantite, mouvement.solde_apres) == (Decimal("-3.25"), Decimal("6.75"))


def test_everything_may_go_out_but_not_a_thousandth_more(piece, place):
    entrer(piece, place, 5)
    with pytest.raises(StockInsuffisant) as refus:
        sortir(piece, place, "5.001")
    assert refus.value.data == {"disponible": "5.000", "demande": "5.001"}
    sortir(piece, place, 5)
    assert niveau(piece, place) == ("0.000", "0.000")


def test_a_place_that_never_held_the_piece_has_nothing_to_give(piece, place):
    with pytest.raises(StockInsuffisant) as refus:
        sortir(piece, place, 1)
    assert refus.value.data["disponible"] == "0.000"


def test_what_is_elsewhere_does_not_help(piece, place):
    entrer(piece, une_place(), 10)
    with pytest.raises(StockInsuffisant):
        sortir(piece, place, 1)


def test_what_is_reserved_cannot_go_out(piece, place):
    entrer(piece, place, 10)
    reserver(new_id(), (piece, 7))
    with pytest.raises(StockInsuffisant) as refus:
        sortir(piece, place, 4)
    assert refus.value.data == {"disponible": "3.000", "demande": "4.000"}
    sortir(piece, place, 3)
    assert niveau(piece, place) == ("7.000", "7.000")


def test_a_transfer_moves_without_creating(piece, place):
    ailleurs = une_place()
    entrer(piece, place, 10)
    sortie = transferer(piece, place, ailleurs, 4)
    assert (niveau(piece, place), niveau(piece, ailleurs)) == (("6.000", "0.000"), ("4.000", "0.000"))
    jambes = MouvementStock.objects.filter(transfert_id=sortie.transfert_id).order_by("sequence")
    assert [jambe.quantite for jambe in jambes] == [Decimal(-4), Decimal(4)]
    assert (sortie.emplacement_destination, jambes[1].emplacement_origine) == (ailleurs, place)
    assert total(piece).quantite == 10


def test_what_is_reserved_does_not_change_place(piece, place):
    entrer(piece, place, 10)
    reserver(new_id(), (piece, 8))
    with pytest.raises(StockInsuffisant):
        transferer(piece, place, une_place(), 3)


def test_a_transfer_to_the_same_place_is_refused(piece, place):
    entrer(piece, place, 1)
    with pytest.raises(MemeEmplacement):
        transferer(piece, place, place, 1)


def test_a_correction_adds_or_removes_the_difference(piece, place):
    entrer(piece, place, 10)
    ajuster(piece, place, -4)
    mouvement = ajuster(piece, place, 1)
    assert niveau(piece, place) == ("7.000", "0.000")
    assert (mouvement.type, mouvement.quantite, mouvement.solde_apres) == ("ADJUST", 1, 7)


def test_a_correction_does_not_go_below_what_is_reserved(piece, place):
    entrer(piece, place, 10)
    reserver(new_id(), (piece, 7))
    with pytest.raises(StockInsuffisant):
        ajuster(piece, place, -4)


@pytest.mark.parametrize("type", ["IN", "OUT", "ADJUST", "TRANSFER"])
def test_an_unknown_place_is_named_by_its_field(piece, type):
    with pytest.raises(EmplacementInconnu) as refus:
        bouger(type, piece, new_id(), 1, vers=new_id() if type == "TRANSFER" else None)
    assert list(refus.value.data["errors"]) == ["emplacement_id"]


def test_an_unknown_destination_is_named_by_its_field(piece, place):
    entrer(piece, place, 1)
    with pytest.raises(EmplacementInconnu) as refus:
        transferer(piece, place, new_id(), 1)
    assert list(refus.value.data["errors"]) == ["emplacement_destination_id"]


def test_a_retired_piece_moves_no_more(piece, place):
    retirer_piece(piece_id=piece.id, version=2, acteur=ACTEUR)
    with pytest.raises(PieceRetiree):
        entrer(piece, place, 1)


def test_an_id_given_by_the_client_is_used_once(piece, place):
    chosen = new_id()
    assert entrer(piece, place, 1, id=chosen).id == chosen
    with pytest.raises(MouvementExistant):
        entrer(piece, place, 1, id=chosen)


def test_a_refusal_leaves_nothing(piece, place):
    entrer(piece, place, 1)
    before = (MouvementStock.objects.count(), len(messages("logs")))
    with pytest.raises(StockInsuffisant):
        sortir(piece, place, 2)
    assert (MouvementStock.objects.count(), len(messages("logs"))) == before


def test_every_row_tells_the_audit_log_who_did_it(piece, place):
    mouvement = entrer(piece, place, 2)
    [entree] = [data for _, data in messages("logs") if data["objet_id"] == str(mouvement.id)]
    assert (entree["action"], entree["module"], entree["user_email"], entree["ip"]) == (
        "creer",
        "mouvements",
        ACTEUR.email,
        ACTEUR.ip,
    )
    assert entree["apres"]["solde_apres"] == "2.000"


def test_a_batch_is_written_in_its_order(piece, place):
    other = une_piece()
    rows = enregistrer_mouvements(
        demandes=[
            demande("IN", piece, place, 5),
            demande("IN", other, place, 2),
            demande("OUT", piece, place, 3),
        ],
        acteur=ACTEUR,
    )
    assert [row.solde_apres for row in rows] == [5, 2, 2]
    assert [row.sequence for row in rows] == sorted(row.sequence for row in rows)
    assert (niveau(piece, place)[0], niveau(other, place)[0]) == ("2.000", "2.000")


def test_a_batch_is_all_or_nothing_and_tells_every_line_that_is_short(piece, place):
    entrer(piece, place, 5)
    lines = [
        demande("OUT", piece, place, 4),
        demande("OUT", piece, place, 2),
        demande("IN", piece, place, 1),
        demande("OUT", piece, place, 3),
    ]
    with pytest.raises(MouvementsRefuses) as refus:
        enregistrer_mouvements(demandes=lines, acteur=ACTEUR)
    short = [(line["index"], line["code"], line["disponible"]) for line in refus.value.data["lignes"]]
    assert short == [(1, "stock_insuffisant", "1.000"), (3, "stock_insuffisant", "2.000")]
    assert niveau(piece, place) == ("5.000", "0.000")


def test_an_exit_cannot_live_on_an_arrival_of_a_later_line(piece, place):
    lines = [demande("OUT", piece, place, 1), demande("IN", piece, place, 1)]
    with pytest.raises(MouvementsRefuses) as refus:
        enregistrer_mouvements(demandes=lines, acteur=ACTEUR)
    assert list(refus.value.refus) == [0]
    assert enregistrer_mouvements(demandes=lines[::-1], acteur=ACTEUR)[1].solde_apres == 0


def test_a_batch_names_the_lines_with_unknown_places_and_pieces(piece, place, service_des_pieces):
    unknown_place = Demande(piece_id=piece.id, type="IN", quantite=Decimal(1), emplacement_id=new_id())
    unknown_piece = Demande(piece_id=new_id(), type="IN", quantite=Decimal(1), emplacement_id=place.id)
    with pytest.raises(MouvementsRefuses) as refus:
        enregistrer_mouvements(
            demandes=[demande("IN", piece, place, 1), unknown_place, unknown_piece], acteur=ACTEUR
        )
    codes = [(line["index"], line["code"]) for line in refus.value.data["lignes"]]
    assert codes == [(1, "emplacement_inconnu"), (2, "piece_inconnue")]


def test_a_transfer_within_a_batch_needs_its_origin(piece, place):
    ailleurs = une_place()
    lines = [
        demande("IN", piece, place, 2),
        demande("TRANSFER", piece, place, 2, emplacement_destination_id=ailleurs.id),
        demande("OUT", piece, ailleurs, 2),
    ]
    rows = enregistrer_mouvements(demandes=lines, acteur=ACTEUR)
    assert [row.quantite for row in rows] == [2, -2, -2]
    assert niveau(piece, ailleurs) == ("0.000", "0.000")


def test_the_number_of_statements_does_not_grow_with_the_batch(piece, place, django_assert_max_num_queries):
    lines = [demande("IN", piece, place, 1) for _ in range(300)]
    with django_assert_max_num_queries(14):
        enregistrer_mouvements(demandes=lines, acteur=ACTEUR)


@pytest.mark.parametrize(("act", "statements"), [(entrer, 6), (sortir, 6)])
def test_one_movement_takes_six_statements(piece, place, act, statements, django_assert_num_queries):
    entrer(piece, place, 10)
    with django_assert_num_queries(statements + 2):  # in a test: SAVEPOINT and RELEASE
        act(piece, place, 1)


def test_an_id_given_to_two_lines_of_a_batch_is_refused_on_the_second(piece, place):
    id = new_id()
    lignes = [demande("IN", piece, place, 1, id=each) for each in (id, None, id, new_id())]
    with pytest.raises(MouvementsRefuses) as refus:
        enregistrer_mouvements(demandes=lignes, acteur=ACTEUR)
    assert [(each["index"], each["code"], each["id"]) for each in refus.value.data["lignes"]] == [
        (2, "mouvement_existant", id)
    ]
    assert niveau(piece, place)[0] == "0.000"


MAXIMUM = "99999999999.999"


def test_more_of_a_piece_than_a_number_holds_is_refused_by_line(piece, place):
    ailleurs, autre = une_place(), une_piece()
    entrer(piece, place, MAXIMUM)
    lignes = [
        demande("OUT", piece, place, 1),
        demande("IN", piece, ailleurs, 1),  # as many as left
        demande("IN", autre, ailleurs, 5),
        demande("IN", piece, ailleurs, "0.001"),
        demande("TRANSFER", piece, place, 1, emplacement_destination_id=ailleurs.id),
    ]
    with pytest.raises(MouvementsRefuses) as refus:
        enregistrer_mouvements(demandes=lignes, acteur=ACTEUR)
    [ligne] = refus.value.data["lignes"]
    assert (ligne["index"], ligne["code"], list(ligne["errors"])) == (3, "stock_trop_grand", ["quantite"])
    assert ligne["maximum"] == MAXIMUM
    enregistrer_mouvements(demandes=[*lignes[:3], lignes[4]], acteur=ACTEUR)
    assert (niveau(piece, ailleurs)[0], str(total(piece).quantite)) == ("2.000", MAXIMUM)


def test_what_only_passes_through_too_much_is_refused_as_well(piece, place):
    entrer(piece, place, MAXIMUM)
    lignes = [demande("IN", piece, place, 1), demande("OUT", piece, place, 2)]
    with pytest.raises(MouvementsRefuses) as refus:
        enregistrer_mouvements(demandes=lignes, acteur=ACTEUR)
    assert [each["index"] for each in refus.value.data["lignes"]] == [0]
    with pytest.raises(StockTropGrand):
        entrer(piece, une_place(), 1)
    with pytest.raises(StockTropGrand):
        recevoir(new_id(), place, (piece, 1, 1))
