from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value

from chassis.identifiers import new_id
from stock.models.emplacements import Emplacement
from stock.models.pieces import PieceCopie


class Inventaire(models.Model):
    """A count session: what was expected is frozen when it opens, what differs is posted once, approved."""

    class Etat(models.TextChoices):
        EN_COURS = "en_cours", "En cours"
        VALIDE = "valide", "Validé"
        ANNULE = "annule", "Annulé"

    id = models.UUIDField(primary_key=True, default=new_id)
    numero = models.BigIntegerField(
        unique=True, db_default=Func(Value("inventaires_numero"), function="nextval")
    )
    nom = models.CharField(max_length=100)
    etat = models.CharField(max_length=10, choices=Etat.choices, default=Etat.EN_COURS)
    aveugle = models.BooleanField(default=False)
    emplacement_ids = ArrayField(models.UUIDField(), default=list)
    piece_ids = ArrayField(models.UUIDField(), default=list)
    notes = models.CharField(max_length=1000, blank=True)
    recherche = models.CharField(max_length=300)
    version = models.PositiveIntegerField(default=1)
    cree_par = models.UUIDField(null=True)
    cree_par_email = models.CharField(max_length=254, blank=True)
    cree_le = models.DateTimeField()
    valide_par = models.UUIDField(null=True)
    valide_par_email = models.CharField(max_length=254, blank=True)
    valide_le = models.DateTimeField(null=True)
    annule_par = models.UUIDField(null=True)
    annule_par_email = models.CharField(max_length=254, blank=True)
    annule_le = models.DateTimeField(null=True)

    class Meta:
        db_table = "inventaires"
        constraints = [
            models.CheckConstraint(
                condition=Q(etat="en_cours", valide_le=None, annule_le=None)
                | Q(etat="valide", valide_le__isnull=False, annule_le=None)
                | Q(etat="annule", valide_le=None, annule_le__isnull=False),
                name="inventaires_etat",
            ),
        ]
        indexes = [models.Index(fields=["etat", "-numero"], name="inventaires_par_etat")]

    @property
    def reference(self) -> str:
        """What people see: INV-000007."""
        return f"INV-{self.numero:06d}"

    @property
    def auteur(self) -> dict:
        return {"id": self.cree_par, "email": self.cree_par_email}

    @property
    def approbateur(self) -> dict | None:
        return {"id": self.valide_par, "email": self.valide_par_email} if self.valide_le else None

    @property
    def annulateur(self) -> dict | None:
        return {"id": self.annule_par, "email": self.annule_par_email} if self.annule_le else None

    def __str__(self) -> str:
        return f"{self.reference} {self.nom}"


class LigneInventaire(models.Model):
    """A piece at a place: what was expected when the session opened, and what was retained in the end."""

    id = models.UUIDField(primary_key=True, default=new_id)
    inventaire = models.ForeignKey(Inventaire, models.CASCADE, related_name="+", db_index=False)
    piece = models.ForeignKey(PieceCopie, models.PROTECT, related_name="+", db_index=False)
    emplacement = models.ForeignKey(Emplacement, models.PROTECT, related_name="+", db_index=False)
    attendu = models.DecimalField(max_digits=14, decimal_places=3)
    retenu = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    trouvee = models.BooleanField(default=False)  # it was not expected there
    divergente = models.BooleanField(default=False)  # its counters disagree

    class Meta:
        db_table = "lignes_inventaires"
        constraints = [
            models.UniqueConstraint(
                fields=["inventaire", "piece", "emplacement"], name="lignes_inventaires_once"
            ),
            models.CheckConstraint(condition=Q(attendu__gte=0), name="lignes_inventaires_attendu"),
            models.CheckConstraint(condition=Q(retenu__gte=0), name="lignes_inventaires_retenu"),
            models.CheckConstraint(
                condition=Q(divergente=False) | Q(retenu=None), name="lignes_inventaires_divergente"
            ),
        ]
        indexes = [
            models.Index(
                fields=["inventaire"],
                name="lignes_inventaires_ecarts",
                condition=~Q(retenu=F("attendu")),
            ),
        ]

    @property
    def etat(self) -> str:
        if self.divergente:
            return "divergente"
        return "a_compter" if self.retenu is None else "comptee"


class Comptage(models.Model):
    """What one person counted on a line; their next count of it takes its place."""

    id = models.BigAutoField(primary_key=True)
    ligne = models.ForeignKey(LigneInventaire, models.CASCADE, related_name="comptages", db_index=False)
    quantite = models.DecimalField(max_digits=14, decimal_places=3)
    note = models.CharField(max_length=200, blank=True)
    user_id = models.UUIDField()
    user_email = models.CharField(max_length=254, blank=True)
    compte_le = models.DateTimeField()

    class Meta:
        db_table = "comptages"
        constraints = [
            models.UniqueConstraint(fields=["ligne", "user_id"], name="comptages_one_each"),
            models.CheckConstraint(condition=Q(quantite__gte=0), name="comptages_quantite"),
        ]
