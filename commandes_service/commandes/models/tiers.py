from django.db import models
from django.db.models import Q

from chassis.identifiers import new_id
from commandes.conditions import COMPTANT, Conditions

DELAI_MAX = 365  # days


class Tiers(models.Model):
    """What a client and a supplier have in common. Two tables: an order points to one or to the other."""

    id = models.UUIDField(primary_key=True, default=new_id)
    nom = models.CharField(max_length=200)
    email = models.CharField(max_length=254, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    adresse = models.CharField(max_length=500, blank=True)
    siret = models.CharField(max_length=14, blank=True)
    tva_intracommunautaire = models.CharField(max_length=14, blank=True)
    conditions_paiement = models.CharField(max_length=30, choices=Conditions.choices, default=COMPTANT)
    recherche = models.TextField()  # normalised, see chassis.filters
    version = models.PositiveIntegerField(default=1)
    cree_le = models.DateTimeField(auto_now_add=True)
    modifie_le = models.DateTimeField(auto_now_add=True)
    supprime_le = models.DateTimeField(null=True)
    supprime_par = models.UUIDField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=~Q(nom=""), name="%(class)s_nomme"),
            models.CheckConstraint(
                condition=Q(siret="") | Q(siret__regex=r"^[0-9]{14}$"), name="%(class)s_siret"
            ),
            models.CheckConstraint(
                condition=Q(conditions_paiement__in=Conditions.values), name="%(class)s_conditions"
            ),
        ]
        indexes = [models.Index(fields=["nom", "id"], name="%(class)s_par_nom")]


class Client(Tiers):
    class Meta(Tiers.Meta):
        db_table = "clients"


class Fournisseur(Tiers):
    delai_jours = models.PositiveSmallIntegerField(null=True)  # from the order to its arrival

    class Meta(Tiers.Meta):
        db_table = "fournisseurs"
        constraints = [
            *Tiers.Meta.constraints,
            models.CheckConstraint(
                condition=Q(delai_jours__isnull=True) | Q(delai_jours__lte=DELAI_MAX),
                name="fournisseur_delai",
            ),
        ]
