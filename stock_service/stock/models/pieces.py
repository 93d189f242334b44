from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from chassis.search import grams


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
    # Derived, see recherche.py. `recherche` is what is searched, and sorts by its beginning.
    recherche = models.CharField(max_length=500, blank=True, db_collation="C")
    nom_cle = models.CharField(max_length=500, blank=True, db_collation="C")
    grammes = ArrayField(models.IntegerField(), default=list)

    class Meta:
        db_table = "pieces_copie"
        indexes = [
            models.Index(fields=["reference", "id"], name="pieces_copie_reference"),
            models.Index(fields=["nom", "id"], name="pieces_copie_nom"),
            grams.index("grammes", name="pieces_copie_grammes"),
            models.Index(fields=["recherche", "id"], name="pieces_copie_recherche"),
            models.Index(fields=["nom_cle", "id"], name="pieces_copie_nom_cle"),
            models.Index(
                fields=["code_barres"], name="pieces_copie_code_barres", condition=~Q(code_barres="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.nom}"
