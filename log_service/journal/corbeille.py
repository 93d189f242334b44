"""The trash: taking in what was deleted, and giving it back or letting go of it, with its owner's consent.

Restoring and purging take three steps: claim the entry in a short transaction, ask the owner with no lock
held, close the entry in a short transaction. Whoever dies in between leaves a claim that ends by itself and
an owner that answers the same when asked again, so asking again always ends in the same state.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from chassis import audit
from chassis.auth.actor import Actor
from chassis.errors import DomainError, Unavailable
from chassis.filters import normalise
from config.parametres import CORBEILLE_JOURS
from journal import clients
from journal.entrees import lire_entree, lister_entrees
from journal.errors import EntreeClose, EntreeIntrouvable, OperationEnCours, RefusDuProprietaire
from journal.models import EntreeCorbeille, EtatEntree, Operation

log = logging.getLogger(__name__)

OPERATION_SECONDES = 30  # longer than a call with its retries takes
LOT = 200
APRES_UN_REFUS = timedelta(days=1)
APRES_UN_SILENCE = timedelta(hours=1)
SYSTEME = Actor(service=settings.SERVICE_NAME)
VISE = {Operation.RESTAURATION: EtatEntree.RESTAURE, Operation.PURGE: EtatEntree.PURGE}


def deposer_entrees(*, service: str, objets: list[dict[str, Any]]) -> None:
    """Take in the objects that `service` says were deleted."""
    with transaction.atomic():
        for objet in sorted(objets, key=lambda objet: (objet["module"], objet["objet_id"])):
            _deposer(service, objet)


def _deposer(service: str, objet: dict[str, Any]) -> None:
    supprime_le = parse_datetime(objet["supprime_le"])
    vivantes = EntreeCorbeille.objects.select_for_update().filter(
        service=service, module=objet["module"], objet_id=objet["objet_id"], etat=EtatEntree.PRESENT
    )
    ancienne = vivantes.first()
    if ancienne is not None and ancienne.supprime_le >= supprime_le:
        log.info("deletion of %s %s is in the trash already", objet["module"], objet["objet_id"])
        return
    if ancienne is not None:
        # Deleted again, so it had come back in the meantime: a restoration whose end was never noted.
        vivantes.update(etat=EtatEntree.RESTAURE, restaure_le=timezone.now(), operation=Operation.AUCUNE)
    EntreeCorbeille.objects.create(
        service=service,
        module=objet["module"],
        objet_id=objet["objet_id"],
        libelle=objet["libelle"],
        recherche=normalise(objet["libelle"]),
        instantane=objet["instantane"],
        supprime_par=objet["supprime_par"],
        supprime_par_email=objet["supprime_par_email"],
        supprime_le=supprime_le,
        expire_le=supprime_le + timedelta(days=CORBEILLE_JOURS()),
    )


def clore_entrees_revenues(*, service: str, objets: list[dict[str, Any]]) -> None:
    """Close the entries of objects that `service` says came back with another one; harmless without any.

    An entry younger than that return stays: its object was deleted once more.
    """
    for objet in sorted(objets, key=lambda objet: (objet["module"], objet["objet_id"])):
        claim = {"sub": objet["restaure_par"], "email": objet["restaure_par_email"]}
        acteur = Actor.from_claim("", claim)
        revenues = EntreeCorbeille.objects.filter(
            service=service,
            module=objet["module"],
            objet_id=objet["objet_id"],
            etat=EtatEntree.PRESENT,
            supprime_le__lte=parse_datetime(objet["restaure_le"]),
        )
        for entree in revenues:
            _clore(Operation.RESTAURATION, entree, acteur)


def clore_entree_revenue(entree: EntreeCorbeille) -> EntreeClose:
    """Its owner says that the object lives: the entry is over. What to refuse with, then."""
    _clore(Operation.RESTAURATION, entree, SYSTEME)
    return EntreeClose(etat=EtatEntree.RESTAURE)


def restaurer_entree(*, entree_id: UUID, acteur: Actor) -> EntreeCorbeille:
    """Give the object back to its owner; harmless when done twice or at once.

    Raises EntreeIntrouvable, EntreeClose (purged), OperationEnCours, RefusDuProprietaire, Unavailable.
    """
    return _mener(Operation.RESTAURATION, clients.demander_restauration, entree_id, acteur)


def purger_entree(*, entree_id: UUID, acteur: Actor) -> EntreeCorbeille:
    """Have the owner remove the object for good, and forget its snapshot; harmless when done twice.

    Raises EntreeIntrouvable, EntreeClose (restored), OperationEnCours, RefusDuProprietaire, Unavailable.
    """
    return _mener(Operation.PURGE, clients.demander_purge, entree_id, acteur)


def purger_entrees_expirees() -> None:
    """Purge what nobody asked back in time, at most LOT entries of each owner; the others at the next run."""
    maintenant = timezone.now()
    dues = EntreeCorbeille.objects.filter(
        Q(purge_reportee_au=None) | Q(purge_reportee_au__lte=maintenant),
        etat=EtatEntree.PRESENT,
        expire_le__lte=maintenant,
    )
    for service in dues.order_by("service").values_list("service", flat=True).distinct():
        siennes = dues.filter(service=service).order_by("expire_le", "id")
        _purger_les_dues(siennes.values_list("id", flat=True)[:LOT])


def _purger_les_dues(ids: Iterable[UUID]) -> None:
    """Entries of one owner, until it does not answer."""
    for entree_id in ids:
        try:
            purger_entree(entree_id=entree_id, acteur=SYSTEME)
        except RefusDuProprietaire as refus:
            log.warning("expired entry %s stays: %s %s", entree_id, refus.code, refus)
            _reporter_purge(entree_id, APRES_UN_REFUS, purge_refus=str(refus))
        except Unavailable as erreur:
            log.warning("expired entry %s cannot be purged now: %s", entree_id, erreur)
            # behind the others, should it be this one alone that its owner does not get through with
            _reporter_purge(entree_id, APRES_UN_SILENCE)
            return
        except EntreeClose as erreur:
            log.info("expired entry %s had come back: %s", entree_id, erreur.data)
        except DomainError as erreur:
            log.warning("expired entry %s stays: %s %s", entree_id, erreur.code, erreur)


def _reporter_purge(entree_id: UUID, attente: timedelta, **pourquoi: str) -> None:
    EntreeCorbeille.objects.filter(id=entree_id, etat=EtatEntree.PRESENT).update(
        purge_reportee_au=timezone.now() + attente, **pourquoi
    )


def _mener(
    operation: Operation, demander: Callable[..., None], entree_id: UUID, acteur: Actor
) -> EntreeCorbeille:
    entree = _reserver(operation, entree_id, acteur)
    if entree.etat == VISE[operation]:
        return entree
    try:
        demander(
            service=entree.service,
            module=entree.module,
            objet_id=entree.objet_id,
            entree_id=entree.id,
            acteur=acteur,
        )
    except RefusDuProprietaire as refus:
        if refus.objet_vivant:
            raise clore_entree_revenue(entree) from refus
        _abandonner(operation, entree)  # the owner has decided; after a silence the claim must outlive it
        raise
    _clore(operation, entree, acteur)
    return lire_entree(entree_id, acteur=acteur)


def _reserver(operation: Operation, entree_id: UUID, acteur: Actor) -> EntreeCorbeille:
    """Claim the entry for this operation, unless the other one is under way."""
    with transaction.atomic():
        entree = lister_entrees(acteur).select_for_update().filter(id=entree_id).first()
        if entree is None:
            raise EntreeIntrouvable()
        if entree.etat == VISE[operation]:
            return entree
        if entree.etat != EtatEntree.PRESENT:
            raise EntreeClose(etat=entree.etat)
        maintenant = timezone.now()
        if _occupee(entree, operation, maintenant):
            raise OperationEnCours(operation=entree.operation)
        entree.operation = operation
        entree.operation_jusqua = maintenant + timedelta(seconds=OPERATION_SECONDES)
        entree.save(update_fields=["operation", "operation_jusqua"])
        return entree


def _occupee(entree: EntreeCorbeille, operation: Operation, maintenant: datetime) -> bool:
    """Two of a kind may run side by side: the owner answers both alike, and only one closes the entry."""
    autre = entree.operation not in (Operation.AUCUNE, operation)
    return autre and entree.operation_jusqua is not None and entree.operation_jusqua > maintenant


def _abandonner(operation: Operation, entree: EntreeCorbeille) -> None:
    EntreeCorbeille.objects.filter(id=entree.id, operation=operation).update(operation=Operation.AUCUNE)


def _clore(operation: Operation, entree: EntreeCorbeille, acteur: Actor) -> None:
    """Note what the owner did. Of several who asked at once, the one that changes the row writes the log."""
    maintenant = timezone.now()
    if operation == Operation.RESTAURATION:
        action, fin = "restaurer", {"restaure_le": maintenant, "restaure_par": acteur.id}
    else:
        action, fin = "purger", {"purge_le": maintenant, "purge_par": acteur.id, "instantane": {}}
    fin |= {"purge_reportee_au": None, "purge_refus": ""}
    with transaction.atomic():
        vivante = EntreeCorbeille.objects.filter(id=entree.id, etat=EtatEntree.PRESENT)
        if vivante.update(etat=VISE[operation], operation=Operation.AUCUNE, **fin):
            audit.record(
                action,
                "corbeille",
                entree.id,
                acteur=acteur,
                libelle=entree.libelle,
                avant={"etat": EtatEntree.PRESENT},
                apres={"etat": VISE[operation], "service": entree.service, "module": entree.module},
            )
