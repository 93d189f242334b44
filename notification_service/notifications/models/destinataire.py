"""The users who may be told of something (a read copy), and how each of them wants it."""

from django.db import models
from django.db.models import F, Q

from notifications.models.notification import TypeNotification

FUSEAU = "Europe/Paris"
RESUME_HEURE = 8


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
    recherche = models.TextField(default="")
    emis_le = models.DateTimeField()
    connu_depuis = models.DateTimeField(null=True)  # null: since before this was kept

    class Meta:
        db_table = "destinataires"


class Courriel(models.TextChoices):
    """When one type of notification is sent by mail."""

    JAMAIS = "jamais"
    IMMEDIAT = "immediat"
    RESUME = "resume"


class Preference(models.Model):
    """How a user wants one type of notification. No row: in the application, never by mail."""

    id = models.BigAutoField(primary_key=True)
    user_id = models.UUIDField()
    type = models.CharField(max_length=20, choices=TypeNotification)
    dans_app = models.BooleanField(default=True)
    courriel = models.CharField(max_length=10, choices=Courriel, default=Courriel.JAMAIS)

    class Meta:
        db_table = "preferences"
        constraints = [
            models.UniqueConstraint(fields=["user_id", "type"], name="preferences_une_par_type"),
            models.CheckConstraint(condition=Q(type__in=TypeNotification), name="preferences_type"),
            models.CheckConstraint(condition=Q(courriel__in=Courriel), name="preferences_courriel"),
        ]


class Reglages(models.Model):
    """When a user wants to hear of anything: the hour of the digest, the quiet hours, the time zone."""

    user_id = models.UUIDField(primary_key=True)
    resume_heure = models.PositiveSmallIntegerField(default=RESUME_HEURE)
    silence_debut = models.TimeField(null=True)
    silence_fin = models.TimeField(null=True)
    fuseau = models.CharField(max_length=64, default=FUSEAU)

    class Meta:
        db_table = "reglages"
        constraints = [
            models.CheckConstraint(condition=Q(resume_heure__lt=24), name="reglages_resume_heure"),
            models.CheckConstraint(
                condition=Q(silence_debut=None, silence_fin=None)
                | Q(silence_debut__isnull=False, silence_fin__isnull=False)
                & ~Q(silence_debut=F("silence_fin")),
                name="reglages_silence",
            ),
        ]
