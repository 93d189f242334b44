"""Shapes of what goes in and out."""

from rest_framework import serializers

from chassis.serializers import StrictSerializer
from notifications.models import Niveau, Notification, TypeNotification
from notifications.textes import LANGUE

AU_PLUS = 1_000


class NotificationSerializer(serializers.ModelSerializer):
    lue = serializers.BooleanField(read_only=True)

    class Meta:
        model = Notification
        exclude = ["user_id", "source_id", "recherche"]


class EnvoyerSerializer(StrictSerializer):
    """To whom (user_ids, role or tous: one of them) and what."""

    user_ids = serializers.ListField(
        child=serializers.UUIDField(), allow_empty=False, max_length=AU_PLUS, required=False
    )
    role = serializers.CharField(max_length=100, required=False)
    tous = serializers.BooleanField(required=False)
    type = serializers.ChoiceField(TypeNotification, default=TypeNotification.SYSTEME)
    niveau = serializers.ChoiceField(Niveau, default=Niveau.INFO)
    titre = serializers.CharField(max_length=200)
    message = serializers.CharField(max_length=2_000, allow_blank=True, default="")
    piece_id = serializers.UUIDField(allow_null=True, default=None)
    commande_id = serializers.UUIDField(allow_null=True, default=None)

    def validate(self, attrs):
        attrs = super().validate(attrs)
        nommes = [champ for champ in ("user_ids", "role", "tous") if attrs.get(champ)]
        if len(nommes) != 1:
            phrase = "Il faut user_ids, role ou tous (vrai), et un seul des trois."
            raise serializers.ValidationError({champ: [phrase] for champ in nommes or ["user_ids"]})
        return attrs


class EnvoiSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    type = serializers.ChoiceField(TypeNotification, source="contenu.type")
    niveau = serializers.ChoiceField(Niveau, source="contenu.niveau")
    titre = serializers.SerializerMethodField()
    message = serializers.SerializerMethodField()
    piece_id = serializers.UUIDField(source="contenu.piece_id", allow_null=True)
    commande_id = serializers.UUIDField(source="contenu.commande_id", allow_null=True)
    destinataires = serializers.IntegerField()
    desabonnes = serializers.IntegerField()

    def get_titre(self, envoi) -> str:
        return envoi.contenu.textes[LANGUE][0]

    def get_message(self, envoi) -> str:
        return envoi.contenu.textes[LANGUE][1]


class MarquerLuesSerializer(StrictSerializer):
    ids = serializers.ListField(
        child=serializers.UUIDField(), allow_empty=False, max_length=AU_PLUS, required=False
    )
    all = serializers.BooleanField(required=False)

    def validate(self, attrs):
        attrs = super().validate(attrs)
        if ("ids" in attrs) == bool(attrs.get("all")):
            raise serializers.ValidationError({"ids": ["Il faut ids, ou all (vrai), et un seul des deux."]})
        return attrs


class MarqueesSerializer(serializers.Serializer):
    marquees = serializers.IntegerField()


class NonLuesSerializer(serializers.Serializer):
    count = serializers.IntegerField()


class PreferenceSerializer(serializers.Serializer):
    type = serializers.ChoiceField(TypeNotification)
    dans_app = serializers.BooleanField()


class PreferencesSerializer(StrictSerializer):
    preferences = PreferenceSerializer(many=True)

    def validate_preferences(self, preferences):
        types = [preference["type"] for preference in preferences]
        if len(types) != len(set(types)):
            raise serializers.ValidationError("Chaque type ne peut être donné qu'une fois.")
        return preferences
