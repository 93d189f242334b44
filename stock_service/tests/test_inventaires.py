"""Count sessions: what is expected is frozen, counted by several people, and posted once."""

from decimal import Decimal
from uuid import UUID

import pytest

from chassis.auth.actor import Actor
from chassis.errors import VersionMismatch
from chassis.identifiers import new_id
from config.parametres import INVENTAIRE_AUTRE_PERSONNE
from stock import approbations, comptages, inventaires
from stock.annulations import annuler_mouvement
from stock.comptages import Compte
from stock.emplacements import supprimer_emplacement
from stock.errors import (
    ApprobationParUnAutre,
    ComptagesDivergents,
    EcartsRefuses,
    EmplacementInconnu,
    HorsPerimetre,
    InventaireExistant,
    InventaireIntrouvable,
    InventaireTermine,
    InventaireTropGrand,
    InventaireVide,
    LigneIntrouvable,
    LignesNonComptees,
    PieceInconnue,
)
from stock.models import LigneInventaire, MouvementStock
from tests.monde import (
    ACTEUR,
    entrer,
    messages,
    niveau,
    reserver,
    retirer,
    sortir,
    total,
    transferer,
    une_piece,
    une_place,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("invariants")]

ANNE, LUC = (
    Actor(id=UUID(int=n), email=f"{name}@example.org", permissions=frozenset({"stock.inventorier"}))
    for n, name in ((1, "anne"), (2, "luc"))
)
CHEF = Actor(id=UUID(int=3), email="chef@example.org", permissions=frozenset({"stock.gerer"}))


def ouvrir(*places, pieces=(), **champs):
    return inventaires.ouvrir_inventaire(
        nom="Annuel",
        emplacement_ids=[place.id for place in places],
        piece_ids=[piece.id for piece in pieces],
        acteur=CHEF,
        **champs,
    )


def lignes(inventaire, acteur=CHEF) -> list[dict]:
    return inventaires.presenter(inventaires.lignes(inventaire.id, acteur=acteur), acteur=acteur)


def compter(inventaire, piece, place, quantite, acteur=ANNE):
    compte = Compte(piece_id=piece.id, emplacement_id=place.id, quantite=Decimal(quantite))
    return comptages.compter(inventaire_id=inventaire.id, comptes=[compte], acteur=acteur)[0]


def valider(inventaire, acteur=CHEF, **champs):
    return approbations.valider_inventaire(inventaire_id=inventaire.id, acteur=acteur, **champs)


def test_what_is_there_when_a_session_opens_is_what_it_expects(piece, place):
    dedans, ailleurs, autre = une_place(parent_id=place.id), une_place(), une_piece()
    entrer(piece, place, 10)
    entrer(piece, dedans, 4)
    entrer(autre, dedans, 1)
    entrer(piece, ailleurs, 7)
    session = ouvrir(place)
    sortir(piece, place, 3)
    found = {(each["piece_id"], each["emplacement_id"]): each["attendu"] for each in lignes(session)}
    assert found == {(piece.id, place.id): 10, (piece.id, dedans.id): 4, (autre.id, dedans.id): 1}
    assert {each["emplacement_id"] for each in lignes(ouvrir(pieces=[piece]))} == {
        place.id,
        dedans.id,
        ailleurs.id,
    }


def test_pieces_named_at_places_named_are_counted_also_where_there_are_none(piece, place):
    autre = une_piece()
    entrer(autre, place, 1)
    [ligne] = lignes(ouvrir(place, pieces=[piece]))
    assert (ligne["piece_id"], ligne["attendu"], ligne["etat"]) == (piece.id, 0, "a_compter")


