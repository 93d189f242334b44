"""Accounts, and those that ask to become one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

from chassis.filters import normalise
from chassis.identifiers import new_id
from comptes.models.droits import Role


class Langue(models.TextChoices):
    FR = "fr", "Français"
    EN = "en", "English"


class Utilisateur(models.Model):
    """`ver` is carried by access tokens: raising it refuses every older one. `version` is for If-Match.

    `invite_le`: when the invitation was mailed; null once its owner has chosen a password.
    """

    Langue = Langue

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.CharField(max_length=254)
    password_hash = models.CharField(max_length=200)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="utilisateurs")
    nom = models.CharField(max_length=100, blank=True)
    prenom = models.CharField(max_length=100, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    langue = models.CharField(max_length=2, choices=Langue.choices, default=Langue.FR)
    actif = models.BooleanField(default=True)
    ver = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    recherche = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    invite_le = models.DateTimeField(null=True)
    derniere_connexion = models.DateTimeField(null=True)
    supprime_le = models.DateTimeField(null=True)
    supprime_par = models.UUIDField(null=True)

    class Meta:
        db_table = "utilisateurs"
        constraints = [
            # Kept in lower case, so that "unique" means without regard to case.
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="email_en_minuscules"),
            models.UniqueConstraint(
                fields=["email"], name="email_unique", condition=Q(supprime_le__isnull=True)
            ),
        ]

    @property
    def methodes(self) -> list[str]:
        """The second factors in use; reads `facteurs`, prefetched by whoever lists accounts."""
        return sorted(facteur.methode for facteur in self.facteurs.all() if facteur.actif_le)

    def texte_de_recherche(self) -> str:
        return normalise(f"{self.prenom} {self.nom} {self.email}")


class Inscription(models.Model):
    """Somebody asked for an account. The account is made when the link sent to the address is followed.

    Kept apart from accounts: nobody can occupy an address that is not theirs. `empreinte` is the SHA-256 of
    the link's token; null until the mail is made, and for good when the address has an account already.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.CharField(max_length=254)
    password_hash = models.CharField(max_length=200, blank=True)
    nom = models.CharField(max_length=100, blank=True)
    prenom = models.CharField(max_length=100, blank=True)
    langue = models.CharField(max_length=2, choices=Langue.choices)
    ip = models.CharField(max_length=45, blank=True)
    demandee_le = models.DateTimeField(db_default=Now(), db_index=True)
    traitee_le = models.DateTimeField(null=True)
    empreinte = models.CharField(max_length=64, null=True, unique=True)
    expire_le = models.DateTimeField(null=True)
    confirmee_le = models.DateTimeField(null=True)

    class Meta:
        db_table = "inscriptions"
        indexes = [
            models.Index(
                fields=["demandee_le"], name="inscriptions_a_traiter", condition=Q(traitee_le__isnull=True)
            ),
        ]


class DemandeReinitialisation(models.Model):
    """Somebody forgot the password of this address. The worker looks up whether it has an account."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.CharField(max_length=254)
    # empty: that of the account
    langue = models.CharField(max_length=2, choices=Langue.choices, blank=True, db_default="")
    ip = models.CharField(max_length=45, blank=True)
    demandee_le = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        db_table = "demandes_reinitialisation"


class Envois(models.Model):
    """When mails last went to an address that somebody gave, newest first; written by `envois.compter`."""

    email = models.CharField(primary_key=True, max_length=254)
    envoyes_le = ArrayField(models.DateTimeField())

    class Meta:
        db_table = "envois"


class Lien(models.Model):
    """A link mailed to somebody; works once. `empreinte` is the SHA-256 of its token.

    `email`: the new address, of one that changes it; where it was mailed, of one that says "it was not me".
    """

    class Objet(models.TextChoices):
        REINITIALISATION = "reinitialisation", "Nouveau mot de passe"
        ADRESSE = "adresse", "Nouvelle adresse"
        INVITATION = "invitation", "Invitation"
        PAS_MOI = "pas_moi", "Ce n'était pas moi"

    empreinte = models.CharField(primary_key=True, max_length=64)
    objet = models.CharField(max_length=20, choices=Objet.choices)
    utilisateur = models.ForeignKey(
        Utilisateur, on_delete=models.CASCADE, related_name="liens", db_column="user_id", db_index=False
    )
    email = models.CharField(max_length=254, blank=True)
    cree_le = models.DateTimeField(db_default=Now())
    expire_le = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "liens"
        indexes = [models.Index(fields=["utilisateur", "objet"], name="liens_par_utilisateur")]
