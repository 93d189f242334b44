"""Shapes of webhooks and of their calls."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from chassis import outbound
from chassis.fields import LineField
from chassis.serializers import StrictSerializer
from notifications.catalogue import EVENEMENTS, TOUS
from notifications.models import EtatLivraison, Livraison, Tentative, Webhook
from notifications.serializers.explications import PhraseSerializer

ERREURS = [
    outbound.FORBIDDEN,
    outbound.UNKNOWN_NAME,
    outbound.CONNECTION,
    outbound.TIMEOUT,
    outbound.TLS,
    outbound.REDIRECT,
    outbound.ANSWER,
]


class WebhookSerializer(serializers.ModelSerializer):
    evenements = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Webhook
        exclude = ["recherche", "secret_version", "supprime_le", "supprime_par"]


class WebhookAvecSecretSerializer(WebhookSerializer):
    """What is shown once: as it is made, and as its secret is renewed. SecretMiddleware writes it in."""

    secret = serializers.SerializerMethodField()

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_secret(self, webhook) -> int:
        return webhook.secret_version


class EcrireWebhookSerializer(StrictSerializer):
    nom = LineField(max_length=100)
    url = serializers.CharField(max_length=500)
    evenements = serializers.ListField(
        child=serializers.ChoiceField([TOUS, *EVENEMENTS]), allow_empty=False, max_length=50
    )
    actif = serializers.BooleanField(default=True)

    def validate_url(self, url):
        probleme = outbound.problem_with(url)
        if probleme:
            raise serializers.ValidationError(probleme)
        return url

    def validate_evenements(self, evenements):
        return sorted(set(evenements))


class CreerWebhookSerializer(EcrireWebhookSerializer):
    id = serializers.UUIDField(required=False)


class EvenementDuCatalogueSerializer(serializers.Serializer):
    nom = serializers.CharField()
    libelle = PhraseSerializer()
    exemple = serializers.DictField()


class CatalogueSerializer(serializers.Serializer):
    evenements = EvenementDuCatalogueSerializer(many=True)


class TentativeSerializer(serializers.ModelSerializer):
    erreur = serializers.ChoiceField(ERREURS, allow_null=True)

    class Meta:
        model = Tentative
        exclude = ["id", "livraison"]


class LivraisonSerializer(serializers.ModelSerializer):
    webhook_id = serializers.UUIDField()
    etat = serializers.ChoiceField(EtatLivraison.choices)
    derniere_tentative = serializers.SerializerMethodField()

    class Meta:
        model = Livraison
        exclude = ["webhook", "source_id", "contenu"]

    def get_derniere_tentative(self, livraison) -> TentativeSerializer(allow_null=True):
        return TentativeSerializer(livraison.toutes[-1]).data if livraison.toutes else None


class LivraisonEntiereSerializer(LivraisonSerializer):
    contenu = serializers.DictField()
    tentatives = TentativeSerializer(many=True, source="toutes")

    class Meta(LivraisonSerializer.Meta):
        exclude = ["webhook", "source_id"]
