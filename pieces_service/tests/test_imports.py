"""Files of pieces: analysed, shown, applied; each line once, every mistake told at once."""

import gc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue import categories, lots, pieces, suppression
from catalogue.importation import analyse, application, tableau
from catalogue.importation.abandon import TENTATIVES_MAX
from catalogue.importation.conduite import conduire_imports
from catalogue.invariants import history_ends_at_the_version, last_message_is_the_piece
from catalogue.models import Categorie, Import, LigneImport, Piece
from chassis.identifiers import new_id
from tests.conftest import AUTRE_EAN, EAN
from tests.fichiers import URL, appliquer, csv, envoyer, envoyer_avec_bordure, importer, lignes, lire, xlsx
from tests.fichiers_abimes import chiffre, compresse_autrement, feuille_abimee, gonfle, sans_xml
from tests.outbox import donnees

pytestmark = pytest.mark.django_db

TROIS = csv("reference;nom;prix_vente", "A;Vis;1,50", "B;Écrou;2", ";Rondelle;0,05")


def test_a_file_is_shown_before_anything_changes_and_then_applied(gestion, creer):
    creer("B", "Ecrou")
    vue = importer(gestion, TROIS)
    assert (vue["etat"], vue["lignes"], vue["avancement"]) == ("analyse", 3, 1.0)
    assert (vue["a_creer"], vue["a_modifier"], vue["inchangees"], vue["en_erreur"]) == (2, 1, 0, 0)
    [changee] = lignes(gestion, vue, action="modifier")
    assert (changee["ligne"], changee["avant"]) == (3, {"nom": "Ecrou", "prix_vente": "0.00"})
    assert changee["apres"] == {"nom": "Écrou", "prix_vente": "2.00"}
    assert Piece.objects.count() == 1
    faite = appliquer(gestion, vue)
    assert (faite["etat"], faite["creees"], faite["modifiees"], faite["echouees"]) == ("termine", 2, 1, 0)
    assert list(Piece.objects.order_by("reference").values_list("nom", "version")) == [
        ("Vis", 1),
        ("Écrou", 2),
        ("Rondelle", 1),
    ]
    assert Piece.objects.get(nom="Rondelle").reference.startswith("PC-")


def test_imports_and_their_lines_are_searched_accents_and_case_aside(gestion):
    envoyer(gestion, TROIS, "Été 2026.csv")
    vue = importer(gestion, csv("reference;nom;prix_vente", "VIS-8;Écrou;1", "B;Rondelle;abc"))
    for cherche, noms in [("ete 2026", ["Été 2026.csv"]), ("PIECES", ["pieces.csv"]), ("absent", [])]:
        trouves = gestion.get(URL, {"search": cherche}).json()["results"]
        assert [un["fichier"] for un in trouves] == noms
    for cherche, numeros in [
        ("vis ecrou", [2]),
        ("rondelle", [3]),
        ("nombre attendu abc", [3]),
        ("message", []),
    ]:
        assert [ligne["ligne"] for ligne in lignes(gestion, vue, search=cherche)] == numeros
    assert [un["fichier"] for un in gestion.get(URL, {"ordering": "fichier"}).json()["results"]] == [
        "pieces.csv",
        "Été 2026.csv",
    ]


def test_a_file_sent_again_with_its_key_is_one_import(gestion):
    """A client that got no answer sends the same form, with another boundary between its parts."""
    cle = {"Idempotency-Key": "depot-1"}
    premier, second = (envoyer_avec_bordure(gestion, TROIS, bordure, headers=cle) for bordure in ("a1", "b2"))
    assert (premier.status_code, second.status_code) == (202, 202), second.content
    assert premier.json() == second.json()
    assert second["Idempotent-Replayed"] == "true"
    assert Import.objects.count() == 1
    autre = envoyer_avec_bordure(gestion, csv("reference;nom", "A;Vis"), "c3", headers=cle)
    assert (autre.status_code, autre.json()["code"]) == (422, "cle_reutilisee")


def test_mode_apply_applies_what_has_no_mistake_and_waits_otherwise(gestion):
    assert importer(gestion, TROIS, mode="apply")["etat"] == "termine"
    fautive = importer(gestion, csv("reference,nom,prix_vente", "C,Vis,x"), mode="apply")
    assert (fautive["etat"], fautive["en_erreur"]) == ("analyse", 1)
    assert Piece.objects.count() == 3