def test_a_session_of_nothing_of_too_much_or_of_what_nobody_knows(
    piece, place, monkeypatch, service_des_pieces
):
    with pytest.raises(InventaireVide):
        ouvrir(place)
    with pytest.raises(PieceInconnue):
        inventaires.ouvrir_inventaire(nom="X", emplacement_ids=[], piece_ids=[new_id()], acteur=CHEF)
    with pytest.raises(EmplacementInconnu):
        inventaires.ouvrir_inventaire(nom="X", emplacement_ids=[new_id()], piece_ids=[], acteur=CHEF)
    for _ in range(3):
        entrer(une_piece(), place, 1)
    monkeypatch.setattr(inventaires, "MAX_LIGNES", 2)
    with pytest.raises(InventaireTropGrand) as refus:
        ouvrir(place)
    assert refus.value.data == {"lignes": 3, "maximum": 2}


def test_the_same_session_is_not_opened_twice(piece, place):
    entrer(piece, place, 1)
    session = ouvrir(place)
    with pytest.raises(InventaireExistant):
        ouvrir(place, id=session.id)


def test_a_difference_is_posted_though_movements_went_on(piece, place):
    entrer(piece, place, 10, cout_unitaire=Decimal("2.00"))
    session = ouvrir(place)
    sortir(piece, place, 4)  # after what is expected was frozen
    entrer(piece, place, 2, cout_unitaire=Decimal("2.00"))
    compter(session, piece, place, 9)
    session, combien = valider(session)
    assert (session.etat, combien) == ("valide", 1)
    assert niveau(piece, place) == ("7.000", "0.000")  # 10 - 4 + 2, and one is missing
    row = MouvementStock.objects.get(type="ADJUST")
    assert (row.quantite, row.valeur, row.inventaire_id) == (-1, -2, session.id)
    assert row.reference_externe == session.reference
    [ligne] = lignes(session)
    assert (ligne["ecart"], ligne["valeur_ecart"]) == (-1, -2)
    assert total(piece).valeur == 14


def test_what_two_open_sessions_miss_is_corrected_once(piece, place):
    entrer(piece, place, 5)
    une, autre = ouvrir(place), ouvrir(pieces=[piece])
    compter(une, piece, place, 7)
    compter(autre, piece, place, 7)
    assert (valider(une)[1], valider(autre)[1]) == (1, 0)
    assert niveau(piece, place)[0] == "7.000"


def test_a_correction_moves_what_open_sessions_expect_and_a_movement_does_not(piece, place):
    entrer(piece, place, 5)
    une, autre, finie = ouvrir(place), ouvrir(place), ouvrir(place)
    inventaires.annuler_inventaire(inventaire_id=finie.id, acteur=CHEF)
    sortir(piece, place, 1)
    compter(une, piece, place, 2)  # before the exit: three are missing
    valider(une)
    attendus = [lignes(each)[0]["attendu"] for each in (une, autre, finie)]
    assert attendus == [5, 2, 5]
    compter(autre, piece, place, 2)
    assert valider(autre)[1] == 0
    assert niveau(piece, place)[0] == "1.000"


def test_what_two_sessions_find_unexpected_is_added_once_also_when_counted_later(piece, place):
    entrer(piece, place, 1)
    une, autre, derniere = ouvrir(place), ouvrir(place), ouvrir(place)
    trouvee = une_piece()
    compter(une, trouvee, place, 3)
    compter(autre, trouvee, place, 3)
    valider(une, non_comptees="ignorer")
    ligne = compter(derniere, trouvee, place, 3)
    assert (ligne["attendu"], ligne["trouvee"]) == (3, True)
    for session in (autre, derniere):
        assert valider(session, non_comptees="ignorer")[1] == 0
    assert niveau(trouvee, place)[0] == "3.000"


def test_a_correction_taken_back_is_no_longer_expected(piece, place):
    entrer(piece, place, 5)
    une, autre = ouvrir(place), ouvrir(place)
    compter(une, piece, place, 7)
    valider(une)
    annuler_mouvement(mouvement_id=MouvementStock.objects.get(inventaire=une).id, acteur=CHEF)
    compter(autre, piece, place, 7)
    assert valider(autre)[1] == 1
    assert niveau(piece, place)[0] == "7.000"


