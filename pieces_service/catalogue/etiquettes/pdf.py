"""Sheets or rolls of labels as PDF."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from catalogue.etiquettes.dessin import Dessin
from catalogue.etiquettes.modeles import Modele
from chassis import fonts

if TYPE_CHECKING:
    from fpdf import FPDF

POLICE = "DejaVu"
POINTS_PAR_MM = 72 / 25.4


def pdf(dessins: Iterable[Dessin], modele: Modele, *, depart: int = 1) -> bytes:
    """One label after the other, from place number `depart` of the first page on."""
    from fpdf import FPDF  # 15 MB in each process: with the first sheet

    document = FPDF(unit="mm", format=modele.page)
    document.set_auto_page_break(False)
    document.set_margin(0)
    document.add_font(POLICE, "", fonts.REGULAR)
    document.add_font(POLICE, "B", fonts.BOLD)
    document.set_title("Étiquettes")
    document.set_fill_color(0)
    for numero, dessin in enumerate(dessins, start=depart - 1):
        rang = numero % modele.par_page
        if rang == 0 or numero == depart - 1:
            document.add_page()
        _placer(document, dessin, *modele.position(rang))
    return bytes(document.output())


def _placer(document: "FPDF", dessin: Dessin, x: float, y: float) -> None:
    for r in dessin.rectangles:
        document.rect(x + r.x, y + r.y, r.largeur, r.hauteur, style="F")
    for t in dessin.textes:
        document.set_font(POLICE, "B" if t.gras else "", t.taille * POINTS_PAR_MM)
        document.text(x + t.x, y + t.y, t.texte)
