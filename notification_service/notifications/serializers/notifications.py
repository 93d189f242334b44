"""Shapes of notifications, and of sending them."""

from rest_framework import serializers

from chassis.fields import LineField, TextField
from chassis.serializers import StrictSerializer
from notifications.models import Niveau, Notification, TypeNotification

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
    type = serializers.ChoiceField(TypeNotification.choices, default=TypeNotification.SYSTEME)
    niveau = serializers.ChoiceField(Niveau.choices, default=Niveau.INFO)
    titre = LineField(max_length=200)  # also the subject of mails
    message = TextField(max_length=2_000, allow_blank=True, default="")
    piece_id = serializers.UUIDField(allow_null=True, default=None)
    commande_id = serializers.UUIDField(allow_null=True, default=None)
    lien = serializers.RegexField(
        r"^/(?![/\\])[^\\\s]*$",
        max_length=500,
        allow_null=True,
        default=None,
        error_messages={"invalid": "Un chemin de l'interface est attendu, comme /stock."},
    )

    def validate(self, attrs):
        attrs = super().validate(attrs)
        nommes = [champ for champ in ("user_ids", "role", "tous") if attrs.get(champ)]
        if len(nommes) != 1:
            phrase = "Il faut user_ids, role ou tous (vrai), et un seul des trois."
            raise serializers.ValidationError({champ: [phrase] for champ in nommes or ["user_ids"]})
        return attrs


class EnvoiSerializer(serializers.Serializer):
    id = serializers.UUIDField(source="evenement.id")
    type = serializers.ChoiceField(TypeNotification.choices, source="evenement.type")
    niveau = serializers.ChoiceField(Niveau.choices, source="evenement.niveau")
    titre = serializers.SerializerMethodField()
    message = serializers.SerializerMethodField()
    piece_id = serializers.UUIDField(source="evenement.piece_id", allow_null=True)
    commande_id = serializers.UUIDField(source="evenement.commande_id", allow_null=True)
    lien = serializers.CharField(source="evenement.lien", allow_null=True)
    destinataires = serializers.IntegerField()
    desabonnes = serializers.IntegerField()

    def get_titre(self, envoi) -> str:
        return envoi.evenement.texte("fr")[0]

    def get_message(self, envoi) -> str:
        return envoi.evenement.texte("fr")[1]


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
