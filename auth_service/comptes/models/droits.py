"""What may be done: permissions, and roles that hold them."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from chassis.identifiers import new_id


class Permission(models.Model):
    """A code that views ask for. The codes come with the program, nobody makes new ones."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=50, unique=True)
    libelle = models.CharField(max_length=200)

    class Meta:
        db_table = "permissions"


class Role(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    nom = models.CharField(max_length=50, db_column="name")
    description = models.CharField(max_length=500, blank=True)
    permissions = models.ManyToManyField(Permission, through="RolePermission", related_name="roles")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())
    supprime_le = models.DateTimeField(null=True)
    supprime_par = models.UUIDField(null=True)

    class Meta:
        db_table = "roles"
        constraints = [
            models.UniqueConstraint(
                Lower("nom"), name="role_nom_unique", condition=Q(supprime_le__isnull=True)
            )
        ]

    @property
    def codes(self) -> list[str]:
        return sorted(permission.code for permission in self.permissions.all())


class RolePermission(models.Model):
    pk = models.CompositePrimaryKey("role", "permission")
    role = models.ForeignKey(Role, on_delete=models.CASCADE, db_index=False)
    permission = models.ForeignKey(Permission, on_delete=models.PROTECT)

    class Meta:
        db_table = "roles_permissions"
