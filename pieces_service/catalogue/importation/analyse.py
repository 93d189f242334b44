"""What a file would change: every line read, every mistake named, nothing changed.

It is done by the worker in batches, each a transaction that also moves the counters people watch. When the
process dies in the middle, what was analysed is thrown away and the analysis begins again.
"""

from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction

from catalogue import fiche, lots
from catalogue.codes_barres import gtin
from catalogue.errors import FichierIllisible
from catalogue.importation import etats, tableau
from catalogue.importation.abandon import rendre_illisible
from catalogue.importation.colonnes import Colonne, Refusee, lire_cellule, reconnaitre
from catalogue.importation.erreurs import erreur
from catalogue.importation.rapprochement import SEPARATEUR, Categories, Index, fiche_voulue, montrer
from catalogue.models import Import, LigneImport, Piece
from chassis.filters import normalise
from chassis.identifiers import new_id

LOT = 1000
Champs = dict[str, Any]  # what the cells of a line say
Fautes = list[dict[str, Any]]


def analyser(import_id: UUID) -> None:
    """Raises nothing for what is wrong with the file: that is told in its lines."""
    importation = _commencer(import_id)
    if importation is None:
        return
    try:
        _Analyse(importation).conduire()
    except FichierIllisible as refus:
        _rendre_illisible(import_id, refus)


@transaction.atomic
def _commencer(import_id: UUID) -> Import | None:
    importation = Import.objects.select_for_update().get(pk=import_id)
    if importation.etat not in etats.A_ANALYSER:
        return None
    importation.detail.all().delete()
    importation.etat = etats.EN_ANALYSE
    importation.lignes = tableau.nombre_de_lignes(bytes(importation.contenu))
    for compteur in ("analysees", "a_creer", "a_modifier", "inchangees", "en_erreur"):
        setattr(importation, compteur, 0)
    importation.save()
    return importation


@transaction.atomic
def _rendre_illisible(import_id: UUID, refus: FichierIllisible) -> None:
    importation = Import.objects.select_for_update().get(pk=import_id)
    if importation.etat == etats.EN_ANALYSE:
        rendre_illisible(importation, refus.detail)


class _Arretee(Exception):
    """Cancelled meanwhile."""


