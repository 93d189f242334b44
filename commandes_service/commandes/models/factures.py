from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Round

from chassis.identifiers import new_id
from commandes.conditions import Conditions
from commandes.models.colonnes import argent, nombre, taux
from commandes.models.commandes import Commande, DetailCommande
from commandes.models.tiers import Client


class TypeFacture(models.TextChoices):
    FACTURE = "facture", "Facture"
    AVOIR = "avoir", "Avoir"


class CompteurFactures(models.Model):
    """The last number given in a series such as FAC-2026; see numerotation.py."""

    serie = models.CharField(max_length=10, primary_key=True)
    dernier = models.PositiveIntegerField()

    class Meta:
        db_table = "compteurs_factures"


class Facture(models.Model):
    """An invoice or a credit note as it was issued: seller, buyer, lines and taxes are copies of that day.

    A trigger refuses any change and any deletion, but for the three columns of what has become of it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    type = models.CharField(max_length=10, choices=TypeFacture.choices)
    serie = models.CharField(max_length=10)
    rang = models.PositiveIntegerField()
    numero = models.CharField(max_length=20, unique=True)
    commande = models.ForeignKey(Commande, models.PROTECT, related_name="factures")
    commande_reference = models.CharField(max_length=20)
    client = models.ForeignKey(Client, models.PROTECT, related_name="factures")
    origine = models.ForeignKey("self", models.PROTECT, null=True, related_name="avoirs")
    date_emission = models.DateField()
    date_echeance = models.DateField(null=True)
    conditions_paiement = models.CharField(max_length=30, choices=Conditions.choices)
    vendeur = models.JSONField()
    acheteur = models.JSONField()
    tva = models.JSONField()  # [{taux, base, montant}]
    total_ht = argent()
    total_tva = argent()
    total_ttc = argent()
    motif = models.CharField(max_length=500, blank=True)
    user_id = models.UUIDField(null=True)
    user_email = models.CharField(max_length=254, blank=True)
    recherche = models.TextField()
    cree_le = models.DateTimeField(auto_now_add=True)
    # What has become of an invoice; written under its lock by paiements.py, remboursements.py, avoirs.py.
    montant_paye = argent(default=Decimal(0))  # accepted, less what was refunded
    montant_en_attente = argent(default=Decimal(0))  # card payments that the processor has not settled yet
    montant_credite = argent(default=Decimal(0))  # by credit notes

    class Meta:
        db_table = "factures"
        constraints = [
            models.CheckConstraint(condition=Q(type__in=TypeFacture.values), name="facture_type"),
            models.UniqueConstraint(fields=["serie", "rang"], name="facture_rang"),
            models.CheckConstraint(
                condition=Q(type=TypeFacture.FACTURE, origine__isnull=True, date_echeance__isnull=False)
                | Q(type=TypeFacture.AVOIR, origine__isnull=False, date_echeance__isnull=True),
                name="facture_origine",
            ),
            models.CheckConstraint(
                condition=Q(total_ht__gte=0, total_tva__gte=0, total_ttc=F("total_ht") + F("total_tva")),
                name="facture_totaux",
            ),
            models.CheckConstraint(
                condition=Q(
                    montant_paye__gte=0,
                    montant_en_attente__gte=0,
                    total_ttc__gte=F("montant_paye") + F("montant_en_attente"),
                ),
                name="facture_payee_au_plus",
            ),
            models.CheckConstraint(
                condition=Q(montant_credite__gte=0, montant_credite__lte=F("total_ttc")),
                name="facture_creditee_au_plus",
            ),
        ]
        indexes = [
            models.Index(fields=["-date_emission", "-id"], name="facture_par_date"),
            models.Index(fields=["client", "date_echeance"], name="facture_par_client"),
        ]


class LigneFacture(models.Model):
    """Append-only. `ligne_origine`: of a credit note, the line it takes back, which gave its total too."""

    id = models.UUIDField(primary_key=True, default=new_id)
    facture = models.ForeignKey(Facture, models.PROTECT, related_name="lignes")
    rang = models.PositiveSmallIntegerField()
    detail = models.ForeignKey(DetailCommande, models.PROTECT, related_name="lignes_factures")
    ligne_origine = models.ForeignKey("self", models.PROTECT, null=True, related_name="lignes_avoirs")
    piece_id = models.UUIDField()
    reference = models.CharField(max_length=100)
    designation = models.CharField(max_length=300)
    unite = models.CharField(max_length=50)
    quantite = nombre()
    prix_unitaire = argent()
    remise = taux()
    taux_tva = taux()
    total_ht = argent()

    class Meta:
        db_table = "lignes_factures"
        ordering = ["rang"]
        constraints = [
            models.UniqueConstraint(fields=["facture", "rang"], name="ligne_facture_rang"),
            models.CheckConstraint(condition=Q(quantite__gt=0), name="ligne_facture_quantite"),
            models.CheckConstraint(
                condition=Q(ligne_origine__isnull=False)
                | Q(
                    total_ht=Round(
                        F("quantite") * F("prix_unitaire") * (Decimal(100) - F("remise")) * Decimal("0.01"),
                        precision=2,
                        output_field=models.DecimalField(max_digits=14, decimal_places=2),
                    )
                ),
                name="ligne_facture_total_ht",
            ),
        ]