def test_the_same_file_again_changes_nothing(gestion):
    fichier = csv(
        "reference;nom;categorie;attribut:Ø;actif", "A;Vis;Visserie > Inox;8;non", "B;Écrou;Visserie;;oui"
    )
    importer(gestion, fichier, mode="apply")
    vue = importer(gestion, fichier)
    assert (vue["inchangees"], vue["a_creer"], vue["a_modifier"], vue["categories_a_creer"]) == (2, 0, 0, [])
    assert appliquer(gestion, vue)["etat"] == "termine"
    assert set(Piece.objects.values_list("version", flat=True)) == {1}


@pytest.mark.parametrize(
    "contenu",
    [
        csv("reference;nom;fabricant", "A;Écrou;Würth"),
        csv("reference,nom,fabricant", 'A,"Écrou",Würth'),
        csv("reference\tnom\tfabricant", "A\tÉcrou\tWürth"),
        csv("reference;nom;fabricant", "A;Écrou;Würth", encodage="utf-8-sig"),
        csv("reference;nom;fabricant", "A;Écrou;Würth", encodage="cp1252"),
        csv("Référence;NAME;  Marque ;", "A;Écrou;Würth;", ";;;", ""),
        xlsx(["reference", "nom", "fabricant"], ["A", "Écrou", "Würth"]),
        xlsx(["Fabricant", "Désignation", "SKU"], ["Würth", "Écrou", "A"], [None, None, None]),
    ],
    ids=["semicolons", "commas", "tabs", "bom", "cp1252", "headings of people", "xlsx", "other columns"],
)
def test_the_files_that_people_have_are_understood(gestion, contenu):
    assert importer(gestion, contenu, mode="apply")["etat"] == "termine"
    piece = Piece.objects.get()
    assert (piece.reference, piece.nom, piece.fabricant) == ("A", "Écrou", "Würth")


def test_cells_are_read_as_people_write_them(gestion):
    importer(
        gestion,
        xlsx(
            [
                "reference",
                "nom",
                "prix_achat",
                "prix_vente",
                "tva",
                "code_barres",
                "actif",
                "publie",
                "attribut:Ø",
            ],
            [1042, "'=Vis", "1 234,50 €", 2.5, "5,5 %", int(EAN), "Vrai", False, 8],
        ),
        mode="apply",
    )
    piece = Piece.objects.get()
    assert (piece.reference, piece.nom) == ("1042", "=Vis")
    assert (str(piece.prix_achat), str(piece.prix_vente), str(piece.taux_tva)) == ("1234.50", "2.50", "5.50")
    assert (piece.code_barres, piece.actif, piece.publie, piece.attributs) == (EAN, True, False, {"Ø": "8"})


def test_every_mistake_is_told_at_once_with_its_line_and_column(gestion, creer):
    creer("P", code_barres=EAN)
    vue = importer(
        gestion,
        csv(
            "reference;nom;prix_vente;actif;code_barres;taux_tva",
            "A;Vis;x;peut-être;123;200",
            "B;;1;oui;;",
            "A;Vis;-1;oui;;",
            f"C;Vis;1;oui;{EAN};",
            f"D;{'x' * 201};1,234;;;",
            "E;Vis;1;oui;;20",
        ),
    )
    assert [(e["ligne"], e["colonne"], e["champ"], e["code"]) for e in vue["erreurs"]] == [
        (2, "C", "prix_vente", "nombre_invalide"),
        (2, "D", "actif", "oui_non_attendu"),
        (2, "E", "code_barres", "code_barres_invalide"),
        (2, "F", "taux_tva", "trop_grand"),
        (3, "B", "nom", "requis"),
        (4, "C", "prix_vente", "trop_petit"),
        (4, "A", "reference", "reference_en_double"),
        (5, "E", "code_barres", "code_barres_existant"),
        (6, "B", "nom", "trop_long"),
        (6, "C", "prix_vente", "decimales"),
    ]
    assert all(e["message"] and e["message_en"] for e in vue["erreurs"])
    assert (vue["en_erreur"], vue["a_creer"]) == (5, 1)


@pytest.mark.parametrize("champ", ["nom", "unite", "categorie", "codes_fournisseurs"])
@pytest.mark.parametrize("lettre", ["\x07", "\ufffe"])
def test_a_cell_holds_no_character_that_the_form_would_refuse(gestion, champ, lettre):
    vue = importer(gestion, csv(f"reference;{champ}", f"A;a{lettre}b"))
    assert (champ, "valeur_invalide") in [(e["champ"], e["code"]) for e in vue["erreurs"]]


