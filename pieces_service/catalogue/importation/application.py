"""Carrying out an analysed file, in batches: each is one transaction that creates and changes its pieces and
marks its lines as done. A process that dies leaves whole batches behind; whoever comes next goes on with the
rest, and no line takes effect twice.
"""

import logging
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from catalogue import arbre, categories, fiche, historique, lots
from catalogue.errors import CategorieAbsente, CategorieExistante
from catalogue.importation import etats
from catalogue.importation.erreurs import erreur
from catalogue.importation.rapprochement import SEPARATEUR, Categories, fiche_voulue
from catalogue.models import Import, LigneImport, Piece
from catalogue.pieces import creer_piece, indexer, modifier_piece
from catalogue.references import prochaines_references
from chassis import request_id
from chassis.auth.actor import Actor
from chassis.errors import DomainError

log = logging.getLogger(__name__)

LOT = 500
# What a bulk write leaves as it is: the rest of a piece's columns are the form and what is derived from it.
INTOUCHES = ("cree_le", "image", "supprime_le", "supprime_par")


def appliquer(import_id: UUID) -> None:
    importation = _commencer(import_id)
    if importation is None:
        return
    with request_id.using(importation.request_id):
        connues = _creer_categories(importation)
        while _appliquer_lot(import_id, connues):
            pass


@transaction.atomic
def _commencer(import_id: UUID) -> Import | None:
    importation = Import.objects.select_for_update().get(pk=import_id)
    if importation.etat not in (etats.A_APPLIQUER, etats.EN_APPLICATION):
        return None
    importation.etat = etats.EN_APPLICATION
    importation.save(update_fields=["etat"])
    return importation


def _creer_categories(importation: Import) -> Categories:
    """Those the file names and that are not there, from the root down."""
    connues = Categories()
    acteur = Actor.from_claim("", importation.acteur)
    for chemin in importation.categories_a_creer:
        try:
            _creer_chemin(chemin.split(SEPARATEUR), connues, acteur)
        except DomainError as refus:  # its lines will say so
            log.info("category %s of import %s: %s", chemin, importation.id, refus.code)
    return connues


def _creer_chemin(noms: list[str], connues: Categories, acteur: Actor) -> None:
    parent_id = None
    for profondeur in range(1, len(noms) + 1):
        parent_id = connues.trouver(noms[:profondeur]) or _creer(
            noms[:profondeur], parent_id, connues, acteur
        )


def _creer(noms: list[str], parent_id: UUID | None, connues: Categories, acteur: Actor) -> UUID:
    try:
        categorie_id = categories.creer_categorie(nom=noms[-1], parent_id=parent_id, acteur=acteur).id
    except CategorieExistante:  # somebody was faster
        categorie_id = Categories().trouver(noms)
    connues.ajouter(noms, categorie_id)
    return categorie_id


@transaction.atomic
def _appliquer_lot(import_id: UUID, connues: Categories) -> bool:
    """Whether there is more to do."""
    importation = Import.objects.select_for_update().get(pk=import_id)
    if importation.etat != etats.EN_APPLICATION:
        return False  # cancelled
    a_faire = importation.detail.filter(etat=etats.A_FAIRE).defer("avant", "apres")
    lignes = list(a_faire.order_by("ligne")[:LOT])
    if not lignes:
        importation.etat, importation.termine_le = etats.TERMINE, timezone.now()
        importation.save(update_fields=["etat", "termine_le"])
        return False
    acteur = Actor.from_claim("", importation.acteur)
    try:
        with transaction.atomic():
            _ensemble(lignes, connues, acteur)
    except (IntegrityError, CategorieAbsente, _Particuliere):
        for ligne in lignes:
            _une_par_une(ligne, connues, acteur)
    faites = _marquer(importation, lignes)
    importation.creees += faites.count(etats.CREER)
    importation.modifiees += faites.count(etats.MODIFIER)
    importation.echouees += len(lignes) - len(faites)
    importation.save(update_fields=["creees", "modifiees", "echouees"])
    return True


