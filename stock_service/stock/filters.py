"""The typed query parameters of each list."""

from django.db.models import Q
from django_filters import rest_framework as filters

from chassis.moments import SinceFilter, UntilFilter
from chassis.pagination import CursorPagination
from stock import niveaux
from stock.models import Emplacement, MouvementStock, Reservation, StockPiece


class StockFilter(filters.FilterSet):
    emplacement_id = filters.UUIDFilter()
    etat = filters.ChoiceFilter(choices=StockPiece.Etat.choices)

    def filter_queryset(self, queryset):
        """At a place the figures themselves are others, so it is the read that knows how."""
        place, etat = self.form.cleaned_data["emplacement_id"], self.form.cleaned_data["etat"]
        queryset = niveaux.stocks_dans(place) if place else queryset
        return queryset.filter(etat=etat) if etat else queryset


class MouvementFilter(filters.FilterSet):
    piece_id = filters.UUIDFilter()
    emplacement_id = filters.UUIDFilter()
    type = filters.ChoiceFilter(choices=MouvementStock.Type.choices)
    depuis = SinceFilter("cree_le")
    jusqua = UntilFilter("cree_le")
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
