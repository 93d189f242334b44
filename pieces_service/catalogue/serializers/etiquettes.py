"""What may be asked of labels."""

from uuid import UUID

from rest_framework import serializers

from catalogue.etiquettes import MODELES
from chassis.fields import IntegerField
from chassis.serializers import StrictSerializer

IDS_MAX = 200
ETIQUETTES_MAX = 500


class IdsField(serializers.CharField):
    """Ids separated by commas."""

    def to_internal_value(self, data) -> list[UUID]:
        textes = [texte.strip() for texte in super().to_internal_value(data).split(",") if texte.strip()]
        if not 1 <= len(textes) <= IDS_MAX:
            raise serializers.ValidationError(f"De 1 à {IDS_MAX} identifiants sont attendus.")
        try:
            return [UUID(texte) for texte in textes]
        except ValueError as error:
            raise serializers.ValidationError("Des UUID séparés par des virgules sont attendus.") from error


class EtiquetteSerializer(StrictSerializer):
    format = serializers.ChoiceField(choices=["svg", "pdf"], default="svg")
    modele = serializers.ChoiceField(choices=list(MODELES), default="rouleau-62x29")
    exemplaires = IntegerField(min_value=1, max_value=100, default=1)
    prix = serializers.BooleanField(default=True)


class PlancheSerializer(StrictSerializer):
    ids = IdsField()
    format = serializers.ChoiceField(choices=["pdf"], default="pdf")
    modele = serializers.ChoiceField(choices=list(MODELES), default="a4-24")
    exemplaires = IntegerField(min_value=1, max_value=100, default=1)
    depart = IntegerField(min_value=1, max_value=100, default=1)
    prix = serializers.BooleanField(default=True)

    def validate(self, attrs):
        par_page = MODELES[attrs["modele"]].par_page
        if attrs["depart"] > par_page:
            raise serializers.ValidationError({"depart": [f"Cette page a {par_page} étiquettes."]})
        if len(attrs["ids"]) * attrs["exemplaires"] > ETIQUETTES_MAX:
            raise serializers.ValidationError({"exemplaires": [f"Au plus {ETIQUETTES_MAX} étiquettes."]})
        return attrs


class ModeleSerializer(serializers.Serializer):
    code = serializers.CharField()
    nom = serializers.CharField()
    nom_en = serializers.CharField()
    page = serializers.ListField(child=serializers.FloatField())
    etiquette = serializers.ListField(child=serializers.FloatField())
    par_page = serializers.IntegerField()


class ModelesSerializer(serializers.Serializer):
    results = ModeleSerializer(many=True)
