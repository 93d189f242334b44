"""The papers labels are printed on. All measures in millimetres."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Modele:
    """`marge`: left and top of the first label; `pas`: from one label to the next."""

    code: str
    nom: str
    nom_en: str
    page: tuple[float, float]
    etiquette: tuple[float, float]
    colonnes: int = 1
    rangees: int = 1
    marge: tuple[float, float] = (0, 0)
    pas: tuple[float, float] = (0, 0)

    @property
    def par_page(self) -> int:
        return self.colonnes * self.rangees

    def position(self, rang: int) -> tuple[float, float]:
        """Where label number `rang` (from 0) of a page begins."""
        rangee, colonne = divmod(rang, self.colonnes)
        return self.marge[0] + colonne * self.pas[0], self.marge[1] + rangee * self.pas[1]


def _planche(colonnes: int, rangees: int, largeur: float, hauteur: float, marge, pas) -> Modele:
    nombre = colonnes * rangees
    mesures = f"{largeur:g} × {hauteur:g} mm"
    return Modele(
        code=f"a4-{nombre}",
        nom=f"A4, {nombre} étiquettes de {mesures}".replace(".", ","),
        nom_en=f"A4, {nombre} labels of {mesures}",
        page=(210, 297),
        etiquette=(largeur, hauteur),
        colonnes=colonnes,
        rangees=rangees,
        marge=marge,
        pas=pas,
    )


def _rouleau(largeur: float, hauteur: float) -> Modele:
    mesures = f"{largeur:g} × {hauteur:g} mm"
    return Modele(
        code=f"rouleau-{largeur:g}x{hauteur:g}",
        nom=f"Rouleau {mesures}",
        nom_en=f"Roll {mesures}",
        page=(largeur, hauteur),
        etiquette=(largeur, hauteur),
    )


MODELES = {
    modele.code: modele
    for modele in (
        _planche(3, 8, 70, 37, (0, 0.5), (70, 37)),
        _planche(3, 7, 63.5, 38.1, (7.25, 15.15), (66, 38.1)),
        _planche(4, 10, 48.5, 25.4, (8, 21.5), (48.5, 25.4)),
        _planche(5, 13, 38.1, 21.2, (4.75, 10.7), (40.6, 21.2)),
        _rouleau(62, 29),
        _rouleau(57, 32),
        _rouleau(100, 50),
    )
}