def test_a_correction_that_another_session_posted_is_a_later_version(piece, place):
    entrer(piece, place, 5)
    une, autre, ailleurs = ouvrir(place), ouvrir(place), ouvrir(une_place(), pieces=[piece])
    compter(une, piece, place, 7)
    valider(une)
    versions = [inventaires.lire_inventaire(each.id, acteur=CHEF).version for each in (autre, ailleurs)]
    assert versions == [2, 1]


def test_what_agrees_posts_nothing(piece, place):
    entrer(piece, place, 10)
    session = ouvrir(place)
    compter(session, piece, place, 10)
    assert valider(session)[1] == 0
    assert not MouvementStock.objects.filter(type="ADJUST").exists()


def test_what_is_found_where_none_was_expected_is_added(piece, place):
    entrer(piece, place, 1)
    trouvee = une_piece(prix_achat="4.00")
    session = ouvrir(place)
    ligne = compter(session, trouvee, place, 3)
    assert (ligne["trouvee"], ligne["attendu"], ligne["ecart"]) == (True, 0, 3)
    compter(session, piece, place, 1)
    valider(session)
    assert (niveau(trouvee, place)[0], total(trouvee).valeur) == ("3.000", 12)


def test_what_is_missing_of_what_cost_nothing_is_not_said_to_have_cost_anything(piece, place):
    entrer(piece, place, 3, cout_unitaire=Decimal(0))
    inventaire = ouvrir(place)
    compter(inventaire, piece, place, 2)
    valider(inventaire)
    [mouvement] = MouvementStock.objects.filter(inventaire=inventaire)
    assert (mouvement.quantite, mouvement.cout_unitaire, mouvement.valeur) == (-1, 0, 0)


def test_a_difference_is_worth_what_its_posting_says(piece, place):
    entrer(piece, place, 100_000, cout_unitaire=Decimal("0.33"))
    entrer(piece, place, 200_000, cout_unitaire=Decimal("0.34"))
    inventaire = ouvrir(place)
    compter(inventaire, piece, place, 1)
    [ligne] = lignes(inventaire)
    [chiffres] = inventaires.avec_chiffres([inventaire], acteur=CHEF)
    valider(inventaire)
    [mouvement] = MouvementStock.objects.filter(inventaire=inventaire)
    attendue = Decimal("-101000") + Decimal("101000") / 300_000
    assert abs(mouvement.valeur - attendue) < Decimal("0.000001")
    assert ligne["valeur_ecart"] == mouvement.valeur
    assert chiffres.valeur_ecarts == round(mouvement.valeur, 2)


def test_only_what_is_in_the_session_is_counted(piece, place, service_des_pieces):
    ailleurs = une_place()
    entrer(piece, place, 1)
    session = ouvrir(place)
    with pytest.raises(HorsPerimetre) as refus:
        compter(session, piece, ailleurs, 1)
    assert refus.value.data == {"index": 0}
    with pytest.raises(HorsPerimetre):
        compter(ouvrir(place, pieces=[piece]), une_piece(), place, 1)
    unknown = Compte(ligne_id=new_id(), quantite=Decimal(1))
    with pytest.raises(LigneIntrouvable):
        comptages.compter(inventaire_id=session.id, comptes=[unknown], acteur=ANNE)
    nobodys = Compte(piece_id=new_id(), emplacement_id=place.id, quantite=Decimal(1))
    with pytest.raises(PieceInconnue):
        comptages.compter(inventaire_id=session.id, comptes=[nobodys], acteur=ANNE)
    with pytest.raises(InventaireIntrouvable):
        inventaires.lire_inventaire(new_id(), acteur=CHEF)
    with pytest.raises(InventaireIntrouvable):
        inventaires.annuler_inventaire(inventaire_id=new_id(), acteur=CHEF)


