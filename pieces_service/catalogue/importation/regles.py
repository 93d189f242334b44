"""What people do with an import: send a file, have it applied, call it off."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from catalogue.errors import ImportAvecErreurs, ImportFini, ImportInconnu, ImportNonPret
from catalogue.importation import etats, tableau
from catalogue.models import Import
from chassis import audit, request_id
from chassis.auth.actor import Actor

NOM_MAX = 200


@transaction.atomic
def deposer_import(*, nom: str, contenu: bytes, mode: str, creer_categories: bool, acteur: Actor) -> Import:
    """Keep a file for the worker to analyse; with mode `apply` also to apply, when nothing is wrong with it.

    Raises FichierIllisible.
    """
    tableau.verifier(contenu)
    importation = Import.objects.create(
        fichier="".join(lettre for lettre in nom if lettre.isprintable())[:NOM_MAX],
        contenu=contenu,
        mode=mode,
        creer_categories=creer_categories,
        etat=etats.EN_ATTENTE,
        acteur=acteur.as_claim(),
        request_id=request_id.current()[:64],
    )
    _auditer("creer", importation, {"fichier": importation.fichier, "mode": mode}, acteur)
    return importation


@transaction.atomic
def appliquer_import(*, import_id: UUID, ignorer_erreurs: bool, acteur: Actor) -> Import:
    """Have the worker carry out what the analysis has shown; asked again, it is still the same.

    Raises ImportInconnu, ImportNonPret, ImportAvecErreurs.
    """
    importation = _verrouiller(import_id)
    if importation.etat in (etats.A_APPLIQUER, etats.EN_APPLICATION):
        return importation
    if importation.etat != etats.ANALYSE:
        raise ImportNonPret(etat=importation.etat)
    if importation.en_erreur and not ignorer_erreurs:
        raise ImportAvecErreurs(en_erreur=importation.en_erreur)
    importation.etat = etats.A_APPLIQUER
    importation.acteur = acteur.as_claim()
    importation.save(update_fields=["etat", "acteur"])
    _auditer(
        "appliquer",
        importation,
        {"a_creer": importation.a_creer, "a_modifier": importation.a_modifier},
        acteur,
    )
    return importation


@transaction.atomic
def annuler_import(*, import_id: UUID, acteur: Actor) -> Import:
    """Stop before the next batch; what is applied stays. Raises ImportInconnu, ImportFini."""
    importation = _verrouiller(import_id)
    if importation.etat in etats.FINIS:
        raise ImportFini(etat=importation.etat)
    importation.etat, importation.termine_le, importation.contenu = etats.ANNULE, timezone.now(), None
    importation.save(update_fields=["etat", "termine_le", "contenu"])
    _auditer(
        "annuler", importation, {"creees": importation.creees, "modifiees": importation.modifiees}, acteur
    )
    return importation


def _verrouiller(import_id: UUID) -> Import:
    importation = Import.objects.select_for_update().defer("contenu").filter(pk=import_id).first()
    if importation is None:
        raise ImportInconnu(import_id=import_id)
    return importation


def _auditer(action: str, importation: Import, apres: dict, acteur: Actor) -> None:
    audit.record(action, "imports", importation.id, acteur=acteur, libelle=importation.fichier, apres=apres)
