"""The audit log and its chain, the trash, and what is known of the other services."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value

from chassis.identifiers import new_id

# The words of `recherche` as PostgreSQL indexes them; no extension is needed.
MOTS = Func(Func(F("recherche"), Value(" "), function="string_to_array"), function="array_to_tsvector")


def _par_moment(nom: str, *champs: str) -> models.Index:
    """What finds the newest entries of one filter without looking at the others."""
    return models.Index(fields=[*champs, "-emis_le", "-sequence"], name=nom)


class Log(models.Model):
    """One act, as it was told. The table refuses every change: triggers, for its owner too (migration 0001).

    `sequence` is taken under the lock of the chain's head, so its order is the order of the chain.
    `recherche` holds words, each once; `#nom` among them says that the field `nom` changed.
    """

    id = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField(unique=True)
    emis_le = models.DateTimeField()
    recu_le = models.DateTimeField()
    service = models.CharField(max_length=50)
    module = models.CharField(max_length=50)
    action = models.CharField(max_length=50)
    objet_id = models.CharField(max_length=100)
    libelle = models.TextField(blank=True)
    avant = models.JSONField(null=True)
    apres = models.JSONField(null=True)
    user_id = models.UUIDField(null=True)
    user_email = models.TextField(blank=True)
    ip = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    phrase = models.TextField()
    phrase_en = models.TextField()
    recherche = models.TextField()
    hash_precedent = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "logs"
        indexes = [
            _par_moment("logs_moment"),
            _par_moment("logs_par_objet", "objet_id"),
            _par_moment("logs_par_user", "user_id"),
            _par_moment("logs_par_email", "user_email"),
            _par_moment("logs_par_service", "service"),
            _par_moment("logs_par_module", "module"),
            _par_moment("logs_par_action", "action"),
            _par_moment("logs_par_module_action", "module", "action"),
            _par_moment("logs_par_ip", "ip"),
            _par_moment("logs_par_requete", "request_id"),
            GinIndex(MOTS, name="logs_par_mot", gin_pending_list_limit=1024),
        ]


class MotConnu(models.Model):
    """A word that `recherche` of some entry holds, or held: what a beginning of a word may stand for."""

    mot = models.TextField(primary_key=True)

    class Meta:
        db_table = "logs_mots"


class TeteChaine(models.Model):
    """The last link of the chain: one row, whose lock makes a chain of concurrent appends."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "logs_tete"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="logs_tete_unique")]


class PointDeChaine(models.Model):
    """Where the chain begins since its older entries were purged by age: the last entry that went.

    Append-only; written by the database function `logs_purger` alone (migration 0002).
    """

    sequence = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)
    purgees = models.BigIntegerField()  # how many entries have gone, this time and before
    purge_le = models.DateTimeField()

    class Meta:
        db_table = "logs_points"


class AnnotationLog(models.Model):
    """What people add to an entry: a remark, or that it is hidden. The entry itself never changes."""

    log = models.OneToOneField(Log, models.PROTECT, primary_key=True, related_name="note")
    texte = models.TextField(blank=True)
    masque_le = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "logs_annotations"
        indexes = [
            models.Index(fields=["log"], name="logs_masques", condition=Q(masque_le__isnull=False)),
        ]


class EtatEntree(models.TextChoices):
    PRESENT = "present"
    RESTAURE = "restaure"
    PURGE = "purge"


class Operation(models.TextChoices):
    """What is being asked of the owner of a trashed object right now."""

    AUCUNE = ""
    RESTAURATION = "restauration"
    PURGE = "purge"


