"""Actions that need stock_service: validate (reserve), ship, receive, return (move), cancel, close (release).

1. One transaction: lock the order, check the table, put it in its *_en_cours state, commit  (etapes.py).
2. Ask stock_service, outside of any transaction, with the key of the step.
3. One transaction: the state that was asked for; or, refused, the state before with the refusal.

When the answer is unknown the order stays *_en_cours and the caller gets a 503. The step is driven on, by the
worker (jobs.py) or by the same action asked again: stock_service is asked what it knows of the order, and
where that does not settle it, asked again with the same key. Nothing is guessed and nothing is lost.
"""

import logging
import time
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from chassis import request_id
from chassis.auth.actor import Actor
from chassis.errors import DomainError, NotFound, Refusal
from commandes import clients, operations, surveillance
from commandes.clients import CallFailed, LigneAReserver, Reservation
from commandes.consultations import lire_commande
from commandes.errors import ReservationPerimee, StockSansReponse
from commandes.etapes import (
    DUREE_SURVEILLANCE,
    Etape,
    laisser_etape_ouverte,
    ouvrir_etape,
    prendre_etape_en_suspens,
    terminer_etape,
)
from commandes.etats import Action, Etat
from commandes.models import Commande, OperationStock
from commandes.operations import Demande, LigneDemandee
from commandes.points_de_rupture import point

log = logging.getLogger(__name__)

EN_SUSPENS_APRES = timedelta(seconds=5)


def valider_commande(
    *, commande_id: UUID, acteur: Actor, motif: str = "", version_attendue: int | None = None
) -> Commande:
    """Reserve the stock of a sale. CommandeVide, PieceInconnue, PieceInactive, StockInsuffisant;
    StockSansReponse.
    """
    return _agir(Action.VALIDER, commande_id, acteur, motif, version_attendue)


def expedier_commande(
    *,
    commande_id: UUID,
    acteur: Actor,
    motif: str = "",
    version_attendue: int | None = None,
    lignes: list[LigneDemandee] | None = None,
    cle: str | None = None,
) -> Commande:
    """Take what is reserved out of the stock: `lignes`, or all that remains.

    QuantiteExcessive, LigneInconnue, RienADeplacer, ReservationAbsente; OperationEnCours, StockSansReponse.
    The same `cle` from the same user moves nothing a second time.
    """
    demande = Demande(lignes=lignes, motif=motif, cle=cle)
    return _agir(Action.EXPEDIER, commande_id, acteur, motif, version_attendue, demande)


def recevoir_commande(
    *,
    commande_id: UUID,
    acteur: Actor,
    emplacement_id: UUID,
    motif: str = "",
    version_attendue: int | None = None,
    lignes: list[LigneDemandee] | None = None,
    cle: str | None = None,
) -> Commande:
    """Bring (part of) a purchase into the place, at the cost given or the net price of each line.

    QuantiteExcessive, LigneInconnue, RienADeplacer, EmplacementInconnu, PieceRetiree; OperationEnCours,
    StockSansReponse. The same `cle` from the same user moves nothing a second time.
    """
    demande = Demande(lignes=lignes, emplacement_id=emplacement_id, motif=motif, cle=cle)
    return _agir(Action.RECEVOIR, commande_id, acteur, motif, version_attendue, demande)


def retourner_commande(
    *,
    commande_id: UUID,
    acteur: Actor,
    emplacement_id: UUID,
    lignes: list[LigneDemandee],
    motif: str = "",
    version_attendue: int | None = None,
    cle: str | None = None,
) -> Commande:
    """Goods of a sale that come back into the place, or of a purchase that go back from it.

    QuantiteExcessive, LigneInconnue, EmplacementInconnu, StockInsuffisant; OperationEnCours,
    StockSansReponse.
    """
    demande = Demande(lignes=lignes, emplacement_id=emplacement_id, motif=motif, cle=cle)
    return _agir(Action.RETOURNER, commande_id, acteur, motif, version_attendue, demande)


def solder_commande(
    *, commande_id: UUID, acteur: Actor, motif: str = "", version_attendue: int | None = None
) -> Commande:
    """What remains will not be shipped, or will not come: it is released. StockSansReponse."""
    return _agir(Action.SOLDER, commande_id, acteur, motif, version_attendue)


def annuler_commande(
    *, commande_id: UUID, acteur: Actor, motif: str = "", version_attendue: int | None = None
) -> Commande:
    """Release what is reserved, if anything. CommandeFacturee, StockSansReponse."""
    return _agir(Action.ANNULER, commande_id, acteur, motif, version_attendue)


def reprendre_etapes_en_suspens(*, au_plus: int = 100) -> int:
    """Drive on the steps that nobody has driven for a while; how many came to an end.

    Stops at the first that stock_service does not answer for: the others would wait for it in vain.
    """
    for terminees in range(au_plus):
        etape = prendre_etape_en_suspens(non_conduite_depuis=timezone.now() - EN_SUSPENS_APRES)
        if etape is None:
            return terminees
        try:
            with request_id.using(etape.ouverture.request_id):
                _conduire(etape, reprise=True)
        except StockSansReponse:
            return terminees
        except DomainError as refus:
            log.info("order %s went back: %s", etape.commande.reference, refus.code)
    return au_plus


