"""Typed filters of the lists."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django_filters import rest_framework as filters

from commandes.etats import Etat, Type
from commandes.models import Commande


class MomentField(forms.Field):
    """A day (2026-11-20) or an instant (2026-11-20T10:00:00Z); UTC unless it says otherwise."""

    default_error_messages = {"invalid": "Une date ou un instant ISO 8601 est attendu."}

    def to_python(self, value: str | None) -> tuple[datetime, datetime] | None:
        """The first moment, and the first one after it that is not meant."""
        if not value:
            return None
        try:
            day = parse_date(value)
            instant = None if day else parse_datetime(value.replace(" ", "+"))
            if day:
                start = datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
                return start, start + timedelta(days=1)
            if instant:
                aware = instant if timezone.is_aware(instant) else timezone.make_aware(instant)
                return aware, aware + timedelta(microseconds=1)
        except (ValueError, OverflowError):
            pass  # written like a date, but there is no such day: the same refusal as below
        raise forms.ValidationError(self.default_error_messages["invalid"])


class MomentFilter(filters.Filter):
    field_class = MomentField


class CommandeFilter(filters.FilterSet):
    type = filters.ChoiceFilter(choices=Type.choices)
    etat = filters.MultipleChoiceFilter(choices=Etat.choices)
    client_id = filters.UUIDFilter()
    fournisseur_id = filters.UUIDFilter()
    depuis = MomentFilter("cree_le", method="filter_depuis", label="créée depuis (jour ou instant)")
    jusqua = MomentFilter("cree_le", method="filter_jusqua", label="créée jusqu’à (jour ou instant, compris)")

    class Meta:
        model = Commande
        fields: list[str] = []

    def filter_depuis(self, queryset, name, moment):
        return queryset.filter(cree_le__gte=moment[0])

    def filter_jusqua(self, queryset, name, moment):
        return queryset.filter(cree_le__lt=moment[1])
