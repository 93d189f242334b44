"""The audit log as a file for a spreadsheet."""

import csv
import io

import openpyxl
import pytest

from chassis.models import OutboxMessage
from chassis.testing.contracts import check, load
from journal import export
from journal.models import AnnotationLog

pytestmark = pytest.mark.django_db
EXPORT = "/api/logs/export/"


@pytest.fixture
def lecteur(api):
    return api("logs.lire")


def read_csv(answer) -> list[dict]:
    assert answer.status_code == 200, answer.content
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_what_the_filters_leave_is_in_the_file(lecteur, consigner):
    consigner(module="clients")
    wanted = consigner(module="pieces", action="modifier", avant={"nom": "a"}, apres={"nom": "b"})
    AnnotationLog.objects.create(log=wanted, texte="vu")
    answer = lecteur.get(EXPORT, {"module": "pieces", "search": "modif"})
    assert answer["Content-Disposition"].startswith('attachment; filename="logs-')
    [row] = read_csv(answer)
    assert row["Phrase"] == wanted.phrase
    assert (row["Changements"], row["Annotation"], row["Empreinte"]) == ('nom : "a" → "b"', "vu", wanted.hash)


def test_hidden_entries_are_left_out(lecteur, api, consigner):
    log = consigner()
    api("logs.gerer").delete(f"/api/logs/{log.id}/")
    assert read_csv(lecteur.get(EXPORT)) == []


def test_a_cell_that_would_be_a_formula_is_text(lecteur, consigner):
    consigner(libelle="=1+1")
    assert read_csv(lecteur.get(EXPORT))[0]["Libellé"] == "'=1+1"


def test_a_workbook_holds_the_same(lecteur, consigner):
    log = consigner()
    answer = lecteur.get(EXPORT, {"format": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    headings, row = book.active.iter_rows(values_only=True)
    assert list(headings) == list(export.ENTETES)
    assert row[1] == log.phrase


def test_taking_the_log_out_is_an_act_of_its_own(lecteur, consigner):
    consigner()
    lecteur.get(EXPORT, {"module": "pieces"})
    [told] = OutboxMessage.objects.get().body["data"]
    check(told, load("messages/logs.create")["data"])
    assert (told["action"], told["module"], told["libelle"]) == ("exporter", "logs", "module=pieces")


def test_long_files_are_read_by_pieces(lecteur, consigner, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("journal.curseur.PAR_LECTURE", 2)
    for _ in range(5):
        consigner()
    answer = lecteur.get(EXPORT)
    with django_assert_num_queries(3):
        assert len(read_csv(answer)) == 5


def test_too_much_is_refused_before_anything_is_sent(lecteur, consigner, monkeypatch):
    monkeypatch.setattr(export, "MAXIMUM", 2)
    for _ in range(3):
        consigner()
    answer = lecteur.get(EXPORT)
    assert (answer.status_code, answer.json()["code"], answer.json()["maximum"]) == (
        409,
        "export_trop_grand",
        2,
    )
    assert not OutboxMessage.objects.exists()
    assert len(read_csv(lecteur.get(EXPORT, {"action": "inconnue"}))) == 0


@pytest.mark.parametrize(("query", "field"), [({"format": "pdf"}, "format"), ({"libelle": "x"}, "libelle")])
def test_a_wrong_parameter_is_a_400_that_names_it(lecteur, query, field):
    answer = lecteur.get(EXPORT, query)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
