"""Shapes of orders; no rule but what one value alone must be."""

from datetime import date

from rest_framework import serializers

from chassis.fields import TextField
from chassis.serializers import StrictSerializer
from commandes.etats import FACTURABLES, MODIFIABLES, SUPPRIMABLES, Action, Etat, Type, actions_permises
from commandes.factures import Base, facturable
from commandes.models.operations import EtatOperation, TypeOperation
from commandes.operations import reste
from commandes.serializers.champs import (
    DERNIER_JOUR,
    PREMIER_JOUR,
    TaxeSerializer,
    TiersBrefSerializer,
    argent,
    cout,
    nombre,
    nombre_demande,
    pourcentage,
)
from commandes.serializers.factures import FactureBreveSerializer
from commandes.serializers.lignes import LigneStricte
from commandes.totaux import taxes_par_taux

LIGNES_MAX = 200


class PieceDeLigneSerializer(serializers.Serializer):
    reference = serializers.CharField()
    nom = serializers.CharField()
    unite = serializers.CharField()


class LigneSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    piece_id = serializers.UUIDField()
    piece = PieceDeLigneSerializer(source="*")
    quantite = nombre()
    prix_unitaire = argent()
    remise = pourcentage()
    taux_tva = pourcentage()
    total_ht = argent()
    quantite_expediee = nombre()
    quantite_recue = nombre()
    quantite_retournee = nombre()
    quantite_annulee = nombre()
    quantite_facturee = nombre()
    quantite_restante = serializers.SerializerMethodField()
    quantite_retournable = serializers.SerializerMethodField()
    quantite_facturable = serializers.SerializerMethodField()

    def get_quantite_restante(self, ligne) -> str:
        return f"{reste(ligne, Action.EXPEDIER):.3f}"

    def get_quantite_retournable(self, ligne) -> str:
        return f"{reste(ligne, Action.RETOURNER):.3f}"

    def get_quantite_facturable(self, ligne) -> str:
        """Shipped or not; nothing of a purchase."""
        vente = ligne.commande.type == Type.VENTE and ligne.commande.etat in FACTURABLES
        return f"{facturable(ligne, Base.TOTALITE) if vente else 0:.3f}"


class LigneOperationSerializer(serializers.Serializer):
    detail_id = serializers.UUIDField()
    piece_id = serializers.UUIDField(source="detail.piece_id")
    reference = serializers.CharField(source="detail.reference")
    quantite = nombre()
    cout_unitaire = cout(allow_null=True)


class OperationSerializer(serializers.Serializer):
    """Goods that moved, or are about to: a shipping, a receiving, a return."""

    id = serializers.UUIDField()
    type = serializers.ChoiceField(TypeOperation.choices)
    etat = serializers.ChoiceField(EtatOperation.choices)
    emplacement_id = serializers.UUIDField(allow_null=True)
    motif = serializers.CharField(allow_blank=True)
    user_email = serializers.CharField(allow_blank=True)
    cree_le = serializers.DateTimeField()
    lignes = LigneOperationSerializer(many=True)


class FacturableSerializer(serializers.Serializer):
    """Is there something to invoice: of what was shipped, of the whole order."""

    expedie = serializers.BooleanField()
    totalite = serializers.BooleanField()


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
    total_ht = argent()
    total_tva = argent()
    total_ttc = argent()
    prevu_le = serializers.DateField(allow_null=True)
    user_id = serializers.UUIDField(allow_null=True)
    user_email = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()
    cree_le = serializers.DateTimeField()
    modifie_le = serializers.DateTimeField()


class CommandeSerializer(CommandeResumeSerializer):
    details = LigneSerializer(many=True)
    notes = serializers.CharField(allow_blank=True)
    tva = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()
    facturable = serializers.SerializerMethodField()
    operations = OperationSerializer(many=True)
    factures = FactureBreveSerializer(many=True)

    def get_tva(self, commande) -> TaxeSerializer(many=True):
        return TaxeSerializer(taxes_par_taux(commande.details.all()), many=True).data

    def get_actions(self, commande) -> list[str]:
        """What the state allows, whoever asks; permissions are another matter."""
        actions = actions_permises(commande.type, commande.etat)
        actions += ["modifier"] * (commande.etat in MODIFIABLES)
        actions += ["supprimer"] * (commande.etat in SUPPRIMABLES and not commande.factures.all())
        actions += ["facturer"] * self._facturable(commande, Base.TOTALITE)
        return [*actions, "dupliquer"]

    def get_facturable(self, commande) -> FacturableSerializer:
        return {base.value: self._facturable(commande, base) for base in Base}

    def _facturable(self, commande, base: Base) -> bool:
        if commande.type != Type.VENTE or commande.etat not in FACTURABLES:
            return False
        return any(facturable(ligne, base) for ligne in commande.details.all())


