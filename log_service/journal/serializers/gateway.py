"""Shapes of what goes in and out: services, calls, central configuration."""

from django.utils import timezone
from rest_framework import serializers

from chassis.serializers import PageSerializer, StrictSerializer
from journal.listes import DemandeDeListe
from journal.models import AppelService, ChangementConfiguration, Log


class ControleSerializer(serializers.Serializer):
    nom = serializers.CharField()
    statut = serializers.ChoiceField(["passing", "warning", "critical"])
    sortie = serializers.CharField()


class InstanceSerializer(serializers.Serializer):
    id = serializers.CharField()
    adresse = serializers.CharField()
    port = serializers.IntegerField()
    sante = serializers.ChoiceField(["ok", "echec"])
    version = serializers.CharField()
    depuis = serializers.DateTimeField(allow_null=True)
    uptime_s = serializers.SerializerMethodField()
    sante_depuis = serializers.DateTimeField(allow_null=True)
    controles = ControleSerializer(many=True)

    def get_uptime_s(self, instance: dict) -> int | None:
        depuis = serializers.DateTimeField(allow_null=True).run_validation(instance.get("depuis"))
        return max(0, int((timezone.now() - depuis).total_seconds())) if depuis else None


class ServiceSerializer(serializers.Serializer):
    nom = serializers.CharField()
    sante = serializers.ChoiceField(["ok", "degrade", "absent"])
    version = serializers.CharField()
    premiere_vue = serializers.DateTimeField()
    derniere_vue = serializers.DateTimeField()
    instances = InstanceSerializer(many=True)


class AnnuaireSerializer(PageSerializer):
    consul_joignable = serializers.BooleanField()
    releve_le = serializers.DateTimeField()
    results = ServiceSerializer(many=True)


class AppelSerializer(serializers.ModelSerializer):
    class Meta:
        model = AppelService
        fields = "__all__"


class ActeSerializer(serializers.ModelSerializer):
    class Meta:
        model = Log
        fields = ["id", "module", "action", "objet_id", "libelle", "phrase", "phrase_en"]


class EtapeSerializer(serializers.Serializer):
    cle = serializers.CharField()
    parent = serializers.CharField(source="parent.cle", default=None, allow_null=True)
    profondeur = serializers.IntegerField()
    type = serializers.ChoiceField(["appel", "acte"])
    service = serializers.CharField()
    debut = serializers.DateTimeField()
    decalage_ms = serializers.FloatField()
    duree_ms = serializers.FloatField(allow_null=True)
    appel = AppelSerializer(allow_null=True)
    acte = ActeSerializer(allow_null=True)


class ParcoursSerializer(serializers.Serializer):
    request_id = serializers.CharField()
    debut = serializers.DateTimeField()
    fin = serializers.DateTimeField()
    duree_ms = serializers.FloatField()
    services = serializers.ListField(child=serializers.CharField())
    actes_visibles = serializers.BooleanField()
    etapes = EtapeSerializer(many=True)


class ConfigurationSerializer(DemandeDeListe):
    """The parameters of a reading of the central configuration."""

    service = serializers.CharField(max_length=50, required=False)


class DescriptionSerializer(serializers.Serializer):
    fr = serializers.CharField()
    en = serializers.CharField()


class ReglageSerializer(serializers.Serializer):
    service = serializers.CharField()
    cle = serializers.CharField()
    valeur = serializers.JSONField(allow_null=True)
    texte = serializers.CharField()
    valide = serializers.BooleanField()
    probleme = serializers.CharField(allow_null=True)
    definie = serializers.BooleanField()
    declaree = serializers.BooleanField()
    type = serializers.ChoiceField(
        ["entier", "nombre", "texte", "booleen", "liste", "objet"], allow_null=True
    )
    defaut = serializers.JSONField(allow_null=True)
    minimum = serializers.JSONField(allow_null=True)
    maximum = serializers.JSONField(allow_null=True)
    description = DescriptionSerializer(allow_null=True)
    version = serializers.IntegerField()


class ReglagesSerializer(PageSerializer):
    results = ReglageSerializer(many=True)


class ValeurSerializer(StrictSerializer):
    """Whatever JSON the service declares; null is no value, DELETE is what unsets one."""

    valeur = serializers.JSONField()


class ChangementConfigurationSerializer(serializers.ModelSerializer):
    class Meta:
        model = ChangementConfiguration
        exclude = ["version"]
