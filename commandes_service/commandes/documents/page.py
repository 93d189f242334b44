"""The sheet of invoices and slips: heads, tables that go on over pages, feet."""

from collections.abc import Iterable, Sequence

from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from chassis.fonts import BOLD, REGULAR

POLICE = "DejaVu"
GRIS = (238, 240, 243)
MARGE = 15


class Page(FPDF):
    """A4; `pied` is repeated at the foot of each page, with its number."""

    def __init__(self, *, titre: str, pied: str):
        super().__init__(format="A4")
        self.pied = pied
        self.add_font(POLICE, "", REGULAR)
        self.add_font(POLICE, "B", BOLD)
        self.set_title(titre)
        self.set_lang("fr")
        self.set_margins(MARGE, MARGE)
        self.set_auto_page_break(True, margin=25)
        self.alias_nb_pages()
        self.add_page()
        self.ecrire_en(9)

    def footer(self) -> None:
        self.set_y(-20)
        self.ecrire_en(7)
        self.multi_cell(0, 3.5, self.pied, align="C", new_x="LMARGIN", new_y="NEXT")
        self.cell(0, 3.5, f"Page {self.page_no()} / {{nb}}", align="C")

    def ecrire_en(self, taille: float, *, gras: bool = False) -> None:
        self.set_font(POLICE, "B" if gras else "", taille)

    def titre(self, texte: str, sous_titre: str = "") -> None:
        self.ecrire_en(16, gras=True)
        self.multi_cell(0, 8, texte, align="R", new_x="LMARGIN", new_y="NEXT")
        if sous_titre:
            self.ecrire_en(9)
            self.multi_cell(0, 5, sous_titre, align="R", new_x="LMARGIN", new_y="NEXT")

    def blocs(self, gauche: Sequence[str], droite: Sequence[str]) -> None:
        """Two addresses side by side; the first line of each is bold."""
        haut = self.get_y() + 4
        bas = haut
        for x, lignes in ((MARGE, gauche), (self.w / 2 + 5, droite)):
            self.set_xy(x, haut)
            for rang, texte in enumerate(ligne for ligne in lignes if ligne):
                self.ecrire_en(9, gras=rang == 0)
                self.set_x(x)
                self.multi_cell(self.w / 2 - MARGE - 5, 4.5, texte, new_x="LEFT", new_y="NEXT")
            bas = max(bas, self.get_y())
        self.set_y(bas + 4)

    def paragraphe(self, texte: str, *, taille: float = 8, gras: bool = False) -> None:
        self.ecrire_en(taille, gras=gras)
        self.multi_cell(0, taille / 2, texte, new_x="LMARGIN", new_y="NEXT")
        self.ln(1)

    def tableau(
        self,
        titres: Sequence[str],
        lignes: Iterable[Sequence[str]],
        *,
        largeurs: Sequence[int],
        alignements: Sequence[str],
        largeur: float | None = None,
        a_droite: bool = False,
    ) -> None:
        """Its headings come again on each page that it goes on to."""
        self.ecrire_en(8)
        with self.table(
            col_widths=tuple(largeurs),
            text_align=tuple(alignements),
            width=largeur or self.epw,
            align="RIGHT" if a_droite else "LEFT",
            line_height=4.5,
            padding=(0.8, 1.2),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=FontFace(emphasis="BOLD", fill_color=GRIS),
        ) as table:
            table.row(titres)
            for ligne in lignes:
                table.row(ligne)
        self.ln(3)

    def contenu(self) -> bytes:
        return bytes(self.output())
