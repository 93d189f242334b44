"""Typed filters of the lists."""

from datetime import date, timedelta
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters

from chassis.errors import InvalidInput
from chassis.moments import SinceFilter, UntilFilter
from commandes.calendrier import aujourd_hui
from commandes.etats import Etat, Type
from commandes.facturables import a_facturer
from commandes.models import Client, Commande, Facture, Paiement
from commandes.models.factures import TypeFacture
from commandes.models.paiements import EtatPaiement, Moyen
from commandes.registre import EN_RETARD, EtatFacture
from commandes.soldes import lister_echeancier


class CommandeFilter(filters.FilterSet):
    type = filters.ChoiceFilter(choices=Type.choices)
    etat = filters.MultipleChoiceFilter(choices=Etat.choices)
    client_id = filters.UUIDFilter()
    fournisseur_id = filters.UUIDFilter()
    user_id = filters.UUIDFilter(label="créée par")
    facturable = filters.BooleanFilter(method="que_les_facturables", label="expédiée et pas facturée")
    depuis = SinceFilter("cree_le", label="créée depuis (jour ou instant)")
    jusqua = UntilFilter("cree_le", label="créée jusqu’à (jour ou instant, compris)")

    class Meta:
        model = Commande
        fields: list[str] = []

    def que_les_facturables(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(a_facturer()) if value else rows.exclude(a_facturer())


class FactureFilter(filters.FilterSet):
    type = filters.ChoiceFilter(choices=TypeFacture.choices)
    etat = filters.MultipleChoiceFilter(
        choices=[*EtatFacture.choices, (EN_RETARD, "En retard")], method="par_etat"
    )
    client_id = filters.UUIDFilter()
    commande_id = filters.UUIDFilter()
    depuis = filters.DateFilter("date_emission", "gte", label="émise depuis")
    jusqua = filters.DateFilter("date_emission", "lte", label="émise jusqu’au (compris)")

    class Meta:
        model = Facture
        fields: list[str] = []

    def par_etat(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        if not values:
            return rows
        wanted = Q(etat__in=[value for value in values if value != EN_RETARD])
        return rows.filter(wanted | Q(en_retard=True) if EN_RETARD in values else wanted)


class PaiementFilter(filters.FilterSet):
    facture_id = filters.UUIDFilter()
    client_id = filters.UUIDFilter("facture__client_id")
    moyen = filters.MultipleChoiceFilter(choices=Moyen.choices)
    etat = filters.MultipleChoiceFilter(choices=EtatPaiement.choices)
    depuis = filters.DateFilter("recu_le", "gte", label="reçu depuis")
    jusqua = filters.DateFilter("recu_le", "lte", label="reçu jusqu’au (compris)")

    class Meta:
        model = Paiement
        fields: list[str] = []


class EcheancierFilter(filters.FilterSet):
    """`au` does not filter: it is the day that ages are reckoned for."""

    au = filters.DateFilter(method="deja_compte", label="au jour dit, aujourd’hui sinon")

    class Meta:
        model = Client
        fields: list[str] = []

    def deja_compte(self, rows: QuerySet, name: str, value: date) -> QuerySet:
        return rows

    @classmethod
    def jour(cls, params) -> date:
        """InvalidInput when `au` is no date, or past: what was paid since is not due on it any more."""
        form = _JourForm(params)
        if not form.is_valid():
            raise InvalidInput({"au": [str(erreur) for erreur in form.errors["au"]]})
        return form.cleaned_data["au"] or aujourd_hui()

    @classmethod
    def echeancier(cls, params) -> QuerySet[Client]:
        return lister_echeancier(au=cls.jour(params))


class _JourForm(forms.Form):
    au = forms.DateField(required=False)

    def clean_au(self) -> date | None:
        jour = self.cleaned_data["au"]
        ici_ou_a_l_ouest = aujourd_hui() - timedelta(days=1)  # where it is not midnight yet
        if jour and not (ici_ou_a_l_ouest <= jour and jour.year <= 9000):
            raise forms.ValidationError("Une date d’aujourd’hui à l’an 9000 est attendue.")
        return jour


def refuser_tout_parametre(params) -> None:
    """InvalidInput when there is one, for a view that takes none."""
    if inconnus := _inconnus(params, set()):
        raise InvalidInput(inconnus)


class _BonForm(forms.Form):
    operation_id = forms.UUIDField(required=False)


def parametres_du_bon(params) -> dict[str, UUID | None]:
    """InvalidInput for a parameter that is unknown or no UUID."""
    inconnus = _inconnus(params, {"operation_id"})
    form = _BonForm(params)
    if inconnus or not form.is_valid():
        raise InvalidInput(inconnus | {k: [str(e) for e in v] for k, v in form.errors.items()})
    return form.cleaned_data


def _inconnus(params, connus: set[str]) -> dict[str, list[str]]:
    return {nom: ["Ce paramètre n'existe pas."] for nom in sorted(set(params) - connus)}
