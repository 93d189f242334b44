from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from stock.models.emplacements import Emplacement
from stock.models.pieces import PieceCopie

ZERO = Decimal("0.000")


class NiveauStock(models.Model):
    """What a place holds of a piece, and how much of that is reserved. Written by stock.ecritures alone."""

    pk = models.CompositePrimaryKey("piece_id", "emplacement_id")
    piece = models.ForeignKey(PieceCopie, models.PROTECT, related_name="niveaux", db_index=False)
    emplacement = models.ForeignKey(Emplacement, models.PROTECT, related_name="niveaux")
    quantite = models.DecimalField(max_digits=14, decimal_places=3, default=ZERO)
    reserve = models.DecimalField(max_digits=14, decimal_places=3, default=ZERO)

    class Meta:
        db_table = "niveaux_stock"
        constraints = [
            models.CheckConstraint(condition=Q(quantite__gte=0), name="niveaux_stock_quantite"),
            models.CheckConstraint(
                condition=Q(reserve__gte=0, reserve__lte=F("quantite")), name="niveaux_stock_reserve"
            ),
        ]


class StockPiece(models.Model):
    """The totals of a piece over all places. Its row is THE lock of everything that happens to the piece."""

    class Etat(models.TextChoices):
        OK = "ok", "Suffisant"
        BAS = "bas", "Bas"
        EPUISE = "epuise", "Épuisé"

    class Alerte(models.TextChoices):
        """The last alert sent that has not been answered by a recovery."""

        AUCUNE = "aucune", "Aucune"
        BAS = "bas", "Bas"
        EPUISE = "epuise", "Épuisé"

    piece = models.OneToOneField(PieceCopie, models.PROTECT, primary_key=True, related_name="stock")
    quantite = models.DecimalField(max_digits=14, decimal_places=3, default=ZERO)
    reserve = models.DecimalField(max_digits=14, decimal_places=3, default=ZERO)
    valeur = models.DecimalField(max_digits=30, decimal_places=6, default=Decimal(0))
    cout_moyen = models.DecimalField(max_digits=18, decimal_places=6, default=Decimal(0))  # the last known
    en_commande = models.DecimalField(max_digits=14, decimal_places=3, default=ZERO)
    seuil = models.DecimalField(max_digits=14, decimal_places=3, null=True)  # `mini` of the piece's threshold
    etat = models.CharField(max_length=10, choices=Etat.choices, default=Etat.EPUISE)
    alerte = models.CharField(max_length=10, choices=Alerte.choices, default=Alerte.AUCUNE)
    retiree = models.BooleanField(default=False)
    retiree_version = models.PositiveIntegerField(default=0)  # of the piece's deletion: what is older is late

    class Meta:
        db_table = "stocks_pieces"
        constraints = [
            models.CheckConstraint(condition=Q(quantite__gte=0), name="stocks_pieces_quantite"),
            models.CheckConstraint(
                condition=Q(reserve__gte=0, reserve__lte=F("quantite")), name="stocks_pieces_reserve"
            ),
            models.CheckConstraint(
                condition=Q(valeur__gt=0, quantite__gt=0) | Q(valeur=0), name="stocks_pieces_valeur"
            ),
            models.CheckConstraint(condition=Q(en_commande__gte=0), name="stocks_pieces_en_commande"),
        ]
        indexes = [
            models.Index(fields=["quantite", "piece"], name="stocks_pieces_par_quantite"),
            models.Index(F("quantite") - F("reserve"), "piece_id", name="stocks_pieces_par_disponible"),
            models.Index(fields=["valeur", "piece"], name="stocks_pieces_par_valeur"),
            models.Index(fields=["etat", "piece"], name="stocks_pieces_alertes", condition=~Q(etat="ok")),
            models.Index(
                fields=["piece"], name="stocks_pieces_cachees", condition=Q(retiree=True, quantite=0)
            ),
        ]

    @property
    def disponible(self) -> Decimal:
        return self.quantite - self.reserve
