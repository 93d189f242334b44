"""Accounts, as their owners and as administrators see and write them."""

from rest_framework import serializers

from chassis.fields import LineField
from chassis.serializers import StrictSerializer
from comptes.models import Langue, Utilisateur
from comptes.serializers.champs import AdresseField, MotDePasseField, NomField, TelephoneField


class UtilisateurSerializer(serializers.ModelSerializer):
    """An account as its owner sees it."""

    role = serializers.CharField(source="role.nom")
    permissions = serializers.ListField(child=serializers.CharField(), source="role.codes")
    second_facteur = serializers.ListField(child=serializers.CharField(), source="methodes")

    class Meta:
        model = Utilisateur
        fields = [
            "id",
            "email",
            "nom",
            "prenom",
            "telephone",
            "role",
            "permissions",
            "langue",
            "actif",
            "second_facteur",
            "version",
            "created_at",
        ]
        read_only_fields = fields


class UtilisateurGereSerializer(UtilisateurSerializer):
    """An account as administrators see it: also until when its owner has to wait, after too many guesses."""

    verrouille_jusqua = serializers.DateTimeField(allow_null=True)
    invite = serializers.SerializerMethodField(help_text="Invitation envoyée, mot de passe pas encore choisi")

    class Meta(UtilisateurSerializer.Meta):
        fields = [
            *UtilisateurSerializer.Meta.fields,
            "verrouille_jusqua",
            "invite",
            "derniere_connexion",
        ]
        read_only_fields = fields

    def get_invite(self, utilisateur: Utilisateur) -> bool:
        return utilisateur.invite_le is not None


class ProfilSerializer(StrictSerializer):
    nom = NomField()
    prenom = NomField()
    telephone = TelephoneField(allow_blank=True, required=False)
    langue = serializers.ChoiceField(Langue.choices, required=False)


class ModifierUtilisateurSerializer(ProfilSerializer):
    email = AdresseField(required=False)
    role = LineField(max_length=50, required=False)
    actif = serializers.BooleanField(required=False)


class CreerUtilisateurSerializer(ProfilSerializer):
    """Without a password the person is invited by mail."""

    id = serializers.UUIDField(required=False)
    email = AdresseField()
    password = MotDePasseField(source="mot_de_passe", required=False)
    role = LineField(max_length=50)
    actif = serializers.BooleanField(required=False)


class InscriptionSerializer(StrictSerializer):
    email = AdresseField()
    password = MotDePasseField(source="mot_de_passe")
    nom = NomField()
    prenom = NomField()
    langue = serializers.ChoiceField(Langue.choices, required=False)
