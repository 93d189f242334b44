"""Shapes of the trash."""

from rest_framework import serializers

from chassis.serializers import StrictSerializer
from journal.models import EntreeCorbeille

LOT_MAXIMAL = 100


class EntreeSerializer(serializers.ModelSerializer):
    class Meta:
        model = EntreeCorbeille
        exclude = ["recherche", "operation_jusqua"]


class RevientSerializer(serializers.Serializer):
    module = serializers.CharField()
    objet_id = serializers.UUIDField()
    libelle = serializers.CharField()


class ConflitSerializer(serializers.Serializer):
    code = serializers.CharField()
    detail = serializers.CharField()


class ApercuSerializer(serializers.Serializer):
    id = serializers.UUIDField(source="entree.id")
    module = serializers.CharField(source="entree.module")
    objet_id = serializers.CharField(source="entree.objet_id")
    libelle = serializers.CharField()
    restaurable = serializers.BooleanField()
    revient = RevientSerializer(many=True)
    conflits = ConflitSerializer(many=True)


class LotSerializer(StrictSerializer):
    ids = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=LOT_MAXIMAL)


class ResultatSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    ok = serializers.BooleanField()
    etat = serializers.ChoiceField(["present", "restaure", "purge"], allow_null=True)
    code = serializers.CharField(allow_blank=True)
    detail = serializers.CharField(allow_blank=True)


class ResultatsSerializer(serializers.Serializer):
    reussies = serializers.IntegerField()
    echouees = serializers.IntegerField()
    resultats = ResultatSerializer(many=True)
