"""What the other services are told of a piece: contracts/messages/pieces.json."""

from catalogue import fiche
from catalogue.models import Piece
from chassis.auth.actor import Actor
from chassis.messages import publish

STOCK = "stock_service"
COMMANDES = "commandes_service"


def publier_piece(methode: str, *, piece: Piece, acteur: Actor) -> None:
    """`methode`: create, update, delete or restore. In order per piece: its row is locked meanwhile."""
    publish(
        "pieces",
        methode,
        [fiche.pour_les_services(piece)],
        to=[STOCK, COMMANDES],
        ordering_key=f"pieces:{piece.id}",
        actor=acteur,
    )
