from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from chassis.identifiers import new_id
from commandes.models.colonnes import argent
from commandes.models.factures import Facture


class Moyen(models.TextChoices):
    CARTE = "carte", "Carte"
    VIREMENT = "virement", "Virement"
    ESPECES = "especes", "Espèces"
    CHEQUE = "cheque", "Chèque"


class EtatPaiement(models.TextChoices):
    EN_ATTENTE = "en_attente", "En attente"
    ACCEPTE = "accepte", "Accepté"
    REFUSE = "refuse", "Refusé"


class _Encaissement(models.Model):
    """What a payment and a refund have in common. Its id is the key the processor knows it by."""

    id = models.UUIDField(primary_key=True, default=new_id)
    montant = argent()
    etat = models.CharField(max_length=20, choices=EtatPaiement.choices)
    raison = models.CharField(max_length=50, blank=True)  # why the processor refused
    transaction_id = models.CharField(max_length=100, blank=True)  # as the processor calls it
    user_id = models.UUIDField(null=True)
    user_email = models.CharField(max_length=254, blank=True)
    ip = models.CharField(max_length=45, blank=True)
    cle_creation = models.CharField(max_length=200, null=True)  # Idempotency-Key of its POST, per user
    cree_le = models.DateTimeField(auto_now_add=True)
    regle_le = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(montant__gt=0), name="%(class)s_montant"),
            models.CheckConstraint(condition=Q(etat__in=EtatPaiement.values), name="%(class)s_etat"),
            models.UniqueConstraint(fields=["user_id", "cle_creation"], name="%(class)s_demande_une_fois"),
        ]
        indexes = [
            models.Index(
                fields=["cree_le"], name="%(class)s_en_attente", condition=Q(etat=EtatPaiement.EN_ATTENTE)
            )
        ]


class Paiement(_Encaissement):
    """Of a card only the last four digits are kept. A trigger refuses to change what was paid."""

    facture = models.ForeignKey(Facture, models.PROTECT, related_name="paiements")
    moyen = models.CharField(max_length=10, choices=Moyen.choices)
    montant_rembourse = argent(default=Decimal(0))  # refunds accepted or under way
    carte_fin = models.CharField(max_length=4, blank=True)
    reference = models.CharField(max_length=100, blank=True)
    recu_le = models.DateField()
    recherche = models.TextField()

    class Meta(_Encaissement.Meta):
        db_table = "paiements"
        constraints = [
            *_Encaissement.Meta.constraints,
            models.CheckConstraint(condition=Q(moyen__in=Moyen.values), name="paiement_moyen"),
            models.CheckConstraint(
                condition=Q(montant_rembourse__gte=0, montant_rembourse__lte=F("montant")),
                name="paiement_rembourse_au_plus",
            ),
        ]
        indexes = [
            *_Encaissement.Meta.indexes,
            models.Index(fields=["-cree_le", "-id"], name="paiement_par_date"),
        ]


class Remboursement(_Encaissement):
    paiement = models.ForeignKey(Paiement, models.PROTECT, related_name="remboursements")
    motif = models.CharField(max_length=500)

    class Meta(_Encaissement.Meta):
        db_table = "remboursements"


class TransactionSimulee(models.Model):
    """The books of the simulated card processor (processeur_simule.py); nothing else reads or writes them."""

    cle = models.CharField(max_length=100, primary_key=True)
    transaction_id = models.CharField(max_length=100)
    montant = argent()
    acceptee = models.BooleanField()
    raison = models.CharField(max_length=50, blank=True)
    connue_le = models.DateTimeField()  # before that, the processor says that it is still at work

    class Meta:
        db_table = "transactions_simulees"
