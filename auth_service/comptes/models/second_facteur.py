"""The second factor: what an account has set up, and the codes that have been sent or used."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from comptes.models.utilisateurs import Utilisateur


def _du_compte(**options) -> models.ForeignKey:
    return models.ForeignKey(
        Utilisateur, on_delete=models.CASCADE, db_column="user_id", db_index=False, **options
    )


class Facteur(models.Model):
    """A method of an account; in use once `actif_le` is set. `secret` (TOTP) is kept encrypted."""

    class Methode(models.TextChoices):
        TOTP = "totp", "Application d'authentification"
        EMAIL = "email", "Courriel"

    pk = models.CompositePrimaryKey("utilisateur", "methode")
    utilisateur = _du_compte(related_name="facteurs")
    methode = models.CharField(max_length=5, choices=Methode.choices)
    secret = models.CharField(max_length=200, blank=True)
    cree_le = models.DateTimeField(db_default=Now())
    actif_le = models.DateTimeField(null=True)

    class Meta:
        db_table = "facteurs"
        constraints = [
            models.CheckConstraint(
                condition=Q(methode="email", secret="") | (Q(methode="totp") & ~Q(secret="")),
                name="facteur_secret_de_totp",
            )
        ]


class CodeSecours(models.Model):
    """A recovery code that has not been used; using it deletes the row. Only its keyed hash is stored."""

    pk = models.CompositePrimaryKey("utilisateur", "empreinte")
    utilisateur = _du_compte(related_name="codes_secours")
    empreinte = models.CharField(max_length=64)
    cree_le = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "codes_secours"


class CodeTotpUtilise(models.Model):
    """A time step (30 s) whose code has been used: the primary key is what makes a code work once."""

    pk = models.CompositePrimaryKey("utilisateur", "pas")
    utilisateur = _du_compte(related_name="codes_totp_utilises")
    pas = models.BigIntegerField()
    utilise_le = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        db_table = "codes_totp_utilises"


class CodeCourriel(models.Model):
    """The last code mailed for one purpose; using it deletes the row. Only its keyed hash is stored."""

    class Usage(models.TextChoices):
        CONNEXION = "connexion", "Connexion"
        ACTIVATION = "activation", "Activation"

    pk = models.CompositePrimaryKey("utilisateur", "usage")
    utilisateur = _du_compte(related_name="codes_courriel")
    usage = models.CharField(max_length=10, choices=Usage.choices)
    empreinte = models.CharField(max_length=64)
    envoye_le = models.DateTimeField()
    expire_le = models.DateTimeField()

    class Meta:
        db_table = "codes_courriel"


class Defi(models.Model):
    """Between the right password and the second factor. `empreinte` is the SHA-256 of the `mfa_token`.

    `a_installer`: the role demands a second factor and the account has none; it must be set up first.
    """

    empreinte = models.CharField(primary_key=True, max_length=64)
    utilisateur = models.ForeignKey(
        Utilisateur, on_delete=models.CASCADE, related_name="defis", db_column="user_id"
    )
    a_installer = models.BooleanField()
    cree_le = models.DateTimeField(db_default=Now())
    expire_le = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "defis"