def _agir(
    action: Action,
    commande_id: UUID,
    acteur: Actor,
    motif: str,
    version_attendue: int | None,
    demande: Demande | None = None,
) -> Commande:
    etape, reprise = ouvrir_etape(
        commande_id=commande_id,
        action=action,
        acteur=acteur,
        motif=motif,
        version_attendue=version_attendue,
        demande=demande,
    )
    if etape is not None and etape.transition.par is not None:
        point(f"{action}.intention")
        _conduire(etape, reprise=reprise)
        point(f"{action}.resultat")
    return lire_commande(commande_id)


def _conduire(etape: Etape, *, reprise: bool) -> None:
    """Returns when the step has succeeded, whoever brought it there."""
    commande = etape.commande
    debut = time.monotonic()
    try:
        surveillance.confirmer_liberation(commande)
        _DEMANDES[commande.etat](etape, reprise)
        point(f"{etape.ouverture.action}.reponse")
    except CallFailed as error:
        if not laisser_etape_ouverte(etape):
            raise StockSansReponse(id=str(commande.id), etat=commande.etat) from error
    except ReservationPerimee as refus:
        if not terminer_etape(etape, refus=refus, liberation_cle=f"{etape.cle}:perimee"):
            raise
    except (Refusal, NotFound) as refus:
        douteuse = time.monotonic() - debut >= clients.DELAI_LECTURE
        if (douteuse or reprise) and _pourrait_encore_arriver(etape):
            if not laisser_etape_ouverte(etape):
                raise StockSansReponse(id=str(commande.id), etat=commande.etat) from refus
        elif not terminer_etape(etape, refus=refus, douteuse=douteuse):
            raise
    else:
        if not terminer_etape(etape):
            raise StockSansReponse(id=str(commande.id), etat=commande.etat)


def _demander_reservation(etape: Etape, reprise: bool) -> None:
    commande = etape.commande
    lignes = [LigneAReserver(ligne.id, ligne.piece_id, ligne.quantite) for ligne in commande.details.all()]
    if reprise and _couvre(_reserve_deja(etape), lignes):
        return
    reservations = clients.reserver(
        commande_id=commande.id, lignes=lignes, cle=etape.cle, acteur=etape.acteur
    )
    if not _couvre(reservations, lignes):
        raise ReservationPerimee(id=str(commande.id))


def _demander_expedition(etape: Etape, reprise: bool) -> None:
    commande, operation = etape.commande, etape.operation
    if reprise and _deja_ecrite(etape, operation):
        return
    clients.expedier(
        commande_id=commande.id,
        reference=commande.reference,
        expedition_id=operation.id,
        lignes=operations.a_deplacer(operation),
        cle=etape.cle,
        acteur=etape.acteur,
    )


def _demander_reception(etape: Etape, reprise: bool) -> None:
    commande, operation = etape.commande, etape.operation
    if reprise and _deja_ecrite(etape, operation):
        return
    clients.recevoir(
        commande_id=commande.id,
        reference=commande.reference,
        reception_id=operation.id,
        emplacement_id=operation.emplacement_id,
        lignes=operations.a_deplacer(operation),
        cle=etape.cle,
        acteur=etape.acteur,
    )


def _demander_retour(etape: Etape, reprise: bool) -> None:
    commande, operation = etape.commande, etape.operation
    if reprise and _deja_ecrite(etape, operation):
        return
    clients.retourner(
        commande_id=commande.id,
        reference=commande.reference,
        retour_id=operation.id,
        type=commande.type,
        emplacement_id=operation.emplacement_id,
        lignes=operations.a_deplacer(operation),
        cle=etape.cle,
        acteur=etape.acteur,
    )


def _demander_liberation(etape: Etape, reprise: bool) -> None:
    """Asked again in any case: it is harmless, and its answer settles what an earlier try may still do."""
    clients.liberer(commande_id=etape.commande.id, cle=etape.cle, acteur=etape.acteur)


_DEMANDES = {
    Etat.VALIDATION_EN_COURS: _demander_reservation,
    Etat.EXPEDITION_EN_COURS: _demander_expedition,
    Etat.RECEPTION_EN_COURS: _demander_reception,
    Etat.RETOUR_EN_COURS: _demander_retour,
    Etat.ANNULATION_EN_COURS: _demander_liberation,
    Etat.SOLDE_EN_COURS: _demander_liberation,
}


def _deja_ecrite(etape: Etape, operation: OperationStock) -> bool:
    vu = clients.lire_commande(commande_id=etape.commande.id, acteur=etape.acteur)
    return vu.connait(operation.id)


def _pourrait_encore_arriver(etape: Etape) -> bool:
    """A receiving or a return that is refused now, when an earlier call for it may arrive and be accepted.

    (A shipping may not: what it lacks was released for good.) The step stays open until such a call is dead.
    """
    if etape.ouverture.action not in (Action.RECEVOIR, Action.RETOURNER):
        return False
    return timezone.now() < etape.ouverture.cree_le + DUREE_SURVEILLANCE


def _reserve_deja(etape: Etape) -> list[Reservation]:
    return clients.lire_commande(commande_id=etape.commande.id, acteur=etape.acteur).reservations


def _couvre(reservations: list[Reservation], lignes: list[LigneAReserver]) -> bool:
    """Every line is reserved, in one place or several, and nothing else is."""
    tenues: dict[tuple[UUID, UUID], Decimal] = defaultdict(Decimal)
    for reservation in reservations:
        if reservation.active:
            tenues[reservation.ligne_id, reservation.piece_id] += reservation.quantite
    return tenues == {(ligne.ligne_id, ligne.piece_id): ligne.quantite for ligne in lignes}
