"""Every refusal of this service."""

from chassis.errors import NotFound, Refusal


class DestinataireInconnu(NotFound):
    """Data: `user_ids`, those that are nobody, or nobody who may still log in."""

    code = "destinataire_inconnu"
    title = "Un destinataire n'existe pas ou n'est plus actif"


class AucunDestinataire(Refusal):
    """The role has no active user. Data: `role`."""

    code = "aucun_destinataire"
    title = "Personne ne recevrait cette notification"
