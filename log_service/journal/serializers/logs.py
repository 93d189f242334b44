"""Shapes of the audit log."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from chassis.fields import IntegerField, TextField
from chassis.serializers import StrictSerializer
from journal.changements import changements
from journal.models import Log


class ChangementSerializer(serializers.Serializer):
    champ = serializers.CharField()
    avant = serializers.JSONField(allow_null=True)
    apres = serializers.JSONField(allow_null=True)


class LogSerializer(serializers.ModelSerializer):
    changements = serializers.SerializerMethodField()
    annotation = serializers.CharField(read_only=True)
    masque = serializers.BooleanField(read_only=True)
    version = serializers.IntegerField(read_only=True)

    class Meta:
        model = Log
        exclude = ["recherche"]

    @extend_schema_field(ChangementSerializer(many=True))
    def get_changements(self, log: Log) -> list[dict]:
        return changements(log.avant, log.apres)


class AnnotationSerializer(StrictSerializer):
    annotation = TextField(max_length=2_000, allow_blank=True)


class VerifierSerializer(StrictSerializer):
    """The parameters of a verification."""

    apres = IntegerField(min_value=0, max_value=2**63 - 1, default=0)


class RuptureSerializer(serializers.Serializer):
    sequence = serializers.IntegerField()
    id = serializers.UUIDField(allow_null=True)
    raison = serializers.ChoiceField(
        ["contenu", "recherche", "chainage", "fin_manquante", "hors_chaine", "ancre", "point"]
    )


class TeteSerializer(serializers.Serializer):
    sequence = serializers.IntegerField()
    hash = serializers.CharField()


class AncreSerializer(TeteSerializer):
    le = serializers.DateTimeField()


class PointSerializer(TeteSerializer):
    purgees = serializers.IntegerField()
    purge_le = serializers.DateTimeField()


class VerificationSerializer(serializers.Serializer):
    intacte = serializers.BooleanField()
    verifiees = serializers.IntegerField()
    total = serializers.IntegerField()
    rupture = RuptureSerializer(allow_null=True)
    suite = serializers.IntegerField(allow_null=True)
    tete = TeteSerializer()
    ancre = AncreSerializer(allow_null=True)
    point = PointSerializer(allow_null=True)


class NomSerializer(serializers.Serializer):
    code = serializers.CharField()
    fr = serializers.CharField()
    en = serializers.CharField()


class ValeursDeFiltreSerializer(serializers.Serializer):
    services = serializers.ListField(child=serializers.CharField())
    modules = NomSerializer(many=True)
    actions = NomSerializer(many=True)
