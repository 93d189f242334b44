"""What the other services tell, and who is told of it here."""

from uuid import uuid5

from chassis.messages import Message, handler
from notifications.destinataires import oublier_utilisateur, suivre_utilisateur
from notifications.envois import Contenu, alerter_permission
from notifications.models import Niveau, TypeNotification
from notifications.textes import rediger_textes

NIVEAUX = {
    "bas": (TypeNotification.STOCK_BAS, Niveau.ALERTE),
    "epuise": (TypeNotification.STOCK_EPUISE, Niveau.CRITIQUE),
    "retabli": (TypeNotification.STOCK_BAS, Niveau.INFO),
}
COMMANDES = {
    "valider": (TypeNotification.COMMANDE, Niveau.INFO),
    "expedier": (TypeNotification.LIVRAISON, Niveau.INFO),
    "annuler": (TypeNotification.COMMANDE, Niveau.ALERTE),
}


@handler("niveaux", *NIVEAUX, source="stock_service")
def alerter_du_niveau(message: Message) -> None:
    """stock_service tells of each crossing of a threshold once; so does this."""
    type_, niveau = NIVEAUX[message.method]
    for rang, objet in enumerate(message.data):
        textes = rediger_textes("niveaux", message.method, objet)
        contenu = Contenu(type_, niveau, textes, piece_id=objet["piece_id"])
        alerter_permission(source_id=uuid5(message.id, str(rang)), permission="stock.lire", contenu=contenu)


@handler("commandes", *COMMANDES, source="commandes_service")
def informer_de_la_commande(message: Message) -> None:
    type_, niveau = COMMANDES[message.method]
    for rang, objet in enumerate(message.data):
        textes = rediger_textes("commandes", message.method, objet)
        contenu = Contenu(type_, niveau, textes, commande_id=objet["id"])
        alerter_permission(
            source_id=uuid5(message.id, str(rang)), permission="commandes.lire", contenu=contenu
        )


@handler("commandes", "create", source="commandes_service")
def taire_les_brouillons(message: Message) -> None:
    """A draft is news to nobody; the message is taken so that its sender need not keep it."""


@handler("utilisateurs", "create", "update", source="auth_service")
def suivre_les_utilisateurs(message: Message) -> None:
    for utilisateur in message.data:
        suivre_utilisateur(utilisateur=utilisateur, emis_le=message.emitted_at)


@handler("utilisateurs", "delete", source="auth_service")
def oublier_les_utilisateurs(message: Message) -> None:
    for utilisateur in message.data:
        oublier_utilisateur(user_id=utilisateur["id"], emis_le=message.emitted_at)
