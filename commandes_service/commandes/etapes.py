"""An open step: an order in a *_en_cours state, waiting for stock_service. Opening, joining, ending it.

Each function is one transaction that locks the order. The history row that opened the step is its identity:
it names the author, the state to go back to, and makes the idempotency key, the same for every attempt.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chassis.auth.actor import Actor
from chassis.errors import DomainError
from chassis.versions import require_version
from commandes import achats, etats, factures, operations
from commandes.errors import CommandeInconnue, CommandeVide
from commandes.etats import EN_COURS, EN_COURS_DE, Action, Transition
from commandes.models import Commande, HistoriqueCommande, OperationStock
from commandes.models.operations import EtatOperation
from commandes.operations import Demande
from commandes.pieces_copie import exiger_pieces_proposees
from commandes.transitions import achever, changer_etat, verrouiller_commande, verrouiller_meme_supprimee

# A call is refused by its target once its token is a minute old; one that timed out is dead after that, and
# after the seconds its target's own limits on a statement and on an idle transaction let it run.
DUREE_SURVEILLANCE = timedelta(seconds=120)


@dataclass(frozen=True)
class Etape:
    commande: Commande
    ouverture: HistoriqueCommande

    @property
    def cle(self) -> str:
        return f"{self.commande.id}:{self.ouverture.action}:{self.ouverture.pk}"

    @property
    def acteur(self) -> Actor:
        """Who asked for the step, also when the worker drives it."""
        row = self.ouverture
        return Actor(id=row.user_id, email=row.user_email, ip=row.ip)

    @property
    def operation(self) -> OperationStock | None:
        """The goods that move, for a step that moves some."""
        return OperationStock.objects.filter(ouverture=self.ouverture).first()

    @property
    def transition(self) -> Transition:
        return etats.transition(self.commande.type, self.ouverture.etat_avant, self.ouverture.action)


def ouvrir_etape(
    *,
    commande_id: UUID,
    action: Action,
    acteur: Actor,
    motif: str,
    version_attendue: int | None,
    demande: Demande | None = None,
) -> tuple[Etape | None, bool]:
    """The step, and whether it was open already: the same action asked again drives it on.

    An action that stock_service has no say in is done at once: its step is closed when it is returned.
    None: it is a movement that was made before, asked again with its key.
    """
    with transaction.atomic():
        commande = verrouiller_commande(commande_id)
        if operations.deja_faite(commande, demande, acteur):
            return None, False
        if commande.etat == EN_COURS_DE.get(action):
            if demande is not None:
                operations.exiger_la_meme(commande, action, demande, acteur)
            return _reprendre(commande), True
        transition = etats.transition(commande.type, commande.etat, action)
        require_version(commande.version, version_attendue)
        _exiger(commande, action)
        plan = operations.planifier(commande, action, demande) if demande is not None else None
        avant = commande.etat
        vers = transition.par or transition.vers
        ouverture = changer_etat(commande, vers=vers, action=action, acteur=acteur, motif=motif)
        if plan is not None:
            operations.inscrire(plan, commande=commande, ouverture=ouverture, demande=demande, acteur=acteur)
        if transition.par:
            commande.conduite_le = timezone.now()
            commande.save(update_fields=["conduite_le"])
        else:
            achever(commande, action=action, avant=avant, acteur=acteur)
    return Etape(commande, ouverture), False


def prendre_etape_en_suspens(*, non_conduite_depuis: datetime) -> Etape | None:
    """The open step that has waited longest for somebody to drive it; those being changed are passed over."""
    with transaction.atomic():
        rows = Commande.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
        rows = rows.select_related("client", "fournisseur").order_by("conduite_le", "pk")
        commande = rows.filter(etat__in=EN_COURS, conduite_le__lt=non_conduite_depuis).first()
        return _reprendre(commande) if commande else None


def terminer_etape(
    etape: Etape, *, refus: DomainError | None = None, liberation_cle: str = "", douteuse: bool = False
) -> bool:
    """Reach the state that was asked for, or with `refus` go back. True when the step has succeeded.

    Whoever comes second finds the step closed and changes nothing: its outcome is the first one's.
    `liberation_cle`: stock_service holds something it must release before the order is validated again.
    `douteuse`: an earlier try may still take effect there.
    """
    with transaction.atomic():
        commande = _verrouiller(etape)
        if _cloture(etape) is not None:
            surveiller(commande)
            return _a_reussi(etape)
        if liberation_cle or douteuse:
            surveiller(commande, liberation_cle=liberation_cle)
        if refus is not None:
            _revenir(etape, commande, refus)
        else:
            _aboutir(etape, commande)
    return refus is None


def laisser_etape_ouverte(etape: Etape) -> bool:
    """Nobody knows what stock_service did. True when another driver has made the step succeed meanwhile."""
    with transaction.atomic():
        commande = _verrouiller(etape)
        surveiller(commande)
        return _cloture(etape) is not None and _a_reussi(etape)


def surveiller(commande: Commande, *, liberation_cle: str = "") -> None:
    """Watch for a while what stock_service holds for it (surveillance.py). The caller holds the lock."""
    commande.surveillee_jusqua = timezone.now() + DUREE_SURVEILLANCE
    commande.liberation_cle = liberation_cle or commande.liberation_cle
    commande.save(update_fields=["surveillee_jusqua", "liberation_cle"])


def _exiger(commande: Commande, action: Action) -> None:
    """What the table of states does not know of."""
    if action == Action.VALIDER:
        piece_ids = list(commande.details.values_list("piece_id", flat=True))
        if not piece_ids:
            raise CommandeVide()
        exiger_pieces_proposees(piece_ids)
        achats.prevoir_arrivee(commande)
    if action == Action.ANNULER:
        factures.exiger_non_facturee(commande)
    if action == Action.SOLDER:
        factures.exiger_rien_facture_d_avance(commande)


def _aboutir(etape: Etape, commande: Commande) -> None:
    action, operation = Action(etape.ouverture.action), etape.operation
    complete = operations.appliquer(operation, action) if operation else True
    vers = etape.transition.arrivee(complete=complete)
    changer_etat(commande, vers=vers, action=action, acteur=etape.acteur)
    achever(
        commande, action=action, avant=etape.ouverture.etat_avant, acteur=etape.acteur, operation=operation
    )


def _revenir(etape: Etape, commande: Commande, refus: DomainError) -> None:
    depuis, action = etape.ouverture.etat_avant, etape.ouverture.action
    changer_etat(commande, vers=depuis, action=action, acteur=etape.acteur, motif=refus.detail[:500])
    if etape.operation:
        operations.refuser(etape.operation)


def _a_reussi(etape: Etape) -> bool:
    """Of a step that is closed; the state alone does not tell, when some lines were moved out of many."""
    operation = etape.operation
    if operation:
        return operation.etat == EtatOperation.FAITE
    return _cloture(etape).etat_apres == etape.transition.vers


def _reprendre(commande: Commande) -> Etape:
    """Another driver may be at work on the step; two may get different answers, so the order is watched."""
    commande.conduite_le = timezone.now()
    commande.save(update_fields=["conduite_le"])
    surveiller(commande)
    return Etape(commande, commande.historique.order_by("-id").first())


def _verrouiller(etape: Etape) -> Commande:
    """Also in the trash, where a draft may have gone once another driver had closed the step."""
    commande = verrouiller_meme_supprimee(etape.commande.id)
    if commande is None:
        raise CommandeInconnue()
    return commande


def _cloture(etape: Etape) -> HistoriqueCommande | None:
    return etape.commande.historique.filter(id__gt=etape.ouverture.pk).order_by("id").first()
