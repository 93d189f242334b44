"""The typed query parameters of each list."""

from django.db.models import BigIntegerField, F, Q, Subquery
from django_filters import rest_framework as filters

from chassis.moments import SinceFilter, UntilFilter
from chassis.pagination import CursorPagination
from stock import niveaux
from stock.models import Emplacement, Inventaire, MouvementStock, Reservation, StockPiece

SLACK = 10_000  # how far apart the orders of `sequence` and of `cree_le` could ever be


class StockFilter(filters.FilterSet):
    emplacement_id = filters.UUIDFilter()
    etat = filters.ChoiceFilter(choices=StockPiece.Etat.choices)

    def filter_queryset(self, queryset):
        """At a place the figures themselves are others, so it is the read that knows how."""
        place, etat = self.form.cleaned_data["emplacement_id"], self.form.cleaned_data["etat"]
        queryset = niveaux.stocks_dans(place) if place else queryset
        return queryset.filter(etat=etat) if etat else queryset


class LedgerSinceFilter(SinceFilter):
    """A page of an old period must not be looked for from the newest row on: time is turned into sequence."""

    def filter(self, queryset, value):
        first = MouvementStock.objects.filter(cree_le__gte=value[0]).order_by("cree_le") if value else None
        queryset = super().filter(queryset, value)
        return queryset.filter(sequence__gte=_one(first) - SLACK) if value else queryset


class LedgerUntilFilter(UntilFilter):
    def filter(self, queryset, value):
        last = MouvementStock.objects.filter(cree_le__lt=value[1]).order_by("-cree_le") if value else None
        queryset = super().filter(queryset, value)
        return queryset.filter(sequence__lte=_one(last) + SLACK) if value else queryset


def _one(rows):
    return Subquery(rows.values("sequence")[:1], output_field=BigIntegerField())


class MouvementFilter(filters.FilterSet):
    piece_id = filters.UUIDFilter()
    emplacement_id = filters.UUIDFilter()
    type = filters.ChoiceFilter(choices=MouvementStock.Type.choices)
    depuis = LedgerSinceFilter("cree_le")
    jusqua = LedgerUntilFilter("cree_le")
    reference = filters.CharFilter(method="by_reference", max_length=60)
    lot = filters.CharFilter(max_length=60)
    commande_id = filters.UUIDFilter()
    inventaire_id = filters.UUIDFilter()
    user_id = filters.UUIDFilter()

    def by_reference(self, queryset, name, value):
        """MV-000042 is ours, anything else is the document it was entered with."""
        digits = value.upper().removeprefix("MV-")
        if value.upper().startswith("MV-") and digits.isascii() and digits.isdigit() and len(digits) < 18:
            return queryset.filter(Q(sequence=int(digits)) | Q(reference_externe=value))
        return queryset.filter(reference_externe=value)


class InventaireFilter(filters.FilterSet):
    etat = filters.ChoiceFilter(choices=Inventaire.Etat.choices)


class LigneInventaireFilter(filters.FilterSet):
    ETATS = {
        "a_compter": Q(retenu=None, divergente=False),
        "comptee": Q(retenu__isnull=False),
        "divergente": Q(divergente=True),
        "ecart": Q(retenu__isnull=False, visible=True)
        & ~Q(retenu=F("attendu")),  # never tells what is hidden
    }

    emplacement_id = filters.UUIDFilter()
    piece_id = filters.UUIDFilter()
    etat = filters.ChoiceFilter(choices=[(name, name) for name in ETATS], method="by_state")

    def by_state(self, queryset, name, value):
        return queryset.filter(self.ETATS[value])


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