class LigneDemandeeSerializer(LigneStricte):
    piece_id = serializers.UUIDField()
    quantite = nombre_demande()
    prix_unitaire = argent(min_value=0, required=False, allow_null=True)
    remise = pourcentage(required=False)
    taux_tva = pourcentage(required=False, allow_null=True)


class CommandeModificationSerializer(StrictSerializer):
    """With PUT, notes and day that are left out are emptied; with PATCH all of it stays.

    `details` replaces all lines.
    """

    type = serializers.ChoiceField(Type.choices, required=False)
    client_id = serializers.UUIDField(required=False, allow_null=True)
    fournisseur_id = serializers.UUIDField(required=False, allow_null=True)
    details = LigneDemandeeSerializer(many=True, max_length=LIGNES_MAX)
    notes = TextField(max_length=5000, allow_blank=True, default="")
    prevu_le = serializers.DateField(allow_null=True, default=None)

    def validate_prevu_le(self, value: date | None) -> date | None:
        if value and not PREMIER_JOUR <= value <= DERNIER_JOUR:
            raise serializers.ValidationError(
                f"Une date du {PREMIER_JOUR:%d/%m/%Y} au {DERNIER_JOUR:%d/%m/%Y} est attendue."
            )
        return value


class CommandeCreationSerializer(CommandeModificationSerializer):
    id = serializers.UUIDField(required=False)
    type = serializers.ChoiceField(Type.choices)
    details = LigneDemandeeSerializer(many=True, max_length=LIGNES_MAX, required=False)


class ActionSerializer(StrictSerializer):
    motif = TextField(max_length=500, required=False, allow_blank=True)


class LigneADeplacerSerializer(LigneStricte):
    detail_id = serializers.UUIDField()
    quantite = nombre_demande()


class LigneARecevoirSerializer(LigneADeplacerSerializer):
    cout_unitaire = cout(min_value=0, max_value=999_999_999, required=False, allow_null=True)


class ExpeditionSerializer(ActionSerializer):
    """No `lignes`: all that remains."""

    lignes = LigneADeplacerSerializer(
        many=True, min_length=1, max_length=LIGNES_MAX, required=False, allow_null=True
    )


class ReceptionSerializer(ActionSerializer):
    """No `lignes`: all that remains; no cost: the net price of the line."""

    emplacement_id = serializers.UUIDField()
    lignes = LigneARecevoirSerializer(
        many=True, min_length=1, max_length=LIGNES_MAX, required=False, allow_null=True
    )


class RetourSerializer(ActionSerializer):
    emplacement_id = serializers.UUIDField()
    lignes = LigneADeplacerSerializer(many=True, min_length=1, max_length=LIGNES_MAX)


class AchatProposeSerializer(StrictSerializer):
    """What stock_service asks for: contracts/calls/achats.creer.json"""

    class Ligne(LigneStricte):
        piece_id = serializers.UUIDField()
        quantite = nombre_demande()
        prix_unitaire = argent(min_value=0, required=False, allow_null=True)

    proposition_id = serializers.UUIDField()
    fournisseur_id = serializers.UUIDField()
    notes = TextField(max_length=5000, allow_blank=True)
    lignes = Ligne(many=True, min_length=1, max_length=LIGNES_MAX)


class PasSerializer(serializers.Serializer):
    """One row of the history."""

    etat_avant = serializers.CharField(allow_blank=True)
    etat_apres = serializers.CharField()
    action = serializers.CharField()
    motif = serializers.CharField(allow_blank=True)
    user_id = serializers.UUIDField(allow_null=True)
    user_email = serializers.CharField(allow_blank=True)
    cree_le = serializers.DateTimeField()
