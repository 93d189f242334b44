from rest_framework import serializers

from chassis.fields import IntegerField, LineField, TextField
from chassis.serializers import StrictSerializer
from commandes.conditions import COMPTANT, TERMES
from commandes.identifiants import compacter, est_siret, est_tva_intracommunautaire
from commandes.models.tiers import DELAI_MAX
from commandes.serializers.champs import ConditionsField, TiersBrefSerializer, argent


class TermeSerializer(serializers.Serializer):
    """Terms of payment, in words and in numbers."""

    code = serializers.CharField()
    libelle = serializers.CharField()
    libelle_en = serializers.CharField()
    jours = serializers.IntegerField()
    fin_de_mois = serializers.BooleanField()


class TermesSerializer(serializers.Serializer):
    results = TermeSerializer(many=True)


class ClientSerializer(StrictSerializer):
    """With PUT, what is left out gets its default; with PATCH it stays as it is."""

    id = serializers.UUIDField(required=False)
    nom = LineField(max_length=200)
    email = serializers.EmailField(max_length=254, allow_blank=True, default="")
    telephone = serializers.RegexField(
        r"^\+?[0-9 ().\-/]+$",
        max_length=30,
        allow_blank=True,
        default="",
        error_messages={"invalid": "Des chiffres, des espaces et + ( ) . - / sont attendus."},
    )
    adresse = TextField(max_length=500, allow_blank=True, default="")
    siret = serializers.CharField(max_length=20, allow_blank=True, allow_null=True, default="")
    tva_intracommunautaire = serializers.CharField(
        max_length=20, allow_blank=True, allow_null=True, default=""
    )
    conditions_paiement = ConditionsField(allow_blank=True, default=COMPTANT)
    conditions = serializers.SerializerMethodField()
    version = serializers.IntegerField(read_only=True)
    cree_le = serializers.DateTimeField(read_only=True)
    modifie_le = serializers.DateTimeField(read_only=True)

    def get_conditions(self, tiers) -> TermeSerializer:
        return TermeSerializer(TERMES[tiers.conditions_paiement]).data

    def validate_conditions_paiement(self, value: str) -> str:
        return value or COMPTANT

    def validate_siret(self, value: str | None) -> str:
        compact = compacter(value or "")
        if compact and not est_siret(compact):
            raise serializers.ValidationError("Ce SIRET n'est pas valable : 14 chiffres, dont une clé.")
        return compact

    def validate_tva_intracommunautaire(self, value: str | None) -> str:
        compact = compacter(value or "")
        if compact and not est_tva_intracommunautaire(compact):
            raise serializers.ValidationError(
                "Ce numéro de TVA intracommunautaire n'est pas valable pour son pays."
            )
        return compact


class FournisseurSerializer(ClientSerializer):
    delai_jours = IntegerField(min_value=0, max_value=DELAI_MAX, allow_null=True, default=None)


class ClientInterneSerializer(serializers.Serializer):
    """What other services learn of a client: contracts/calls/clients.lire.json"""

    id = serializers.UUIDField()
    nom = serializers.CharField()
    email = serializers.CharField()
    telephone = serializers.CharField()
    conditions_paiement = serializers.CharField()
    supprime = serializers.SerializerMethodField()

    def get_supprime(self, client) -> bool:
        return client.supprime_le is not None


class FactureDueSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    numero = serializers.CharField()
    date_emission = serializers.DateField()
    date_echeance = serializers.DateField()
    total_ttc = argent()
    reste_du = argent()
    jours_de_retard = serializers.SerializerMethodField()

    def get_jours_de_retard(self, facture) -> int:
        return max((self.context["au"] - facture.date_echeance).days, 0)


class MontantsParAgeSerializer(serializers.Serializer):
    a_echoir = argent()
    jours_1_30 = argent()
    jours_31_60 = argent()
    jours_61_90 = argent()
    jours_plus_90 = argent()
    du = argent()
    en_retard = argent()


class SoldeSerializer(MontantsParAgeSerializer):
    client_id = serializers.UUIDField(source="client.id")
    client = TiersBrefSerializer()
    au = serializers.DateField()
    facture = argent()
    credite = argent()
    paye = argent()
    en_attente = argent()
    trop_percu = argent()
    factures = FactureDueSerializer(many=True)


class EcheanceSerializer(MontantsParAgeSerializer):
    """What one client owes, by how late it is."""

    client_id = serializers.UUIDField(source="id")
    client = TiersBrefSerializer(source="*")
    factures = serializers.IntegerField(source="factures_dues")
