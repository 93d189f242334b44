"""Filters of the lists: typed, so that a wrong value is a 400 that names it."""

from django_filters import rest_framework as filters

from comptes.models import Utilisateur


class UtilisateurFiltre(filters.FilterSet):
    role = filters.CharFilter(field_name="role__nom", lookup_expr="iexact", max_length=50)
    actif = filters.TypedChoiceFilter(
        choices=[("true", "true"), ("false", "false")], coerce=lambda value: value == "true"
    )

    class Meta:
        model = Utilisateur
        fields: list[str] = []
