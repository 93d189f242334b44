"""The columns of a file of pieces: their headings in the words people use, and what a cell may hold."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from rest_framework import serializers

from catalogue.codes_barres import gtin
from catalogue.errors import CodeBarresInvalide
from catalogue.importation.erreurs import CODES_DRF, erreur
from catalogue.serializers.champs import lisible
from catalogue.serializers.pieces import PieceModificationSerializer
from chassis.characters import NOT_IN_A_LINE, can_be_seen
from chassis.filters import normalise

EN_TETES = (
    "reference",
    "nom",
    "description",
    "categorie",
    "unite",
    "code_barres",
    "fabricant",
    "reference_fabricant",
    "prix_achat",
    "prix_vente",
    "taux_tva",
    "actif",
    "publie",
    "fournisseur_id",
    "codes_fournisseurs",
)
ATTRIBUT = "attribut:"
ALIAS = {
    "ref": "reference",
    "sku": "reference",
    "code": "reference",
    "name": "nom",
    "designation": "nom",
    "libelle": "nom",
    "category": "categorie",
    "unit": "unite",
    "ean": "code_barres",
    "ean13": "code_barres",
    "gtin": "code_barres",
    "barcode": "code_barres",
    "code barre": "code_barres",
    "manufacturer": "fabricant",
    "marque": "fabricant",
    "brand": "fabricant",
    "reference du fabricant": "reference_fabricant",
    "manufacturer reference": "reference_fabricant",
    "prix d achat": "prix_achat",
    "cost": "prix_achat",
    "purchase price": "prix_achat",
    "prix de vente": "prix_vente",
    "prix": "prix_vente",
    "price": "prix_vente",
    "sale price": "prix_vente",
    "tva": "taux_tva",
    "taux de tva": "taux_tva",
    "vat": "taux_tva",
    "vat rate": "taux_tva",
    "active": "actif",
    "published": "publie",
    "supplier codes": "codes_fournisseurs",
}
VRAI = {"oui", "vrai", "true", "yes", "1", "x", "o", "y"}
FAUX = {"non", "faux", "false", "no", "0", "n"}
ATTRIBUT_MAX = 1000
APOSTROPHE = re.compile(r"\A'(?=[=+\-@\t\r])")  # what spreadsheets are given so that a text is no formula


@dataclass(frozen=True)
class Colonne:
    rang: int
    en_tete: str
    champ: str  # a name of EN_TETES, or "attribut:couleur"


class Refusee(Exception):
    """What a cell holds cannot be taken: a code of erreurs.PHRASES."""

    def __init__(self, code: str, detail: str | None = None):
        self.code, self.detail = code, detail
        super().__init__(code)


def reconnaitre(en_tetes: list[str]) -> tuple[list[Colonne], list[dict[str, Any]]]:
    """The columns, and what is wrong with the headings."""
    colonnes: list[Colonne] = []
    erreurs = []
    for rang, en_tete in enumerate(en_tetes, start=1):
        champ = _champ(en_tete)
        if not en_tete:
            continue
        if champ is None:
            erreurs.append(erreur("colonne_inconnue", ligne=1, rang=rang, en_tete=en_tete, valeur=en_tete))
        elif champ in {colonne.champ for colonne in colonnes}:
            erreurs.append(erreur("colonne_en_double", ligne=1, rang=rang, en_tete=en_tete, champ=champ))
        else:
            colonnes.append(Colonne(rang, en_tete, champ))
    if not {"reference", "code_barres", "nom"} & {colonne.champ for colonne in colonnes}:
        erreurs.append(erreur("colonne_manquante", ligne=1))
    return colonnes, erreurs


def _champ(en_tete: str) -> str | None:
    if en_tete.lower().startswith(ATTRIBUT) and en_tete[len(ATTRIBUT) :].strip():
        return ATTRIBUT + en_tete[len(ATTRIBUT) :].strip()[:80]
    mots = " ".join(re.sub(r"[\W_]+", " ", normalise(en_tete)).split())
    return mots.replace(" ", "_") if mots.replace(" ", "_") in EN_TETES else ALIAS.get(mots)


@lru_cache(maxsize=5000)  # most columns say the same few things over and over
def lire_cellule(champ: str, texte: str) -> Any:
    """What a cell says, as JSON holds it; nobody changes it. Raises Refusee."""
    texte = APOSTROPHE.sub("", texte)
    if champ.startswith(ATTRIBUT):
        if len(texte) > ATTRIBUT_MAX:
            raise Refusee("trop_long")
        return texte
    return LECTEURS.get(champ, _champ_de_la_fiche)(champ, texte)


def _montant(champ: str, texte: str) -> str:
    nombre = re.sub(r"[\s\u00a0\u202f€%]", "", texte)
    if nombre.rfind(",") > nombre.rfind("."):
        nombre = nombre.replace(".", "").replace(",", ".")
    else:
        nombre = nombre.replace(",", "")
    if not re.fullmatch(r"-?\d{1,20}(\.\d{1,12})?", nombre, re.ASCII):
        raise Refusee("nombre_invalide")
    return f"{_champ_de_la_fiche(champ, nombre):.2f}"


def _oui_non(champ: str, texte: str) -> bool:
    mot = normalise(texte)
    if mot not in VRAI | FAUX:
        raise Refusee("oui_non_attendu")
    return mot in VRAI


def _code_barres(champ: str, texte: str) -> str:
    code = re.sub(r"[\s\-]", "", texte)
    try:
        gtin(code)
    except CodeBarresInvalide as invalide:
        raise Refusee("code_barres_invalide", invalide.data["errors"]["code_barres"][0]) from invalide
    return code


def _categorie(champ: str, texte: str) -> list[str]:
    """A path: "Visserie > Inox"."""
    noms = [" ".join(nom.split()) for nom in texte.split(">")]
    if len(noms) > 20 or not all(map(_est_un_libelle, noms)) or any(len(nom) > 120 for nom in noms):
        raise Refusee("valeur_invalide", "Un chemin comme « Visserie > Inox » est attendu.")
    return noms


def _codes_fournisseurs(champ: str, texte: str) -> list[str]:
    codes = [code.strip() for code in texte.split(",") if code.strip()]
    if len(codes) > 20 or any(len(code) > 80 for code in codes):
        raise Refusee("trop_long")
    if not all(map(_est_un_libelle, codes)):
        raise Refusee("valeur_invalide")
    return codes


def _est_un_libelle(texte: str) -> bool:
    return can_be_seen(texte) and not NOT_IN_A_LINE.search(texte)


def _champ_de_la_fiche(champ: str, texte: str) -> Any:
    """By the rules of the form itself."""
    try:
        valeur = _champs()[champ].run_validation(texte)
        if champ == "reference":
            lisible(valeur)
    except serializers.ValidationError as refus:
        detail = refus.detail[0] if isinstance(refus.detail, list) else str(refus.detail)
        code = CODES_DRF.get(getattr(detail, "code", ""), "valeur_invalide")
        raise Refusee(code, str(detail)) from refus
    return str(valeur) if isinstance(valeur, UUID) else valeur


_fields: dict[str, serializers.Field] = {}


def _champs() -> dict[str, serializers.Field]:
    if not _fields:
        _fields.update(PieceModificationSerializer().fields)
    return _fields


LECTEURS: dict[str, Callable[[str, str], Any]] = {
    "prix_achat": _montant,
    "prix_vente": _montant,
    "taux_tva": _montant,
    "actif": _oui_non,
    "publie": _oui_non,
    "code_barres": _code_barres,
    "categorie": _categorie,
    "codes_fournisseurs": _codes_fournisseurs,
}
