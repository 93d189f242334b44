"""THE RULES of payments. Never more than is due, however many pay at once.

Cash, transfers and cheques are noted in one transaction. A card takes three steps, as an order's saga does:

1. one transaction: lock the invoice, set the amount aside (`montant_en_attente`), write the payment, commit;
2. ask the processor, with the payment's id for a key;
3. one transaction: accepted, the amount counts as paid; refused, it is due again.

No answer: the payment stays `en_attente` and the worker asks the processor what became of it.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chassis import audit
from chassis.auth.actor import Actor
from chassis.errors import KeyReused
from chassis.filters import normalise
from commandes.calendrier import FUSEAU, aujourd_hui
from commandes.errors import (
    FactureAnnulee,
    MontantExcessif,
    PaiementRefuse,
    PaiementSurAvoir,
)
from commandes.factures import verrouiller_facture
from commandes.models import Facture, Paiement
from commandes.models.factures import TypeFacture
from commandes.models.paiements import EtatPaiement, Moyen
from commandes.points_de_rupture import point
from commandes.processeur import Carte, Reponse, SansReponse, processeur

MODULE = "paiements"
EN_SUSPENS_APRES = timedelta(seconds=5)
ABANDON_APRES = timedelta(seconds=60)  # the processor has never heard of it, and will not any more


def encaisser_paiement(
    *,
    facture_id: UUID,
    montant: Decimal,
    moyen: str,
    acteur: Actor,
    carte: Carte | None = None,
    reference: str = "",
    recu_le: date | None = None,
    cle: str | None = None,
) -> Paiement:
    """MontantExcessif, FactureAnnulee, PaiementSurAvoir, FactureInconnue; PaiementRefuse by the processor.

    The same `cle` from the same user is the same payment, whatever crashed since; KeyReused when it is not.
    """
    paiement = _deja_demande(acteur, cle)
    if paiement is not None:
        demande = (facture_id, montant, moyen, carte.fin if carte else "", reference)
        _exiger_le_meme(paiement, demande, recu_le)
    else:
        paiement = _inscrire(
            facture_id, montant, moyen, acteur, carte=carte, reference=reference, recu_le=recu_le, cle=cle
        )
        if carte is not None:
            point("payer.intention")
            _debiter(paiement, carte)
    paiement.refresh_from_db()
    if paiement.etat == EtatPaiement.REFUSE:
        raise PaiementRefuse(paiement_id=str(paiement.id), raison=paiement.raison)
    return paiement


def regler_paiement(*, paiement_id: UUID, reponse: Reponse) -> None:
    """What the processor decided; whoever comes second changes nothing."""
    with transaction.atomic():
        facture_id = Paiement.objects.values_list("facture_id", flat=True).get(pk=paiement_id)
        facture = verrouiller_facture(facture_id)
        paiement = Paiement.objects.select_for_update(no_key=True).get(pk=paiement_id)
        if paiement.etat != EtatPaiement.EN_ATTENTE or reponse.acceptee is None:
            return
        facture.montant_en_attente -= paiement.montant
        if reponse.acceptee:
            facture.montant_paye += paiement.montant
        facture.save(update_fields=["montant_en_attente", "montant_paye"])
        paiement.etat = EtatPaiement.ACCEPTE if reponse.acceptee else EtatPaiement.REFUSE
        paiement.raison, paiement.transaction_id = reponse.raison, reponse.transaction_id
        paiement.regle_le = timezone.now()
        paiement.save(update_fields=["etat", "raison", "transaction_id", "regle_le"])
        _noter(f"paiement_{paiement.etat}", paiement, facture)


def regler_paiements_en_suspens(*, au_plus: int = 100) -> int:
    """Ask the processor about the payments it has not answered for; how many are settled now."""
    depuis = timezone.now() - EN_SUSPENS_APRES
    rows = Paiement.objects.filter(etat=EtatPaiement.EN_ATTENTE, cree_le__lt=depuis).order_by("cree_le")
    reglees = 0
    for paiement in rows[:au_plus]:
        try:
            reponse = _demander_issue(paiement)
        except SansReponse:
            return reglees
        if reponse is not None and reponse.acceptee is not None:
            regler_paiement(paiement_id=paiement.id, reponse=reponse)
            reglees += 1
    return reglees


def reste_du(facture: Facture) -> Decimal:
    """What may still be asked for; payments under way are not paid yet."""
    return max(facture.total_ttc - facture.montant_credite - facture.montant_paye, Decimal("0.00"))


def _inscrire(
    facture_id: UUID, montant: Decimal, moyen: str, acteur: Actor, *, carte, reference, recu_le, cle
) -> Paiement:
    with transaction.atomic():
        facture = verrouiller_facture(facture_id)
        _exiger_du(facture, montant)
        par_carte = moyen == Moyen.CARTE
        champ = "montant_en_attente" if par_carte else "montant_paye"
        setattr(facture, champ, getattr(facture, champ) + montant)
        facture.save(update_fields=[champ])
        paiement = Paiement.objects.create(
            facture=facture,
            montant=montant,
            moyen=moyen,
            etat=EtatPaiement.EN_ATTENTE if par_carte else EtatPaiement.ACCEPTE,
            carte_fin=carte.fin if carte else "",
            reference=reference,
            recu_le=recu_le or aujourd_hui(),
            regle_le=None if par_carte else timezone.now(),
            user_id=acteur.id,
            user_email=acteur.email,
            ip=acteur.ip,
            cle_creation=cle,
            recherche=normalise(f"{facture.numero} {facture.acheteur['nom']} {reference}"),
        )
        _noter("paiement_demande" if par_carte else "paiement_accepte", paiement, facture)
    return paiement


def _exiger_du(facture: Facture, montant: Decimal) -> None:
    if facture.type == TypeFacture.AVOIR:
        raise PaiementSurAvoir()
    if facture.montant_credite == facture.total_ttc and facture.total_ttc > 0:
        raise FactureAnnulee()
    du = reste_du(facture)
    if montant > du - facture.montant_en_attente:
        raise MontantExcessif(reste_du=f"{du:.2f}", en_attente=f"{facture.montant_en_attente:.2f}")


def _debiter(paiement: Paiement, carte: Carte) -> None:
    try:
        reponse = processeur().debiter(cle=str(paiement.id), montant=paiement.montant, carte=carte)
    except SansReponse:
        return
    point("payer.reponse")
    regler_paiement(paiement_id=paiement.id, reponse=reponse)


def _demander_issue(paiement: Paiement) -> Reponse | None:
    reponse = processeur().consulter(cle=str(paiement.id))
    if reponse is None and paiement.cree_le < timezone.now() - ABANDON_APRES:
        return processeur().abandonner(cle=str(paiement.id))
    return reponse


def _deja_demande(acteur: Actor, cle: str | None) -> Paiement | None:
    return Paiement.objects.filter(user_id=acteur.id, cle_creation=cle).first() if cle else None


def _exiger_le_meme(paiement: Paiement, demande: tuple[Any, ...], recu_le: date | None) -> None:
    """KeyReused unless it is what was asked for; without a day it was that of its writing."""
    ecrit = (paiement.facture_id, paiement.montant, paiement.moyen, paiement.carte_fin, paiement.reference)
    jour = recu_le or paiement.cree_le.astimezone(FUSEAU).date()
    if (ecrit, paiement.recu_le) != (demande, jour):
        raise KeyReused()


def _noter(action: str, paiement: Paiement, facture: Facture, **plus: Any) -> None:
    """In the name of who asked for it, also when the worker settles it."""
    audit.record(
        action,
        MODULE,
        paiement.pk,
        acteur=Actor(id=paiement.user_id, email=paiement.user_email, ip=paiement.ip),
        libelle=f"{facture.numero} {paiement.montant:.2f} €",
        apres={
            "facture": facture.numero,
            "montant": f"{paiement.montant:.2f}",
            "moyen": paiement.moyen,
            "etat": paiement.etat,
        }
        | plus,
    )
