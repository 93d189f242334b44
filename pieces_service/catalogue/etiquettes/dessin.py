"""What stands where on a label, in millimetres from its top left corner; svg.py and pdf.py write it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from PIL import ImageFont

from catalogue import adresses
from catalogue.caracteres import sur_une_ligne
from catalogue.etiquettes.codes import Barres, barres, qr
from catalogue.etiquettes.modeles import Modele
from catalogue.models import Piece
from chassis import fonts

MARGE = 1.5
ECART = 1.0
MODULE_MAX = 0.33  # mm: the nominal width of EAN, and plenty for Code 128
MODULE_MIN = 0.15  # narrower bars run together on paper
MESURE = 100  # points, to measure text with
RESTE_LISIBLE = 0.35  # the least part of the height that bars are worth drawing in


@dataclass(frozen=True)
class Rectangle:
    x: float
    y: float
    largeur: float
    hauteur: float


@dataclass(frozen=True)
class Texte:
    """`y` is the line it stands on; `taille` its height."""

    x: float
    y: float
    taille: float
    texte: str
    gras: bool = False


@dataclass
class Dessin:
    rectangles: list[Rectangle] = field(default_factory=list)
    textes: list[Texte] = field(default_factory=list)


def dessiner(piece: Piece, modele: Modele, *, prix: bool) -> Dessin:
    """One label: the words and the bars on the left, the QR code on the right."""
    largeur, hauteur = modele.etiquette
    cote = min(hauteur - 2 * MARGE, largeur / 3)
    gauche = largeur - 2 * MARGE - ECART - cote
    taille = min(4.0, max(1.9, hauteur * 0.1))
    dessin = Dessin()
    dessin.rectangles += _carre(qr(adresses.fiche_piece(piece.id)), largeur - MARGE - cote, MARGE, cote)
    bas = MARGE
    for texte, gras in _lignes(piece, prix=prix):
        bas += taille
        dessin.textes.append(Texte(MARGE, bas, taille, _coupe(texte, gauche, taille, gras), gras))
        bas += taille * 0.25
    _ajouter_barres(dessin, barres(piece), gauche, bas + ECART / 2, hauteur - MARGE, taille * 0.9)
    return dessin


def _lignes(piece: Piece, *, prix: bool) -> Iterator[tuple[str, bool]]:
    yield piece.nom, True
    yield (f"{piece.reference} · {_euros(piece)}" if prix else piece.reference), False


def _euros(piece: Piece) -> str:
    entiers, _, centimes = f"{piece.prix_vente:.2f}".partition(".")
    return f"{int(entiers):,}".replace(",", "\u00a0") + f",{centimes}\u00a0€"


def _ajouter_barres(
    dessin: Dessin, code: Barres | None, largeur: float, haut: float, bas: float, taille: float
) -> None:
    """The bars between `haut` and the line of text below them, unless they would be too narrow to be read."""
    if code is None:
        return
    module = min(MODULE_MAX, largeur / code.largeur)
    fin = bas - taille * 1.15
    if module < MODULE_MIN or fin - haut < RESTE_LISIBLE * 10:
        return
    x = MARGE + code.zone_calme * module
    dessin.rectangles += _suites(code.modules, x, haut, module, fin - haut)
    dessin.textes.append(
        Texte(x, bas - taille * 0.15, taille, _coupe(code.lisible, largeur - x, taille, False))
    )


def _carre(rangs: list[str], x: float, y: float, cote: float) -> Iterator[Rectangle]:
    module = cote / len(rangs)
    for numero, rang in enumerate(rangs):
        yield from _suites(rang, x, y + numero * module, module, module)


def _suites(modules: str, x: float, y: float, module: float, hauteur: float) -> Iterator[Rectangle]:
    """One rectangle for each run of dark modules."""
    for sombre, suite in groupby(modules):
        longueur = len(list(suite)) * module
        if sombre == "1":
            yield Rectangle(x, y, longueur, hauteur)
        x += longueur


def _coupe(texte: str, largeur: float, taille: float, gras: bool) -> str:
    """As much of a text as fits, with an ellipsis when that is not all."""
    texte = sur_une_ligne(texte)
    if _largeur(texte, taille, gras) <= largeur:
        return texte
    while texte and _largeur(texte + "…", taille, gras) > largeur:
        texte = texte[:-1].rstrip()
    return texte + "…"


def _largeur(texte: str, taille: float, gras: bool) -> float:
    return _police(gras).getlength(texte) * taille / MESURE


@cache
def _police(gras: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(fonts.BOLD if gras else fonts.REGULAR), MESURE)
