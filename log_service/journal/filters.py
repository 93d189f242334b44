"""The parameters of the lists, each with its type."""

from django import forms
from django.db.models import QuerySet
from django_filters import rest_framework as filters

from chassis.moments import SinceFilter, UntilFilter
from journal.models import AppelService, EntreeCorbeille, EtatEntree, Log


class EntierFilter(filters.NumberFilter):
    field_class = forms.IntegerField


class LogFilter(filters.FilterSet):
    user_id = filters.UUIDFilter()
    service = filters.CharFilter()
    module = filters.CharFilter()
    action = filters.CharFilter()
    objet_id = filters.CharFilter()
    request_id = filters.CharFilter()
    depuis = SinceFilter("emis_le")
    jusqua = UntilFilter("emis_le")
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
    depuis = SinceFilter("appele_le")
    jusqua = UntilFilter("appele_le")

    class Meta:
        model = AppelService
        fields = []
