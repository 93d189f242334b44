"""The shapes of contracts/calls/stock.*.json."""

from rest_framework import serializers

from chassis.serializers import StrictSerializer
from stock.models import Reservation
from stock.serializers.fields import MINIMUM, QuantiteField

LINES = 500


class LigneSerializer(StrictSerializer):
    ligne_id = serializers.UUIDField()
    piece_id = serializers.UUIDField()
    quantite = QuantiteField(min_value=MINIMUM)


class ReserverSerializer(StrictSerializer):
    commande_id = serializers.UUIDField()
    lignes = LigneSerializer(many=True, allow_empty=False, max_length=LINES)

    def validate_lignes(self, lignes):
        if len({each["ligne_id"] for each in lignes}) < len(lignes):
            raise serializers.ValidationError("Deux lignes portent le même ligne_id.")
        return lignes


class ExpedierSerializer(StrictSerializer):
    reference = serializers.CharField(max_length=60)


class ReservationDeCommandeSerializer(serializers.Serializer):
    id = serializers.UUIDField(read_only=True)
    ligne_id = serializers.UUIDField(read_only=True)
    piece_id = serializers.UUIDField(read_only=True)
    emplacement_id = serializers.UUIDField(read_only=True)
    quantite = QuantiteField(read_only=True)
    etat = serializers.ChoiceField(choices=Reservation.Etat.choices, read_only=True)


class MouvementDeCommandeSerializer(serializers.Serializer):
    id = serializers.UUIDField(read_only=True)
    reference = serializers.CharField(read_only=True)
    piece_id = serializers.UUIDField(read_only=True)
    emplacement_id = serializers.UUIDField(read_only=True)
    quantite = QuantiteField(read_only=True)


class CommandeSerializer(serializers.Serializer):
    commande_id = serializers.UUIDField(read_only=True)
    reservations = ReservationDeCommandeSerializer(many=True, read_only=True)
    mouvements = MouvementDeCommandeSerializer(many=True, read_only=True)


class CommandeReserveeSerializer(serializers.Serializer):
    commande_id = serializers.UUIDField(read_only=True)
    reservations = ReservationDeCommandeSerializer(many=True, read_only=True)


class CommandeExpedieeSerializer(serializers.Serializer):
    commande_id = serializers.UUIDField(read_only=True)
    mouvements = MouvementDeCommandeSerializer(many=True, read_only=True)
