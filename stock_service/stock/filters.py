"""The typed query parameters of each list."""

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date
from django_filters import rest_framework as filters

from chassis.pagination import CursorPagination
from stock import niveaux
from stock.models import Emplacement, MouvementStock, Reservation, StockPiece

ONE_DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)


class StockFilter(filters.FilterSet):
    emplacement_id = filters.UUIDFilter()
    etat = filters.ChoiceFilter(choices=StockPiece.Etat.choices)

    def filter_queryset(self, queryset):
        """At a place the figures themselves are others, so it is the read that knows how."""
        place, etat = self.form.cleaned_data["emplacement_id"], self.form.cleaned_data["etat"]
        queryset = niveaux.stocks_dans(place) if place else queryset
        return queryset.filter(etat=etat) if etat else queryset


class MomentField(filters.IsoDateTimeFilter.field_class):
    """A moment, or a day: its beginning, or with `last` its end."""

    def __init__(self, *args, last: bool = False, **options):
        self.last = last
        super().__init__(*args, **options)

    def to_python(self, value):
        try:
            day = parse_date(value) if value and len(value) == 10 else None
        except ValueError:
            day = None
        if day is None or not 1900 < day.year < 9000:
            return super().to_python(value)
        start = timezone.make_aware(datetime.combine(day, time.min))
        return start + ONE_DAY - MICROSECOND if self.last else start


class MomentFilter(filters.IsoDateTimeFilter):
    field_class = MomentField


class MouvementFilter(filters.FilterSet):
    piece_id = filters.UUIDFilter()
    emplacement_id = filters.UUIDFilter()
    type = filters.ChoiceFilter(choices=MouvementStock.Type.choices)
    depuis = MomentFilter(field_name="cree_le", lookup_expr="gte")
    jusqua = MomentFilter(field_name="cree_le", lookup_expr="lte", last=True)
    reference = filters.CharFilter(method="by_reference", max_length=60)

    def by_reference(self, queryset, name, value):
        """MV-000042 is ours, anything else is the document it was entered with."""
        digits = value.upper().removeprefix("MV-")
        if value.upper().startswith("MV-") and digits.isascii() and digits.isdigit() and len(digits) < 18:
            return queryset.filter(Q(sequence=int(digits)) | Q(reference_externe=value))
        return queryset.filter(reference_externe=value)


class EmplacementFilter(filters.FilterSet):
    type = filters.ChoiceFilter(choices=Emplacement.Type.choices)
    parent_id = filters.UUIDFilter()


class ReservationFilter(filters.FilterSet):
    piece_id = filters.UUIDFilter()
    emplacement_id = filters.UUIDFilter()
    commande_id = filters.UUIDFilter()
    etat = filters.ChoiceFilter(choices=Reservation.Etat.choices)


class SequencePagination(CursorPagination):
    ordering = "-sequence"
