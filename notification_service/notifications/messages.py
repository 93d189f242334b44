"""What the other services tell, and who is told of it here."""

from uuid import UUID, uuid5

from chassis.errors import InvalidInput
from chassis.messages import Message, handler
from notifications.catalogue import COMMANDES, NIVEAUX
from notifications.destinataires import oublier_utilisateur, suivre_utilisateur
from notifications.envois import Contenu, alerter_permission, alerter_utilisateur
from notifications.livraisons import prevoir_livraisons
from notifications.models import Niveau, TypeNotification
from notifications.textes import rediger_textes

# How other services say how grave it is.
GRAVITE = {"info": Niveau.INFO, "avertissement": Niveau.ALERTE, "erreur": Niveau.CRITIQUE}


@handler("niveaux", *NIVEAUX, source="stock_service")
def alerter_du_niveau(message: Message) -> None:
    """stock_service tells of each crossing of a threshold once; so does this."""
    type_, niveau = NIVEAUX[message.method]
    for source_id, objet in _objets(message):
        textes = rediger_textes("niveaux", message.method, objet)
        contenu = Contenu(type_, niveau, textes, piece_id=objet["piece_id"])
        _alerter(message, source_id, "stock.lire", contenu)
        _appeler(message, source_id, objet)


@handler("commandes", *COMMANDES, source="commandes_service")
def informer_de_la_commande(message: Message) -> None:
    type_, niveau = COMMANDES[message.method]
    for source_id, objet in _objets(message):
        textes = rediger_textes("commandes", message.method, objet)
        contenu = Contenu(type_, niveau, textes, commande_id=objet["id"])
        _alerter(message, source_id, "commandes.lire", contenu)
        _appeler(message, source_id, objet)


@handler("commandes", "create", source="commandes_service")
def taire_les_brouillons(message: Message) -> None:
    """A draft is news to nobody here; a program elsewhere may want to know."""
    for source_id, objet in _objets(message):
        _appeler(message, source_id, objet)


@handler("notifications", "create")
def transmettre(message: Message) -> None:
    """Any service may have one account told, or all those with a permission."""
    for source_id, objet in _objets(message):
        textes = {langue: (objet["titre"][langue], objet["message"][langue]) for langue in objet["titre"]}
        contenu = Contenu(
            TypeNotification.SYSTEME, GRAVITE[objet["niveau"]], textes, lien=objet["lien"] or None
        )
        if objet["user_id"]:
            user_id = UUID(objet["user_id"])
            alerter_utilisateur(
                source_id=source_id, origine=_origine(message), user_id=user_id, contenu=contenu
            )
        elif objet["permission"]:
            _alerter(message, source_id, objet["permission"], contenu)
        else:
            raise InvalidInput({"user_id": ["Il faut user_id ou permission."]})


@handler("utilisateurs", "create", "update", source="auth_service")
def suivre_les_utilisateurs(message: Message) -> None:
    for utilisateur in message.data:
        suivre_utilisateur(utilisateur=utilisateur, emis_le=message.emitted_at)


@handler("utilisateurs", "delete", source="auth_service")
def oublier_les_utilisateurs(message: Message) -> None:
    for utilisateur in message.data:
        oublier_utilisateur(user_id=utilisateur["id"], emis_le=message.emitted_at)


def _objets(message: Message):
    """Each object of the message with the id of what happened to it: the same on every delivery."""
    return [(uuid5(message.id, str(rang)), objet) for rang, objet in enumerate(message.data)]


def _origine(message: Message) -> str:
    return f"{message.module}.{message.method}"


def _alerter(message: Message, source_id: UUID, permission: str, contenu: Contenu) -> None:
    alerter_permission(source_id=source_id, origine=_origine(message), permission=permission, contenu=contenu)


def _appeler(message: Message, source_id: UUID, objet: dict) -> None:
    prevoir_livraisons(
        evenement=_origine(message), source_id=source_id, donnees=objet, emis_le=message.emitted_at
    )
