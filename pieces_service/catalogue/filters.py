"""Filters, search and ordering of the lists: typed and declared."""

from decimal import Decimal

from django_filters import rest_framework as filters

from catalogue import arbre, lectures, recherche
from catalogue.codes_barres import gtin_cherche
from chassis.filters import DeclaredOrderingBackend, StrictFilterBackend, WordSearchBackend, normalise

OUI_NON = [("true", "oui"), ("false", "non")]
MONTANT = {"min_value": Decimal(0), "max_digits": 14, "decimal_places": 2}


class OuiNonFilter(filters.TypedChoiceFilter):
    """`true` or `false`; anything else is refused (a BooleanFilter would ignore it)."""

    def __init__(self, **options):
        super().__init__(choices=OUI_NON, coerce=lambda texte: texte == "true", **options)


class PiecePubliqueFilter(filters.FilterSet):
    categorie_id = filters.UUIDFilter(method="dans_la_categorie")
    code_barres = filters.CharFilter(method="du_code_barres", max_length=13)
    prix_min = filters.NumberFilter(field_name="prix_vente", lookup_expr="gte", **MONTANT)
    prix_max = filters.NumberFilter(field_name="prix_vente", lookup_expr="lte", **MONTANT)

    def dans_la_categorie(self, queryset, name, value):
        return queryset.filter(categorie_id__in=arbre.descendants(value))

    def du_code_barres(self, queryset, name, value):
        gtin = gtin_cherche(value)
        return queryset.filter(gtin=gtin) if gtin else queryset.none()


class PieceFilter(PiecePubliqueFilter):
    actif = OuiNonFilter()
    publie = OuiNonFilter()


class CategorieFilter(filters.FilterSet):
    parent_id = filters.UUIDFilter()
    racine = OuiNonFilter(field_name="parent_id", lookup_expr="isnull")


class RecherchePieces(WordSearchBackend):
    """The words as everywhere, found through the index of grams; the best first."""

    def filter_queryset(self, request, queryset, view):
        queryset = super().filter_queryset(request, queryset, view)
        texte = normalise(request.query_params.get("search", ""))
        if not texte:
            return queryset
        cherches = {gramme for mot in texte.split() for gramme in recherche.grammes_du_mot(mot)}
        if cherches:
            queryset = queryset.filter(grammes__contains=sorted(cherches))
        return lectures.par_pertinence(queryset, texte)


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


FILTRES_PIECES = [StrictFilterBackend, RecherchePieces, TriNormalise]
FILTRES_CATEGORIES = [StrictFilterBackend, WordSearchBackend, TriNormalise]
