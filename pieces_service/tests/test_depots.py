"""Each store of pictures, against a server that speaks its documented interface."""

import subprocess
import sys

import pytest

from catalogue import images
from catalogue.depots import depot
from catalogue.depots.hebergeurs import Freeimage, ImgBB
from catalogue.depots.interface import DepotIndisponible
from catalogue.depots.local import DepotLocal
from catalogue.depots.s3 import DepotS3
from catalogue.models import Image
from catalogue.pixels import preparer
from tests.heberge import FREEIMAGE, IMGBB, Heberge, formulaire
from tests.test_images import URL, envoyer, photo

PHOTO = preparer(photo())
CLE = "0123456789abcdef" * 2


@pytest.fixture
def heberge():
    heberge = Heberge()
    yield heberge
    heberge.close()


@pytest.fixture
def s3(heberge) -> DepotS3:
    return DepotS3(
        adresse=heberge.adresse, region="eu-west-3", seau="catalogue", cle="AKIA", secret="tres-secret"
    )


@pytest.mark.parametrize("ou", ["local", "s3"])
def test_what_is_kept_comes_back_until_it_is_removed(ou, tmp_path, s3):
    le_depot = s3 if ou == "s3" else DepotLocal(tmp_path)
    le_depot.deposer(CLE, PHOTO)
    assert le_depot.lire(CLE, miniature=False) == PHOTO.contenu
    assert le_depot.lire(CLE, miniature=True) == PHOTO.miniature
    for _ in range(2):
        le_depot.effacer(CLE)
    assert le_depot.lire(CLE, miniature=False) is None


def test_s3_is_asked_with_signature_version_4_and_told_the_type(heberge, s3):
    s3.deposer(CLE, PHOTO)
    [grande, petite] = heberge.demandes
    assert (grande["methode"], grande["chemin"]) == ("PUT", f"/catalogue/{CLE}")
    assert petite["chemin"] == f"/catalogue/{CLE}-mini"
    assert grande["entetes"]["Authorization"].startswith("AWS4-HMAC-SHA256 Credential=AKIA/")
    assert "eu-west-3/s3/aws4_request" in grande["entetes"]["Authorization"]
    assert grande["entetes"]["Content-Type"] == "image/jpeg"
    assert b"tres-secret" not in repr(heberge.demandes).encode()


def test_imgbb_is_sent_the_file_and_says_where_it_is(heberge):
    adresses = ImgBB(heberge.adresse, "cle-api").deposer(CLE, PHOTO)
    envoye = formulaire(heberge.demandes[0])
    assert heberge.demandes[0]["chemin"] == "/1/upload"
    assert (envoye["key"], envoye["name"], envoye["image"]) == (b"cle-api", CLE.encode(), PHOTO.contenu)
    assert (adresses.image, adresses.miniature) == (IMGBB["data"]["url"], IMGBB["data"]["thumb"]["url"])
    assert adresses.suppression == IMGBB["data"]["delete_url"]


def test_freeimage_is_sent_the_file_and_says_where_it_is(heberge):
    adresses = Freeimage(heberge.adresse, "cle-api").deposer(CLE, PHOTO)
    envoye = formulaire(heberge.demandes[0])
    assert heberge.demandes[0]["chemin"] == "/api/1/upload"
    assert (envoye["key"], envoye["action"], envoye["format"]) == (b"cle-api", b"upload", b"json")
    assert envoye["source"] == PHOTO.contenu
    assert (adresses.image, adresses.miniature) == (
        FREEIMAGE["image"]["url"],
        FREEIMAGE["image"]["thumb"]["url"],
    )


@pytest.mark.parametrize("statut", [400, 403, 500, 503])
@pytest.mark.parametrize("ou", ["s3", "imgbb", "freeimage"])
def test_a_store_that_refuses_is_unavailable(heberge, s3, ou, statut):
    heberge.panne = statut
    le_depot = {"s3": s3, "imgbb": ImgBB(heberge.adresse, "k"), "freeimage": Freeimage(heberge.adresse, "k")}[
        ou
    ]
    with pytest.raises(DepotIndisponible):
        le_depot.deposer(CLE, PHOTO)


@pytest.mark.parametrize("hebergeur", [ImgBB, Freeimage])
def test_nobody_there_is_unavailable(hebergeur):
    with pytest.raises(DepotIndisponible):
        hebergeur("http://127.0.0.1:9", "k").deposer(CLE, PHOTO)


