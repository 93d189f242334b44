from django.utils import timezone
from rest_framework import serializers

from chassis.fields import TextField
from chassis.serializers import StrictSerializer
from stock.models import Reservation
from stock.serializers.champs import MINIMUM, QuantiteField
from stock.serializers.mouvements import EmplacementCourtSerializer, PieceCourteSerializer


class ReservationSerializer(serializers.Serializer):
    id = serializers.UUIDField(read_only=True)
    piece_id = serializers.UUIDField(read_only=True)
    piece = PieceCourteSerializer(read_only=True)
    emplacement_id = serializers.UUIDField(read_only=True)
    emplacement = EmplacementCourtSerializer(read_only=True)
    commande_id = serializers.UUIDField(read_only=True, allow_null=True)
    ligne_id = serializers.UUIDField(read_only=True, allow_null=True)
    quantite = QuantiteField(read_only=True)
    etat = serializers.ChoiceField(choices=Reservation.Etat.choices, read_only=True)
    motif = serializers.CharField(read_only=True)
    expire_le = serializers.DateTimeField(read_only=True, allow_null=True)
    user_id = serializers.UUIDField(read_only=True, allow_null=True)
    user_email = serializers.CharField(read_only=True)
    cree_le = serializers.DateTimeField(read_only=True)
    terminee_le = serializers.DateTimeField(read_only=True, allow_null=True)


class ReservationNouvelleSerializer(StrictSerializer):
    piece_id = serializers.UUIDField()
    quantite = QuantiteField(min_value=MINIMUM)
    emplacement_id = serializers.UUIDField(required=False, allow_null=True)
    motif = TextField(max_length=200, required=False, allow_blank=True)
    expire_le = serializers.DateTimeField(required=False, allow_null=True)

    def validate_expire_le(self, value):
        if value is not None and value <= timezone.now():
            raise serializers.ValidationError("Un moment à venir est attendu.")
        return value


class ReservationsSerializer(serializers.Serializer):
    """What was asked may be kept at several places: one reservation each."""

    reservations = ReservationSerializer(many=True, read_only=True)
