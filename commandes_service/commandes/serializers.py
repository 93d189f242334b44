"""Shapes of what comes in and goes out; no rule but what one value alone must be."""

from decimal import Decimal

from rest_framework import serializers

from commandes.etats import Etat, Type
from commandes.identifiants import compacter, est_siret, est_tva_intracommunautaire

LIGNES_MAX = 200


def _argent(**options):
    return serializers.DecimalField(max_digits=14, decimal_places=2, **options)


def _pourcentage(**options):
    return serializers.DecimalField(max_digits=5, decimal_places=2, min_value=0, max_value=100, **options)


class TiersSerializer(serializers.Serializer):
    id = serializers.UUIDField(required=False)
    nom = serializers.CharField(max_length=200)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    telephone = serializers.RegexField(
        r"^\+?[0-9 ().\-/]*$",
        max_length=30,
        required=False,
        allow_blank=True,
        error_messages={"invalid": "Des chiffres, des espaces et + ( ) . - / sont attendus."},
    )
    adresse = serializers.CharField(max_length=500, required=False, allow_blank=True)
    siret = serializers.CharField(max_length=20, required=False, allow_blank=True, allow_null=True)
    tva_intracommunautaire = serializers.CharField(
        max_length=20, required=False, allow_blank=True, allow_null=True
    )
    conditions_paiement = serializers.CharField(max_length=200, required=False, allow_blank=True)
    version = serializers.IntegerField(read_only=True)
    cree_le = serializers.DateTimeField(read_only=True)
    modifie_le = serializers.DateTimeField(read_only=True)

    def validate_siret(self, value: str | None) -> str:
        compact = compacter(value or "")
        if compact and not est_siret(compact):
            raise serializers.ValidationError("Ce SIRET n'est pas valable : 14 chiffres, dont une clé.")
        return compact

    def validate_tva_intracommunautaire(self, value: str | None) -> str:
        compact = compacter(value or "")
        if compact and not est_tva_intracommunautaire(compact):
            raise serializers.ValidationError("Ce numéro de TVA intracommunautaire n'est pas bien formé.")
        return compact


class TiersBrefSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    nom = serializers.CharField()


class PieceDeLigneSerializer(serializers.Serializer):
    reference = serializers.CharField()
    nom = serializers.CharField()
    unite = serializers.CharField()


class LigneSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    piece_id = serializers.UUIDField()
    piece = PieceDeLigneSerializer(source="*")
    quantite = serializers.DecimalField(max_digits=14, decimal_places=3)
    prix_unitaire = _argent()
    remise = _pourcentage()
    taux_tva = _pourcentage()
    total_ht = _argent()


class CommandeResumeSerializer(serializers.Serializer):
    """An order in a list: all but its lines and notes."""

    id = serializers.UUIDField()
    reference = serializers.CharField()
    type = serializers.ChoiceField(Type.choices)
    etat = serializers.ChoiceField(Etat.choices)
    client_id = serializers.UUIDField(allow_null=True)
    client = TiersBrefSerializer(allow_null=True)
    fournisseur_id = serializers.UUIDField(allow_null=True)
    fournisseur = TiersBrefSerializer(allow_null=True)
    total_ht = _argent()
    total_tva = _argent()
    total_ttc = _argent()
    version = serializers.IntegerField()
    cree_le = serializers.DateTimeField()
    modifie_le = serializers.DateTimeField()


class CommandeSerializer(CommandeResumeSerializer):
    details = LigneSerializer(many=True)
    notes = serializers.CharField(allow_blank=True)
    user_id = serializers.UUIDField(allow_null=True)


class LigneDemandeeSerializer(serializers.Serializer):
    piece_id = serializers.UUIDField()
    quantite = serializers.DecimalField(max_digits=14, decimal_places=3, min_value=Decimal("0.001"))
    prix_unitaire = _argent(min_value=0, required=False, allow_null=True)
    remise = _pourcentage(required=False)
    taux_tva = _pourcentage(required=False, allow_null=True)


class CommandeModificationSerializer(serializers.Serializer):
    """PUT names all of it; PATCH what changes. `details` replaces all lines."""

    type = serializers.ChoiceField(Type.choices, required=False)
    client_id = serializers.UUIDField(required=False, allow_null=True)
    fournisseur_id = serializers.UUIDField(required=False, allow_null=True)
    details = LigneDemandeeSerializer(many=True, max_length=LIGNES_MAX)
    notes = serializers.CharField(max_length=5000, required=False, allow_blank=True)


class CommandeCreationSerializer(CommandeModificationSerializer):
    id = serializers.UUIDField(required=False)
    type = serializers.ChoiceField(Type.choices)
    details = LigneDemandeeSerializer(many=True, max_length=LIGNES_MAX, required=False)


class ActionSerializer(serializers.Serializer):
    motif = serializers.CharField(max_length=500, required=False, allow_blank=True)


class PasSerializer(serializers.Serializer):
    """One row of the history."""

    etat_avant = serializers.CharField(allow_blank=True)
    etat_apres = serializers.CharField()
    action = serializers.CharField()
    motif = serializers.CharField(allow_blank=True)
    user_id = serializers.UUIDField(allow_null=True)
    user_email = serializers.CharField(allow_blank=True)
    cree_le = serializers.DateTimeField()
