from django.db import models
from django.db.models import Q

from chassis.identifiers import new_id
from stock.models.emplacements import Emplacement
from stock.models.pieces import PieceCopie


class Reservation(models.Model):
    """A part of what a place holds, kept for an order (`commande_id`, `ligne_id`) or by hand.

    `rang` numbers the places one line is split over; with it the database refuses to reserve a line twice.
    """

    class Etat(models.TextChoices):
        ACTIVE = "active", "Active"
        CONSOMMEE = "consommee", "Consommée"
        LIBEREE = "liberee", "Libérée"
        EXPIREE = "expiree", "Expirée"

    id = models.UUIDField(primary_key=True, default=new_id)
    commande_id = models.UUIDField(null=True)
    ligne_id = models.UUIDField(null=True)
    rang = models.PositiveSmallIntegerField(default=0)
    piece = models.ForeignKey(PieceCopie, models.PROTECT, related_name="reservations", db_index=False)
    emplacement = models.ForeignKey(Emplacement, models.PROTECT, related_name="reservations", db_index=False)
    quantite = models.DecimalField(max_digits=14, decimal_places=3)
    etat = models.CharField(max_length=10, choices=Etat.choices, default=Etat.ACTIVE)
    motif = models.CharField(max_length=200, blank=True)
    expire_le = models.DateTimeField(null=True)
    user_id = models.UUIDField(null=True)
    user_email = models.CharField(max_length=254, blank=True)
    cree_le = models.DateTimeField()
    terminee_le = models.DateTimeField(null=True)

    class Meta:
        db_table = "reservations"
        constraints = [
            models.CheckConstraint(condition=Q(quantite__gt=0), name="reservations_quantite"),
            models.CheckConstraint(
                condition=Q(etat__in=["active", "consommee", "liberee", "expiree"]), name="reservations_etat"
            ),
            models.CheckConstraint(
                condition=Q(commande_id=None, ligne_id=None)
                | Q(commande_id__isnull=False, ligne_id__isnull=False),
                name="reservations_line_of_order",
            ),
            models.UniqueConstraint(
                fields=["commande_id", "ligne_id", "rang"],
                name="reservations_once_per_line",
                condition=Q(commande_id__isnull=False, etat__in=["active", "consommee"]),
            ),
        ]
        indexes = [
            models.Index(fields=["commande_id"], name="reservations_commande"),
            models.Index(fields=["piece", "id"], name="reservations_piece"),
            models.Index(fields=["emplacement", "id"], name="reservations_emplacement"),
            models.Index(fields=["piece", "id"], name="reservations_actives", condition=Q(etat="active")),
            models.Index(
                fields=["expire_le"],
                name="reservations_a_expirer",
                condition=Q(etat="active", expire_le__isnull=False),
            ),
        ]