@pytest.fixture
def chez(settings, heberge):
    """`chez("imgbb")` makes it the store of the service."""

    def chez(nom: str) -> None:
        settings.IMAGES_STORAGE = nom
        settings.IMGBB_URL = settings.FREEIMAGE_URL = heberge.adresse
        settings.IMGBB_API_KEY = settings.FREEIMAGE_API_KEY = "k"
        settings.S3_ENDPOINT_URL, settings.S3_REGION, settings.S3_BUCKET = (
            heberge.adresse,
            "eu-west-3",
            "seau",
        )
        settings.S3_ACCESS_KEY_ID = settings.S3_SECRET_ACCESS_KEY = "k"
        depot.cache_clear()

    yield chez
    depot.cache_clear()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("nom", "adresse"), [("imgbb", IMGBB["data"]["url"]), ("freeimage", FREEIMAGE["image"]["url"])]
)
def test_a_piece_shows_the_address_of_the_host(chez, gestion, creer, nom, adresse):
    chez(nom)
    piece = creer()
    assert envoyer(gestion, piece, photo()).json()["image"]["url"] == adresse
    vue = gestion.get(f"{URL}{piece.id}/image/")
    assert (vue.status_code, vue["Location"]) == (302, adresse)


@pytest.mark.django_db
def test_a_picture_of_s3_is_shown_by_us_also_when_the_setting_has_changed(
    chez, gestion, creer, settings, heberge
):
    chez("s3")
    piece = creer()
    envoyer(gestion, piece, photo())
    settings.IMAGES_STORAGE = "imgbb"
    assert gestion.get(f"{URL}{piece.id}/image/").content in heberge.objets.values()


@pytest.mark.django_db
def test_a_store_that_is_away_changes_nothing_and_leaves_nothing_behind(chez, gestion, creer, heberge):
    chez("s3")
    heberge.panne = 500
    piece = creer()
    reponse = envoyer(gestion, piece, photo())
    assert (reponse.status_code, reponse.json()["code"]) == (503, "depot_images_indisponible")
    assert reponse["Retry-After"]
    piece.refresh_from_db()
    assert (piece.image, piece.version) == (None, 1)
    heberge.panne = 0
    Image.objects.update(inutile_depuis="2026-01-01T00:00Z")
    images.effacer_images_inutiles()
    assert not Image.objects.exists()


def inutile(nom: str, *, minute: int) -> Image:
    return Image.objects.create(
        cle=f"{minute:032x}",
        depot=nom,
        type="image/jpeg",
        largeur=1,
        hauteur=1,
        octets=1,
        inutile_depuis=f"2026-01-01T00:{minute:02}Z",
    )


@pytest.fixture
def une_du_s3_et_cinq_d_ici(settings, tmp_path) -> Image:
    """Six pictures that nothing points to. The oldest is answered: it is the one of S3."""
    settings.IMAGES_DIR = tmp_path
    depot.cache_clear()
    for minute in range(1, 6):
        depot("local").deposer(inutile("local", minute=minute).cle, PHOTO)
    yield inutile("s3", minute=0)
    depot.cache_clear()


@pytest.mark.django_db
def test_a_store_that_is_away_keeps_its_own_picture_and_no_other(settings, une_du_s3_et_cinq_d_ici, tmp_path):
    settings.S3_BUCKET, settings.S3_ENDPOINT_URL = "catalogue", "http://127.0.0.1:9"  # nobody listens there
    settings.S3_ACCESS_KEY_ID = settings.S3_SECRET_ACCESS_KEY = "k"
    images.effacer_images_inutiles()
    assert Image.objects.get() == une_du_s3_et_cinq_d_ici
    assert not [chemin for chemin in tmp_path.rglob("*") if chemin.is_file()]


@pytest.mark.django_db
def test_a_store_whose_settings_are_gone_is_away_like_any_other(gestion, creer, une_du_s3_et_cinq_d_ici):
    images.effacer_images_inutiles()
    assert Image.objects.get() == une_du_s3_et_cinq_d_ici
    piece = creer()
    piece.image = une_du_s3_et_cinq_d_ici
    piece.save()
    reponse = gestion.get(f"{URL}{piece.id}/image/")
    assert (reponse.status_code, reponse.json()["code"]) == (503, "depot_images_indisponible")


@pytest.mark.django_db
def test_a_file_that_cannot_be_removed_lets_the_next_go_first(settings, tmp_path):
    settings.IMAGES_DIR = tmp_path
    depot.cache_clear()
    refusee = inutile("local", minute=0)
    inutile("local", minute=1)
    (tmp_path / refusee.cle[:2] / refusee.cle).mkdir(parents=True)  # no file, so no file to remove
    for _ in range(2):
        images.effacer_images_inutiles()
    assert list(Image.objects.all()) == [refusee]
    depot.cache_clear()


@pytest.mark.parametrize(
    ("nom", "manque"), [("s3", "S3_BUCKET"), ("imgbb", "IMGBB_API_KEY"), ("ftp", "local, s3")]
)
def test_a_store_without_its_settings_stops_the_start(nom, manque, monkeypatch):
    monkeypatch.setenv("IMAGES_STORAGE", nom)
    lance = subprocess.run([sys.executable, "manage.py", "check"], capture_output=True, text=True)
    assert lance.returncode == 1
    assert manque in lance.stderr
