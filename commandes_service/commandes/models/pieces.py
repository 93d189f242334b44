from django.db import models

from commandes.models.colonnes import argent, taux


class PieceCopie(models.Model):
    """The part of a piece that orders need, as pieces_service last told; the highest version wins."""

    id = models.UUIDField(primary_key=True)
    reference = models.CharField(max_length=100)
    nom = models.CharField(max_length=300)
    unite = models.CharField(max_length=50)
    prix_achat = argent()
    prix_vente = argent()
    taux_tva = taux()
    actif = models.BooleanField()
    supprimee = models.BooleanField()
    version = models.IntegerField()
    fournisseur_id = models.UUIDField(null=True)
    code_barres = models.CharField(max_length=50, blank=True, default="")

    class Meta:
        db_table = "pieces_copie"
