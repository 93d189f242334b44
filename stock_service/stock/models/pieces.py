from django.db import models


class PieceCopie(models.Model):
    """What pieces_service last told of a piece. Version 0: retired before it was ever heard of."""

    id = models.UUIDField(primary_key=True)
    reference = models.CharField(max_length=100, blank=True)
    nom = models.CharField(max_length=300, blank=True)
    unite = models.CharField(max_length=50, blank=True)
    prix_achat = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    actif = models.BooleanField(default=True)
    supprimee = models.BooleanField(default=False)
    version = models.PositiveIntegerField()
    fournisseur_id = models.UUIDField(null=True)
    code_barres = models.CharField(max_length=100, blank=True)
    recherche = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "pieces_copie"
        indexes = [
            models.Index(fields=["reference", "id"], name="pieces_copie_reference"),
            models.Index(fields=["nom", "id"], name="pieces_copie_nom"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.nom}"
