"""The typed query parameters of each list."""

from django.db.models import F, Q
from django_filters import rest_framework as filters

from chassis.filters import DeclaredOrderingBackend, StrictFilterBackend
from chassis.moments import SinceFilter, UntilFilter
from chassis.pagination import CursorPagination
from chassis.search.backends import GramSearchBackend, RankedSearchBackend
from stock import niveaux, recherche, registre
from stock.models import Emplacement, Inventaire, MouvementStock, Reservation, StockPiece

FIGURES = {"quantite", "disponible", "valeur"}


class StockFilter(filters.FilterSet):
    emplacement_id = filters.UUIDFilter()
    etat = filters.ChoiceFilter(choices=StockPiece.Etat.choices)

    def filter_queryset(self, queryset):
        """At a place the figures themselves are others, so it is the read that knows how."""
        place, etat = self.form.cleaned_data["emplacement_id"], self.form.cleaned_data["etat"]
        if place:
            by_figures = etat or FIGURES & set(self.data.get("ordering", "").replace("-", "").split(","))
            queryset = niveaux.stocks_dans(place, sommer=bool(by_figures))
        return queryset.filter(etat=etat) if etat else queryset


class RechercheDePieces(RankedSearchBackend):
    grams_column, order_column = "grammes", "recherche"

    def ranks(self, text: str) -> list[Q]:
        return recherche.rangs(text)

    def counted(self, request, found, view):
        """Without the totals, unless they are filtered by: looking them up takes longer than finding."""
        if {"emplacement_id", "etat"} & set(request.query_params):
            return found
        return GramSearchBackend.filter_queryset(self, request, niveaux.pieces_montrees(), view)


class RechercheParLaPiece(GramSearchBackend):
    """For rows that are each of one piece: those of the pieces that the words find."""

    grams_column = "piece__grammes"


PAR_LA_PIECE = [StrictFilterBackend, DeclaredOrderingBackend, RechercheParLaPiece]
FILTRES_DU_STOCK = [StrictFilterBackend, DeclaredOrderingBackend, RechercheDePieces]


class LedgerSinceFilter(SinceFilter):
    def filter(self, queryset, value):
        return registre.depuis(queryset, value[0]) if value else queryset


class LedgerUntilFilter(UntilFilter):
    def filter(self, queryset, value):
        return registre.avant(queryset, value[1]) if value else queryset


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
