"""Notifications, the users they may go to (a read copy), and what these do not want to hear of."""

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
    """What one user is told. `source_id` is what caused it: a message, or one act of sending."""

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
        ]

    @property
    def lue(self) -> bool:
        return self.lue_le is not None


class Destinataire(models.Model):
    """A user as auth_service last told; `emis_le` is when, so that an older message changes nothing."""

    id = models.UUIDField(primary_key=True)
    email = models.TextField(blank=True)
    nom = models.TextField(blank=True)
    prenom = models.TextField(blank=True)
    role = models.CharField(max_length=100, blank=True, db_index=True)
    permissions = models.JSONField(default=list)
    actif = models.BooleanField(default=False)
    langue = models.CharField(max_length=10, default="fr")
    emis_le = models.DateTimeField()

    class Meta:
        db_table = "destinataires"


class Preference(models.Model):
    """Whether a user wants one type of notification in the application. No row: yes."""

    id = models.BigAutoField(primary_key=True)
    user_id = models.UUIDField()
    type = models.CharField(max_length=20, choices=TypeNotification)
    dans_app = models.BooleanField(default=True)

    class Meta:
        db_table = "preferences"
        constraints = [
            models.UniqueConstraint(fields=["user_id", "type"], name="preferences_une_par_type"),
            models.CheckConstraint(condition=Q(type__in=TypeNotification), name="preferences_type"),
        ]