def test_lines_with_mistakes_are_left_out_only_when_that_is_asked_for(gestion):
    vue = importer(gestion, csv("reference;nom;prix_vente", "A;Vis;x", "B;Vis;1"))
    refus = gestion.post(f"{URL}{vue['id']}/apply/", {})
    assert (refus.status_code, refus.json()["code"], refus.json()["en_erreur"]) == (
        409,
        "import_avec_erreurs",
        1,
    )
    assert appliquer(gestion, vue, ignorer_erreurs=True)["creees"] == 1
    assert Piece.objects.get().reference == "B"


@pytest.mark.parametrize(
    ("entetes", "code", "colonne"),
    [
        ("reference;nom;couleur", "colonne_inconnue", "C"),
        ("reference;nom;Nom", "colonne_en_double", "C"),
        ("prix_vente;actif;publie", "colonne_manquante", ""),
    ],
)
def test_a_heading_that_is_not_understood_is_a_mistake_of_line_1(gestion, entetes, code, colonne):
    [erreur] = importer(gestion, csv(entetes, ";;"))["erreurs"]
    assert (erreur["ligne"], erreur["code"], erreur["colonne"]) == (1, code, colonne)


def test_a_piece_is_found_by_its_barcode_when_no_reference_is_given(gestion, creer):
    creer("A", code_barres=EAN)
    importer(gestion, csv("code_barres;nom", f"{EAN};Nouveau nom", f"{AUTRE_EAN};Autre"), mode="apply")
    assert dict(Piece.objects.values_list("code_barres", "nom")) == {EAN: "Nouveau nom", AUTRE_EAN: "Autre"}


def test_one_piece_named_twice_is_a_mistake(gestion, creer):
    creer("A", code_barres=EAN)
    vue = importer(gestion, csv("reference;code_barres;nom", "A;;Un", f";{EAN};Deux"))
    assert [(e["ligne"], e["code"]) for e in vue["erreurs"]] == [(3, "reference_en_double")]


def test_an_empty_cell_leaves_the_field_as_it_is(gestion, creer):
    creer("A", fabricant="Würth", attributs={"Ø": 8, "inox": True})
    vue = importer(gestion, csv("reference;nom;fabricant;attribut:Ø;attribut:norme", "A;;;;DIN 933"))
    [changee] = lignes(gestion, vue)
    assert changee["apres"] == {"attributs": {"Ø": 8, "inox": True, "norme": "DIN 933"}}
    appliquer(gestion, vue)
    assert (Piece.objects.get().nom, Piece.objects.get().fabricant) == ("Vis M8", "Würth")


def test_the_categories_of_the_file_are_created_when_that_is_wanted(gestion, ranger):
    ranger("Visserie")
    fichier = csv("nom;categorie", "Vis;visserie > Inox", "Écrou;Visserie>Inox", "Sac;Emballage")
    absente = importer(gestion, fichier, creer_categories="false")
    assert [e["code"] for e in absente["erreurs"]] == ["categorie_absente"] * 3
    vue = importer(gestion, fichier)
    assert vue["categories_a_creer"] == ["Emballage", "visserie > Inox"]
    assert appliquer(gestion, vue)["creees"] == 3
    assert sorted(Categorie.objects.values_list("nom", flat=True)) == ["Emballage", "Inox", "Visserie"]
    assert Piece.objects.get(nom="Écrou").categorie.parent.nom == "Visserie"


def test_what_changes_is_told_to_everybody_as_by_hand(gestion, creer):
    creer("B", "Ecrou")
    importer(gestion, TROIS, mode="apply")
    for service in ("stock_service", "commandes_service"):
        assert sorted((d["nom"], d["version"]) for d in donnees("pieces", service)) == [
            ("Ecrou", 1),
            ("Rondelle", 1),
            ("Vis", 1),
            ("Écrou", 2),
        ]
    traces = [trace for trace in donnees("logs") if trace["module"] == "pieces"]
    assert sorted(trace["action"] for trace in traces) == ["creer", "creer", "creer", "modifier"]
    assert {trace["user_email"] for trace in traces} >= {"test@example.org"}
    assert not list(last_message_is_the_piece()) and not list(history_ends_at_the_version())
    assert gestion.get("/api/pieces/", {"search": "rondel"}).json()["count"] == 1


