from rest_framework import serializers

from chassis.serializers import StrictSerializer
from comptes.codes import SECOURS
from comptes.models import Facteur
from comptes.serializers.champs import CodeField, JetonField, MotDePasseField
from comptes.serializers.sessions import ConnexionReussieSerializer

METHODES = [*Facteur.Methode.choices, (SECOURS, "Code de secours")]


class DefiSerializer(serializers.Serializer):
    """The password was right, the second factor is asked for."""

    mfa_required = serializers.SerializerMethodField()
    mfa_setup_required = serializers.BooleanField(source="a_installer")
    mfa_token = serializers.CharField()
    methods = serializers.ListField(child=serializers.ChoiceField(METHODES), source="methodes")
    expire_le = serializers.DateTimeField()

    def get_mfa_required(self, defi) -> bool:
        return True


class ReponseSerializer(StrictSerializer):
    mfa_token = JetonField()
    code = CodeField()
    method = serializers.ChoiceField(METHODES, source="methode", required=False)


class EnvoiSerializer(StrictSerializer):
    mfa_token = JetonField()


class PreparerSerializer(StrictSerializer):
    mfa_token = JetonField()
    method = serializers.ChoiceField(Facteur.Methode.choices, source="methode")


class ActiverSerializer(PreparerSerializer):
    code = CodeField()


class PreparationSerializer(serializers.Serializer):
    """What to give the authenticator app; all null for mail, whose code is on its way."""

    method = serializers.CharField(source="methode")
    secret = serializers.CharField(allow_null=True)
    otpauth_url = serializers.CharField(allow_null=True)
    qr_svg = serializers.CharField(allow_null=True)


class CodeSerializer(StrictSerializer):
    code = CodeField()


class CodesSecoursSerializer(serializers.Serializer):
    """Shown once; [] when the account has some already."""

    recovery_codes = serializers.ListField(child=serializers.CharField())


class InstallationSerializer(ConnexionReussieSerializer):
    access = serializers.CharField(source="jetons.access")
    refresh = serializers.CharField(source="jetons.refresh")
    recovery_codes = serializers.ListField(child=serializers.CharField(), source="codes_secours")

    def get_fields(self):
        fields = super().get_fields()
        fields["user"].source = "jetons.utilisateur"
        return fields


class RetraitSerializer(StrictSerializer):
    password = MotDePasseField(source="mot_de_passe")
    method = serializers.ChoiceField(Facteur.Methode.choices, source="methode", required=False)


class EtatFacteurSerializer(serializers.Serializer):
    actif = serializers.BooleanField()
    depuis = serializers.DateTimeField(allow_null=True)


class EtatSerializer(serializers.Serializer):
    totp = EtatFacteurSerializer()
    email = EtatFacteurSerializer()
    codes_secours_restants = serializers.IntegerField()
    impose = serializers.BooleanField()
