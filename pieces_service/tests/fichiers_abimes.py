"""Workbooks that look like one until they are read. Each function spoils a good one."""

import io
import zipfile

FEUILLE = "xl/worksheets/sheet1.xml"
# Where the entry of a ZIP keeps its flags and its method: in its own header, and in the directory.
DRAPEAUX, METHODE = {b"PK\x03\x04": 6, b"PK\x01\x02": 8}, {b"PK\x03\x04": 8, b"PK\x01\x02": 10}


def sans_xml(classeur: bytes) -> bytes:
    fichier = io.BytesIO()
    with zipfile.ZipFile(fichier, "w") as archive:
        archive.writestr("[Content_Types].xml", "<not xml")
    return fichier.getvalue()


def feuille_abimee(classeur: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(classeur)) as archive:
        entree = archive.getinfo(FEUILLE)
    debut = entree.header_offset + 30 + len(FEUILLE)
    return classeur[:debut] + b"\xff" * entree.compress_size + classeur[debut + entree.compress_size :]


def chiffre(classeur: bytes) -> bytes:
    return _marquer(classeur, DRAPEAUX, 1)


def compresse_autrement(classeur: bytes) -> bytes:
    return _marquer(classeur, METHODE, 99)


def gonfle(classeur: bytes, nom: str, octets: int) -> bytes:
    """With one more member, or a longer one, that unpacks to so many bytes and says nothing."""
    fichier = io.BytesIO(classeur)
    with zipfile.ZipFile(fichier, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(nom, b" " * octets)
    return fichier.getvalue()


def _marquer(classeur: bytes, places: dict[bytes, int], valeur: int) -> bytes:
    contenu = bytearray(classeur)
    for signature, place in places.items():
        debut = -1
        while (debut := contenu.find(signature, debut + 1)) >= 0:
            contenu[debut + place] = valeur
    return bytes(contenu)
