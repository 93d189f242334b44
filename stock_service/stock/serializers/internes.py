"""The shapes of contracts/calls/stock.*.json."""

from decimal import Decimal

from rest_framework import serializers

from chassis.serializers import StrictSerializer
from stock.models import Reservation
from stock.serializers.champs import MINIMUM, QuantiteField

LINES = 500


def _lignes_uniques(lignes):
    if len({each["ligne_id"] for each in lignes}) < len(lignes):
        raise serializers.ValidationError("Deux lignes portent le même ligne_id.")
    return lignes


class LigneSerializer(StrictSerializer):
    ligne_id = serializers.UUIDField()
    piece_id = serializers.UUIDField()
    quantite = QuantiteField(min_value=MINIMUM)


class ReserverSerializer(StrictSerializer):
    commande_id = serializers.UUIDField()
    lignes = LigneSerializer(many=True, allow_empty=False, max_length=LINES)

    def validate_lignes(self, lignes):
        return _lignes_uniques(lignes)


class PartExpedieeSerializer(StrictSerializer):
    ligne_id = serializers.UUIDField()
    quantite = QuantiteField(min_value=MINIMUM)


class ExpedierSerializer(StrictSerializer):
    """Without `lignes`: all that is still reserved."""

    reference = serializers.CharField(max_length=60)
    expedition_id = serializers.UUIDField()
    lignes = PartExpedieeSerializer(many=True, required=False, allow_empty=False, max_length=LINES)

    def validate_lignes(self, lignes):
        return _lignes_uniques(lignes)


class PartRecueSerializer(LigneSerializer):
    cout_unitaire = serializers.DecimalField(max_digits=18, decimal_places=6, min_value=Decimal(0))


class RecevoirSerializer(StrictSerializer):
    reference = serializers.CharField(max_length=60)
    reception_id = serializers.UUIDField()
    emplacement_id = serializers.UUIDField()
    lignes = PartRecueSerializer(many=True, allow_empty=False, max_length=LINES)

    def validate_lignes(self, lignes):
        return _lignes_uniques(lignes)


class RetournerSerializer(StrictSerializer):
    reference = serializers.CharField(max_length=60)
    retour_id = serializers.UUIDField()
    type = serializers.ChoiceField(choices=["vente", "achat"])
    emplacement_id = serializers.UUIDField()
    lignes = LigneSerializer(many=True, allow_empty=False, max_length=LINES)

    def validate_lignes(self, lignes):
        return _lignes_uniques(lignes)


class RetirerSerializer(StrictSerializer):
    version = serializers.IntegerField(min_value=0, max_value=2_000_000_000)


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
    operation_id = serializers.UUIDField(source="operation_ou_mouvement_id", read_only=True)
    type = serializers.CharField(read_only=True)
    ligne_id = serializers.UUIDField(read_only=True, allow_null=True)
    piece_id = serializers.UUIDField(read_only=True)
    emplacement_id = serializers.UUIDField(read_only=True)
    quantite = QuantiteField(read_only=True)
    cout_unitaire = serializers.DecimalField(max_digits=None, decimal_places=6, read_only=True)


class CommandeSerializer(serializers.Serializer):
    commande_id = serializers.UUIDField(read_only=True)
    reservations = ReservationDeCommandeSerializer(many=True, read_only=True)
    mouvements = MouvementDeCommandeSerializer(many=True, read_only=True)


class CommandeReserveeSerializer(serializers.Serializer):
    commande_id = serializers.UUIDField(read_only=True)
    reservations = ReservationDeCommandeSerializer(many=True, read_only=True)


class OperationSerializer(serializers.Serializer):
    commande_id = serializers.UUIDField(read_only=True)
    mouvements = MouvementDeCommandeSerializer(many=True, read_only=True)
