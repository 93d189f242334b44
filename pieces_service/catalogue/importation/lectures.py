"""What is shown of imports."""

from itertools import chain, islice
from uuid import UUID

from django.db.models import QuerySet, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from catalogue.errors import ImportInconnu
from catalogue.importation import etats
from catalogue.models import Import, LigneImport

ERREURS_MONTREES = 1000


def imports() -> QuerySet[Import]:
    """The latest first."""
    return Import.objects.defer("contenu").annotate(par=KT("acteur__email")).order_by("-cree_le", "-id")


def lire_import(import_id: UUID) -> Import:
    """With its errors, in the order of the file. Raises ImportInconnu."""
    importation = imports().filter(pk=import_id).first()
    if importation is None:
        raise ImportInconnu(import_id=import_id)
    fautives = importation.detail.exclude(erreurs=[]).order_by("ligne")[:ERREURS_MONTREES]
    erreurs = chain.from_iterable(fautives.values_list("erreurs", flat=True))
    importation.erreurs = list(islice(erreurs, ERREURS_MONTREES))
    return importation


def lignes_de_toutes() -> QuerySet[LigneImport]:
    return LigneImport.objects.annotate(
        reference=Coalesce(KT("champs__reference"), Value(""), output_field=TextField()),
        nom=Coalesce(KT("champs__nom"), Value(""), output_field=TextField()),
    ).order_by("ligne")


def lignes(import_id: UUID) -> QuerySet[LigneImport]:
    """Raises ImportInconnu."""
    if not Import.objects.filter(pk=import_id).exists():
        raise ImportInconnu(import_id=import_id)
    return lignes_de_toutes().filter(importation_id=import_id)


def avancement(importation: Import) -> float:
    """Of the phase it is in, from 0 to 1."""
    if importation.etat in (etats.EN_ATTENTE, etats.A_APPLIQUER):
        return 0.0
    if importation.etat == etats.EN_ANALYSE:
        return _part(importation.analysees, importation.lignes)
    if importation.etat in (etats.EN_APPLICATION, etats.ANNULE):
        faites = importation.creees + importation.modifiees + importation.echouees
        return _part(faites, importation.a_creer + importation.a_modifier)
    return 1.0


def _part(faites: int, toutes: int) -> float:
    return round(faites / toutes, 3) if toutes else 0.0
