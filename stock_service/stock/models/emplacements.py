from django.db import models
from django.db.models import Q

from chassis.identifiers import new_id


class Emplacement(models.Model):
    """A place that holds parts; places form a tree. `chemin` is the codes from the root: "DEPOT/A/A-01"."""

    class Type(models.TextChoices):
        ENTREPOT = "entrepot", "Entrepôt"
        MAGASIN = "magasin", "Magasin"
        RAYON = "rayon", "Rayon"
        CASIER = "casier", "Casier"

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.CharField(max_length=30)
    nom = models.CharField(max_length=100)
    type = models.CharField(max_length=10, choices=Type.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="enfants")
    chemin = models.CharField(max_length=300)
    recherche = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)
    cree_le = models.DateTimeField(auto_now_add=True)
    supprime_le = models.DateTimeField(null=True)
    supprime_par = models.UUIDField(null=True)
    supprime_avec = models.UUIDField(null=True)  # the place it was inside of and went to the trash with
    purge_le = models.DateTimeField(null=True)  # gone from the trash, but the ledger still names it

    class Meta:
        db_table = "emplacements"
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(supprime_le__isnull=True), name="emplacements_code"
            ),
            models.CheckConstraint(
                condition=Q(type__in=["entrepot", "magasin", "rayon", "casier"]), name="emplacements_type"
            ),
            models.CheckConstraint(condition=~Q(id=models.F("parent_id")), name="emplacements_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.nom}"