def test_counters_who_disagree_leave_it_to_a_decision(piece, place):
    entrer(piece, place, 10)
    session = ouvrir(place)
    compter(session, piece, place, 9)
    ligne = compter(session, piece, place, 8, acteur=LUC)
    assert (ligne["etat"], ligne["retenu"], len(ligne["comptages"])) == ("divergente", None, 2)
    with pytest.raises(ComptagesDivergents) as refus:
        valider(session)
    assert refus.value.data == {"nombre": 1, "lignes": [ligne["id"]]}
    assert inventaires.lire_inventaire(session.id, acteur=CHEF).divergentes == 1
    valider(session, decisions=[(ligne["id"], Decimal("8.5"))])
    assert niveau(piece, place)[0] == "8.500"


def test_a_second_count_of_a_person_takes_the_place_of_the_first(piece, place):
    entrer(piece, place, 10)
    session = ouvrir(place)
    compter(session, piece, place, 9)
    compter(session, piece, place, 7, acteur=LUC)
    ligne = compter(session, piece, place, 9, acteur=LUC)
    assert (ligne["etat"], ligne["retenu"], len(ligne["comptages"])) == ("comptee", 9, 2)


def test_lines_nobody_counted_are_refused_ignored_or_empty(piece, place):
    entrer(piece, place, 10)
    with pytest.raises(LignesNonComptees) as refus:
        valider(ouvrir(place))
    assert refus.value.data == {"nombre": 1}
    assert valider(ouvrir(place), non_comptees="ignorer")[1] == 0
    assert niveau(piece, place)[0] == "10.000"
    assert valider(ouvrir(place), non_comptees="zero")[1] == 1
    assert niveau(piece, place)[0] == "0.000"


def test_whoever_counted_does_not_approve_unless_it_is_allowed(piece, place, monkeypatch):
    entrer(piece, place, 10)
    session = ouvrir(place)
    compter(session, piece, place, 9, acteur=CHEF)
    with pytest.raises(ApprobationParUnAutre):
        valider(session)
    monkeypatch.setattr("chassis.live_config._values", {INVENTAIRE_AUTRE_PERSONNE.key: False})
    assert valider(session)[1] == 1


def test_a_difference_that_is_gone_or_reserved_refuses_the_whole(piece, place):
    autre = une_piece()
    entrer(piece, place, 10)
    entrer(autre, place, 10)
    session = ouvrir(place)
    compter(session, piece, place, 4)
    compter(session, autre, place, 11)
    sortir(piece, place, 5)
    reserver(new_id(), (piece, 3))
    with pytest.raises(EcartsRefuses) as refus:
        valider(session)
    [ligne] = refus.value.data["lignes"]
    assert (ligne["code"], ligne["disponible"], ligne["demande"]) == ("stock_insuffisant", "2.000", "6.000")
    assert (ligne["piece_id"], ligne["emplacement_id"]) == (piece.id, place.id)
    assert niveau(autre, place)[0] == "10.000"
    assert inventaires.lire_inventaire(session.id, acteur=CHEF).etat == "en_cours"


def test_a_piece_or_a_place_gone_meanwhile_refuses_its_difference(piece, place):
    vers = une_place()
    entrer(piece, place, 1)
    session = ouvrir(place)
    compter(session, piece, place, 5)
    transferer(piece, place, vers, 1)
    supprimer_emplacement(emplacement_id=place.id, acteur=ACTEUR)
    with pytest.raises(EcartsRefuses) as refus:
        valider(session)
    assert refus.value.data["lignes"][0]["code"] == "emplacement_inconnu"
    sortir(piece, vers, 1)
    retirer(piece)
    with pytest.raises(EcartsRefuses) as refus:
        valider(session)
    assert refus.value.data["lignes"][0]["code"] == "piece_retiree"


def test_a_session_that_is_over_stays_over(piece, place):
    entrer(piece, place, 1)
    session = ouvrir(place)
    inventaires.annuler_inventaire(inventaire_id=session.id, acteur=ANNE)
    for act in (
        lambda: compter(session, piece, place, 1),
        lambda: valider(session),
        lambda: inventaires.annuler_inventaire(inventaire_id=session.id, acteur=ANNE),
    ):
        with pytest.raises(InventaireTermine) as refus:
            act()
        assert refus.value.data == {"etat": "annule"}


