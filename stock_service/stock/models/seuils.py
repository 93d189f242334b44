from django.db import models
from django.db.models import F, Q

from stock.models.emplacements import Emplacement
from stock.models.pieces import PieceCopie


class Seuil(models.Model):
    """When to refill and by how much: for a piece over all places, or (with `emplacement`) at one place."""

    id = models.BigAutoField(primary_key=True)
    piece = models.ForeignKey(PieceCopie, models.PROTECT, related_name="seuils", db_index=False)
    emplacement = models.ForeignKey(Emplacement, models.CASCADE, null=True, related_name="seuils")
    mini = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    maxi = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    lot_commande = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    delai_jours = models.PositiveSmallIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "seuils"
        constraints = [
            models.UniqueConstraint(
                fields=["piece", "emplacement"], name="seuils_one_each", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(mini__gte=0), name="seuils_mini"),
            models.CheckConstraint(
                condition=Q(maxi__gte=0) & (Q(mini=None) | Q(maxi__gte=F("mini"))),
                name="seuils_maxi",
            ),
            models.CheckConstraint(condition=Q(lot_commande__gt=0), name="seuils_lot_commande"),
        ]
