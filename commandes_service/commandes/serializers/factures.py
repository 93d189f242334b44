"""Shapes of invoices and credit notes."""

from rest_framework import serializers

from chassis.fields import TextField
from chassis.serializers import StrictSerializer
from commandes.calendrier import aujourd_hui
from commandes.factures import Base
from commandes.models.factures import TypeFacture
from commandes.registre import EtatFacture
from commandes.serializers.champs import (
    TaxeSerializer,
    TiersBrefSerializer,
    argent,
    nombre,
    nombre_demande,
    pourcentage,
)
from commandes.serializers.lignes import LigneStricte
from commandes.serializers.paiements import PaiementSerializer

LIGNES_MAX = 200
MESSAGE_MAX = 2000


class FactureBreveSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    numero = serializers.CharField()
    type = serializers.ChoiceField(TypeFacture.choices)
    total_ttc = argent()
    etat = serializers.ChoiceField(EtatFacture.choices)
    date_emission = serializers.DateField()


class FactureResumeSerializer(FactureBreveSerializer):
    """An invoice in a list: all but its lines."""

    en_retard = serializers.BooleanField()
    jours_de_retard = serializers.SerializerMethodField()
    client_id = serializers.UUIDField()
    client = TiersBrefSerializer()
    commande_id = serializers.UUIDField()
    commande_reference = serializers.CharField()
    facture_origine_id = serializers.UUIDField(source="origine_id", allow_null=True)
    facture_origine_numero = serializers.CharField(source="origine.numero", default=None, allow_null=True)
    date_echeance = serializers.DateField(allow_null=True)
    total_ht = argent()
    total_tva = argent()
    montant_paye = argent()
    montant_credite = argent()
    montant_en_attente = argent()
    reste_du = argent()
    trop_percu = argent()
    cree_le = serializers.DateTimeField()

    def get_jours_de_retard(self, facture) -> int:
        return (aujourd_hui() - facture.date_echeance).days if facture.en_retard else 0


class VendeurSerializer(serializers.Serializer):
    """The seller as the invoice names it."""

    nom = serializers.CharField()
    forme = serializers.CharField()
    adresse = serializers.CharField()
    siret = serializers.CharField()
    rcs = serializers.CharField()
    tva = serializers.CharField()
    iban = serializers.CharField()
    bic = serializers.CharField()
    email = serializers.CharField()
    telephone = serializers.CharField()


class AcheteurSerializer(serializers.Serializer):
    nom = serializers.CharField()
    adresse = serializers.CharField()
    siret = serializers.CharField()
    tva = serializers.CharField()
    email = serializers.CharField()


class LigneFactureSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    piece_id = serializers.UUIDField()
    reference = serializers.CharField()
    designation = serializers.CharField()
    unite = serializers.CharField()
    quantite = nombre()
    prix_unitaire = argent()
    remise = pourcentage()
    taux_tva = pourcentage()
    total_ht = argent()
    ligne_origine_id = serializers.UUIDField(allow_null=True)
    quantite_creditee = nombre()


class FactureSerializer(FactureResumeSerializer):
    client_email = serializers.CharField(source="client.email")
    conditions_paiement = serializers.CharField()
    vendeur = VendeurSerializer()
    acheteur = AcheteurSerializer()
    motif = serializers.CharField(allow_blank=True)
    user_email = serializers.CharField(allow_blank=True)
    tva = TaxeSerializer(many=True)
    lignes = LigneFactureSerializer(many=True)
    avoirs = FactureBreveSerializer(many=True)
    paiements = PaiementSerializer(many=True)


class LigneAFacturerSerializer(LigneStricte):
    detail_id = serializers.UUIDField()
    quantite = nombre_demande()


class FacturationSerializer(StrictSerializer):
    """`lignes`, when given, say what is invoiced, whatever `base`."""

    base = serializers.ChoiceField(Base.choices, required=False)
    lignes = LigneAFacturerSerializer(
        many=True, min_length=1, max_length=LIGNES_MAX, required=False, allow_null=True
    )


class LigneACrediterSerializer(LigneStricte):
    ligne_id = serializers.UUIDField()
    quantite = nombre_demande()


class AvoirSerializer(StrictSerializer):
    """No `lignes`: all that is left of the invoice."""

    motif = TextField(max_length=500)
    lignes = LigneACrediterSerializer(
        many=True, min_length=1, max_length=LIGNES_MAX, required=False, allow_null=True
    )


class EnvoiSerializer(StrictSerializer):
    """`email`, when given, is written to in the place of the client's address."""

    email = serializers.EmailField(max_length=254, required=False)
    message = TextField(max_length=MESSAGE_MAX, required=False, allow_blank=True)


class EnvoyeeSerializer(serializers.Serializer):
    """Whom the mail is for; the worker sends it."""

    email = serializers.CharField()
