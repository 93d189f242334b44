"""Filters of the lists: typed, so that a wrong value is a 400 that names it."""

from django.db.models import Exists, OuterRef
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field

from chassis.moments import SinceFilter, UntilFilter
from comptes.models import Connexion, Facteur, Utilisateur


class OuiNonFilter(filters.TypedChoiceFilter):
    def __init__(self, **kwargs):
        choix = [("true", "true"), ("false", "false")]
        super().__init__(choices=choix, coerce=lambda value: value == "true", **kwargs)


class ConnexionFiltre(filters.FilterSet):
    resultat = filters.ChoiceFilter(choices=Connexion.Resultat.choices)
    depuis = SinceFilter("survenue_le")
    jusqua = UntilFilter("survenue_le")

    class Meta:
        model = Connexion
        fields: list[str] = []


class UtilisateurFiltre(filters.FilterSet):
    role = filters.CharFilter(field_name="role__nom", lookup_expr="iexact", max_length=50)
    actif = OuiNonFilter()
    invite = OuiNonFilter(field_name="invite_le", lookup_expr="isnull", exclude=True)
    verrouille = OuiNonFilter(field_name="verrouille_jusqua", lookup_expr="isnull", exclude=True)
    second_facteur = OuiNonFilter(method="avec_second_facteur")

    class Meta:
        model = Utilisateur
        fields: list[str] = []

    @extend_schema_field(bool)
    def avec_second_facteur(self, queryset, name, value):
        actif = Facteur.objects.filter(utilisateur=OuterRef("pk"), actif_le__isnull=False)
        return queryset.filter(Exists(actif) if value else ~Exists(actif))