def test_a_session_read_before_it_changed_is_not_approved(piece, place):
    entrer(piece, place, 1)
    with pytest.raises(VersionMismatch):
        valider(ouvrir(place), version=7)


def test_a_session_counted_in_after_it_was_read_is_not_approved(piece, place):
    entrer(piece, place, 10)
    session = ouvrir(place)
    compter(session, piece, place, 9)
    lue = inventaires.lire_inventaire(session.id, acteur=CHEF).version
    compter(session, piece, place, 4)
    with pytest.raises(VersionMismatch) as refus:
        valider(session, version=lue)
    assert niveau(piece, place)[0] == "10.000"
    valider(session, version=refus.value.data["version"])
    assert niveau(piece, place)[0] == "4.000"


def test_a_blind_session_hides_what_is_expected_from_who_only_counts(piece, place):
    entrer(piece, place, 10)
    session = ouvrir(place, aveugle=True)
    compter(session, piece, place, 9, acteur=LUC)
    seen = compter(session, piece, place, 8)
    assert (seen["attendu"], seen["ecart"], seen["valeur_ecart"], seen["retenu"]) == (None,) * 4
    assert [each.user_id for each in seen["comptages"]] == [ANNE.id]
    assert inventaires.lire_inventaire(session.id, acteur=ANNE).ecarts is None
    [seen] = lignes(session)
    assert (seen["attendu"], len(seen["comptages"])) == (10, 2)
    valider(session, decisions=[(seen["id"], Decimal(9))])
    [seen] = lignes(session, acteur=ANNE)
    assert (seen["attendu"], seen["ecart"]) == (10, -1)


def test_what_was_done_is_in_the_audit_log(piece, place):
    entrer(piece, place, 10)
    session = ouvrir(place)
    compter(session, piece, place, 9)
    valider(session)
    told = [data for _, data in messages("logs") if data["module"] == "inventaires"]
    assert [each["action"] for each in told] == ["ouvrir", "compter", "valider"]
    assert told[1]["apres"]["comptes"] == [f"9.000 {piece} ({place.code})"]


URL = "/api/stock/inventaires/"


def test_a_session_over_http(api, piece, place, django_assert_num_queries):
    client = api("stock.lire", "stock.inventorier")
    chef = api("stock.lire", "stock.gerer", sub=str(new_id()))
    entrer(piece, place, 10)
    created = client.post(URL, {"nom": "Été", "emplacement_ids": [str(place.id)], "aveugle": True})
    assert created.status_code == 201, created.content
    session = created.json()
    assert session == {
        "id": session["id"],
        "reference": session["reference"],
        "nom": "Été",
        "etat": "en_cours",
        "aveugle": True,
        "emplacement_ids": [str(place.id)],
        "piece_ids": [],
        "notes": "",
        "lignes": 1,
        "comptees": 0,
        "divergentes": 0,
        "ecarts": None,
        "valeur_ecarts": None,
        "version": 1,
        "cree_par": {"id": "01920000-0000-7000-8000-000000000001", "email": "test@example.org"},
        "cree_le": session["cree_le"],
        "valide_par": None,
        "valide_le": None,
        "annule_par": None,
        "annule_le": None,
    }
    url = f"{URL}{session['id']}/"
    [ligne] = client.get(f"{url}lignes/", {"search": "ecrou"}).json()["results"]
    assert (ligne["attendu"], ligne["piece"]["reference"]) == (None, piece.reference)
    counted = client.post(
        f"{url}lignes/", {"lignes": [{"ligne_id": ligne["id"], "quantite": "9", "note": "?"}]}
    )
    assert counted.status_code == 201
    assert counted.json()["lignes"][0]["comptages"][0]["quantite"] == "9.000"
    assert client.get(f"{url}lignes/?etat=ecart").json()["count"] == 0  # it would tell what is hidden
    assert chef.get(f"{url}lignes/?etat=ecart").json()["count"] == 1
    with django_assert_num_queries(3):
        assert (
            chef.get(URL, {"search": session["reference"]}).json()["results"][0]["valeur_ecarts"] == "-2.00"
        )
    with django_assert_num_queries(4):
        chef.get(f"{url}lignes/")
    sheet = client.get(f"{url}lignes/?format=csv")
    assert sheet["Content-Type"].startswith("text/csv")
    assert f"{piece.reference};{piece.nom}" in b"".join(sheet.streaming_content).decode()
    assert chef.post(f"{url}valider/", {}, headers={"If-Match": '"1"'}).status_code == 412  # before the count
    done = chef.post(f"{url}valider/", {}, headers={"If-Match": '"2"'}).json()
    assert (done["etat"], done["mouvements"], done["ecarts"], done["valeur_ecarts"]) == (
        "valide",
        1,
        1,
        "-2.00",
    )
    assert chef.get(url).json()["valide_par"]["email"] == "test@example.org"
    assert client.post(f"{url}annuler/").json()["code"] == "inventaire_termine"
    found = client.get("/api/stock/movements/", {"inventaire_id": session["id"]}).json()["results"]
    assert [each["quantite"] for each in found] == ["-1.000"]


