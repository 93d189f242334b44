from uuid import UUID

from django.db import models
from django.db.models import Func, Q, Value

from chassis.identifiers import new_id
from stock.models.achats import OperationDeCommande
from stock.models.emplacements import Emplacement
from stock.models.inventaires import Inventaire
from stock.models.pieces import PieceCopie


class MouvementStock(models.Model):
    """One row of the ledger: `quantite` is signed, `solde_apres` is what the place holds after it.

    Rows are never changed. `sequence` is the order of the ledger: within a piece it is the order of commits,
    because it is drawn while the piece is locked. A transfer is two rows with one `transfert_id`.
    """

    class Type(models.TextChoices):
        IN = "IN", "Entrée"
        OUT = "OUT", "Sortie"
        TRANSFER = "TRANSFER", "Transfert"
        ADJUST = "ADJUST", "Ajustement"

    id = models.UUIDField(primary_key=True, default=new_id)
    sequence = models.BigIntegerField(
        unique=True, db_default=Func(Value("mouvements_stock_sequence"), function="nextval")
    )
    type = models.CharField(max_length=10, choices=Type.choices)
    piece = models.ForeignKey(PieceCopie, models.PROTECT, related_name="mouvements", db_index=False)
    emplacement = models.ForeignKey(Emplacement, models.PROTECT, related_name="mouvements", db_index=False)
    contrepartie = models.ForeignKey(  # the other place of a transfer
        Emplacement, models.PROTECT, null=True, related_name="+", db_index=False
    )
    quantite = models.DecimalField(max_digits=14, decimal_places=3)
    solde_apres = models.DecimalField(max_digits=14, decimal_places=3)
    cout_unitaire = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    valeur = models.DecimalField(max_digits=30, decimal_places=6)  # signed: what it brought or took away
    motif = models.CharField(max_length=200, blank=True)
    reference_externe = models.CharField(max_length=60, blank=True)
    lot = models.CharField(max_length=60, blank=True)  # a free label
    transfert_id = models.UUIDField(null=True)
    annule = models.OneToOneField("self", models.PROTECT, null=True, related_name="annulation")
    commande_id = models.UUIDField(null=True)
    ligne_id = models.UUIDField(null=True)  # of the order
    operation = models.ForeignKey(OperationDeCommande, models.PROTECT, null=True, db_index=False)
    inventaire = models.ForeignKey(Inventaire, models.PROTECT, null=True, db_index=False)
    user_id = models.UUIDField(null=True)
    user_email = models.CharField(max_length=254, blank=True)
    cree_le = models.DateTimeField()

    class Meta:
        db_table = "mouvements_stock"
        constraints = [
            models.CheckConstraint(condition=~Q(quantite=0), name="mouvements_stock_not_zero"),
            models.CheckConstraint(condition=Q(solde_apres__gte=0), name="mouvements_stock_solde"),
            models.CheckConstraint(
                condition=Q(type="IN", annule=None, quantite__gt=0)
                | Q(type="IN", annule__isnull=False, quantite__lt=0)
                | Q(type="OUT", annule=None, quantite__lt=0)
                | Q(type="OUT", annule__isnull=False, quantite__gt=0)
                | Q(type__in=["TRANSFER", "ADJUST"]),
                name="mouvements_stock_sign",
            ),
            models.CheckConstraint(
                condition=Q(type="TRANSFER", transfert_id__isnull=False, contrepartie__isnull=False)
                | (~Q(type="TRANSFER") & Q(transfert_id=None, contrepartie=None)),
                name="mouvements_stock_transfer",
            ),
        ]
        indexes = [
            models.Index(fields=["piece", "sequence"], name="mouvements_piece"),
            models.Index(fields=["emplacement", "sequence"], name="mouvements_emplacement"),
            models.Index(fields=["type", "sequence"], name="mouvements_type"),
            models.Index(
                fields=["cree_le"],
                include=["sequence", "type", "quantite", "valeur", "piece", "operation"],
                name="mouvements_cree_le",
            ),
            models.Index(
                fields=["commande_id"], name="mouvements_commande", condition=Q(commande_id__isnull=False)
            ),
            models.Index(
                fields=["transfert_id"], name="mouvements_transfert", condition=Q(transfert_id__isnull=False)
            ),
            models.Index(
                fields=["operation"], name="mouvements_operation", condition=Q(operation__isnull=False)
            ),
            models.Index(
                fields=["inventaire", "sequence"],
                name="mouvements_inventaire",
                condition=Q(inventaire__isnull=False),
            ),
            models.Index(fields=["lot", "sequence"], name="mouvements_lot", condition=~Q(lot="")),
            models.Index(fields=["piece", "lot"], name="mouvements_piece_lot", condition=~Q(lot="")),
            models.Index(
                fields=["user_id", "sequence"], name="mouvements_auteur", condition=Q(user_id__isnull=False)
            ),
            models.Index(
                fields=["reference_externe", "sequence"],
                name="mouvements_reference_externe",
                condition=~Q(reference_externe=""),
            ),
        ]

    @property
    def reference(self) -> str:
        """What people see: MV-000042."""
        return f"MV-{self.sequence:06d}"

    @property
    def operation_ou_mouvement_id(self) -> UUID:
        """Orders shipped before operations had an id: each movement is its own."""
        return self.operation_id or self.id

    @property
    def emplacement_destination_id(self) -> UUID | None:
        return self.contrepartie_id if self.quantite < 0 else None

    @property
    def emplacement_destination(self) -> Emplacement | None:
        return self.contrepartie if self.quantite < 0 else None

    @property
    def emplacement_origine_id(self) -> UUID | None:
        return self.contrepartie_id if self.quantite > 0 else None

    @property
    def emplacement_origine(self) -> Emplacement | None:
        return self.contrepartie if self.quantite > 0 else None
