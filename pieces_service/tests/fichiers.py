"""Files to import, and the worker's round."""

import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import encode_multipart

from catalogue.importation.conduite import conduire_imports

URL = "/api/pieces/import/"


def csv(*lignes: str, encodage: str = "utf-8") -> bytes:
    return "\r\n".join(lignes).encode(encodage)


def xlsx(*lignes: list) -> bytes:
    classeur = openpyxl.Workbook()
    for ligne in lignes:
        classeur.active.append(ligne)
    fichier = io.BytesIO()
    classeur.save(fichier)
    return fichier.getvalue()


def envoyer(client, contenu: bytes, nom: str = "pieces.csv", **champs):
    fichier = SimpleUploadedFile(nom, contenu, "application/octet-stream")
    return client.post(URL, {"fichier": fichier} | champs, format="multipart")


def envoyer_avec_bordure(client, contenu: bytes, bordure: str, **options):
    """The form with this boundary, which a client draws anew each time."""
    fichier = SimpleUploadedFile("pieces.csv", contenu, "text/csv")
    corps = encode_multipart(bordure, {"mode": "preview", "fichier": fichier})
    return client.post(URL, corps, content_type=f"multipart/form-data; boundary={bordure}", **options)


def importer(client, contenu: bytes, **champs) -> dict:
    """Sent, driven by the worker as far as it goes; what is shown then."""
    reponse = envoyer(client, contenu, **champs)
    assert reponse.status_code == 202, reponse.content
    conduire_imports()
    return lire(client, reponse.json()["id"])


def appliquer(client, importation: dict, **corps) -> dict:
    reponse = client.post(f"{URL}{importation['id']}/apply/", corps)
    assert reponse.status_code == 202, reponse.content
    conduire_imports()
    return lire(client, importation["id"])


def lire(client, import_id: str) -> dict:
    return client.get(f"{URL}{import_id}/").json()


def lignes(client, importation: dict, **filtres) -> list[dict]:
    return client.get(f"{URL}{importation['id']}/lignes/", filtres).json()["results"]
