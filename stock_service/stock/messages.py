"""The receivers of messages."""

from chassis.messages import Message, handler
from stock.pieces import copier_piece


@handler("pieces", "create", "update", "delete", "restore")
def copier(message: Message) -> None:
    for donnees in message.data:
        copier_piece(donnees)
