"""The receivers of messages."""

from chassis.messages import Message, handler
from stock.clients import PIECES_SERVICE
from stock.pieces import copier_piece


@handler("pieces", "create", "update", "delete", "restore", source=PIECES_SERVICE)
def copier(message: Message) -> None:
    for donnees in message.data:
        copier_piece(donnees)