def test_what_happened_since_the_preview_fails_alone_and_says_why(gestion, creer, acteur, stock, ranger):
    ranger("Visserie")
    prise, partie = creer("X"), creer("Y")
    fichier = csv(
        "reference;nom;code_barres;categorie",
        f"A;Vis;{EAN};",
        "X;Nouveau;;",
        "Y;Nouveau;;",
        "C;Vis;;Visserie",
        "D;Vis;;",
    )
    vue = importer(gestion, fichier)
    pieces.modifier_piece(piece_id=prise.id, code_barres=EAN, acteur=acteur)
    Piece.objects.filter(pk=partie.id).update(supprime_le="2026-01-01T00:00Z")
    categories.supprimer_categorie(categorie_id=Categorie.objects.get().id, acteur=acteur)
    faite = appliquer(gestion, vue)
    assert (faite["etat"], faite["creees"], faite["modifiees"], faite["echouees"]) == ("termine", 1, 1, 3)
    echecs = {ligne["ligne"]: ligne["erreurs"][0]["code"] for ligne in lignes(gestion, vue, etat="echouee")}
    assert echecs == {2: "code_barres_existant", 4: "piece_inconnue", 5: "categorie_absente"}
    assert not list(history_ends_at_the_version())


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_in_the_middle_leaves_whole_batches_and_the_next_one_goes_on(gestion, monkeypatch):
    monkeypatch.setattr(application, "LOT", 10)
    vue = importer(gestion, csv("reference;nom", *(f"R{n};Vis {n}" for n in range(35))))
    gestion.post(f"{URL}{vue['id']}/apply/", {})
    entier, lots = application._ensemble, []

    def mourir_au_troisieme(*arguments):
        entier(*arguments)
        lots.append(1)
        if len(lots) == 3:
            raise SystemExit

    monkeypatch.setattr(application, "_ensemble", mourir_au_troisieme)
    with pytest.raises(SystemExit):
        conduire_imports()
    arretee = lire(gestion, vue["id"])
    assert (arretee["etat"], arretee["creees"], Piece.objects.count()) == ("en_application", 20, 20)
    assert arretee["avancement"] == 0.571
    conduire_imports()
    assert (lire(gestion, vue["id"])["creees"], Piece.objects.count()) == (35, 35)
    assert set(Piece.objects.values_list("version", flat=True)) == {1}


@pytest.mark.django_db(transaction=True)
def test_an_analysis_that_died_begins_again(gestion, monkeypatch):
    monkeypatch.setattr(analyse, "LOT", 2)
    monkeypatch.setattr(analyse._Analyse, "_finir", lambda self: exit())
    vue = envoyer(gestion, TROIS).json()
    with pytest.raises(SystemExit):
        conduire_imports()
    assert lire(gestion, vue["id"])["etat"] == "en_analyse"
    monkeypatch.undo()
    conduire_imports()
    assert (lire(gestion, vue["id"])["a_creer"], LigneImport.objects.count()) == (3, 3)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_apply_each_line_once(race, gestion, monkeypatch):
    monkeypatch.setattr(application, "LOT", 5)
    vue = importer(gestion, csv("nom", *(f"Vis {n}" for n in range(40))))
    gestion.post(f"{URL}{vue['id']}/apply/", {})
    race([conduire_imports] * 3)
    assert (lire(gestion, vue["id"])["creees"], Piece.objects.count()) == (40, 40)


def test_an_import_called_off_stops_and_stays_so(gestion, monkeypatch):
    vue = importer(gestion, TROIS)
    gestion.post(f"{URL}{vue['id']}/apply/", {})
    annulee = gestion.post(f"{URL}{vue['id']}/annuler/")
    assert (annulee.status_code, annulee.json()["etat"]) == (200, "annule")
    conduire_imports()
    assert Piece.objects.count() == 0
    for quoi, code in (("annuler", "import_fini"), ("apply", "import_non_pret")):
        refus = gestion.post(f"{URL}{vue['id']}/{quoi}/", {})
        assert (refus.status_code, refus.json()["code"], refus.json()["etat"]) == (409, code, "annule")


def test_an_import_called_off_before_it_is_read_is_not_read(gestion):
    vue = envoyer(gestion, TROIS).json()
    gestion.post(f"{URL}{vue['id']}/annuler/")
    conduire_imports()
    assert (lire(gestion, vue["id"])["etat"], LigneImport.objects.count()) == ("annule", 0)
    assert Import.objects.get().contenu is None


@pytest.mark.parametrize(
    "contenu",
    [b"", b"   ", b"\x00\x01\x02\x81", b"PK\x03\x04 not a zip", b"\x89PNG\r\n\x1a\n\x00\x00"],
)
def test_what_is_no_table_is_refused_at_once(gestion, contenu):
    reponse = envoyer(gestion, contenu)
    assert (reponse.status_code, list(reponse.json()["errors"])) == (400, ["fichier"])


