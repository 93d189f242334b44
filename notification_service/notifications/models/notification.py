"""What one user finds in the application."""

from django.db import models
from django.db.models import Q

from chassis.identifiers import new_id


class TypeNotification(models.TextChoices):
    STOCK_BAS = "stock_bas"
    STOCK_EPUISE = "stock_epuise"
    LIVRAISON = "livraison"
    COMMANDE = "commande"
    SYSTEME = "systeme"


class Niveau(models.TextChoices):
    INFO = "info"
    ALERTE = "alerte"
    CRITIQUE = "critique"


class Notification(models.Model):
    """What one user is told. `source_id` is the event that caused it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    user_id = models.UUIDField()
    source_id = models.UUIDField()
    type = models.CharField(max_length=20, choices=TypeNotification)
    niveau = models.CharField(max_length=10, choices=Niveau)
    titre = models.TextField()
    message = models.TextField(blank=True)
    recherche = models.TextField()
    piece_id = models.UUIDField(null=True)
    commande_id = models.UUIDField(null=True)
    lien = models.TextField(null=True)
    silencieuse = models.BooleanField(default=False)  # it came in the user's quiet hours
    lue_le = models.DateTimeField(null=True)
    cree_le = models.DateTimeField()

    class Meta:
        db_table = "notifications"
        constraints = [
            models.UniqueConstraint(fields=["user_id", "source_id"], name="notifications_une_par_source"),
            models.CheckConstraint(condition=Q(type__in=TypeNotification), name="notifications_type"),
            models.CheckConstraint(condition=Q(niveau__in=Niveau), name="notifications_niveau"),
        ]
        indexes = [
            models.Index(fields=["user_id", "-cree_le", "-id"], name="notifications_liste"),
            models.Index(fields=["user_id"], name="notifications_non_lues", condition=Q(lue_le=None)),
            models.Index(fields=["source_id"], name="notifications_source"),
            models.Index(fields=["cree_le"], name="notifications_cree_le"),
        ]

    @property
    def lue(self) -> bool:
        return self.lue_le is not None
