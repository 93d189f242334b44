"""What the other services are told of a piece: contracts/messages/pieces.json."""

from catalogue import fiche
from catalogue.models import Piece
from chassis.auth.actor import Actor
from chassis.messages.outbox import Outgoing, publish_all

STOCK = "stock_service"
COMMANDES = "commandes_service"


def publier_pieces(changees: list[tuple[str, Piece]], *, acteur: Actor) -> None:
    """Each with create, update, delete or restore. In order per piece: its row is locked meanwhile."""
    publish_all(
        (
            Outgoing(
                "pieces",
                methode,
                [fiche.pour_les_services(piece)],
                to=[STOCK, COMMANDES],
                ordering_key=f"pieces:{piece.id}",
            )
            for methode, piece in changees
        ),
        actor=acteur,
    )
