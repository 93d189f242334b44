from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Round

from chassis.identifiers import new_id
from commandes.etats import SUPPRIMABLES, Action, Etat, Type, pas_permis
from commandes.models.colonnes import argent, nombre, taux
from commandes.models.tiers import Client, Fournisseur


class CompteurCommandes(models.Model):
    """The last number given to an order in a year; see numerotation.py."""

    annee = models.PositiveSmallIntegerField(primary_key=True)
    dernier = models.PositiveIntegerField()

    class Meta:
        db_table = "compteurs_commandes"


class Commande(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id)
    reference = models.CharField(max_length=20, unique=True)
    type = models.CharField(max_length=10, choices=Type.choices)
    etat = models.CharField(max_length=30, choices=Etat.choices, default=Etat.BROUILLON)
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="commandes")
    fournisseur = models.ForeignKey(Fournisseur, models.PROTECT, null=True, related_name="commandes")
    total_ht = argent(default=Decimal(0))
    total_tva = argent(default=Decimal(0))
    total_ttc = argent(default=Decimal(0))
    notes = models.TextField(blank=True)
    prevu_le = models.DateField(null=True)  # when the goods are expected, here or at the client's
    version = models.PositiveIntegerField(default=1)
    user_id = models.UUIDField(null=True)
    cle_creation = models.CharField(max_length=200, null=True)  # Idempotency-Key of its POST, per user
    proposition_id = models.UUIDField(null=True, unique=True)  # the reorder proposal it was made from
    supprimee_avec = models.UUIDField(null=True)  # the client or supplier that went to the trash with it
    recherche = models.CharField(max_length=20)  # the normalised reference; names are searched in their table
    cree_le = models.DateTimeField(auto_now_add=True)
    modifie_le = models.DateTimeField(auto_now_add=True)
    supprime_le = models.DateTimeField(null=True)
    supprime_par = models.UUIDField(null=True)
    # What follows is bookkeeping of the dialogue with stock_service, see saga.py and surveillance.py.
    conduite_le = models.DateTimeField(null=True)  # when somebody last began to drive the open step
    surveillee_jusqua = models.DateTimeField(null=True)  # until then a call sent for it may still take effect
    liberation_cle = models.CharField(max_length=120, blank=True)  # a release not confirmed yet

    class Meta:
        db_table = "commandes"
        constraints = [
            models.CheckConstraint(condition=Q(type__in=Type.values), name="commande_type"),
            models.CheckConstraint(condition=Q(etat__in=Etat.values), name="commande_etat"),
            models.CheckConstraint(
                condition=Q(type=Type.VENTE, client__isnull=False, fournisseur__isnull=True)
                | Q(type=Type.ACHAT, client__isnull=True, fournisseur__isnull=False),
                name="commande_tiers",
            ),
            models.CheckConstraint(
                condition=Q(total_ht__gte=0, total_tva__gte=0, total_ttc=F("total_ht") + F("total_tva")),
                name="commande_totaux",
            ),
            models.CheckConstraint(
                condition=Q(supprime_le__isnull=True) | Q(etat__in=sorted(SUPPRIMABLES)),
                name="commande_supprimable",
            ),
            models.UniqueConstraint(fields=["user_id", "cle_creation"], name="commande_creee_une_fois"),
        ]
        indexes = [
            models.Index(fields=["-cree_le", "-id"], name="commande_par_date"),
            models.Index(fields=["etat", "conduite_le"], name="commande_par_etat"),
            models.Index(fields=["modifie_le"], name="commande_par_changement"),
            models.Index(
                fields=["surveillee_jusqua"],
                name="commande_surveillee",
                condition=Q(surveillee_jusqua__isnull=False),
            ),
        ]


class DetailCommande(models.Model):
    """A line. Reference, name and unit are those of the piece when the line was written."""

    id = models.UUIDField(primary_key=True, default=new_id)
    commande = models.ForeignKey(Commande, models.CASCADE, related_name="details")
    rang = models.PositiveSmallIntegerField()
    piece_id = models.UUIDField()
    reference = models.CharField(max_length=100)
    nom = models.CharField(max_length=300)
    unite = models.CharField(max_length=50)
    quantite = nombre()
    prix_unitaire = argent()
    remise = taux(default=Decimal(0))
    taux_tva = taux()
    total_ht = argent()
    # What has become of it; written by operations.py and facturation, under the order's lock.
    quantite_expediee = nombre(default=Decimal(0))
    quantite_recue = nombre(default=Decimal(0))
    quantite_retournee = nombre(default=Decimal(0))
    quantite_annulee = nombre(default=Decimal(0))
    quantite_facturee = nombre(default=Decimal(0))  # less what credit notes took back

    class Meta:
        db_table = "details_commandes"
        ordering = ["rang"]
        constraints = [
            models.UniqueConstraint(fields=["commande", "rang"], name="detail_rang"),
            models.CheckConstraint(condition=Q(quantite__gt=0), name="detail_quantite"),
            models.CheckConstraint(condition=Q(prix_unitaire__gte=0), name="detail_prix"),
            models.CheckConstraint(condition=Q(remise__gte=0, remise__lte=100), name="detail_remise"),
            models.CheckConstraint(condition=Q(taux_tva__gte=0, taux_tva__lte=100), name="detail_taux_tva"),
            models.CheckConstraint(
                condition=Q(
                    quantite_expediee__gte=0,
                    quantite_recue__gte=0,
                    quantite_annulee__gte=0,
                    quantite__gte=F("quantite_expediee") + F("quantite_recue") + F("quantite_annulee"),
                ),
                name="detail_reste",
            ),
            models.CheckConstraint(
                condition=Q(
                    quantite_retournee__gte=0,
                    quantite_retournee__lte=F("quantite_expediee") + F("quantite_recue"),
                ),
                name="detail_retours",
            ),
            models.CheckConstraint(
                condition=Q(quantite_facturee__gte=0, quantite_facturee__lte=F("quantite")),
                name="detail_facture",
            ),
            # Multiplied by 0.01: PostgreSQL divides with fewer digits than the product may have.
            models.CheckConstraint(
                condition=Q(
                    total_ht=Round(
                        F("quantite") * F("prix_unitaire") * (Decimal(100) - F("remise")) * Decimal("0.01"),
                        precision=2,
                        output_field=models.DecimalField(max_digits=14, decimal_places=2),
                    )
                ),
                name="detail_total_ht",
            ),
        ]


def _pas_permis() -> Q:
    """The table of transitions, as the database sees it (the type of the order is not in the row)."""
    condition = Q()
    for avant, action, apres in sorted({pas[1:] for pas in pas_permis()}):
        condition |= Q(etat_avant=avant, action=action, etat_apres=apres)
    return condition


class HistoriqueCommande(models.Model):
    """One step of an order. The last row of an order in a *_en_cours state is the step that is open."""

    commande = models.ForeignKey(Commande, models.CASCADE, related_name="historique")
    etat_avant = models.CharField(max_length=30, blank=True)  # "" before it existed
    etat_apres = models.CharField(max_length=30, choices=Etat.choices)
    action = models.CharField(max_length=20, choices=Action.choices)
    motif = models.CharField(max_length=500, blank=True)
    user_id = models.UUIDField(null=True)
    user_email = models.CharField(max_length=254, blank=True)
    # Kept so that a step finished later by the worker is told of as the act of its true author.
    ip = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    cree_le = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "historique_commandes"
        constraints = [models.CheckConstraint(condition=_pas_permis(), name="historique_pas_permis")]
        indexes = [models.Index(fields=["commande", "id"], name="historique_par_commande")]