class EntreeCorbeille(models.Model):
    """A deleted object of another service, until it is restored or purged."""

    id = models.UUIDField(primary_key=True, default=new_id)
    service = models.CharField(max_length=50)
    module = models.CharField(max_length=50)
    objet_id = models.CharField(max_length=100)
    libelle = models.TextField(blank=True)
    recherche = models.TextField(blank=True)
    instantane = models.JSONField()
    supprime_par = models.UUIDField(null=True)
    supprime_par_email = models.TextField(blank=True)
    supprime_le = models.DateTimeField()
    expire_le = models.DateTimeField()
    etat = models.CharField(max_length=10, choices=EtatEntree, default=EtatEntree.PRESENT)
    restaure_le = models.DateTimeField(null=True)
    restaure_par = models.UUIDField(null=True)
    purge_le = models.DateTimeField(null=True)
    purge_par = models.UUIDField(null=True)
    operation = models.CharField(max_length=12, choices=Operation, blank=True, default=Operation.AUCUNE)
    operation_jusqua = models.DateTimeField(null=True)
    # An expired entry that could not be purged: when that is tried again, and why its owner refused.
    purge_reportee_au = models.DateTimeField(null=True)
    purge_refus = models.TextField(blank=True, db_default="")

    class Meta:
        db_table = "corbeille"
        constraints = [
            models.UniqueConstraint(
                fields=["service", "module", "objet_id"],
                condition=Q(etat="present"),
                name="corbeille_une_entree_vivante",
            ),
            models.CheckConstraint(
                condition=Q(etat="present", restaure_le=None, purge_le=None)
                | Q(etat="restaure", restaure_le__isnull=False, purge_le=None)
                | Q(etat="purge", purge_le__isnull=False, restaure_le=None),
                name="corbeille_etat_date",
            ),
            models.CheckConstraint(
                condition=Q(operation="") | Q(operation_jusqua__isnull=False),
                name="corbeille_operation_bornee",
            ),
        ]
        indexes = [
            models.Index(fields=["etat", "-supprime_le"], name="corbeille_liste"),
            models.Index(fields=["objet_id"], name="corbeille_objet"),
            models.Index(fields=["expire_le"], name="corbeille_expire", condition=Q(etat="present")),
            models.Index(fields=["supprime_par", "-supprime_le"], name="corbeille_auteur"),
        ]


class MicroService(models.Model):
    """A service that Consul has named at least once, as it was when it was last seen."""

    nom = models.CharField(max_length=100, primary_key=True)
    version = models.CharField(max_length=50, blank=True)
    instances = models.JSONField(default=list)
    premiere_vue = models.DateTimeField()
    derniere_vue = models.DateTimeField()

    class Meta:
        db_table = "services"


ECHEC = Q(statut=0) | Q(statut__gte=400)


class AppelService(models.Model):
    """One call from a service to another. `statut` 0: no answer came."""

    id = models.BigAutoField(primary_key=True)
    service_source = models.CharField(max_length=50)
    service_cible = models.CharField(max_length=50)
    methode = models.CharField(max_length=10)
    chemin = models.TextField()
    statut = models.IntegerField()
    duree_ms = models.FloatField()
    request_id = models.CharField(max_length=64, blank=True)
    appele_le = models.DateTimeField()

    class Meta:
        db_table = "journal_services"
        indexes = [
            models.Index(fields=["-appele_le", "-id"], name="journal_moment"),
            models.Index(fields=["service_source", "-appele_le", "-id"], name="journal_par_source"),
            models.Index(fields=["service_cible", "-appele_le", "-id"], name="journal_par_cible"),
            models.Index(fields=["request_id", "-appele_le", "-id"], name="journal_par_requete"),
            models.Index(fields=["statut", "-appele_le", "-id"], name="journal_par_statut"),
            models.Index(fields=["-appele_le", "-id"], name="journal_echecs", condition=ECHEC),
        ]


class Origine(models.TextChoices):
    APPLICATION = "application"
    EXTERNE = "externe"  # found changed in Consul, by whom is not known


class ChangementConfiguration(models.Model):
    """One change of one value of the central configuration. None: the key was not, or is no longer, set."""

    id = models.BigAutoField(primary_key=True)
    service = models.CharField(max_length=50)
    cle = models.CharField(max_length=100)
    avant = models.JSONField(null=True)
    apres = models.JSONField(null=True)
    version = models.BigIntegerField()  # Consul's ModifyIndex of the value; 0 where there is none
    origine = models.CharField(max_length=12, choices=Origine)
    user_id = models.UUIDField(null=True)
    user_email = models.TextField(blank=True)
    ip = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    modifie_le = models.DateTimeField()

    class Meta:
        db_table = "configuration_historique"
        indexes = [
            models.Index(fields=["service", "cle", "-modifie_le", "-id"], name="configuration_par_cle")
        ]
