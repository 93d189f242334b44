"""What is shown of imports."""

from itertools import chain, islice
from uuid import UUID

from django.db.models import Func, QuerySet, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from catalogue.errors import ImportInconnu
from catalogue.importation import etats
from catalogue.models import Import, LigneImport
from chassis.search.written import searchable

ERREURS_MONTREES = 1000
CHERCHE = "cherche"  # for a view's search_fields


def imports() -> QuerySet[Import]:
    """The latest first; found by the name of the file and who sent it."""
    tous = Import.objects.defer("contenu").annotate(par=KT("acteur__email")).order_by("-cree_le", "-id")
    return searchable(tous, CHERCHE, "fichier", "par")


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
    """Found by reference, name, and what is wrong with them."""
    toutes = LigneImport.objects.annotate(
        reference=Coalesce(KT("champs__reference"), Value(""), output_field=TextField()),
        nom=Coalesce(KT("champs__nom"), Value(""), output_field=TextField()),
    ).order_by("ligne")
    return searchable(toutes, CHERCHE, "reference", "nom", _Messages("erreurs"))


class _Messages(Func):
    """The sentences and the values of a line's errors."""

    template = (
        "jsonb_path_query_array(%(expressions)s, '$[*].message')::text"
        " || jsonb_path_query_array(%(expressions)s, '$[*].valeur')::text"
    )
    output_field = TextField()


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
