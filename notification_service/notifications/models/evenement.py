"""What was told, and what became of it for each user who was considered."""

from django.db import models
from django.db.models import Q

from notifications.models.notification import Niveau, TypeNotification

LANGUE = "fr"


class Evenement(models.Model):
    """What happened, once for everybody. `origine` is moduleName.method of the message, or "envoi"."""

    id = models.UUIDField(primary_key=True)
    type = models.CharField(max_length=20, choices=TypeNotification)
    niveau = models.CharField(max_length=10, choices=Niveau)
    origine = models.CharField(max_length=101)
    permission = models.CharField(max_length=100, null=True)  # null: those who were named
    textes = models.JSONField()  # {language: [title, message]}
    recherche = models.TextField()
    piece_id = models.UUIDField(null=True)
    commande_id = models.UUIDField(null=True)
    lien = models.TextField(null=True)
    cree_le = models.DateTimeField()

    class Meta:
        db_table = "evenements"
        constraints = [
            models.CheckConstraint(condition=Q(type__in=TypeNotification), name="evenements_type"),
            models.CheckConstraint(condition=Q(niveau__in=Niveau), name="evenements_niveau"),
        ]
        indexes = [
            models.Index(fields=["-cree_le", "-id"], name="evenements_liste"),
            models.Index(fields=["piece_id"], name="evenements_piece", condition=~Q(piece_id=None)),
            models.Index(fields=["commande_id"], name="evenements_commande", condition=~Q(commande_id=None)),
        ]

    def texte(self, langue: str) -> tuple[str, str]:
        """Title and message; in French when they are not there in this language."""
        titre, message = self.textes.get(langue) or self.textes[LANGUE]
        return titre, message


class Raison(models.TextChoices):
    """Why a user was considered, and what came of it."""

    PERMISSION = "permission"
    NOMME = "nomme"
    DESABONNE = "desabonne"


class EtatCourriel(models.TextChoices):
    AUCUN = "aucun"
    IMMEDIAT = "immediat"
    SILENCE = "silence"  # waits for the end of the quiet hours
    RESUME = "resume"  # waits for the daily digest
    ANNULE = "annule"  # no longer wanted, or no longer possible, before it left


SANS_DATE = [EtatCourriel.AUCUN, EtatCourriel.ANNULE]


class Remise(models.Model):
    """What became of one event for one user."""

    id = models.BigAutoField(primary_key=True)
    evenement = models.ForeignKey(Evenement, models.CASCADE, related_name="remises")
    user_id = models.UUIDField()
    raison = models.CharField(max_length=20, choices=Raison)
    dans_app = models.BooleanField()
    silencieuse = models.BooleanField(default=False)
    courriel = models.CharField(max_length=10, choices=EtatCourriel, default=EtatCourriel.AUCUN)
    courriel_prevu_le = models.DateTimeField(null=True)
    mail_id = models.UUIDField(null=True)  # once it is in the mail queue

    class Meta:
        db_table = "remises"
        constraints = [
            models.UniqueConstraint(fields=["evenement", "user_id"], name="remises_une_par_utilisateur"),
            models.CheckConstraint(condition=Q(raison__in=Raison), name="remises_raison"),
            models.CheckConstraint(condition=Q(courriel__in=EtatCourriel), name="remises_courriel"),
            models.CheckConstraint(
                condition=Q(courriel__in=SANS_DATE, courriel_prevu_le=None)
                | ~Q(courriel__in=SANS_DATE) & Q(courriel_prevu_le__isnull=False),
                name="remises_courriel_prevu",
            ),
        ]
        indexes = [
            models.Index(
                fields=["courriel_prevu_le"],
                name="remises_a_envoyer",
                condition=Q(mail_id=None) & ~Q(courriel_prevu_le=None),
            ),
            models.Index(fields=["user_id"], name="remises_utilisateur"),
        ]
