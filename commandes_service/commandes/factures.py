"""THE RULES of issuing an invoice for a sale: whole, for what has been shipped, or for lines that are named.

One transaction under the order's lock: what the lines may still be invoiced for, the next number of the year,
the rows, which a trigger makes immutable. Payments and credit notes only change the three columns of
`Facture` that say what has become of it.
"""

from collections import defaultdict
from decimal import Decimal
from typing import TypedDict
from uuid import UUID

from django.db import transaction
from django.db.models import F, TextChoices

from chassis import audit
from chassis.auth.actor import Actor
from chassis.errors import InvalidInput
from chassis.filters import normalise
from chassis.identifiers import new_id
from commandes.calendrier import aujourd_hui
from commandes.conditions import TERMES
from commandes.errors import (
    CommandeFacturee,
    CommandeNonFacturable,
    FactureInconnue,
    LigneInconnue,
    QuantiteExcessive,
    RienAFacturer,
)
from commandes.etats import FACTURABLES, Type
from commandes.models import Client, Commande, DetailCommande, Facture, LigneFacture
from commandes.models.factures import TypeFacture
from commandes.numerotation import prochain_rang
from commandes.tiers import exiger_tiers_vivant
from commandes.totaux import MONTANT_MAX, Taxe, additionner, taxes_par_taux, total_ligne
from commandes.transitions import verrouiller_commande
from commandes.vendeur import identite_vendeur

MODULE = "factures"
PREFIXE = {TypeFacture.FACTURE: "FAC", TypeFacture.AVOIR: "AV"}


class Base(TextChoices):
    EXPEDIE = "expedie", "Ce qui a été expédié"
    TOTALITE = "totalite", "Toute la commande"


class LigneAFacturer(TypedDict):
    detail_id: UUID
    quantite: Decimal


def facturable(detail: DetailCommande, base: Base) -> Decimal:
    """How much of the line may still be invoiced."""
    if base == Base.EXPEDIE:
        du = detail.quantite_expediee - detail.quantite_retournee
    else:
        du = detail.quantite - detail.quantite_annulee - detail.quantite_retournee
    return max(du - detail.quantite_facturee, Decimal(0))


def facturer_commande(
    *,
    commande_id: UUID,
    acteur: Actor,
    base: Base = Base.EXPEDIE,
    lignes: list[LigneAFacturer] | None = None,
) -> Facture:
    """CommandeNonFacturable, TiersSupprime, RienAFacturer, QuantiteExcessive, LigneInconnue,
    VendeurIncomplet.
    """
    with transaction.atomic():
        commande = verrouiller_commande(commande_id)
        if commande.type != Type.VENTE or commande.etat not in FACTURABLES:
            raise CommandeNonFacturable(etat=commande.etat, type=commande.type)
        exiger_tiers_vivant(commande)
        details = list(commande.details.all())
        nombres = _demandees(details, lignes) if lignes else _toutes(details, base)
        if not nombres:
            raise RienAFacturer()
        facture = preparer_document(commande, TypeFacture.FACTURE, acteur)
        rows = [
            _ligne(facture, rang, detail, nombres[detail.id])
            for rang, detail in enumerate(d for d in details if d.id in nombres)
        ]
        emettre(facture, rows, taxes_par_taux(rows))
        for ligne in rows:
            detail = DetailCommande.objects.filter(pk=ligne.detail_id)
            detail.update(quantite_facturee=F("quantite_facturee") + ligne.quantite)
        noter("emettre", facture, acteur, apres=resume(facture))
    return facture


def preparer_document(
    commande: Commande, type: TypeFacture, acteur: Actor, origine: Facture | None = None, motif: str = ""
) -> Facture:
    """An invoice or a credit note of this day, with its next number; the caller holds the order's lock."""
    jour = aujourd_hui()
    serie = f"{PREFIXE[type]}-{jour.year}"
    client = commande.client
    conditions = origine.conditions_paiement if origine else client.conditions_paiement
    vendeur = identite_vendeur()
    rang = prochain_rang(serie=serie)
    return Facture(
        id=new_id(),
        type=type,
        serie=serie,
        rang=rang,
        numero=f"{serie}-{rang:05d}",
        commande=commande,
        commande_reference=commande.reference,
        client=client,
        origine=origine,
        date_emission=jour,
        date_echeance=None if origine else TERMES[conditions].echeance(jour),
        conditions_paiement=conditions,
        vendeur=vendeur,
        acheteur=origine.acheteur if origine else _acheteur(client),
        motif=motif,
        user_id=acteur.id,
        user_email=acteur.email,
    )