@pytest.mark.parametrize(
    "abimer",
    [sans_xml, feuille_abimee, chiffre, compresse_autrement],
    ids=["no XML", "deflated badly", "encrypted", "a compression nobody knows"],
)
def test_a_damaged_workbook_is_told_of(gestion, abimer):
    vue = importer(gestion, abimer(xlsx(["nom"], ["Vis"])))
    assert (vue["etat"], vue["erreurs"][0]["code"]) == ("illisible", "fichier_illisible")


@pytest.mark.parametrize(
    ("nom", "mo", "dit"),
    [
        ("xl/sharedStrings.xml", 25, "(xl/sharedStrings.xml) sont trop grands une fois déballés : 25 Mo"),
        ("xl/theme/theme2.xml", 25, "hors de ses lignes : 25 Mo, au plus 24"),
        ("xl/worksheets/sheet2.xml", 151, "trop grand une fois déballé : 151 Mo, au plus 150"),
    ],
)
def test_a_workbook_too_large_to_be_unpacked_is_refused_at_once_and_told_where(gestion, nom, mo, dit):
    contenu = gonfle(xlsx(["nom"], ["Vis"]), nom, mo * tableau.MO - 100_000)
    reponse = envoyer(gestion, contenu)
    assert (reponse.status_code, reponse.json()["code"]) == (400, "fichier_illisible")
    assert dit in reponse.json()["errors"]["fichier"][0]


@pytest.mark.parametrize("nom", ["xl/media/image1.bmp", "xl/pivotCache/pivotCacheRecords1.xml"])
def test_what_an_import_never_unpacks_may_be_large(gestion, nom):
    vue = importer(gestion, gonfle(xlsx(["nom"], ["Vis"]), nom, 25 * tableau.MO))
    assert (vue["etat"], vue["lignes"]) == ("analyse", 1)


def test_a_workbook_whose_names_are_no_text_is_refused_at_once(gestion):
    contenu = bytearray(xlsx(["nom"], ["Vis"]))
    entree = contenu.rindex(b"PK\x01\x02")
    contenu[entree + 9] |= 0x08  # its name is said to be UTF-8
    contenu[entree + 46] = 0xFF
    assert envoyer(gestion, bytes(contenu)).status_code == 400


def rondes(nombre: int) -> None:
    for _ in range(nombre):
        conduire_imports()


def echouer(*arguments):
    raise RuntimeError("nobody foresaw this")


def test_an_analysis_that_fails_again_and_again_is_given_up(gestion, monkeypatch):
    monkeypatch.setattr(analyse._Analyse, "_analyser_lot", echouer)
    vue = envoyer(gestion, TROIS).json()
    rondes(TENTATIVES_MAX)
    assert lire(gestion, vue["id"])["etat"] == "en_analyse"
    rondes(1)
    finie = lire(gestion, vue["id"])
    assert (finie["etat"], finie["erreurs"][0]["code"]) == ("illisible", "fichier_illisible")
    assert finie["termine_le"] and Import.objects.get().contenu is None


def test_an_application_that_fails_again_and_again_leaves_the_rest_and_says_so(gestion, monkeypatch):
    monkeypatch.setattr(application, "LOT", 2)
    vue = importer(gestion, TROIS)
    gestion.post(f"{URL}{vue['id']}/apply/", {})
    entier, lots = application._ensemble, []

    def echouer_au_second(*arguments):
        lots.append(1)
        return entier(*arguments) if len(lots) == 1 else echouer()

    monkeypatch.setattr(application, "_ensemble", echouer_au_second)
    rondes(TENTATIVES_MAX)
    assert lire(gestion, vue["id"])["etat"] == "en_application"
    rondes(1)
    finie = lire(gestion, vue["id"])
    assert (finie["etat"], finie["creees"], finie["echouees"], finie["avancement"]) == ("termine", 2, 1, 1.0)
    [laissee] = lignes(gestion, vue, etat="echouee")
    assert (laissee["ligne"], laissee["erreurs"][0]["code"]) == (4, "erreur_imprevue")


def test_an_import_that_takes_the_worker_down_is_given_up_too(gestion, monkeypatch):
    monkeypatch.setattr(analyse._Analyse, "_finir", lambda self: exit())
    vue = envoyer(gestion, TROIS).json()
    for _ in range(TENTATIVES_MAX):
        with pytest.raises(SystemExit):
            conduire_imports()
    conduire_imports()
    assert lire(gestion, vue["id"])["etat"] == "illisible"


