from rest_framework import serializers

from chassis.fields import LineField
from chassis.serializers import StrictSerializer
from stock.models import Emplacement


class EmplacementSerializer(serializers.ModelSerializer):
    class Meta:
        model = Emplacement
        fields = ["id", "code", "nom", "type", "parent_id", "chemin", "version"]
        read_only_fields = fields


class EmplacementModifieSerializer(StrictSerializer):
    code = serializers.RegexField(
        r"\A[\w.-]+\Z",
        max_length=30,
        error_messages={"invalid": "Lettres, chiffres, point, tiret et souligné seulement."},
    )
    nom = LineField(max_length=100)
    type = serializers.ChoiceField(choices=Emplacement.Type.choices)
    parent_id = serializers.UUIDField(required=False, allow_null=True)


class EmplacementNouveauSerializer(EmplacementModifieSerializer):
    id = serializers.UUIDField(required=False)
