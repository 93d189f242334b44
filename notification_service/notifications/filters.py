"""The parameters of the list of notifications, each with its type."""

from django_filters import rest_framework as filters

from notifications.models import Niveau, Notification, TypeNotification


class NotificationFilter(filters.FilterSet):
    type = filters.ChoiceFilter(choices=TypeNotification)
    niveau = filters.ChoiceFilter(choices=Niveau)
    lue = filters.BooleanFilter(field_name="lue_le", lookup_expr="isnull", exclude=True)

    class Meta:
        model = Notification
        fields = []
