"""Programs elsewhere that are told of what happens, and every try to reach them."""

from django.db import models
from django.db.models import Q

from chassis.identifiers import new_id


class Webhook(models.Model):
    """An address that is called. Its secret is derived from `secret_version` and stored nowhere."""

    id = models.UUIDField(primary_key=True, default=new_id)
    nom = models.CharField(max_length=100)
    url = models.CharField(max_length=500)
    evenements = models.JSONField()
    recherche = models.TextField()
    actif = models.BooleanField(default=True)
    secret_version = models.PositiveIntegerField(default=1)
    ancien_secret_jusqua = models.DateTimeField(null=True)
    echecs_consecutifs = models.PositiveIntegerField(default=0)
    premier_echec_le = models.DateTimeField(null=True)
    dernier_succes_le = models.DateTimeField(null=True)
    desactive_le = models.DateTimeField(null=True)
    desactive_motif = models.CharField(max_length=20, null=True)
    version = models.PositiveIntegerField(default=1)
    cree_le = models.DateTimeField(auto_now_add=True)
    modifie_le = models.DateTimeField(auto_now=True)
    supprime_le = models.DateTimeField(null=True)
    supprime_par = models.UUIDField(null=True)

    class Meta:
        db_table = "webhooks"
        constraints = [
            models.CheckConstraint(condition=Q(secret_version__gte=1), name="webhooks_secret_version"),
            models.CheckConstraint(condition=Q(supprime_le=None) | Q(actif=False), name="webhooks_supprime"),
        ]


class EtatLivraison(models.TextChoices):
    EN_ATTENTE = "en_attente"
    REUSSIE = "reussie"
    ABANDONNEE = "abandonnee"


class Livraison(models.Model):
    """One event on its way to one webhook."""

    id = models.UUIDField(primary_key=True, default=new_id)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="livraisons")
    source_id = models.UUIDField()
    evenement = models.CharField(max_length=101)
    contenu = models.JSONField()
    etat = models.CharField(max_length=10, choices=EtatLivraison, default=EtatLivraison.EN_ATTENTE)
    essais = models.PositiveIntegerField(default=0)
    prochain_essai_le = models.DateTimeField(null=True)
    cree_le = models.DateTimeField()
    termine_le = models.DateTimeField(null=True)

    class Meta:
        db_table = "livraisons_webhook"
        constraints = [
            models.UniqueConstraint(fields=["webhook", "source_id"], name="livraisons_une_par_source"),
            models.CheckConstraint(condition=Q(etat__in=EtatLivraison), name="livraisons_etat"),
            models.CheckConstraint(
                condition=Q(etat=EtatLivraison.EN_ATTENTE, prochain_essai_le__isnull=False, termine_le=None)
                | ~Q(etat=EtatLivraison.EN_ATTENTE) & Q(prochain_essai_le=None, termine_le__isnull=False),
                name="livraisons_essai",
            ),
        ]
        indexes = [
            models.Index(fields=["webhook", "-cree_le", "-id"], name="livraisons_liste"),
            models.Index(
                fields=["webhook", "prochain_essai_le"],
                name="livraisons_dues",
                condition=Q(etat=EtatLivraison.EN_ATTENTE),
            ),
            models.Index(fields=["cree_le"], name="livraisons_cree_le"),
        ]


class Tentative(models.Model):
    """One call, and what was answered; `erreur` says why there was no good answer."""

    id = models.BigAutoField(primary_key=True)
    livraison = models.ForeignKey(Livraison, models.CASCADE, related_name="tentatives")
    numero = models.PositiveIntegerField()
    commence_le = models.DateTimeField()
    duree_ms = models.PositiveIntegerField()
    statut = models.PositiveSmallIntegerField(null=True)
    erreur = models.CharField(max_length=30, null=True)
    adresse = models.CharField(max_length=45, null=True)
    extrait = models.TextField(blank=True)

    class Meta:
        db_table = "tentatives_webhook"
        constraints = [
            models.UniqueConstraint(fields=["livraison", "numero"], name="tentatives_numero"),
        ]
