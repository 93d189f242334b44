"""Shapes of payments and refunds."""

import re
from datetime import date
from decimal import Decimal

from rest_framework import serializers
from stdnum import luhn

from chassis.fields import LineField, TextField
from chassis.serializers import StrictSerializer
from commandes.calendrier import aujourd_hui
from commandes.models.paiements import EtatPaiement, Moyen
from commandes.processeur import Carte
from commandes.serializers.champs import PREMIER_JOUR, TiersBrefSerializer, argent

CENTIME = Decimal("0.01")


class RemboursementSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    montant = argent()
    motif = serializers.CharField()
    etat = serializers.ChoiceField(EtatPaiement.choices)
    raison = serializers.CharField(allow_blank=True)
    user_email = serializers.CharField(allow_blank=True)
    cree_le = serializers.DateTimeField()


class PaiementSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    facture_id = serializers.UUIDField()
    facture_numero = serializers.CharField(source="facture.numero")
    client_id = serializers.UUIDField(source="facture.client_id")
    client = TiersBrefSerializer(source="facture.client")
    montant = argent()
    montant_rembourse = argent()
    remboursable = serializers.SerializerMethodField()
    moyen = serializers.ChoiceField(Moyen.choices)
    etat = serializers.ChoiceField(EtatPaiement.choices)
    raison = serializers.CharField(allow_blank=True)
    carte_fin = serializers.CharField(allow_blank=True)
    reference = serializers.CharField(allow_blank=True)
    recu_le = serializers.DateField()
    user_email = serializers.CharField(allow_blank=True)
    cree_le = serializers.DateTimeField()
    regle_le = serializers.DateTimeField(allow_null=True)
    remboursements = RemboursementSerializer(many=True)

    def get_remboursable(self, paiement) -> str:
        accepte = paiement.etat == EtatPaiement.ACCEPTE
        return f"{paiement.montant - paiement.montant_rembourse if accepte else 0:.2f}"


class CarteSerializer(StrictSerializer):
    """Goes to the processor and nowhere else."""

    numero = serializers.CharField(max_length=30, write_only=True)
    expiration = serializers.RegexField(r"^(0[1-9]|1[0-2])/[0-9]{2}$", write_only=True)
    cryptogramme = serializers.RegexField(r"^[0-9]{3,4}$", write_only=True)

    def validate_numero(self, value: str) -> str:
        chiffres = re.sub(r"[\s-]", "", value)
        if not re.fullmatch(r"[0-9]{12,19}", chiffres) or not luhn.is_valid(chiffres):
            raise serializers.ValidationError("Ce numéro de carte n'est pas valable.")
        return chiffres

    def validate_expiration(self, value: str) -> str:
        mois, annee = int(value[:2]), 2000 + int(value[3:])
        apres = date(annee + mois // 12, mois % 12 + 1, 1)
        if apres <= aujourd_hui():
            raise serializers.ValidationError("Cette carte est expirée.")
        return value


class EncaissementSerializer(StrictSerializer):
    facture_id = serializers.UUIDField()
    montant = argent(min_value=CENTIME)
    moyen = serializers.ChoiceField(Moyen.choices)
    reference = LineField(max_length=100, required=False, allow_blank=True)
    recu_le = serializers.DateField(required=False)
    carte = CarteSerializer(required=False)

    def validate_recu_le(self, value: date) -> date:
        if value > aujourd_hui():
            raise serializers.ValidationError("Cette date est à venir.")
        if value < PREMIER_JOUR:
            raise serializers.ValidationError(f"Une date à partir du {PREMIER_JOUR:%d/%m/%Y} est attendue.")
        return value

    def validate(self, data):
        par_carte = data["moyen"] == Moyen.CARTE
        if par_carte and "carte" not in data:
            raise serializers.ValidationError({"carte": ["Obligatoire pour un paiement par carte."]})
        if not par_carte and "carte" in data:
            raise serializers.ValidationError({"carte": ["Seulement pour un paiement par carte."]})
        if par_carte:
            data["carte"] = Carte(**data["carte"])
        return data


class RemboursementDemandeSerializer(StrictSerializer):
    """No `montant`: all that is left of the payment."""

    montant = argent(min_value=CENTIME, required=False, allow_null=True)
    motif = TextField(max_length=500)


class CarteDeTestSerializer(serializers.Serializer):
    numero = serializers.CharField()
    issue = serializers.CharField()
    libelle = serializers.CharField()
    libelle_en = serializers.CharField()


class CartesDeTestSerializer(serializers.Serializer):
    results = CarteDeTestSerializer(many=True)
