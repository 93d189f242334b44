"""From a file to its lines of cells, whatever the format: CSV of any spreadsheet, or XLSX."""

import csv
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import openpyxl

from catalogue.errors import FichierIllisible

LIGNES_MAX = 50_000
COLONNES_MAX = 100
MO = 1024 * 1024
DEBALLE_MAX = 150 * MO  # a XLSX that unpacks to more is no catalogue
# Of what is read whole before the first row, and takes some six times as much memory then: the texts, mostly.
# Those of 50,000 lines with a description of 200 characters each are 20.
AVANT_LES_LIGNES_MAX = 24 * MO
TEXTES = "xl/sharedStrings.xml"
LU_LIGNE_PAR_LIGNE = "xl/worksheets/"
JAMAIS_LU = ("xl/media/", "xl/pivotCache/", "xl/externalLinks/")
SEPARATEURS = ";,\t"
# What zipfile and openpyxl raise on a file that is damaged, encrypted or packed in a way they do not know.
ILLISIBLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)

Ligne = tuple[int, list[str]]


def verifier(contenu: bytes) -> None:
    """What can be told at once, before the worker reads the whole. Raises FichierIllisible."""
    if not contenu.strip():
        raise FichierIllisible("Le fichier est vide.")
    if _est_xlsx(contenu):
        try:
            with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
                _exiger_place(archive.infolist())
                if "[Content_Types].xml" not in archive.namelist():
                    raise FichierIllisible("Ce n'est ni un CSV ni un classeur XLSX.")
        except ILLISIBLE as error:
            raise FichierIllisible("Ce classeur est abîmé.") from error
    else:
        _texte(contenu)


def _exiger_place(membres: list[zipfile.ZipInfo]) -> None:
    """Whoever unpacks a member gets no more than the size it says, so that may be relied on."""
    _au_plus(DEBALLE_MAX, "Ce classeur est trop grand une fois déballé", membres)
    textes = [membre for membre in membres if membre.filename == TEXTES]
    trop = f"Les textes de ce classeur ({TEXTES}) sont trop grands une fois déballés"
    _au_plus(AVANT_LES_LIGNES_MAX, trop, textes)
    entiers = [m for m in membres if not m.filename.startswith((LU_LIGNE_PAR_LIGNE, *JAMAIS_LU))]
    _au_plus(AVANT_LES_LIGNES_MAX, "Ce classeur est trop grand une fois déballé, hors de ses lignes", entiers)


def _au_plus(octets: int, sinon: str, membres: list[zipfile.ZipInfo]) -> None:
    total = sum(membre.file_size for membre in membres)
    if total > octets:
        raise FichierIllisible(f"{sinon} : {-(-total // MO)} Mo, au plus {octets // MO}.")


def lignes(contenu: bytes) -> Iterator[Ligne]:
    """The lines that are not empty, each with its number as spreadsheets show it. Raises FichierIllisible."""
    lues = _lignes_xlsx(contenu) if _est_xlsx(contenu) else _lignes_csv(contenu)
    try:
        for numero, cellules in enumerate(lues, start=1):
            if numero > LIGNES_MAX + 1:
                raise FichierIllisible(f"Au plus {LIGNES_MAX} lignes.")
            textes = [_en_texte(cellule) for cellule in cellules[:COLONNES_MAX]]
            if any(textes):
                yield numero, textes
    except csv.Error as error:
        raise FichierIllisible(f"Le CSV est mal formé : {error}.") from error


def nombre_de_lignes(contenu: bytes) -> int:
    """About how many, to show progress with."""
    return 0 if _est_xlsx(contenu) else max(contenu.count(b"\n") - 1, 0)


def _est_xlsx(contenu: bytes) -> bool:
    return contenu.startswith(b"PK\x03\x04")


def _texte(contenu: bytes) -> str:
    for encodage in ("utf-8-sig", "cp1252"):
        try:
            texte = contenu.decode(encodage)
        except UnicodeDecodeError:
            continue
        if "\x00" not in texte:
            return texte
    raise FichierIllisible("Ce n'est ni un CSV (UTF-8 ou Windows-1252) ni un classeur XLSX.")


def _lignes_csv(contenu: bytes) -> Iterator[list[str]]:
    texte = _texte(contenu)
    premiere = texte.lstrip().split("\n", 1)[0]
    separateur = max(SEPARATEURS, key=premiere.count)
    yield from csv.reader(io.StringIO(texte, newline=""), delimiter=separateur)


def _lignes_xlsx(contenu: bytes) -> Iterator[tuple]:
    try:
        classeur = openpyxl.load_workbook(
            io.BytesIO(contenu), read_only=True, data_only=True, keep_links=False
        )
        feuille = classeur.worksheets[0]
        feuille.reset_dimensions()  # a file may say it is smaller, or larger, than it is
        yield from feuille.iter_rows(values_only=True)
    except ILLISIBLE as error:
        raise FichierIllisible("Ce classeur est abîmé.") from error


def _en_texte(cellule: Any) -> str:
    """As it was typed: a whole number without ".0", a date in ISO 8601."""
    if cellule is None:
        return ""
    if isinstance(cellule, bool):
        return "oui" if cellule else "non"
    if isinstance(cellule, float):
        return f"{cellule:.12g}" if abs(cellule) < 1e12 else f"{cellule:.0f}"
    if isinstance(cellule, datetime | date):
        return cellule.isoformat()
    return str(cellule).replace("\x00", "").strip()
