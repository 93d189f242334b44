"""THE RULES of credit notes: an invoice is taken back, whole or by lines, never above what was invoiced.

The cents follow the invoice: what takes the rest of a line, or of a rate of tax, takes exactly what the
invoice has left of it, so that credit notes of a whole invoice add up to it to the cent, however it was cut.
"""

from collections import defaultdict
from decimal import Decimal
from typing import TypedDict
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum

from chassis.auth.actor import Actor
from commandes.errors import AvoirExcessif, AvoirSurAvoir, FactureDejaCreditee, FactureInconnue, LigneInconnue
from commandes.factures import emettre, noter, preparer_document, resume, verrouiller_facture
from commandes.models import DetailCommande, Facture, LigneFacture
from commandes.models.factures import TypeFacture
from commandes.totaux import Taxe, montant_taxe, total_ligne
from commandes.transitions import verrouiller_meme_supprimee

ZERO = Decimal(0)


class LigneACrediter(TypedDict):
    ligne_id: UUID
    quantite: Decimal


class _Reste:
    """What no credit note has taken yet of one line of the invoice."""

    def __init__(self, ligne: LigneFacture, quantite: Decimal, montant: Decimal):
        self.ligne = ligne
        self.quantite = ligne.quantite - quantite
        self.montant = ligne.total_ht - montant

    def montant_de(self, quantite: Decimal) -> Decimal:
        if quantite == self.quantite:
            return self.montant
        ligne = self.ligne
        exact = total_ligne(quantite=quantite, prix_unitaire=ligne.prix_unitaire, remise=ligne.remise)
        return min(exact, self.montant)


def creer_avoir(
    *, facture_id: UUID, motif: str, acteur: Actor, lignes: list[LigneACrediter] | None = None
) -> Facture:
    """A credit note of `lignes`, or of all that is left; its amounts are positive.

    FactureInconnue, AvoirSurAvoir, FactureDejaCreditee, AvoirExcessif, LigneInconnue, VendeurIncomplet.
    """
    lue = Facture.objects.filter(pk=facture_id).first()
    if lue is None:
        raise FactureInconnue()
    if lue.type == TypeFacture.AVOIR:
        raise AvoirSurAvoir()
    with transaction.atomic():
        commande = verrouiller_meme_supprimee(lue.commande_id)
        facture = verrouiller_facture(facture_id)
        restes = _restes(facture)
        nombres = _demandees(restes, lignes)
        avoir = preparer_document(commande, TypeFacture.AVOIR, acteur, origine=facture, motif=motif)
        rows = [
            _ligne(avoir, rang, restes[ligne_id], nombre)
            for rang, (ligne_id, nombre) in enumerate(nombres.items())
        ]
        emettre(avoir, rows, _taxes(facture, restes, rows))
        for row in rows:
            detail = DetailCommande.objects.filter(pk=row.detail_id)
            detail.update(quantite_facturee=F("quantite_facturee") - row.quantite)
        facture.montant_credite += avoir.total_ttc
        facture.save(update_fields=["montant_credite"])
        noter("emettre_avoir", avoir, acteur, apres=resume(avoir) | {"facture": facture.numero})
    return avoir


def _restes(facture: Facture) -> dict[UUID, _Reste]:
    pris = {
        row["ligne_origine"]: row
        for row in LigneFacture.objects.filter(ligne_origine__facture=facture)
        .values("ligne_origine")
        .annotate(nombre=Sum("quantite"), montant=Sum("total_ht"))
    }
    restes = {}
    for ligne in facture.lignes.all():
        row = pris.get(ligne.id, {"nombre": ZERO, "montant": ZERO})
        restes[ligne.id] = _Reste(ligne, row["nombre"], row["montant"])
    return restes


def _demandees(restes: dict[UUID, _Reste], lignes: list[LigneACrediter] | None) -> dict[UUID, Decimal]:
    if not any(reste.quantite for reste in restes.values()):
        raise FactureDejaCreditee()
    if not lignes:
        return {ligne_id: reste.quantite for ligne_id, reste in restes.items() if reste.quantite}
    nombres: dict[UUID, Decimal] = defaultdict(Decimal)
    for ligne in lignes:
        if ligne["ligne_id"] not in restes:
            raise LigneInconnue(ligne_id=str(ligne["ligne_id"]))
        nombres[ligne["ligne_id"]] += ligne["quantite"]
    excessives = [
        {"ligne_id": str(pk), "demande": f"{nombre:.3f}", "reste": f"{restes[pk].quantite:.3f}"}
        for pk, nombre in nombres.items()
        if nombre > restes[pk].quantite
    ]
    if excessives:
        raise AvoirExcessif(lignes=excessives)
    return nombres


def _ligne(avoir: Facture, rang: int, reste: _Reste, nombre: Decimal) -> LigneFacture:
    origine = reste.ligne
    return LigneFacture(
        facture=avoir,
        rang=rang,
        detail_id=origine.detail_id,
        ligne_origine=origine,
        piece_id=origine.piece_id,
        reference=origine.reference,
        designation=origine.designation,
        unite=origine.unite,
        quantite=nombre,
        prix_unitaire=origine.prix_unitaire,
        remise=origine.remise,
        taux_tva=origine.taux_tva,
        total_ht=reste.montant_de(nombre),
    )


def _taxes(facture: Facture, restes: dict[UUID, _Reste], rows: list[LigneFacture]) -> list[Taxe]:
    """Per rate; the credit note that takes the last of a rate takes the tax that is left of it."""
    a_rendre = _taxes_restantes(facture)
    reste_apres: dict[Decimal, Decimal] = defaultdict(Decimal)
    for reste in restes.values():
        reste_apres[reste.ligne.taux_tva] += reste.quantite
    bases: dict[Decimal, Decimal] = defaultdict(Decimal)
    for row in rows:
        reste_apres[row.taux_tva] -= row.quantite
        bases[row.taux_tva] += row.total_ht
    taxes = []
    for taux, base in sorted(bases.items()):
        montant = a_rendre[taux]
        if reste_apres[taux]:
            montant = min(montant_taxe(base=base, taux=taux), montant)
        taxes.append(Taxe(taux, base, montant))
    return taxes


def _taxes_restantes(facture: Facture) -> dict[Decimal, Decimal]:
    restantes = {Decimal(t["taux"]): Decimal(t["montant"]) for t in facture.tva}
    for avoir in facture.avoirs.all():
        for taxe in avoir.tva:
            restantes[Decimal(taxe["taux"])] -= Decimal(taxe["montant"])
    return restantes
