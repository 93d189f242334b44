"""Accounts, what they may do, and where they are signed in."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

from chassis.identifiers import new_id


class Permission(models.Model):
    """A code that views ask for. The codes come with the program, nobody makes new ones."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=50, unique=True)
    libelle = models.CharField(max_length=200)

    class Meta:
        db_table = "permissions"


class Role(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    nom = models.CharField(max_length=50, db_column="name")
    description = models.CharField(max_length=500, blank=True)
    permissions = models.ManyToManyField(Permission, through="RolePermission", related_name="roles")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())
    supprime_le = models.DateTimeField(null=True)
    supprime_par = models.UUIDField(null=True)

    class Meta:
        db_table = "roles"
        constraints = [
            models.UniqueConstraint(
                Lower("nom"), name="role_nom_unique", condition=Q(supprime_le__isnull=True)
            )
        ]

    @property
    def codes(self) -> list[str]:
        return sorted(permission.code for permission in self.permissions.all())


class RolePermission(models.Model):
    pk = models.CompositePrimaryKey("role", "permission")
    role = models.ForeignKey(Role, on_delete=models.CASCADE, db_index=False)
    permission = models.ForeignKey(Permission, on_delete=models.PROTECT)

    class Meta:
        db_table = "roles_permissions"


class Utilisateur(models.Model):
    """`ver` is carried by access tokens: raising it refuses every older one. `version` is for If-Match."""

    class Langue(models.TextChoices):
        FR = "fr", "Français"
        EN = "en", "English"

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


class Session(models.Model):
    """One sign-in on one device: a family of refresh tokens, each of which replaces the one before."""

    class Fin(models.TextChoices):
        DECONNEXION = "deconnexion", "Déconnexion"
        REVOCATION = "revocation", "Fermée à distance"
        REUTILISATION = "reutilisation", "Jeton réutilisé"
        MOT_DE_PASSE = "mot_de_passe", "Mot de passe changé"
        COMPTE = "compte", "Compte désactivé ou supprimé"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    utilisateur = models.ForeignKey(
        Utilisateur, on_delete=models.CASCADE, related_name="sessions", db_column="user_id"
    )
    ouverte_le = models.DateTimeField(db_default=Now())
    active_le = models.DateTimeField(db_default=Now())
    expire_le = models.DateTimeField(db_index=True)
    ip = models.CharField(max_length=45, blank=True)
    user_agent = models.CharField(max_length=300, blank=True)
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
    """One attempt to sign in, by whomever, with whatever address."""

    class Resultat(models.TextChoices):
        REUSSIE = "reussie", "Réussie"
        ECHOUEE = "echouee", "Mot de passe ou adresse incorrects"
        INACTIF = "inactif", "Compte désactivé"
        BLOQUEE = "bloquee", "Trop de tentatives"

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
    resultat = models.CharField(max_length=10, choices=Resultat.choices)

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
