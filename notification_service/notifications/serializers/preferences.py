"""Shapes of what a user wishes."""

from zoneinfo import available_timezones

from rest_framework import serializers

from chassis.fields import IntegerField
from chassis.serializers import StrictSerializer
from notifications.models import Courriel, Preference, Reglages, TypeNotification
from notifications.models.destinataire import FUSEAU, RESUME_HEURE

FUSEAUX = available_timezones()


class PreferenceSerializer(StrictSerializer):
    type = serializers.ChoiceField(TypeNotification.choices)
    dans_app = serializers.BooleanField(default=True)
    courriel = serializers.ChoiceField(Courriel.choices, default=Courriel.JAMAIS)


class SilenceSerializer(StrictSerializer):
    debut = serializers.TimeField(format="%H:%M", input_formats=["%H:%M"])
    fin = serializers.TimeField(format="%H:%M", input_formats=["%H:%M"])

    def validate(self, attrs):
        if attrs["debut"] == attrs["fin"]:
            raise serializers.ValidationError({"fin": ["La fin doit être une autre heure que le début."]})
        return attrs


class PreferencesSerializer(StrictSerializer):
    preferences = PreferenceSerializer(many=True)
    resume_heure = IntegerField(
        min_value=0, max_value=23, default=RESUME_HEURE, source="reglages.resume_heure"
    )
    silence = SilenceSerializer(allow_null=True, default=None)
    fuseau = serializers.CharField(max_length=64, default=FUSEAU, source="reglages.fuseau")

    def validate_preferences(self, preferences):
        types = [preference["type"] for preference in preferences]
        if len(types) != len(set(types)):
            raise serializers.ValidationError("Chaque type ne peut être donné qu'une fois.")
        return preferences

    def validate_fuseau(self, fuseau):
        if fuseau not in FUSEAUX:
            raise serializers.ValidationError("Ce fuseau horaire est inconnu.")
        return fuseau

    def demande(self) -> dict:
        """What regler_preferences takes."""
        voulu = self.validated_data
        silence = voulu["silence"] or {"debut": None, "fin": None}
        reglages = Reglages(silence_debut=silence["debut"], silence_fin=silence["fin"], **voulu["reglages"])
        preferences = [Preference(**une) for une in voulu["preferences"]]
        return {"preferences": preferences, "reglages": reglages}
