"""Search in the audit log, by beginnings of words and by changed fields; and reading it by cursor."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from chassis.identifiers import new_id
from chassis.testing.contracts import load
from journal.logs import Envoi, consigner_logs, lister_logs, visibles
from journal.models import AnnotationLog, Log, MotConnu
from journal.recherche import SUITES, contient_mots, mots

pytestmark = pytest.mark.django_db
LOGS = "/api/logs/"
EXAMPLE = load("messages/logs.create")["example"]


@pytest.fixture
def lecteur(api):
    return api("logs.lire")


def ids(answer):
    assert answer.status_code == 200, answer.json()
    return [row["id"] for row in answer.json()["results"]]


def test_words_are_kept_once_whole_and_in_their_parts():
    kept = mots("Le magasinier@example.org a modifié « PC-000001 ».", ["nom"]).split()
    assert kept == [
        "#nom",
        "magasinier@example.org",
        "magasinier",
        "example",
        "org",
        "modifie",
        "pc-000001",
        "pc",
        "000001",
    ]


@pytest.mark.parametrize(
    "search",
    [
        "pc-0000",
        "000001",
        "ECROU",
        "écrou",
        "magas",
        "admin@exa",
        "modifie ecrou",
        "l'écrou",
        "changed",
        "d'inox",
        "\\ é'c",
    ],
)
def test_the_beginnings_of_words_find_an_entry(lecteur, consigner, search):
    wanted = consigner(
        action="modifier", libelle="PC-000001 L'écrou d'inox \\ É'c", user_email="admin@example.org",
        avant={"nom": "magasin"}, apres={"nom": "a"},
    )  # fmt: skip
    consigner(libelle="Autre", action="supprimer", user_email="x@y.z")
    assert ids(lecteur.get(LOGS, {"search": search})) == [str(wanted.id)]


@pytest.mark.parametrize("search", ["crou", "ecrou boulon", "é)|('x", "ecrou & !vis"])
def test_what_begins_no_word_finds_nothing(lecteur, consigner, search):
    consigner(libelle="Écrou", action="modifier", avant={"nom": "a"}, apres={"nom": "b"})
    assert ids(lecteur.get(LOGS, {"search": search})) == []


@pytest.mark.parametrize("search", ["", " ", "«", "la", "!", "'"])
def test_without_a_word_everything_is_there(lecteur, consigner, search):
    log = consigner()
    assert ids(lecteur.get(LOGS, {"search": search})) == [str(log.id)]


def test_very_long_texts_can_be_logged_and_found(lecteur, consigner):
    log = consigner(libelle="début " + "é" * 5_000 + " " + " ".join(f"mot{n}" for n in range(5_000)))
    assert ids(lecteur.get(LOGS, {"search": "debut"})) == [str(log.id)]
    assert ids(lecteur.get(LOGS, {"search": "é" * 150})) == [str(log.id)]


def test_a_changed_field_is_a_filter(lecteur, consigner):
    changed = consigner(action="modifier", avant={"nom": "a", "x": 1}, apres={"nom": "b", "x": 1})
    consigner(action="modifier", avant={"nom": "a", "prix": 1}, apres={"nom": "a", "prix": 2})
    consigner(apres={"nom": "b"})
    assert ids(lecteur.get(LOGS, {"champ": "nom"})) == [str(changed.id)]
    assert ids(lecteur.get(LOGS, {"champ": "x"})) == []


@pytest.mark.parametrize("part", ["MARTIN", "martin@", "@usine", "in@us"])
def test_a_part_of_the_address_is_a_filter(lecteur, consigner, part):
    wanted = consigner(user_email="martin@usine.example")
    consigner(user_email="durand@example.org")
    consigner(user_email="")
    assert ids(lecteur.get(LOGS, {"user_email": part})) == [str(wanted.id)]


def test_signs_of_patterns_in_an_address_mean_themselves(lecteur, consigner):
    consigner(user_email="martin@usine.example")
    for part in ("%%", "__", "m%n", "\\\\"):
        assert ids(lecteur.get(LOGS, {"user_email": part})) == []


def test_the_address_and_what_was_annotated_are_filters(lecteur, consigner):
    here, there = consigner(ip="203.0.113.1"), consigner(ip="203.0.113.2")
    AnnotationLog.objects.create(log=there, texte="vu")
    assert ids(lecteur.get(LOGS, {"ip": "203.0.113.1"})) == [str(here.id)]
    assert ids(lecteur.get(LOGS, {"annote": "true"})) == [str(there.id)]
    assert ids(lecteur.get(LOGS, {"annote": "false"})) == [str(here.id)]


def test_the_filters_offer_what_there_is_in_words(lecteur, consigner):
    consigner(module="pieces", action="creer")
    consigner(service="stock_service", module="murs", action="peindre")
    assert lecteur.get(f"{LOGS}valeurs/").json() == {
        "services": ["pieces_service", "stock_service"],
        "modules": [
            {"code": "murs", "fr": "murs", "en": "murs"},
            {"code": "pieces", "fr": "pièce", "en": "part"},
        ],
        "actions": [
            {"code": "creer", "fr": "a créé", "en": "created"},
            {"code": "peindre", "fr": "peindre", "en": "peindre"},
        ],
    }


def test_the_timeline_may_keep_to_one_module(lecteur, consigner):
    objet = str(new_id())
    piece = consigner(objet_id=objet, module="pieces")
    consigner(objet_id=objet, module="seuils")
    assert len(ids(lecteur.get(f"{LOGS}objets/{objet}/"))) == 2
    assert ids(lecteur.get(f"{LOGS}objets/{objet}/", {"module": "pieces"})) == [str(piece.id)]


def test_the_timeline_may_be_searched(lecteur, consigner):
    objet = str(new_id())
    wanted = consigner(objet_id=objet, libelle="Écrou")
    consigner(objet_id=objet, libelle="Vis")
    consigner(libelle="Écrou")
    assert ids(lecteur.get(f"{LOGS}objets/{objet}/", {"search": "ecro"})) == [str(wanted.id)]
    assert lecteur.get(f"{LOGS}objets/{objet}/", {"search": "x" * 201}).status_code == 400


def test_an_object_whose_name_holds_a_slash_has_its_timeline(lecteur, consigner):
    log = consigner(module="configuration", objet_id="stock_service/reservation_heures")
    consigner(objet_id="stock_service")
    url = f"{LOGS}objets/stock_service/reservation_heures/"
    assert ids(lecteur.get(url)) == ids(lecteur.get(url.rstrip("/"))) == [str(log.id)]


def test_entries_of_one_moment_are_all_read_once_in_both_directions(lecteur):
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    late = Envoi(new_id(), "pieces_service", moment - timedelta(hours=1), [EXAMPLE])
    logs = consigner_logs([Envoi(new_id(), "pieces_service", moment, [EXAMPLE] * 7), late])
    expected = [str(log.id) for log in [*reversed(logs[:7]), logs[7]]]
    url, read = f"{LOGS}?page_size=3", []
    while url:
        answer = lecteur.get(url)
        read, last = read + ids(answer), answer
        url = answer.json()["next"]
    assert read == expected
    before = lecteur.get(last.json()["previous"])
    assert ids(before) == expected[3:6]
    first = lecteur.get(before.json()["previous"])
    assert (ids(first), first.json()["previous"]) == (expected[:3], None)


def test_a_page_stays_where_it_is_while_entries_arrive(lecteur, consigner):
    old = [str(consigner().id) for _ in range(4)]
    first = lecteur.get(LOGS, {"page_size": 2}).json()
    consigner()
    assert ids(lecteur.get(first["next"])) == [old[1], old[0]]


def test_an_empty_log_has_no_neighbours(lecteur):
    assert lecteur.get(LOGS).json() == {"next": None, "previous": None, "results": []}


@pytest.mark.parametrize(
    "filtres",
    [
        {"objet_id": "x"},
        {"user_id": "01930000-0000-7000-8000-0000000000aa"},
        {"service": "x"},
        {"module": "x"},
        {"action": "x"},
        {"module": "x", "action": "y"},
        {"ip": "x"},
        {"request_id": "x"},
        {"user_email": "x"},
        {},
    ],
)
def test_every_filter_finds_its_newest_entries_in_an_index(filtres):
    """No sort, no reading of the whole: the plan of PostgreSQL when sequential scans cost too much."""
    logs = visibles(lister_logs().filter(**filtres))[:26]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        sql, params = logs.query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Sort" not in plan, plan
    assert "Index Scan using logs_" in plan, plan


def test_a_beginning_of_few_words_is_searched_as_these_words(consigner):
    """Of whole words PostgreSQL skips in the frequent ones; a beginning it gathers whole."""
    consigner(libelle="Écrou à œillet", action="modifier")
    consigner(libelle="Écrouissage")
    requete = str(Log.objects.filter(contient_mots("ecrou modif")).query)
    assert "('ecrou' | 'ecrouissage') & ('modifie')" in requete.replace("''", "'")


@pytest.mark.parametrize("nombre", [SUITES - 1, SUITES, SUITES + 1, 3 * SUITES])
def test_a_beginning_of_many_words_finds_them_all(lecteur, consigner, nombre):
    for debut in range(0, nombre, 20):
        fin = min(debut + 20, nombre)
        consigner(libelle=" ".join(f"mot{numero}" for numero in range(debut, fin)))
    trouves = lecteur.get(LOGS, {"search": "mot", "page_size": 200}).json()["results"]
    assert len(trouves) == -(-nombre // 20)
    assert ids(lecteur.get(LOGS, {"search": f"mot{nombre - 1}"}))


def test_a_beginning_of_many_words_beside_another_word_begins_words_too(lecteur, consigner):
    for debut in range(0, SUITES + 1, 50):
        consigner(libelle=" ".join(f"mot{numero}" for numero in range(debut, debut + 50)))
    wanted = consigner(libelle="mot7 écrou")
    consigner(libelle="démot écrou")
    assert ids(lecteur.get(LOGS, {"search": "mot ecrou"})) == [str(wanted.id)]
    assert ids(lecteur.get(LOGS, {"search": "mot inconnu"})) == []


def test_a_word_that_nobody_wrote_is_looked_for_in_the_index_too(consigner):
    """Among the rows that another word finds it would be looked for in vain, and in all of them."""
    consigner(libelle="Écrou")
    requete = str(Log.objects.filter(contient_mots("ecrou inconnu")).query).replace("''", "'")
    assert "('ecrou') & 'inconnu':*" in requete


def test_a_word_that_nobody_kept_is_found_all_the_same(lecteur, consigner):
    log = consigner(libelle="Écrou")
    MotConnu.objects.all().delete()
    assert ids(lecteur.get(LOGS, {"search": "ecr"})) == [str(log.id)]


def test_words_are_found_in_an_index():
    logs = Log.objects.filter(contient_mots("ecrou"))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        sql, params = logs.query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", params)
        assert "logs_par_mot" in "\n".join(row[0] for row in cursor.fetchall())