class _Analyse:
    def __init__(self, importation: Import):
        self._import = importation
        self._colonnes: list[Colonne] = []
        self._categories = Categories()
        self._a_creer: dict[tuple[str, ...], str] = {}  # categories
        self._references: set[str] = set()
        self._pieces: set[str] = set()
        self._gtins: set[str] = set()

    def conduire(self) -> None:
        lues = tableau.lignes(bytes(self._import.contenu))
        premiere = next(lues, None)
        if premiere is None:
            raise FichierIllisible("Le fichier est vide.")
        self._colonnes, erreurs = reconnaitre(premiere[1])
        try:
            if erreurs:
                self._garder([self._ligne(premiere[0], etats.ERREUR, erreurs=erreurs)], lues=0)
            while lot := list(islice(lues, LOT)):
                self._analyser_lot(lot)
            self._finir()
        except _Arretee:
            return

    def _analyser_lot(self, lot: list[tableau.Ligne]) -> None:
        lues = [(numero, *self._lire(numero, cellules)) for numero, cellules in lot]
        index = Index([champs for _, champs, _ in lues])
        self._garder(
            [self._juger(numero, champs, fautes, index) for numero, champs, fautes in lues], lues=len(lues)
        )

    def _lire(self, numero: int, cellules: list[str]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        champs, fautes = {}, []
        for colonne in self._colonnes:
            texte = cellules[colonne.rang - 1] if colonne.rang <= len(cellules) else ""
            if not texte.strip():
                continue  # an empty cell changes nothing
            try:
                champs[colonne.champ] = lire_cellule(colonne.champ, texte.strip())
            except Refusee as refus:
                fautes.append(self._faute(refus.code, numero, colonne.champ, texte, refus.detail))
        return champs, fautes

    def _juger(self, numero: int, champs: dict[str, Any], fautes: list, index: Index) -> LigneImport:
        piece = index.piece(champs)
        fautees = {faute["champ"] for faute in fautes}
        fautes += [f for f in self._conflits(numero, champs, piece, index) if f["champ"] not in fautees]
        categorie_id = self._categorie(numero, champs, fautes)
        if fautes:
            return self._ligne(numero, etats.ERREUR, piece, champs, erreurs=fautes)
        if piece is None:
            return self._ligne(numero, etats.CREER, None, champs, apres=_montrable(champs))
        return self._comparer(numero, piece, champs, categorie_id)

    def _conflits(self, numero: int, champs: Champs, piece: Piece | None, index: Index) -> Fautes:
        codes = []
        if piece is None and not champs.get("nom"):
            codes.append(("requis", "nom"))
        if piece is not None and piece.suppression_demandee_le:
            codes.append(("suppression_en_cours", "reference"))
        if _deja_vue(champs.get("reference"), normalise, self._references):
            codes.append(("reference_en_double", "reference"))
        elif piece is not None and _deja_vue(str(piece.id), str, self._pieces):
            codes.append(("reference_en_double", "code_barres"))  # once by its reference, once by its barcode
        if _deja_vue(champs.get("code_barres"), gtin, self._gtins):
            codes.append(("code_barres_en_double", "code_barres"))
        porteuse = index.porteuse(champs)
        if porteuse is not None and (piece is None or porteuse.id != piece.id):
            codes.append(("code_barres_existant", "code_barres"))
        return [self._faute(code, numero, champ, montrer(champs, champ)) for code, champ in codes]

    def _categorie(self, numero: int, champs: dict[str, Any], fautes: list) -> UUID | None:
        noms = champs.get("categorie")
        trouvee = self._categories.trouver(noms) if noms else None
        if not noms or trouvee:
            return trouvee
        if self._import.creer_categories:
            self._a_creer.setdefault(Categories.cle(noms), SEPARATEUR.join(noms))
        else:
            fautes.append(self._faute("categorie_absente", numero, "categorie", SEPARATEUR.join(noms)))
        return None

    def _comparer(self, numero: int, piece: Piece, champs: Champs, categorie_id: UUID | None) -> LigneImport:
        ancien = fiche.etat(piece)
        for champ, valeur in fiche_voulue(champs, piece, categorie_id).items():
            setattr(piece, champ, valeur)  # in memory, to see what it would be
        avant, apres = fiche.difference(ancien, fiche.etat(piece))
        if "categorie" in champs and categorie_id is None:  # still to be created
            avant["categorie_id"], apres["categorie_id"] = ancien["categorie_id"], None
        _nommer_categories(avant, self._categories)
        _nommer_categories(apres, self._categories, SEPARATEUR.join(champs.get("categorie", [])))
        if not apres:
            return self._ligne(numero, etats.INCHANGEE, piece, champs)
        return self._ligne(numero, etats.MODIFIER, piece, champs, avant=avant, apres=apres)

    def _ligne(
        self, numero, action, piece: Piece | None = None, champs: dict | None = None, **reste
    ) -> LigneImport:
        return LigneImport(
            importation_id=self._import.id,
            ligne=numero,
            action=action,
            etat=etats.A_FAIRE if action in (etats.CREER, etats.MODIFIER) else etats.LAISSEE,
            piece_id=piece.id if piece else new_id() if action == etats.CREER else None,
            champs=champs or {},
            **reste,
        )

    def _faute(
        self, code: str, numero: int, champ: str, valeur: str, detail: str | None = None
    ) -> dict[str, Any]:
        colonne = next((c for c in self._colonnes if c.champ == champ), None)
        rang, en_tete = (colonne.rang, colonne.en_tete) if colonne else (None, champ)
        return erreur(
            code, ligne=numero, rang=rang, en_tete=en_tete, champ=champ, valeur=valeur, detail=detail
        )

    @transaction.atomic
    def _garder(self, lignes: list[LigneImport], *, lues: int) -> None:
        importation = self._encore()
        lots.inserer(lignes)
        importation.analysees += lues
        importation.lignes = max(importation.lignes, importation.analysees)
        for action, compteur in COMPTEURS.items():
            nombre = sum(ligne.action == action for ligne in lignes)
            setattr(importation, compteur, getattr(importation, compteur) + nombre)
        importation.save()

    @transaction.atomic
    def _finir(self) -> None:
        """A file sent to be applied is applied at once when nothing is wrong with it."""
        importation = self._encore()
        importation.lignes = importation.analysees
        importation.categories_a_creer = sorted(self._a_creer.values())
        importation.contenu, importation.tentatives = None, 0
        sans_faute = importation.mode == "apply" and not importation.en_erreur
        importation.etat = etats.A_APPLIQUER if sans_faute else etats.ANALYSE
        importation.save()

    def _encore(self) -> Import:
        importation = Import.objects.select_for_update().defer("contenu").get(pk=self._import.id)
        if importation.etat != etats.EN_ANALYSE:
            raise _Arretee
        return importation


COMPTEURS = {
    etats.CREER: "a_creer",
    etats.MODIFIER: "a_modifier",
    etats.INCHANGEE: "inchangees",
    etats.ERREUR: "en_erreur",
}


def _deja_vue(valeur: str | None, cle, vues: set[str]) -> bool:
    if not valeur:
        return False
    comparee = cle(valeur)
    connue = comparee in vues
    vues.add(comparee)
    return connue


def _montrable(champs: dict[str, Any]) -> dict[str, Any]:
    return {nom: SEPARATEUR.join(valeur) if nom == "categorie" else valeur for nom, valeur in champs.items()}


def _nommer_categories(etat: dict[str, Any], categories: Categories, a_creer: str = "") -> None:
    """People are shown the path of a category, not its id."""
    if "categorie_id" in etat:
        identifiant = etat.pop("categorie_id")
        etat["categorie"] = categories.chemins.get(UUID(identifiant), "") if identifiant else a_creer
