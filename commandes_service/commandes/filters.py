"""Typed filters of the lists."""

from django_filters import rest_framework as filters

from chassis.moments import SinceFilter, UntilFilter
from commandes.etats import Etat, Type
from commandes.models import Commande


class CommandeFilter(filters.FilterSet):
    type = filters.ChoiceFilter(choices=Type.choices)
    etat = filters.MultipleChoiceFilter(choices=Etat.choices)
    client_id = filters.UUIDFilter()
    fournisseur_id = filters.UUIDFilter()
    depuis = SinceFilter("cree_le", label="créée depuis (jour ou instant)")
    jusqua = UntilFilter("cree_le", label="créée jusqu’à (jour ou instant, compris)")

    class Meta:
        model = Commande
        fields: list[str] = []
