from decimal import Decimal

from rest_framework import serializers

from chassis.fields import IntegerField
from chassis.serializers import StrictSerializer
from stock.serializers.champs import MINIMUM, QuantiteField


class SeuilSerializer(serializers.Serializer):
    piece_id = serializers.UUIDField(read_only=True)
    emplacement_id = serializers.UUIDField(read_only=True, allow_null=True)
    mini = QuantiteField(read_only=True, allow_null=True)
    maxi = QuantiteField(read_only=True, allow_null=True)
    lot_commande = QuantiteField(read_only=True, allow_null=True)
    delai_jours = serializers.IntegerField(read_only=True, allow_null=True)
    version = serializers.IntegerField(read_only=True)


class SeuilDEmplacementSerializer(SeuilSerializer):
    code = serializers.CharField(source="emplacement.code", read_only=True)


class SeuilsSerializer(SeuilSerializer):
    """The threshold over all places; `par_emplacement`: those set at single places."""

    par_emplacement = SeuilDEmplacementSerializer(many=True, read_only=True)


class SeuilModifieSerializer(StrictSerializer):
    emplacement_id = serializers.UUIDField(required=False, allow_null=True)
    mini = QuantiteField(required=False, allow_null=True, min_value=Decimal(0))
    maxi = QuantiteField(required=False, allow_null=True, min_value=Decimal(0))
    lot_commande = QuantiteField(required=False, allow_null=True, min_value=MINIMUM)
    delai_jours = IntegerField(required=False, allow_null=True, min_value=0, max_value=3650)

    def validate(self, attrs):
        mini, maxi = attrs.get("mini"), attrs.get("maxi")
        if mini is not None and maxi is not None and maxi < mini:
            raise serializers.ValidationError({"maxi": ["Au moins le minimum est attendu."]})
        return attrs
