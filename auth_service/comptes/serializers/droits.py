"""Roles, and the permissions that they hold."""

from rest_framework import serializers

from chassis.fields import LineField
from chassis.serializers import StrictSerializer
from comptes import libelles_permissions as libelles
from comptes import roles_nommes
from comptes.models import Permission, Role


class PermissionSerializer(serializers.ModelSerializer):
    """A row of the matrix: the code is `<module>.<action>`, with words for both in French and English."""

    module = serializers.SerializerMethodField()
    action = serializers.SerializerMethodField()
    libelle_en = serializers.SerializerMethodField()
    module_libelle = serializers.SerializerMethodField()
    module_libelle_en = serializers.SerializerMethodField()

    class Meta:
        model = Permission
        fields = [
            "code",
            "module",
            "action",
            "libelle",
            "libelle_en",
            "module_libelle",
            "module_libelle_en",
        ]

    def get_module(self, permission: Permission) -> str:
        return permission.code.partition(".")[0]

    def get_action(self, permission: Permission) -> str:
        return permission.code.partition(".")[2]

    def get_libelle_en(self, permission: Permission) -> str:
        return libelles.ANGLAIS[permission.code]

    def get_module_libelle(self, permission: Permission) -> str:
        return libelles.MODULES[self.get_module(permission)][0]

    def get_module_libelle_en(self, permission: Permission) -> str:
        return libelles.MODULES[self.get_module(permission)][1]


class RoleSerializer(serializers.ModelSerializer):
    """`utilisateurs`: how many accounts have the role."""

    permissions = serializers.ListField(child=serializers.CharField(), source="codes")
    utilisateurs = serializers.IntegerField(source="utilisateurs_nombre")
    second_facteur_impose = serializers.SerializerMethodField()

    class Meta:
        model = Role
        fields = [
            "id",
            "nom",
            "description",
            "permissions",
            "utilisateurs",
            "second_facteur_impose",
            "version",
            "created_at",
        ]
        read_only_fields = fields

    def get_second_facteur_impose(self, role: Role) -> bool:
        return roles_nommes.impose_un_second_facteur(role.nom)


class EcrireRoleSerializer(StrictSerializer):
    nom = LineField(max_length=50)
    description = LineField(max_length=500, allow_blank=True, required=False)
    permissions = serializers.ListField(child=serializers.CharField(max_length=50), max_length=200)


class CreerRoleSerializer(EcrireRoleSerializer):
    id = serializers.UUIDField(required=False)
