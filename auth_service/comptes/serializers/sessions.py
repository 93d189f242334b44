"""Signing in, sessions and the history of both."""

from rest_framework import serializers

from chassis.serializers import StrictSerializer
from comptes.models import Connexion, Session
from comptes.serializers.champs import JetonField, MotDePasseField
from comptes.serializers.utilisateurs import UtilisateurSerializer


class LoginSerializer(StrictSerializer):
    """An address that is none, like any other that has no account, is simply not known."""

    email = serializers.CharField(max_length=254)
    password = MotDePasseField(source="mot_de_passe")


class RefreshSerializer(StrictSerializer):
    refresh = JetonField(required=False)


class JetonsSerializer(serializers.Serializer):
    access = serializers.CharField()
    refresh = serializers.CharField()


class ConnexionReussieSerializer(JetonsSerializer):
    user = UtilisateurSerializer(source="utilisateur")


class SessionSerializer(serializers.ModelSerializer):
    """`courante`: the one that asks."""

    courante = serializers.SerializerMethodField()

    class Meta:
        model = Session
        fields = [
            "id",
            "appareil",
            "ouverte_le",
            "active_le",
            "expire_le",
            "ip",
            "user_agent",
            "courante",
        ]

    def get_courante(self, session: Session) -> bool:
        return str(session.pk) == self.context["request"].user.session_id


class ConnexionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Connexion
        fields = ["id", "survenue_le", "email", "ip", "appareil", "user_agent", "resultat"]
