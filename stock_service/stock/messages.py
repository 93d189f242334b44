"""The receivers of messages."""

from django.conf import settings

from chassis.auth.actor import Actor
from chassis.messages import Message, batch_handler, handler
from stock.achats import attendre_achat, copier_fournisseur
from stock.clients import COMMANDES_SERVICE, PIECES_SERVICE
from stock.pieces import copier_pieces


@batch_handler("pieces", "create", "update", "delete", "restore", source=PIECES_SERVICE)
def copier(messages: list[Message]) -> None:
    copier_pieces(donnees for message in messages for donnees in message.data)


@handler("fournisseurs", "create", "update", "delete", "restore", source=COMMANDES_SERVICE)
def copier_fournisseurs(message: Message) -> None:
    for donnees in message.data:
        copier_fournisseur(donnees)


@handler("achats", "attendu", source=COMMANDES_SERVICE)
def attendre(message: Message) -> None:
    for donnees in message.data:
        attendre_achat(donnees, acteur=Actor(service=settings.SERVICE_NAME))
