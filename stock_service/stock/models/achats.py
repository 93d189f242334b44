from django.db import models
from django.db.models import Q

from stock.models.pieces import PieceCopie


class OperationDeCommande(models.Model):
    """A shipment, reception or return that commandes_service asked for under an id of its own.

    Its row is what makes it happen once, however often it is asked for.
    """

    class Genre(models.TextChoices):
        EXPEDITION = "expedition", "Expédition"
        RECEPTION = "reception", "Réception"
        RETOUR_VENTE = "retour_vente", "Retour d'un client"
        RETOUR_ACHAT = "retour_achat", "Retour à un fournisseur"

    id = models.UUIDField(primary_key=True)
    genre = models.CharField(max_length=12, choices=Genre.choices)
    commande_id = models.UUIDField()
    cree_le = models.DateTimeField()

    class Meta:
        db_table = "operations_commandes"
        constraints = [
            models.CheckConstraint(
                condition=Q(genre__in=["expedition", "reception", "retour_vente", "retour_achat"]),
                name="operations_commandes_genre",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                include=["genre"],
                name="operations_retours",
                condition=Q(genre__in=["retour_vente", "retour_achat"]),
            ),
        ]


class FournisseurCopie(models.Model):
    """What commandes_service last told of a supplier."""

    id = models.UUIDField(primary_key=True)
    nom = models.CharField(max_length=300, blank=True)
    delai_jours = models.PositiveIntegerField(null=True)
    supprime = models.BooleanField(default=False)
    version = models.PositiveIntegerField()

    class Meta:
        db_table = "fournisseurs_copie"


class AchatAttendu(models.Model):
    """A purchase order of which something is still to come, as commandes_service last told."""

    id = models.UUIDField(primary_key=True)  # the order's
    reference = models.CharField(max_length=60, blank=True)
    fournisseur_id = models.UUIDField()
    etat = models.CharField(max_length=30, blank=True)
    prevu_le = models.DateField(null=True)
    version = models.PositiveIntegerField()

    class Meta:
        db_table = "achats_attendus"


class LigneAttendue(models.Model):
    """How much of a piece a purchase order still has to bring."""

    pk = models.CompositePrimaryKey("achat_id", "piece_id")
    achat = models.ForeignKey(AchatAttendu, models.CASCADE, related_name="lignes", db_index=False)
    piece = models.ForeignKey(PieceCopie, models.PROTECT, related_name="attendus")
    quantite = models.DecimalField(max_digits=14, decimal_places=3)

    class Meta:
        db_table = "lignes_attendues"
        constraints = [models.CheckConstraint(condition=Q(quantite__gt=0), name="lignes_attendues_quantite")]
