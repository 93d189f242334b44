"""The parameters of the lists, each with its type."""

from django import forms
from django.db.models import QuerySet
from django_filters import rest_framework as filters

from chassis.errors import InvalidInput
from chassis.filters import (
    MAX_SEARCH_LENGTH,
    DeclaredOrderingBackend,
    StrictFilterBackend,
    WordSearchBackend,
)
from chassis.moments import SinceFilter, UntilFilter
from journal.logs import masques, visibles
from journal.models import ECHEC, AppelService, ChangementConfiguration, EntreeCorbeille, EtatEntree, Log
from journal.recherche import contient_champ, contient_mots
from journal.valeurs import valeurs

TOUS = "tous"
BOOLEENS = {"": None, "true": True, "false": False}


class RechercheBackend(WordSearchBackend):
    """Each word begins a word of the entry's sentences, accents and case aside."""

    def filter_queryset(self, request, queryset: QuerySet, view) -> QuerySet:
        return rechercher(queryset, request.query_params.get("search", ""))


def rechercher(logs: QuerySet[Log], texte: str) -> QuerySet[Log]:
    if len(texte) > MAX_SEARCH_LENGTH:
        raise InvalidInput({"search": [f"Au plus {MAX_SEARCH_LENGTH} caractères."]})
    condition = contient_mots(texte)
    return logs if condition is None else logs.filter(condition)


LOG_BACKENDS = [StrictFilterBackend, RechercheBackend, DeclaredOrderingBackend]


class EntierFilter(filters.NumberFilter):
    field_class = forms.IntegerField


class BooleenField(forms.CharField):
    """What is neither is refused, wherever the filter is used: django-filter's own field would ignore it."""

    def to_python(self, value) -> bool | None:
        texte = super().to_python(value).lower()
        if texte not in BOOLEENS:
            raise forms.ValidationError("true ou false est attendu.")
        return BOOLEENS[texte]


class BooleenFilter(filters.BooleanFilter):
    field_class = BooleenField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=forms.TextInput, **kwargs)


class LogFilter(filters.FilterSet):
    user_id = filters.UUIDFilter()
    user_email = filters.CharFilter(method="avec_email", min_length=2, help_text="a part of the address")
    service = filters.CharFilter()
    module = filters.CharFilter()
    action = filters.CharFilter()
    objet_id = filters.CharFilter()
    request_id = filters.CharFilter()
    ip = filters.CharFilter()
    depuis = SinceFilter("emis_le")
    jusqua = UntilFilter("emis_le")
    champ = filters.CharFilter(method="avec_champ", help_text="a field that the act changed")
    annote = BooleenFilter(method="avec_annotation")
    masque = BooleenFilter(method="leave_for_last", help_text="hidden entries; else the others")

    class Meta:
        model = Log
        fields = []

    def avec_email(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(user_email__in=valeurs("user_email", contient=value))

    def avec_champ(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(contient_champ(value))

    def avec_annotation(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        return queryset.filter(note__texte__gt="") if value else queryset.exclude(note__texte__gt="")

    def leave_for_last(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        return queryset

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        logs = super().filter_queryset(queryset)
        return masques(logs) if self.form.cleaned_data["masque"] else visibles(logs)


class LogsDeLObjetFilter(filters.FilterSet):
    module = filters.CharFilter()

    class Meta:
        model = Log
        fields = []


class EntreeFilter(filters.FilterSet):
    service = filters.CharFilter()
    module = filters.CharFilter()
    objet_id = filters.CharFilter()
    supprime_par = filters.UUIDFilter()
    depuis = SinceFilter("supprime_le")
    jusqua = UntilFilter("supprime_le")
    expire_avant = UntilFilter("expire_le", help_text="a day is the whole of it")
    etat = filters.ChoiceFilter(
        choices=[*EtatEntree.choices, (TOUS, "Tous")], method="leave_for_last", help_text="present by default"
    )

    class Meta:
        model = EntreeCorbeille
        fields = []

    def leave_for_last(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        etat = self.form.cleaned_data["etat"] or EtatEntree.PRESENT
        filtered = super().filter_queryset(queryset)
        return filtered if etat == TOUS else filtered.filter(etat=etat)


class AppelFilter(filters.FilterSet):
    service_source = filters.CharFilter()
    service_cible = filters.CharFilter()
    methode = filters.CharFilter()
    chemin = filters.CharFilter(lookup_expr="startswith", help_text="how the path begins")
    statut = EntierFilter(min_value=0, max_value=999)
    echec = BooleenFilter(method="en_echec", help_text="no answer, or one of 400 and more")
    duree_min = EntierFilter("duree_ms", "gte", min_value=0, max_value=10**9, help_text="milliseconds")
    request_id = filters.CharFilter()
    depuis = SinceFilter("appele_le")
    jusqua = UntilFilter("appele_le")

    class Meta:
        model = AppelService
        fields = []

    def en_echec(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        return queryset.filter(ECHEC) if value else queryset.exclude(ECHEC)


class ChangementFilter(filters.FilterSet):
    service = filters.CharFilter()
    cle = filters.CharFilter()
    user_id = filters.UUIDFilter()
    depuis = SinceFilter("modifie_le")
    jusqua = UntilFilter("modifie_le")

    class Meta:
        model = ChangementConfiguration
        fields = []
