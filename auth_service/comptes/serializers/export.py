from rest_framework import serializers

from comptes.serializers.second_facteur import EtatSerializer
from comptes.serializers.sessions import ConnexionSerializer, SessionSerializer
from comptes.serializers.utilisateurs import UtilisateurSerializer


class ExportSerializer(serializers.Serializer):
    exporte_le = serializers.DateTimeField()
    compte = UtilisateurSerializer()
    second_facteur = EtatSerializer()
    sessions = SessionSerializer(many=True)
    connexions = ConnexionSerializer(many=True)
