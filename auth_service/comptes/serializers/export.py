from rest_framework import serializers

from comptes.models import AppareilConnu, Lien
from comptes.serializers.second_facteur import EtatSerializer
from comptes.serializers.sessions import ConnexionSerializer, SessionSerializer
from comptes.serializers.utilisateurs import UtilisateurSerializer


class CompteExporteSerializer(UtilisateurSerializer):
    class Meta(UtilisateurSerializer.Meta):
        fields = [*UtilisateurSerializer.Meta.fields, "derniere_connexion", "invite_le"]
        read_only_fields = fields


class SessionExporteeSerializer(SessionSerializer):
    """`fin`: why it ended, at `revoquee_le`; empty as long as it goes on, or when its time was over."""

    class Meta(SessionSerializer.Meta):
        fields = [*SessionSerializer.Meta.fields, "revoquee_le", "fin"]


class AppareilConnuSerializer(serializers.ModelSerializer):
    class Meta:
        model = AppareilConnu
        fields = ["appareil", "reseau", "vu_le"]


class LienSansJetonSerializer(serializers.ModelSerializer):
    """What was mailed and is not used yet; `email` of `adresse` is the address that waits to be confirmed."""

    class Meta:
        model = Lien
        fields = ["objet", "email", "cree_le", "expire_le"]


class ExportSerializer(serializers.Serializer):
    exporte_le = serializers.DateTimeField()
    compte = CompteExporteSerializer()
    second_facteur = EtatSerializer()
    sessions = SessionExporteeSerializer(many=True)
    connexions = ConnexionSerializer(many=True)
    appareils_connus = AppareilConnuSerializer(many=True)
    liens = LienSansJetonSerializer(many=True)
