"""The only code that changes the state of an order, and the actions that need nobody else's agreement."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chassis import audit, request_id
from chassis.auth.actor import Actor
from chassis.versions import require_version
from commandes import etats, operations
from commandes.errors import CommandeInconnue
from commandes.etats import Action, Type
from commandes.messages import annoncer_attendu, annoncer_commande
from commandes.models import Commande, HistoriqueCommande, OperationStock


def preparer_commande(
    *, commande_id: UUID, acteur: Actor, motif: str = "", version_attendue: int | None = None
) -> Commande:
    return _agir(Action.PREPARER, commande_id, acteur, motif, version_attendue)


def livrer_commande(
    *, commande_id: UUID, acteur: Actor, motif: str = "", version_attendue: int | None = None
) -> Commande:
    return _agir(Action.LIVRER, commande_id, acteur, motif, version_attendue)


def _agir(
    action: Action, commande_id: UUID, acteur: Actor, motif: str, version_attendue: int | None
) -> Commande:
    with transaction.atomic():
        commande = verrouiller_commande(commande_id)
        transition = etats.transition(commande.type, commande.etat, action)
        require_version(commande.version, version_attendue)
        avant = commande.etat
        changer_etat(commande, vers=transition.vers, action=action, acteur=acteur, motif=motif)
        achever(commande, action=action, avant=avant, acteur=acteur)
    return commande


def verrouiller_commande(commande_id: UUID) -> Commande:
    """Locked until the transaction ends: nobody else edits it or changes its state meanwhile."""
    commande = verrouiller_meme_supprimee(commande_id)
    if commande is None or commande.supprime_le is not None:
        raise CommandeInconnue()
    return commande


def verrouiller_meme_supprimee(commande_id: UUID) -> Commande | None:
    rows = Commande.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("client", "fournisseur").filter(pk=commande_id).first()


def ouvrir_historique(commande: Commande, *, acteur: Actor) -> None:
    """The first row: the order exists."""
    _ecrire(commande, "", Action.CREER, acteur, "")


def changer_etat(
    commande: Commande, *, vers: str, action: str, acteur: Actor, motif: str = ""
) -> HistoriqueCommande:
    """State, version and history together. The caller holds the lock and took the step from the table."""
    avant, commande.etat = commande.etat, vers
    commande.version += 1
    commande.modifie_le = timezone.now()
    commande.save(update_fields=["etat", "version", "modifie_le"])
    return _ecrire(commande, avant, action, acteur, motif)


def achever(
    commande: Commande,
    *,
    action: str,
    avant: str,
    acteur: Actor,
    operation: OperationStock | None = None,
) -> None:
    """An action has come to its end: what it leaves undone, one audit entry, and its messages."""
    if action in (Action.ANNULER, Action.SOLDER):
        operations.annuler_reste(commande)
    quantites = operations.en_mots(operation) if operation else None
    apres = {"etat": commande.etat} | ({"quantites": quantites} if quantites else {})
    audit.record(
        action,
        "commandes",
        commande.id,
        acteur=acteur,
        libelle=commande.reference,
        avant={"etat": avant},
        apres=apres,
    )
    annoncer_commande(commande, action=Action(action), acteur=acteur, quantites=quantites)
    if commande.type == Type.ACHAT:
        annoncer_attendu(commande, acteur=acteur)


def _ecrire(commande: Commande, avant: str, action: str, acteur: Actor, motif: str) -> HistoriqueCommande:
    return HistoriqueCommande.objects.create(
        commande=commande,
        etat_avant=avant,
        etat_apres=commande.etat,
        action=action,
        motif=motif,
        user_id=acteur.id,
        user_email=acteur.email,
        ip=acteur.ip,
        request_id=request_id.current(),
    )
