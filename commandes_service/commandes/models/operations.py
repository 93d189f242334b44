from django.db import models
from django.db.models import Q

from chassis.identifiers import new_id
from commandes.etats import Action
from commandes.models.colonnes import nombre
from commandes.models.commandes import Commande, DetailCommande, HistoriqueCommande


class TypeOperation(models.TextChoices):
    EXPEDITION = "expedition", "Expédition"
    RECEPTION = "reception", "Réception"
    RETOUR = "retour", "Retour"


TYPE_DE = {
    Action.EXPEDIER: TypeOperation.EXPEDITION,
    Action.RECEVOIR: TypeOperation.RECEPTION,
    Action.RETOURNER: TypeOperation.RETOUR,
}


class EtatOperation(models.TextChoices):
    DEMANDEE = "demandee", "Demandée"
    FAITE = "faite", "Faite"
    REFUSEE = "refusee", "Refusée"


class OperationStock(models.Model):
    """Goods that move for an order: the intent, committed before stock_service is asked, and its outcome.

    Its id is what stock_service knows it by (expedition_id, reception_id, retour_id).
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    commande = models.ForeignKey(Commande, models.CASCADE, related_name="operations")
    ouverture = models.OneToOneField(HistoriqueCommande, models.CASCADE, related_name="operation")
    type = models.CharField(max_length=20, choices=TypeOperation.choices)
    etat = models.CharField(max_length=20, choices=EtatOperation.choices, default=EtatOperation.DEMANDEE)
    emplacement_id = models.UUIDField(null=True)
    motif = models.CharField(max_length=500, blank=True)
    user_id = models.UUIDField(null=True)
    user_email = models.CharField(max_length=254, blank=True)
    cle = models.CharField(max_length=200, null=True)  # Idempotency-Key of its POST, per user
    cree_le = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "operations_stock"
        ordering = ["cree_le", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(type__in=TypeOperation.values), name="operation_type"),
            models.CheckConstraint(condition=Q(etat__in=EtatOperation.values), name="operation_etat"),
            models.CheckConstraint(
                condition=Q(type=TypeOperation.EXPEDITION) | Q(emplacement_id__isnull=False),
                name="operation_emplacement",
            ),
            models.UniqueConstraint(
                fields=["commande"],
                condition=Q(etat=EtatOperation.DEMANDEE),
                name="operation_une_a_la_fois",
            ),
            models.UniqueConstraint(
                fields=["commande", "user_id", "cle"],
                condition=~Q(etat=EtatOperation.REFUSEE),
                name="operation_demandee_une_fois",
            ),
        ]
        indexes = [models.Index(fields=["commande", "cree_le"], name="operation_par_commande")]


class LigneOperation(models.Model):
    operation = models.ForeignKey(OperationStock, models.CASCADE, related_name="lignes")
    detail = models.ForeignKey(DetailCommande, models.CASCADE, related_name="mouvements")
    quantite = nombre()
    cout_unitaire = models.DecimalField(max_digits=18, decimal_places=6, null=True)  # of a receiving

    class Meta:
        db_table = "lignes_operations"
        ordering = ["detail__rang"]
        constraints = [
            models.UniqueConstraint(fields=["operation", "detail"], name="operation_detail"),
            models.CheckConstraint(condition=Q(quantite__gt=0), name="operation_quantite"),
        ]
