"""THE RULES of refunds: never more than a payment brought in. A card takes its payment's steps."""

from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chassis import audit
from chassis.auth.actor import Actor
from chassis.errors import KeyReused
from commandes.errors import (
    PaiementInconnu,
    PaiementNonRemboursable,
    RemboursementExcessif,
    RemboursementRefuse,
)
from commandes.factures import verrouiller_facture
from commandes.models import Facture, Paiement, Remboursement
from commandes.models.paiements import EtatPaiement, Moyen
from commandes.paiements import EN_SUSPENS_APRES, MODULE
from commandes.points_de_rupture import point
from commandes.processeur import Reponse, SansReponse, processeur


def rembourser_paiement(
    *, paiement_id: UUID, motif: str, acteur: Actor, montant: Decimal | None = None, cle: str | None = None
) -> Paiement:
    """`montant`, or all that is left. PaiementInconnu, PaiementNonRemboursable, RemboursementExcessif;
    RemboursementRefuse by the processor. The same `cle` from the same user refunds once; KeyReused when
    another payment or amount is meant.
    """
    deja = _deja_demande(acteur, cle)
    if deja and (str(deja.paiement_id), deja.montant) != (str(paiement_id), montant or deja.montant):
        raise KeyReused()
    remboursement = deja or _inscrire(paiement_id, montant, motif, acteur, cle)
    if remboursement.etat == EtatPaiement.EN_ATTENTE:
        point("rembourser.intention")
        _rendre(remboursement)
        remboursement.refresh_from_db()
    if remboursement.etat == EtatPaiement.REFUSE:
        raise RemboursementRefuse(raison=remboursement.raison)
    return Paiement.objects.get(pk=remboursement.paiement_id)


def regler_remboursements_en_suspens(*, au_plus: int = 100) -> int:
    """Ask the processor again for the refunds it has not answered for: the same key is the same refund."""
    depuis = timezone.now() - EN_SUSPENS_APRES
    rows = Remboursement.objects.filter(etat=EtatPaiement.EN_ATTENTE, cree_le__lt=depuis)
    rows = rows.order_by("cree_le").select_related("paiement")
    return sum(_rendre(remboursement) for remboursement in rows[:au_plus])


def _inscrire(
    paiement_id: UUID, montant: Decimal | None, motif: str, acteur: Actor, cle: str | None
) -> Remboursement:
    with transaction.atomic():
        facture, paiement = _verrouiller(paiement_id)
        if paiement.etat != EtatPaiement.ACCEPTE:
            raise PaiementNonRemboursable(etat=paiement.etat)
        reste = paiement.montant - paiement.montant_rembourse
        montant = reste if montant is None else montant
        if not 0 < montant <= reste:
            raise RemboursementExcessif(remboursable=f"{reste:.2f}")
        par_carte = paiement.moyen == Moyen.CARTE
        paiement.montant_rembourse += montant
        paiement.save(update_fields=["montant_rembourse"])
        remboursement = Remboursement.objects.create(
            paiement=paiement,
            montant=montant,
            motif=motif,
            etat=EtatPaiement.EN_ATTENTE if par_carte else EtatPaiement.ACCEPTE,
            regle_le=None if par_carte else timezone.now(),
            user_id=acteur.id,
            user_email=acteur.email,
            ip=acteur.ip,
            cle_creation=cle,
        )
        if not par_carte:
            _compter(facture, remboursement)
        _noter("remboursement_demande" if par_carte else "remboursement_accepte", remboursement, facture)
    return remboursement


def _rendre(remboursement: Remboursement) -> bool:
    """True when the processor has decided."""
    try:
        reponse = processeur().rembourser(
            cle=str(remboursement.id),
            transaction_id=remboursement.paiement.transaction_id,
            montant=remboursement.montant,
        )
    except SansReponse:
        return False
    point("rembourser.reponse")
    return _regler(remboursement.id, reponse)


def _regler(remboursement_id: UUID, reponse: Reponse) -> bool:
    if reponse.acceptee is None:
        return False
    with transaction.atomic():
        paiement_id = Remboursement.objects.values_list("paiement_id", flat=True).get(pk=remboursement_id)
        facture, paiement = _verrouiller(paiement_id)
        remboursement = Remboursement.objects.select_for_update(no_key=True).get(pk=remboursement_id)
        if remboursement.etat != EtatPaiement.EN_ATTENTE:
            return True
        remboursement.etat = EtatPaiement.ACCEPTE if reponse.acceptee else EtatPaiement.REFUSE
        remboursement.raison, remboursement.transaction_id = reponse.raison, reponse.transaction_id
        remboursement.regle_le = timezone.now()
        remboursement.save(update_fields=["etat", "raison", "transaction_id", "regle_le"])
        if reponse.acceptee:
            _compter(facture, remboursement)
        else:
            paiement.montant_rembourse -= remboursement.montant
            paiement.save(update_fields=["montant_rembourse"])
        _noter(f"remboursement_{remboursement.etat}", remboursement, facture)
    return True


def _compter(facture: Facture, remboursement: Remboursement) -> None:
    facture.montant_paye -= remboursement.montant
    facture.save(update_fields=["montant_paye"])


def _verrouiller(paiement_id: UUID) -> tuple[Facture, Paiement]:
    """The invoice first, as everybody who locks both."""
    paiement = Paiement.objects.filter(pk=paiement_id).first()
    if paiement is None:
        raise PaiementInconnu()
    facture = verrouiller_facture(paiement.facture_id)
    return facture, Paiement.objects.select_for_update(no_key=True).get(pk=paiement_id)


def _deja_demande(acteur: Actor, cle: str | None) -> Remboursement | None:
    if not cle:
        return None
    rows = Remboursement.objects.select_related("paiement")
    return rows.filter(user_id=acteur.id, cle_creation=cle).first()


def _noter(action: str, remboursement: Remboursement, facture: Facture) -> None:
    audit.record(
        action,
        MODULE,
        remboursement.paiement_id,
        acteur=Actor(id=remboursement.user_id, email=remboursement.user_email, ip=remboursement.ip),
        libelle=f"{facture.numero} {remboursement.montant:.2f} €",
        apres={
            "facture": facture.numero,
            "montant": f"{remboursement.montant:.2f}",
            "motif": remboursement.motif,
        },
    )
