"""Shapes of what comes in and goes out."""

from django.core.validators import RegexValidator
from rest_framework import serializers

from comptes.models import Connexion, Permission, Role, Session, Utilisateur

_UNE_LIGNE = RegexValidator(r"\A[^\x00-\x1f\x7f]*\Z", "Une seule ligne de texte est attendue.")
_ASCII = RegexValidator(r"\A[\x21-\x7e]*\Z", "Une adresse sans accent ni espace est attendue.")
_TELEPHONE = RegexValidator(r"\A\+?[0-9][0-9 ().\-]{2,28}\Z", "Un numéro de téléphone est attendu.")


class LigneField(serializers.CharField):
    """A short text without line breaks."""

    def __init__(self, **kwargs):
        super().__init__(validators=[_UNE_LIGNE], **kwargs)


class MotDePasseField(serializers.CharField):
    """Taken as it is typed, spaces included."""

    def __init__(self, **kwargs):
        super().__init__(trim_whitespace=False, max_length=128, write_only=True, **kwargs)


class LoginSerializer(serializers.Serializer):
    """An address that is none, like any other that has no account, is simply not known."""

    email = serializers.CharField(max_length=254)
    password = MotDePasseField(source="mot_de_passe")


class RefreshSerializer(serializers.Serializer):
    refresh = serializers.CharField(max_length=200, required=False)


class ChangementSerializer(serializers.Serializer):
    old_password = MotDePasseField(source="ancien")
    new_password = MotDePasseField(source="nouveau")


class UtilisateurSerializer(serializers.ModelSerializer):
    """An account as its owner sees it."""

    role = serializers.CharField(source="role.nom")
    permissions = serializers.ListField(child=serializers.CharField(), source="role.codes")

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
            "version",
            "created_at",
        ]
        read_only_fields = fields


class UtilisateurGereSerializer(UtilisateurSerializer):
    """An account as administrators see it: also until when its owner has to wait, after too many guesses."""

    verrouille_jusqua = serializers.DateTimeField(allow_null=True)

    class Meta(UtilisateurSerializer.Meta):
        fields = [*UtilisateurSerializer.Meta.fields, "verrouille_jusqua"]
        read_only_fields = fields


class JetonsSerializer(serializers.Serializer):
    access = serializers.CharField()
    refresh = serializers.CharField()


class ConnexionReussieSerializer(JetonsSerializer):
    user = UtilisateurSerializer(source="utilisateur")


class ProfilSerializer(serializers.Serializer):
    nom = LigneField(max_length=100, allow_blank=True, required=False)
    prenom = LigneField(max_length=100, allow_blank=True, required=False)
    telephone = serializers.CharField(
        max_length=30, allow_blank=True, required=False, validators=[_TELEPHONE]
    )
    langue = serializers.ChoiceField(Utilisateur.Langue.choices, required=False)


class ModifierUtilisateurSerializer(ProfilSerializer):
    email = serializers.EmailField(max_length=254, validators=[_ASCII], required=False)
    role = LigneField(max_length=50, required=False)
    actif = serializers.BooleanField(required=False)


class CreerUtilisateurSerializer(ProfilSerializer):
    id = serializers.UUIDField(required=False)
    email = serializers.EmailField(max_length=254, validators=[_ASCII])
    password = MotDePasseField(source="mot_de_passe")
    role = LigneField(max_length=50)
    actif = serializers.BooleanField(required=False)


class PermissionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Permission
        fields = ["code", "libelle"]


class RoleSerializer(serializers.ModelSerializer):
    """`utilisateurs`: how many accounts have the role."""

    permissions = serializers.ListField(child=serializers.CharField(), source="codes")
    utilisateurs = serializers.IntegerField(source="utilisateurs_nombre")

    class Meta:
        model = Role
        fields = ["id", "nom", "description", "permissions", "utilisateurs", "version", "created_at"]
        read_only_fields = fields


class EcrireRoleSerializer(serializers.Serializer):
    nom = LigneField(max_length=50)
    description = LigneField(max_length=500, allow_blank=True, required=False)
    permissions = serializers.ListField(child=serializers.CharField(max_length=50), max_length=200)


class CreerRoleSerializer(EcrireRoleSerializer):
    id = serializers.UUIDField(required=False)


class SessionSerializer(serializers.ModelSerializer):
    """`courante`: the one that asks."""

    courante = serializers.SerializerMethodField()

    class Meta:
        model = Session
        fields = ["id", "ouverte_le", "active_le", "expire_le", "ip", "user_agent", "courante"]

    def get_courante(self, session: Session) -> bool:
        return str(session.pk) == self.context["request"].user.session_id


class ConnexionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Connexion
        fields = ["id", "survenue_le", "email", "ip", "user_agent", "resultat"]
