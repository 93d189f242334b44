"""The parameters of the lists, each with its type."""

from django_filters import rest_framework as filters

from chassis.moments import SinceFilter, UntilFilter
from notifications.catalogue import EVENEMENTS, TEST
from notifications.models import (
    Destinataire,
    EtatLivraison,
    Evenement,
    Livraison,
    Niveau,
    Notification,
    TypeNotification,
    Webhook,
)


class _SujetFilter(filters.FilterSet):
    type = filters.ChoiceFilter(choices=TypeNotification)
    niveau = filters.ChoiceFilter(choices=Niveau)
    piece_id = filters.UUIDFilter()
    commande_id = filters.UUIDFilter()
    depuis = SinceFilter("cree_le")
    jusqua = UntilFilter("cree_le")


class NotificationFilter(_SujetFilter):
    lue = filters.BooleanFilter(field_name="lue_le", lookup_expr="isnull", exclude=True)

    class Meta:
        model = Notification
        fields = []


class EvenementFilter(_SujetFilter):
    class Meta:
        model = Evenement
        fields = []


class PourquoiFilter(filters.FilterSet):
    user_id = filters.UUIDFilter(field_name="id")
    recu = filters.BooleanFilter()

    class Meta:
        model = Destinataire
        fields = []


class WebhookFilter(filters.FilterSet):
    actif = filters.BooleanFilter()

    class Meta:
        model = Webhook
        fields = []


class LivraisonFilter(filters.FilterSet):
    etat = filters.ChoiceFilter(choices=EtatLivraison)
    evenement = filters.ChoiceFilter(choices=[(nom, nom) for nom in (*EVENEMENTS, TEST)])
    depuis = SinceFilter("cree_le")
    jusqua = UntilFilter("cree_le")

    class Meta:
        model = Livraison
        fields = []
