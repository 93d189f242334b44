"""A label as SVG."""

from xml.sax.saxutils import escape

from catalogue.etiquettes.dessin import Dessin
from catalogue.etiquettes.modeles import Modele


def svg(dessin: Dessin, modele: Modele) -> bytes:
    largeur, hauteur = modele.etiquette
    chemin = "".join(
        f"M{r.x:.3f} {r.y:.3f}h{r.largeur:.3f}v{r.hauteur:.3f}h-{r.largeur:.3f}z" for r in dessin.rectangles
    )
    textes = "".join(
        f'<text x="{t.x:.2f}" y="{t.y:.2f}" font-size="{t.taille:.2f}"{_gras(t.gras)}>'
        f"{escape(t.texte)}</text>"
        for t in dessin.textes
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{largeur:g}mm" height="{hauteur:g}mm"'
        f' viewBox="0 0 {largeur:g} {hauteur:g}">'
        f'<rect width="{largeur:g}" height="{hauteur:g}" fill="#fff"/><path d="{chemin}" fill="#000"'
        f' shape-rendering="crispEdges"/>'
        f'<g font-family="DejaVu Sans, Verdana, sans-serif" fill="#000">{textes}</g></svg>'
    ).encode()


def _gras(gras: bool) -> str:
    return ' font-weight="bold"' if gras else ""
