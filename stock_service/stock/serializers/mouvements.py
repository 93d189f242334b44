from decimal import Decimal
from typing import Any

from rest_framework import serializers

from chassis.fields import LineField, TextField
from chassis.serializers import StrictSerializer
from stock.models import Emplacement, MouvementStock, PieceCopie
from stock.serializers.champs import MontantField, QuantiteField

Type = MouvementStock.Type
BATCH = 1000


class DemandeSerializer(StrictSerializer):
    """`quantite` is positive; for ADJUST it is the signed difference to what was believed."""

    id = serializers.UUIDField(required=False)
    piece_id = serializers.UUIDField()
    type = serializers.ChoiceField(choices=Type.choices)
    quantite = QuantiteField()
    emplacement_id = serializers.UUIDField()
    emplacement_destination_id = serializers.UUIDField(required=False, allow_null=True)
    motif = TextField(max_length=200, required=False, allow_blank=True)
    reference = LineField(max_length=60, required=False, allow_blank=True, source="reference_externe")
    lot = LineField(max_length=60, required=False, allow_blank=True)
    cout_unitaire = MontantField(required=False, allow_null=True, min_value=Decimal(0))

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        self._type = data.get("type") if isinstance(data, dict) else None
        return super().to_internal_value(data)

    def validate_quantite(self, value: Decimal) -> Decimal:
        if value == 0 or (value < 0 and self._type != Type.ADJUST):
            raise serializers.ValidationError("Une quantité positive est attendue (négative : ADJUST seul).")
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        transfer = attrs["type"] == Type.TRANSFER
        destination = attrs.get("emplacement_destination_id")
        if transfer and destination is None:
            raise serializers.ValidationError({"emplacement_destination_id": ["Un transfert en a besoin."]})
        if destination is not None and not transfer:
            raise serializers.ValidationError(
                {"emplacement_destination_id": ["Pour un transfert seulement."]}
            )
        arrives = attrs["type"] in (Type.IN, Type.ADJUST) and attrs["quantite"] > 0
        if attrs.get("cout_unitaire") is not None and not arrives:
            raise serializers.ValidationError({"cout_unitaire": ["Pour ce qui entre seulement."]})
        return attrs


class LotDeDemandesSerializer(StrictSerializer):
    mouvements = DemandeSerializer(many=True, allow_empty=False, max_length=BATCH)


class AnnulationSerializer(StrictSerializer):
    motif = TextField(max_length=200, required=False, allow_blank=True, default="")


class PieceCourteSerializer(serializers.ModelSerializer):
    class Meta:
        model = PieceCopie
        fields = ["reference", "nom", "unite"]
        read_only_fields = fields


class EmplacementCourtSerializer(serializers.ModelSerializer):
    class Meta:
        model = Emplacement
        fields = ["code", "nom"]
        read_only_fields = fields


class MouvementSerializer(serializers.Serializer):
    """One row of the ledger. Of a transfer's two rows the negative one names the destination, the positive
    one the origin."""

    id = serializers.UUIDField(read_only=True)
    reference = serializers.CharField(read_only=True)
    type = serializers.ChoiceField(choices=Type.choices, read_only=True)
    piece_id = serializers.UUIDField(read_only=True)
    piece = PieceCourteSerializer(read_only=True)
    quantite = QuantiteField(read_only=True)
    emplacement_id = serializers.UUIDField(read_only=True)
    emplacement = EmplacementCourtSerializer(read_only=True)
    emplacement_destination_id = serializers.UUIDField(read_only=True, allow_null=True)
    emplacement_destination = EmplacementCourtSerializer(read_only=True, allow_null=True)
    emplacement_origine_id = serializers.UUIDField(read_only=True, allow_null=True)
    emplacement_origine = EmplacementCourtSerializer(read_only=True, allow_null=True)
    transfert_id = serializers.UUIDField(read_only=True, allow_null=True)
    solde_apres = QuantiteField(read_only=True)
    motif = serializers.CharField(read_only=True)
    reference_externe = serializers.CharField(read_only=True)
    lot = serializers.CharField(read_only=True)
    cout_unitaire = MontantField(read_only=True)
    valeur = MontantField(read_only=True)
    annule_id = serializers.UUIDField(read_only=True, allow_null=True)
    annule_par_id = serializers.UUIDField(
        read_only=True, allow_null=True, default=None
    )  # none when just written
    commande_id = serializers.UUIDField(read_only=True, allow_null=True)
    ligne_id = serializers.UUIDField(read_only=True, allow_null=True)
    operation_id = serializers.UUIDField(read_only=True, allow_null=True)
    inventaire_id = serializers.UUIDField(read_only=True, allow_null=True)
    user_id = serializers.UUIDField(read_only=True, allow_null=True)
    user_email = serializers.CharField(read_only=True)
    cree_le = serializers.DateTimeField(read_only=True)


class LotDeMouvementsSerializer(serializers.Serializer):
    mouvements = MouvementSerializer(many=True, read_only=True)