LIGNE, AUTRE = ({"ligne_id": str(new_id()), "quantite": "1"} for _ in range(2))
LIEU = {"piece_id": str(new_id()), "emplacement_id": str(new_id()), "quantite": "1"}


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("", {"nom": "X"}, "emplacement_ids"),
        ("", {"nom": "", "piece_ids": []}, "nom"),
        ("", {"nom": "X", "piece_ids": ["x"]}, "piece_ids.0"),
        ("", {"nom": "X", "emplacement_ids": [str(new_id())], "autre": 1}, "autre"),
        ("{id}/lignes/", {"lignes": []}, "lignes"),
        ("{id}/lignes/", {"lignes": [{"quantite": "1"}]}, "lignes.0.ligne_id"),
        ("{id}/lignes/", {"lignes": [{"ligne_id": str(new_id()), "quantite": "-1"}]}, "lignes.0.quantite"),
        ("{id}/valider/", {"non_comptees": "x"}, "non_comptees"),
        ("{id}/valider/", {"decisions": [{"ligne_id": "x", "quantite": "1"}]}, "decisions.0.ligne_id"),
        ("{id}/valider/", {"decisions": [LIGNE, AUTRE, LIGNE | {"quantite": "2"}]}, "decisions.2.ligne_id"),
        ("{id}/lignes/", {"lignes": [AUTRE, LIGNE, LIGNE]}, "lignes.2.ligne_id"),
        ("{id}/lignes/", {"lignes": [LIGNE, LIEU, LIEU]}, "lignes.2.piece_id"),
        ("{id}/annuler/", {"x": 1}, "x"),
    ],
)
def test_bad_input_names_its_field(client, piece, place, path, body, field):
    entrer(piece, place, 1)
    response = client.post(URL + path.format(id=ouvrir(place).id), body)
    assert (response.status_code, list(response.json()["errors"])) == (400, [field])


def test_a_large_session_takes_few_statements(place, django_assert_max_num_queries):
    pieces = [une_piece() for _ in range(40)]
    for each in pieces:
        entrer(each, place, 1)
    session = ouvrir(place)
    comptes = [
        Compte(ligne_id=ligne_id, quantite=Decimal(2))
        for ligne_id in LigneInventaire.objects.values_list("id", flat=True)
    ]
    with django_assert_max_num_queries(14):
        comptages.compter(inventaire_id=session.id, comptes=comptes, acteur=ANNE)
    with django_assert_max_num_queries(18):
        assert valider(session)[1] == 40
