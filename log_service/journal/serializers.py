"""Shapes of what goes in and out."""

from rest_framework import serializers

from chassis.serializers import StrictSerializer
from journal.models import AppelService, EntreeCorbeille, Log


class LogSerializer(serializers.ModelSerializer):
    annotation = serializers.CharField(read_only=True)
    masque = serializers.BooleanField(read_only=True)
    version = serializers.IntegerField(read_only=True)

    class Meta:
        model = Log
        exclude = ["recherche"]


class AnnotationSerializer(StrictSerializer):
    annotation = serializers.CharField(max_length=2_000, allow_blank=True)


class VerifierSerializer(StrictSerializer):
    """The parameters of a verification."""

    apres = serializers.IntegerField(min_value=0, max_value=2**63 - 1, default=0)


class RuptureSerializer(serializers.Serializer):
    sequence = serializers.IntegerField()
    id = serializers.UUIDField(allow_null=True)
    raison = serializers.ChoiceField(["contenu", "chainage", "fin_manquante", "hors_chaine"])


class VerificationSerializer(serializers.Serializer):
    intacte = serializers.BooleanField()
    verifiees = serializers.IntegerField()
    rupture = RuptureSerializer(allow_null=True)
    suite = serializers.IntegerField(allow_null=True)
    tete = serializers.CharField()


class EntreeSerializer(serializers.ModelSerializer):
    class Meta:
        model = EntreeCorbeille
        exclude = ["recherche", "operation_jusqua"]


class InstanceSerializer(serializers.Serializer):
    id = serializers.CharField()
    adresse = serializers.CharField()
    port = serializers.IntegerField()
    sante = serializers.ChoiceField(["ok", "echec"])
    version = serializers.CharField()


class ServiceSerializer(serializers.Serializer):
    nom = serializers.CharField()
    sante = serializers.ChoiceField(["ok", "degrade", "absent"])
    version = serializers.CharField()
    derniere_vue = serializers.DateTimeField()
    instances = InstanceSerializer(many=True)


class AnnuaireSerializer(serializers.Serializer):
    consul_joignable = serializers.BooleanField()
    results = ServiceSerializer(source="services", many=True)


class AppelSerializer(serializers.ModelSerializer):
    class Meta:
        model = AppelService
        fields = "__all__"


class ConfigurationSerializer(StrictSerializer):
    """The parameters of a reading of the central configuration."""

    service = serializers.CharField(max_length=50, required=False)


class ValeurSerializer(serializers.Serializer):
    service = serializers.CharField()
    cle = serializers.CharField()
    texte = serializers.CharField()
    valeur = serializers.JSONField(allow_null=True)
    valide = serializers.BooleanField()


class ValeursSerializer(serializers.Serializer):
    results = ValeurSerializer(many=True)
