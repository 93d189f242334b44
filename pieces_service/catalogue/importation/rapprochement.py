"""Which piece each line speaks of, by the keys people know: the reference, else the barcode."""

from decimal import Decimal
from typing import Any

from catalogue import fiche
from catalogue.codes_barres import gtin
from catalogue.importation.colonnes import ATTRIBUT
from catalogue.importation.erreurs import VALEUR_MONTREE
from catalogue.models import Categorie, Piece
from chassis.filters import normalise

SEPARATEUR = " > "


class Categories:
    """Paths of names to ids, accents and case aside."""

    def __init__(self):
        categories = list(Categorie.objects.vivants().only("id", "nom", "parent_id"))
        par_id = {categorie.id: categorie for categorie in categories}
        self._ids: dict[tuple[str, ...], Any] = {}
        self.chemins: dict[Any, str] = {}
        for categorie in categories:
            noms = [categorie.nom]
            parent = par_id.get(categorie.parent_id)
            while parent is not None:
                noms.insert(0, parent.nom)
                parent = par_id.get(parent.parent_id)
            self._ids[self.cle(noms)] = categorie.id
            self.chemins[categorie.id] = SEPARATEUR.join(noms)

    @staticmethod
    def cle(noms: list[str]) -> tuple[str, ...]:
        return tuple(" ".join(nom.casefold().split()) for nom in noms)

    def trouver(self, noms: list[str]) -> Any | None:
        return self._ids.get(self.cle(noms))

    def ajouter(self, noms: list[str], categorie_id: Any) -> None:
        self._ids[self.cle(noms)] = categorie_id


class Index:
    """The pieces that some lines name, by reference and by barcode. Two queries whatever their number."""

    def __init__(self, lignes: list[dict[str, Any]]):
        references = {normalise(champs["reference"]) for champs in lignes if champs.get("reference")}
        gtins = {gtin(champs["code_barres"]) for champs in lignes if champs.get("code_barres")}
        pieces = Piece.objects.vivants().defer("textes", "grammes", "codes", "recherche")
        self._par_reference = {p.reference_cle: p for p in pieces.filter(reference_cle__in=references)}
        self._par_gtin = {p.gtin: p for p in pieces.filter(gtin__in=gtins)}

    def piece(self, champs: dict[str, Any]) -> Piece | None:
        if champs.get("reference"):
            return self._par_reference.get(normalise(champs["reference"]))
        return self.porteuse(champs)

    def porteuse(self, champs: dict[str, Any]) -> Piece | None:
        """The piece that has the barcode of the line."""
        return self._par_gtin.get(gtin(champs["code_barres"])) if champs.get("code_barres") else None


def fiche_voulue(champs: dict[str, Any], piece: Piece | None, categorie_id: Any) -> dict[str, Any]:
    """What a line asks for, as fields of a piece: attributes and suppliers' codes join those there are."""
    voulue = {
        nom: Decimal(valeur) if nom in fiche.MONTANTS else valeur
        for nom, valeur in champs.items()
        if nom in fiche.CHAMPS and nom != "codes_fournisseurs"
    }
    if piece is not None:
        voulue.pop("reference", None)  # it was found by it: "vis-m8" is not another name for VIS-M8
    if "categorie" in champs:
        voulue["categorie_id"] = categorie_id
    attributs = {nom.removeprefix(ATTRIBUT): v for nom, v in champs.items() if nom.startswith(ATTRIBUT)}
    if attributs:
        voulue["attributs"] = _attributs(piece.attributs if piece else {}, attributs)
    if "codes_fournisseurs" in champs:
        voulue["codes_fournisseurs"] = _codes(
            piece.codes_fournisseurs if piece else [], champs["codes_fournisseurs"]
        )
    return voulue


def en_cellule(valeur: Any) -> str:
    """An attribute as a table shows it."""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    return valeur if isinstance(valeur, str) else str(valeur)


def _attributs(anciens: dict[str, Any], textes: dict[str, str]) -> dict[str, Any]:
    """A value that a table would show in the same way stays what it is: 40 is not made "40"."""
    memes = {nom for nom, texte in textes.items() if nom in anciens and en_cellule(anciens[nom]) == texte}
    return anciens | {nom: texte for nom, texte in textes.items() if nom not in memes}


def _codes(anciens: list[dict[str, Any]], codes: list[str]) -> list[dict[str, Any]]:
    connus = {entree["code"]: entree for entree in anciens}
    return [connus.get(code, {"fournisseur_id": None, "code": code}) for code in codes]


def montrer(champs: dict[str, Any], nom: str) -> str:
    valeur = champs.get(nom, "")
    return str(SEPARATEUR.join(valeur) if isinstance(valeur, list) else valeur)[:VALEUR_MONTREE]
