"""Labels for goods and shelves: name, reference, price, bars and a QR code, as lines, not pixels."""

from catalogue.etiquettes.dessin import dessiner
from catalogue.etiquettes.modeles import MODELES, Modele
from catalogue.etiquettes.pdf import pdf
from catalogue.etiquettes.svg import svg

__all__ = ["MODELES", "Modele", "dessiner", "pdf", "svg"]
