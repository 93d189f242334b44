"""What commandes_service tells (messages commandes.*) and what it hears (messages pieces.*)."""

from chassis.auth.actor import Actor
from chassis.messages import Message, handler, publish
from commandes.etats import Action
from commandes.models import Commande
from commandes.pieces_copie import enregistrer_piece

METHODE_DE = {
    Action.CREER: "create",
    Action.VALIDER: "valider",
    Action.EXPEDIER: "expedier",
    Action.ANNULER: "annuler",
}


def annoncer_commande(commande: Commande, *, action: Action, acteur: Actor) -> None:
    """Tell notification_service of a step it has a message for. Call it inside the rule's transaction."""
    if action not in METHODE_DE:
        return
    publish(
        "commandes",
        METHODE_DE[action],
        [
            {
                "id": str(commande.id),
                "reference": commande.reference,
                "type": commande.type,
                "etat": commande.etat,
                "client_id": str(commande.client_id) if commande.client_id else None,
                "client_nom": commande.client.nom if commande.client_id else "",
            }
        ],
        to=["notification_service"],
        ordering_key=f"commandes:{commande.id}",
        actor=acteur,
    )


@handler("pieces", "create", "update", "delete", "restore", source="pieces_service")
def recevoir_pieces(message: Message) -> None:
    for piece in message.data:
        enregistrer_piece(piece=piece)
