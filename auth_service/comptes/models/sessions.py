"""Where an account is signed in, and every attempt to."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from chassis.identifiers import new_id
from comptes.models.utilisateurs import Utilisateur


class Session(models.Model):
    """One sign-in on one device: a family of refresh tokens, each of which replaces the one before."""

    class Fin(models.TextChoices):
        DECONNEXION = "deconnexion", "Déconnexion"
        REVOCATION = "revocation", "Fermée à distance"
        REUTILISATION = "reutilisation", "Jeton réutilisé"
        MOT_DE_PASSE = "mot_de_passe", "Mot de passe changé"
        COMPTE = "compte", "Compte désactivé ou supprimé"
        SECOND_FACTEUR = "second_facteur", "Second facteur exigé"
        PAS_MOI = "pas_moi", "Connexion non reconnue par son propriétaire"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    utilisateur = models.ForeignKey(
        Utilisateur, on_delete=models.CASCADE, related_name="sessions", db_column="user_id"
    )
    ouverte_le = models.DateTimeField(db_default=Now())
    active_le = models.DateTimeField(db_default=Now())
    expire_le = models.DateTimeField(db_index=True)
    ip = models.CharField(max_length=45, blank=True)
    user_agent = models.CharField(max_length=300, blank=True)
    appareil = models.CharField(max_length=100, blank=True)
    pas_totp = models.BigIntegerField(null=True)  # the time step of the code it was opened with
    revoquee_le = models.DateTimeField(null=True)
    fin = models.CharField(max_length=20, choices=Fin.choices, blank=True)

    class Meta:
        db_table = "sessions"


class JetonRefresh(models.Model):
    """`empreinte` is the token's SHA-256; the token itself is nowhere. Live as long as `used_at` is null."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="jetons")
    empreinte = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(db_default=Now())
    expire_le = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "jetons_refresh"
        constraints = [
            models.UniqueConstraint(
                fields=["session"], name="un_jeton_vivant_par_session", condition=Q(used_at__isnull=True)
            )
        ]


class Connexion(models.Model):
    """One attempt to sign in, by whomever, with whatever address; or the lifting of a wait."""

    class Resultat(models.TextChoices):
        REUSSIE = "reussie", "Réussie"
        ECHOUEE = "echouee", "Mot de passe ou adresse incorrects"
        INACTIF = "inactif", "Compte désactivé"
        BLOQUEE = "bloquee", "Trop de tentatives"
        CODE_ATTENDU = "code_attendu", "Mot de passe juste, code demandé"
        CODE_REFUSE = "code_refuse", "Code incorrect"
        DEVERROUILLEE = "deverrouillee", "Attente levée"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    utilisateur = models.ForeignKey(
        Utilisateur,
        on_delete=models.SET_NULL,
        null=True,
        db_index=False,
        related_name="connexions",
        db_column="user_id",
    )
    email = models.CharField(max_length=254)
    survenue_le = models.DateTimeField(db_default=Now(), db_index=True)
    ip = models.CharField(max_length=45, blank=True)
    user_agent = models.CharField(max_length=300, blank=True)
    appareil = models.CharField(max_length=100, blank=True)
    resultat = models.CharField(max_length=15, choices=Resultat.choices)

    class Meta:
        db_table = "connexions"
        indexes = [models.Index(fields=["utilisateur", "-survenue_le"], name="connexions_par_utilisateur")]


class Tentatives(models.Model):
    """Guesses at one account from one address since the last success; written by `tentatives.compter`."""

    pk = models.CompositePrimaryKey("compte", "adresse")
    compte = models.CharField(max_length=254)
    adresse = models.CharField(max_length=45)
    echecs = models.PositiveIntegerField()
    derniere_le = models.DateTimeField(db_index=True)
    bloque_jusqua = models.DateTimeField(null=True)

    class Meta:
        db_table = "tentatives"
        constraints = [models.CheckConstraint(condition=Q(echecs__gte=1), name="tentatives_comptees")]


class AppareilConnu(models.Model):
    """A kind of device in a network that an account has been signed in from: no reason for a warning."""

    pk = models.CompositePrimaryKey("utilisateur", "appareil", "reseau")
    utilisateur = models.ForeignKey(
        Utilisateur, on_delete=models.CASCADE, db_column="user_id", db_index=False
    )
    appareil = models.CharField(max_length=100)
    reseau = models.CharField(max_length=50)
    vu_le = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        db_table = "appareils_connus"