def test_failures_of_the_analysis_are_not_held_against_the_application(gestion, monkeypatch):
    monkeypatch.setattr(analyse._Analyse, "_analyser_lot", echouer)
    vue = envoyer(gestion, TROIS, mode="apply").json()
    rondes(TENTATIVES_MAX - 1)
    monkeypatch.undo()
    monkeypatch.setattr(application, "_ensemble", echouer)
    rondes(1)
    monkeypatch.undo()
    rondes(1)
    assert lire(gestion, vue["id"])["creees"] == 3


def test_too_many_lines_are_told_of(gestion, monkeypatch):
    monkeypatch.setattr("catalogue.importation.tableau.LIGNES_MAX", 10)
    vue = importer(gestion, csv("nom", *["Vis"] * 11))
    assert (vue["etat"], LigneImport.objects.count()) == ("illisible", 1)


@pytest.mark.parametrize(
    ("champ", "valeur"), [("mode", "x"), ("creer_categories", "x"), ("autre", "1"), ("fichier", "texte")]
)
def test_bad_input_is_a_400_that_names_the_field(gestion, champ, valeur):
    reponse = envoyer(gestion, TROIS, **{champ: valeur})
    assert (reponse.status_code, list(reponse.json()["errors"])) == (400, [champ])


def test_an_unknown_import_is_a_404(gestion):
    inconnu = f"{URL}{new_id()}/"
    for reponse in (
        gestion.get(inconnu),
        gestion.get(f"{inconnu}lignes/"),
        gestion.post(f"{inconnu}apply/", {}),
        gestion.post(f"{inconnu}annuler/"),
    ):
        assert (reponse.status_code, reponse.json()["code"]) == (404, "import_inconnu")


def test_imports_are_listed_the_latest_first(gestion):
    for nom in ("un.csv", "deux\x07.csv"):
        envoyer(gestion, TROIS, nom=nom)
    liste = gestion.get(URL).json()
    assert [(i["fichier"], i["par"], i["etat"]) for i in liste["results"]] == [
        ("deux.csv", "test@example.org", "en_attente"),
        ("un.csv", "test@example.org", "en_attente"),
    ]


def requetes_pour(gestion, nombre: int, serie: str) -> int:
    """Of the analysis and the application of one batch, half of it changes."""
    lignes = [f"{serie}{n};Vis {n};Tiroir" for n in range(nombre)]
    importer(gestion, csv("reference;nom;categorie", *lignes[: nombre // 2]), mode="apply")
    autres = [ligne.replace("Vis", "Boulon") for ligne in lignes]
    envoyer(gestion, csv("reference;nom;categorie", *autres), mode="apply")
    with CaptureQueriesContext(connection) as requetes:
        conduire_imports()
    assert Piece.objects.filter(reference__startswith=serie, nom__startswith="Boulon").count() == nombre
    return len(requetes)


def test_a_batch_takes_as_many_statements_whatever_it_holds(gestion):
    importer(gestion, csv("nom;categorie", "Vis;Tiroir"), mode="apply")
    assert requetes_pour(gestion, 160, "B") == requetes_pour(gestion, 4, "A") < 50


def test_a_file_is_read_and_applied_a_batch_at_a_time(gestion, monkeypatch):
    monkeypatch.setattr(analyse, "LOT", 20)
    monkeypatch.setattr(application, "LOT", 20)
    tenues = []

    def compter(objets):
        gc.collect()
        tenues.append(sum(type(objet) in (Piece, LigneImport) for objet in gc.get_objects()))
        inserer(objets)

    inserer = lots.inserer
    monkeypatch.setattr(lots, "inserer", compter)
    assert importer(gestion, csv("nom", *["Vis"] * 400), mode="apply")["creees"] == 400
    assert max(tenues) <= 4 * 20  # the lines and the pieces of a batch, and of the one before


def test_a_deletion_under_way_is_not_overtaken(gestion, creer, acteur):
    piece = creer("A")
    vue = importer(gestion, csv("reference;nom", "A;Nouveau"))
    suppression.demander_suppression(piece_id=piece.id, acteur=acteur)
    assert appliquer(gestion, vue)["echouees"] == 1
    assert (
        importer(gestion, csv("reference;nom", "A;Nouveau"))["erreurs"][0]["code"] == "suppression_en_cours"
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT nom FROM pieces")
        assert cursor.fetchall() == [("Vis M8",)]
