"""What commandes_service tells (commandes.*, achats.attendu, fournisseurs.*) and what it hears (pieces.*)."""

from collections import defaultdict
from decimal import Decimal
from uuid import UUID

from chassis.auth.actor import Actor
from chassis.messages import Message, batch_handler, publish
from commandes.etats import TERMINEES, Action
from commandes.models import Commande, Fournisseur
from commandes.pieces_copie import enregistrer_pieces

NOTIFICATIONS = "notification_service"
STOCK = "stock_service"
METHODE_DE = {
    Action.CREER: "create",
    Action.VALIDER: "valider",
    Action.PREPARER: "preparer",
    Action.EXPEDIER: "expedier",
    Action.LIVRER: "livrer",
    Action.RECEVOIR: "recevoir",
    Action.RETOURNER: "retourner",
    Action.ANNULER: "annuler",
}


def annoncer_commande(
    commande: Commande, *, action: Action, acteur: Actor, quantites: str | None = None
) -> None:
    """Tell notification_service of a step it has a message for. Call it inside the rule's transaction."""
    if action not in METHODE_DE:
        return
    client, fournisseur = commande.client, commande.fournisseur
    data = {
        "id": str(commande.id),
        "reference": commande.reference,
        "type": commande.type,
        "etat": commande.etat,
        "client_id": str(client.id) if client else None,
        "client_nom": client.nom if client else None,
        "fournisseur_id": str(fournisseur.id) if fournisseur else None,
        "fournisseur_nom": fournisseur.nom if fournisseur else None,
        "par": acteur.email or None,
        "quantites": quantites,
    }
    _publier("commandes", METHODE_DE[action], data, NOTIFICATIONS, f"commandes:{commande.id}", acteur)


def annoncer_attendu(commande: Commande, *, acteur: Actor) -> None:
    """Tell stock_service what is still to come of a purchase, whole; the highest version counts."""
    attendues: dict[UUID, Decimal] = defaultdict(Decimal)
    if commande.etat not in TERMINEES:
        for ligne in commande.details.all():
            attendues[ligne.piece_id] += ligne.quantite - ligne.quantite_recue - ligne.quantite_annulee
    data = {
        "commande_id": str(commande.id),
        "reference": commande.reference,
        "fournisseur_id": str(commande.fournisseur_id),
        "etat": commande.etat,
        "prevu_le": commande.prevu_le.isoformat() if commande.prevu_le else None,
        "version": commande.version,
        "lignes": [
            {"piece_id": str(piece_id), "attendu": f"{nombre:.3f}"}
            for piece_id, nombre in attendues.items()
            if nombre > 0
        ],
    }
    _publier("achats", "attendu", data, STOCK, f"achats:{commande.id}", acteur)


def annoncer_fournisseur(fournisseur: Fournisseur, *, methode: str, acteur: Actor) -> None:
    """`methode`: create, update, delete, restore. Call it inside the rule's transaction."""
    data = {
        "id": str(fournisseur.id),
        "nom": fournisseur.nom,
        "delai_jours": fournisseur.delai_jours,
        "supprime": fournisseur.supprime_le is not None,
        "version": fournisseur.version,
    }
    _publier("fournisseurs", methode, data, STOCK, f"fournisseurs:{fournisseur.id}", acteur)


@batch_handler("pieces", "create", "update", "delete", "restore", source="pieces_service")
def recevoir_pieces(messages: list[Message]) -> None:
    enregistrer_pieces(pieces=[piece for message in messages for piece in message.data])


def _publier(module: str, methode: str, data: dict, cible: str, cle: str, acteur: Actor) -> None:
    publish(module, methode, [data], to=[cible], ordering_key=cle, actor=acteur)
