"""Filters, search and ordering of the lists: typed and declared."""

from decimal import Decimal
from uuid import UUID

from django import forms
from django.db.models import Q
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field

from catalogue import arbre, lectures, pertinence
from catalogue.codes_barres import gtin_cherche
from chassis.errors import InvalidInput
from chassis.filters import (
    DeclaredOrderingBackend,
    StrictFilterBackend,
    WordSearchBackend,
    normalise,
)
from chassis.search.backends import GramSearchBackend, RankedSearchBackend

OUI_NON = [("true", "oui"), ("false", "non")]
MONTANT = {"min_value": Decimal(0), "max_digits": 14, "decimal_places": 2}
IDS_MAX = 200


@extend_schema_field({"type": "string", "enum": ["true", "false"]})
class OuiNonFilter(filters.TypedChoiceFilter):
    """`true` or `false`; anything else is refused (a BooleanFilter would ignore it)."""

    def __init__(self, **options):
        super().__init__(choices=OUI_NON, coerce=lambda texte: texte == "true", **options)


class UuidsField(forms.CharField):
    """Ids separated by commas, at most IDS_MAX."""

    def clean(self, value) -> list[UUID]:
        textes = [texte.strip() for texte in super().clean(value).split(",") if texte.strip()]
        try:
            ids = [UUID(texte) for texte in textes]
        except ValueError as error:
            raise forms.ValidationError("Des UUID séparés par des virgules sont attendus.") from error
        if len(ids) > IDS_MAX:
            raise forms.ValidationError(f"Au plus {IDS_MAX} identifiants.")
        return ids


@extend_schema_field({"type": "string", "description": "UUID séparés par des virgules, 200 au plus."})
class UuidsFilter(filters.Filter):
    field_class = UuidsField


class PiecePubliqueFilter(filters.FilterSet):
    categorie_id = filters.UUIDFilter(method="dans_la_categorie")
    code_barres = filters.CharFilter(method="du_code_barres", max_length=13)
    fabricant = filters.CharFilter(method="du_fabricant", max_length=120)
    prix_min = filters.NumberFilter(field_name="prix_vente", lookup_expr="gte", **MONTANT)
    prix_max = filters.NumberFilter(field_name="prix_vente", lookup_expr="lte", **MONTANT)

    def dans_la_categorie(self, queryset, name, value):
        return queryset.filter(categorie_id__in=arbre.descendants(value))

    def du_code_barres(self, queryset, name, value):
        gtin = gtin_cherche(value)
        return queryset.filter(gtin=gtin) if gtin else queryset.none()

    def du_fabricant(self, queryset, name, value):
        cle = normalise(value)
        return queryset.filter(fabricant_cle=cle).exclude(fabricant_cle="")


class PieceFilter(PiecePubliqueFilter):
    actif = OuiNonFilter()
    publie = OuiNonFilter()
    sans_categorie = OuiNonFilter(field_name="categorie", lookup_expr="isnull")
    sans_code_barres = OuiNonFilter(method="avec_ou_sans_code_barres")
    avec_image = OuiNonFilter(field_name="image", lookup_expr="isnull", exclude=True)
    fournisseur_id = filters.UUIDFilter(method="du_fournisseur")
    attribut = filters.CharFilter(method="qui_a_l_attribut", max_length=200)
    ids = UuidsFilter(method="parmi")

    def avec_ou_sans_code_barres(self, queryset, name, value):
        return queryset.filter(gtin="") if value else queryset.exclude(gtin="")

    def du_fournisseur(self, queryset, name, value):
        return lectures.du_fournisseur(queryset, value)

    def qui_a_l_attribut(self, queryset, name, value):
        """`couleur:rouge`; `longueur:40` finds the number as well as the text."""
        cle, deux_points, texte = value.partition(":")
        if not deux_points or not cle.strip():
            raise InvalidInput({name: ["La forme nom:valeur est attendue."]})
        trouves = Q()
        for valeur in _valeurs_json(texte.strip()):
            trouves |= Q(attributs__contains={cle.strip(): valeur})
        return queryset.filter(trouves)

    def parmi(self, queryset, name, value):
        return queryset.filter(pk__in=value) if value else queryset


def _valeurs_json(texte: str) -> list:
    """What an attribute may hold that people write like this."""
    valeurs: list = [texte]
    if texte in ("true", "false"):
        valeurs.append(texte == "true")
    if len(texte) <= 15 and texte.removeprefix("-").replace(".", "", 1).isdecimal() and texte.isascii():
        valeurs.append(float(texte) if "." in texte else int(texte))
    return valeurs


class CategorieFilter(filters.FilterSet):
    parent_id = filters.UUIDFilter()
    racine = OuiNonFilter(field_name="parent_id", lookup_expr="isnull")


class LigneImportFilter(filters.FilterSet):
    action = filters.ChoiceFilter(choices=[(a, a) for a in ("creer", "modifier", "inchangee", "erreur")])
    etat = filters.ChoiceFilter(choices=[(e, e) for e in ("a_faire", "faite", "echouee", "laissee")])


class RecherchePieces(GramSearchBackend):
    grams_column = "grammes"


class RecherchePertinente(RankedSearchBackend):
    grams_column, order_column = "grammes", "recherche"

    def ranks(self, text: str) -> list[Q]:
        return pertinence.rangs(text)


class RecherchePublique(RecherchePertinente):
    """For views that search `recherche`, which has no codes of suppliers."""

    def ranks(self, text: str) -> list[Q]:
        return pertinence.rangs_publics(text)


class TriNormalise(DeclaredOrderingBackend):
    """By name or reference means as people sort: "écrou" near "Ecrou", not after "Z"."""

    colonnes = {"nom": "recherche", "reference": "reference_cle"}

    def filter_queryset(self, request, queryset, view):
        queryset = super().filter_queryset(request, queryset, view)
        if not request.query_params.get("ordering", "").strip(" ,"):
            return queryset
        return queryset.order_by(*map(self._colonne, queryset.query.order_by))

    def _colonne(self, tri: str) -> str:
        nom = tri.removeprefix("-")
        return tri.removesuffix(nom) + self.colonnes.get(nom, nom)


FILTRES_PIECES = [StrictFilterBackend, TriNormalise, RecherchePertinente]
FILTRES_PUBLICS = [StrictFilterBackend, TriNormalise, RecherchePublique]
FILTRES_EXPORT = [StrictFilterBackend, RecherchePieces, TriNormalise]
FILTRES_CATEGORIES = [StrictFilterBackend, WordSearchBackend, TriNormalise]
