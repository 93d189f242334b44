"""The parameters of the lists, each with its type."""

from datetime import UTC, date, datetime, time

from django import forms
from django.db.models import QuerySet
from django_filters import rest_framework as filters
from django_filters.fields import IsoDateTimeField

from journal.models import AppelService, EntreeCorbeille, EtatEntree, Log


class FinDePeriode(IsoDateTimeField):
    """A date alone means the whole of that day, not its first instant."""

    def to_python(self, value):
        try:
            return datetime.combine(date.fromisoformat(value or ""), time.max, UTC)
        except ValueError:
            return super().to_python(value)


class JusquaFilter(filters.IsoDateTimeFilter):
    field_class = FinDePeriode


class EntierFilter(filters.NumberFilter):
    field_class = forms.IntegerField


class LogFilter(filters.FilterSet):
    user_id = filters.UUIDFilter()
    service = filters.CharFilter()
    module = filters.CharFilter()
    action = filters.CharFilter()
    objet_id = filters.CharFilter()
    request_id = filters.CharFilter()
    depuis = filters.IsoDateTimeFilter(field_name="emis_le", lookup_expr="gte")
    jusqua = JusquaFilter(field_name="emis_le", lookup_expr="lte")
    masque = filters.BooleanFilter(method="leave_for_last", help_text="hidden entries; else the others")

    class Meta:
        model = Log
        fields = []

    def leave_for_last(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        return queryset

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        masque = bool(self.form.cleaned_data["masque"])
        return super().filter_queryset(queryset).filter(masque=masque)


class EntreeFilter(filters.FilterSet):
    service = filters.CharFilter()
    module = filters.CharFilter()
    objet_id = filters.CharFilter()
    etat = filters.ChoiceFilter(choices=EtatEntree, help_text="present by default")

    class Meta:
        model = EntreeCorbeille
        fields = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        etat = self.form.cleaned_data["etat"] or EtatEntree.PRESENT
        return super().filter_queryset(queryset).filter(etat=etat)


class AppelFilter(filters.FilterSet):
    service_source = filters.CharFilter()
    service_cible = filters.CharFilter()
    statut = EntierFilter()
    request_id = filters.CharFilter()
    depuis = filters.IsoDateTimeFilter(field_name="appele_le", lookup_expr="gte")
    jusqua = JusquaFilter(field_name="appele_le", lookup_expr="lte")

    class Meta:
        model = AppelService
        fields = []