def emettre(facture: Facture, lignes: list[LigneFacture], taxes: list[Taxe]) -> None:
    """Write it for good; InvalidInput when an amount is too big."""
    totaux = additionner(taxes)
    if totaux.total_ttc > MONTANT_MAX:
        raise InvalidInput({"lignes": [f"Le montant dépasse {MONTANT_MAX}."]})
    facture.total_ht, facture.total_tva, facture.total_ttc = (
        totaux.total_ht,
        totaux.total_tva,
        totaux.total_ttc,
    )
    facture.tva = [
        {"taux": f"{t.taux:.2f}", "base": f"{t.base:.2f}", "montant": f"{t.montant:.2f}"} for t in taxes
    ]
    mots = (facture.numero, facture.commande_reference, facture.acheteur["nom"])
    facture.recherche = normalise(" ".join(mots))
    facture.save(force_insert=True)
    LigneFacture.objects.bulk_create(lignes)


def verrouiller_facture(facture_id: UUID) -> Facture:
    """Locked until the transaction ends: neither paid, refunded nor credited meanwhile."""
    rows = Facture.objects.select_for_update(no_key=True, of=("self",))
    facture = rows.filter(pk=facture_id).first()
    if facture is None:
        raise FactureInconnue()
    return facture


def exiger_non_facturee(commande: Commande) -> None:
    """CommandeFacturee while an invoice of the order is not wholly credited. Under the order's lock."""
    factures = commande.factures.filter(type=TypeFacture.FACTURE)
    vivantes = factures.filter(lignes__detail__quantite_facturee__gt=0).distinct()
    numeros = sorted(vivantes.values_list("numero", flat=True))
    if numeros:
        raise CommandeFacturee(factures=numeros)


def exiger_rien_facture_d_avance(commande: Commande) -> None:
    """CommandeFacturee while more of a line is invoiced than was shipped and kept. Under the order's lock."""
    d_avance = commande.details.filter(quantite_facturee__gt=F("quantite_expediee") - F("quantite_retournee"))
    factures = commande.factures.filter(type=TypeFacture.FACTURE, lignes__detail__in=d_avance).distinct()
    if numeros := sorted(factures.values_list("numero", flat=True)):
        raise CommandeFacturee(factures=numeros)


def resume(facture: Facture) -> dict[str, str]:
    return {
        "numero": facture.numero,
        "commande": facture.commande_reference,
        "client": facture.acheteur["nom"],
        "total_ht": f"{facture.total_ht:.2f}",
        "total_tva": f"{facture.total_tva:.2f}",
        "total_ttc": f"{facture.total_ttc:.2f}",
    }


def noter(action: str, facture: Facture, acteur: Actor, **etats) -> None:
    audit.record(action, MODULE, facture.pk, acteur=acteur, libelle=facture.numero, **etats)


def _toutes(details: list[DetailCommande], base: Base) -> dict[UUID, Decimal]:
    return {detail.id: nombre for detail in details if (nombre := facturable(detail, base))}


def _demandees(details: list[DetailCommande], lignes: list[LigneAFacturer]) -> dict[UUID, Decimal]:
    nombres: dict[UUID, Decimal] = defaultdict(Decimal)
    for ligne in lignes:
        nombres[ligne["detail_id"]] += ligne["quantite"]
    restes = {detail.id: facturable(detail, Base.TOTALITE) for detail in details}
    for detail_id in nombres:
        if detail_id not in restes:
            raise LigneInconnue(detail_id=str(detail_id))
    excessives = [
        {"detail_id": str(pk), "demande": f"{nombre:.3f}", "reste": f"{restes[pk]:.3f}"}
        for pk, nombre in nombres.items()
        if nombre > restes[pk]
    ]
    if excessives:
        raise QuantiteExcessive(lignes=excessives)
    return nombres


def _ligne(facture: Facture, rang: int, detail: DetailCommande, nombre: Decimal) -> LigneFacture:
    return LigneFacture(
        facture=facture,
        rang=rang,
        detail=detail,
        piece_id=detail.piece_id,
        reference=detail.reference,
        designation=detail.nom,
        unite=detail.unite,
        quantite=nombre,
        prix_unitaire=detail.prix_unitaire,
        remise=detail.remise,
        taux_tva=detail.taux_tva,
        total_ht=total_ligne(quantite=nombre, prix_unitaire=detail.prix_unitaire, remise=detail.remise),
    )


def _acheteur(client: Client) -> dict[str, str]:
    return {
        "nom": client.nom,
        "adresse": client.adresse,
        "siret": client.siret,
        "tva": client.tva_intracommunautaire,
        "email": client.email,
    }
