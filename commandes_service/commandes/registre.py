"""The reads of invoices and payments."""

from decimal import Decimal
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from commandes.calendrier import aujourd_hui
from commandes.errors import FactureInconnue, PaiementInconnu
from commandes.models import Facture, LigneFacture, Paiement
from commandes.models.colonnes import argent, nombre
from commandes.models.factures import TypeFacture


class EtatFacture(TextChoices):
    EMISE = "emise", "Émise"
    PARTIELLEMENT_PAYEE = "partiellement_payee", "Partiellement payée"
    PAYEE = "payee", "Payée"
    ANNULEE = "annulee", "Annulée"


EN_RETARD = "en_retard"  # not a state of its own: an invoice that is overdue may be partly paid
ZERO = Value(Decimal(0), output_field=argent())


def reste_du(chemin: str = "") -> Greatest:
    """What is due of an invoice, as the database reckons it; `chemin` such as "factures__"."""
    total, credite, paye = (
        F(f"{chemin}{champ}") for champ in ("total_ttc", "montant_credite", "montant_paye")
    )
    return Greatest(total - credite - paye, ZERO, output_field=argent())


def trop_percu(chemin: str = "") -> Greatest:
    """What was paid of an invoice beyond what credit notes have left of it."""
    total, credite, paye = (
        F(f"{chemin}{champ}") for champ in ("total_ttc", "montant_credite", "montant_paye")
    )
    return Greatest(paye + credite - total, ZERO, output_field=argent())


def lister_factures() -> QuerySet[Facture]:
    """Newest first, each with its state, what is due of it and whether that is overdue."""
    est_avoir = Q(type=TypeFacture.AVOIR)
    rows = Facture.objects.select_related("client", "origine").annotate(
        reste_du=Case(When(est_avoir, then=ZERO), default=reste_du(), output_field=argent()),
        trop_percu=Case(When(est_avoir, then=ZERO), default=trop_percu(), output_field=argent()),
    )
    rows = rows.annotate(
        etat=Case(
            When(est_avoir, then=Value(EtatFacture.EMISE.value)),
            When(total_ttc__gt=0, montant_credite=F("total_ttc"), then=Value(EtatFacture.ANNULEE.value)),
            When(reste_du=0, then=Value(EtatFacture.PAYEE.value)),
            When(montant_paye__gt=0, then=Value(EtatFacture.PARTIELLEMENT_PAYEE.value)),
            default=Value(EtatFacture.EMISE.value),
            output_field=CharField(),
        ),
        en_retard=Case(
            When(reste_du__gt=0, date_echeance__lt=aujourd_hui(), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        ),
    )
    return rows.order_by("-date_emission", "-id")


def lire_facture(facture_id: UUID) -> Facture:
    """With its lines, credit notes and payments; FactureInconnue."""
    creditee = LigneFacture.objects.filter(ligne_origine=OuterRef("pk")).order_by()
    creditee = creditee.values("ligne_origine").annotate(somme=Sum("quantite")).values("somme")
    lignes = LigneFacture.objects.annotate(
        quantite_creditee=Coalesce(Subquery(creditee), Decimal(0), output_field=nombre())
    )
    rows = lister_factures().prefetch_related(
        Prefetch("lignes", lignes),
        Prefetch("avoirs", lister_factures().order_by("cree_le", "id")),
        Prefetch("paiements", lister_paiements().order_by("cree_le", "id")),
    )
    facture = rows.filter(pk=facture_id).first()
    if facture is None:
        raise FactureInconnue()
    return facture


def lister_paiements() -> QuerySet[Paiement]:
    """Newest first, each with its invoice, its client and its refunds."""
    rows = Paiement.objects.select_related("facture__client").prefetch_related("remboursements")
    return rows.order_by("-cree_le", "-id")


def lire_paiement(paiement_id: UUID) -> Paiement:
    paiement = lister_paiements().filter(pk=paiement_id).first()
    if paiement is None:
        raise PaiementInconnu()
    return paiement