def _marquer(importation: Import, lignes: list[LigneImport]) -> list[str]:
    """Write on the lines what became of them; the actions of those that are done."""
    faites = [ligne for ligne in lignes if ligne.etat == etats.FAITE]
    importation.detail.filter(pk__in=[ligne.pk for ligne in faites]).update(etat=etats.FAITE)
    for ligne in lignes:
        if ligne.etat != etats.FAITE:
            ligne.save(update_fields=["etat", "erreurs"])
    return [ligne.action for ligne in faites]


class _Particuliere(Exception):
    """One of the lines needs the rule of its own to say what is wrong."""


def _ensemble(lignes: list[LigneImport], connues: Categories, acteur: Actor) -> None:
    """All of them with a few statements. Raises IntegrityError, CategorieAbsente or _Particuliere."""
    anciennes = _verrouiller([ligne.piece_id for ligne in lignes if ligne.action == etats.MODIFIER])
    rangements = [_categorie(ligne, connues) for ligne in lignes]
    arbre.retenir_categories(set(rangements) - {None})
    nouvelles, changees, traces = [], [], []
    for ligne, categorie_id in zip(lignes, rangements, strict=True):
        ancienne = _ancienne(ligne, anciennes)
        piece = ancienne or _nouvelle(ligne)
        avant = fiche.etat(piece) if ancienne else None
        for champ, valeur in fiche_voulue(ligne.champs, ancienne, categorie_id).items():
            setattr(piece, champ, valeur)
        ligne.etat = etats.FAITE
        if avant != fiche.etat(piece):  # else somebody else has made the same change meanwhile
            (changees if ancienne else nouvelles).append(piece)
            traces.append((piece, avant))
    _nommer([piece for piece in nouvelles if not piece.reference])
    _ecrire(nouvelles, changees)
    historique.tracer_ensemble(traces, acteur=acteur)


def _verrouiller(ids: list[UUID]) -> dict[UUID, Piece]:
    pieces = Piece.objects.vivants().filter(pk__in=ids).select_for_update().order_by("id")
    return {piece.id: piece for piece in pieces}


def _ancienne(ligne: LigneImport, anciennes: dict[UUID, Piece]) -> Piece | None:
    """The piece a line changes; None when it makes one."""
    if ligne.action == etats.CREER:
        return None
    piece = anciennes.get(ligne.piece_id)
    if piece is None or piece.suppression_demandee_le is not None:
        raise _Particuliere
    return piece


def _nouvelle(ligne: LigneImport) -> Piece:
    return Piece(id=ligne.piece_id, unite=fiche.UNITE, taux_tva=fiche.TAUX_TVA)


def _nommer(sans_reference: list[Piece]) -> None:
    references = prochaines_references(len(sans_reference))
    for piece, reference in zip(sans_reference, references, strict=True):
        piece.reference = reference


def _ecrire(nouvelles: list[Piece], changees: list[Piece]) -> None:
    for piece in [*nouvelles, *changees]:
        indexer(piece)
    for piece in changees:
        piece.version += 1
    lots.inserer(nouvelles)
    lots.remplacer(changees, sauf=INTOUCHES)


def _une_par_une(ligne: LigneImport, connues: Categories, acteur: Actor) -> None:
    """By the rules that people use; what they refuse is written on the line."""
    try:
        with transaction.atomic():
            if ligne.action == etats.CREER:
                voulue = fiche_voulue(ligne.champs, None, _categorie(ligne, connues))
                creer_piece(id=ligne.piece_id, acteur=acteur, **voulue)
            else:
                piece = Piece.objects.filter(pk=ligne.piece_id).first()
                voulue = fiche_voulue(ligne.champs, piece, _categorie(ligne, connues))
                modifier_piece(piece_id=ligne.piece_id, acteur=acteur, **voulue)
        ligne.etat = etats.FAITE
    except DomainError as refus:
        ligne.etat = etats.ECHOUEE
        champ = refus.data.get("champ") or next(iter(refus.data.get("errors", {})), "")
        ligne.erreurs = [
            erreur(refus.code, ligne=ligne.ligne, en_tete=champ, champ=champ, detail=refus.detail)
        ]


def _categorie(ligne: LigneImport, connues: Categories) -> Any | None:
    """Raises CategorieAbsente when the one it names went away since the analysis."""
    noms = ligne.champs.get("categorie")
    trouvee = connues.trouver(noms) if noms else None
    if noms and not trouvee:
        raise CategorieAbsente("categorie")
    return trouvee
