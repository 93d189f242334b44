"""Every refusal of this service."""

from chassis.corbeille import ObjetVivant
from chassis.errors import NotFound, Refusal, Unavailable


class DestinataireInconnu(NotFound):
    """Data: `user_ids`, those that are nobody, or nobody who may still log in."""

    code = "destinataire_inconnu"
    title = "Un destinataire n'existe pas ou n'est plus actif"


class AucunDestinataire(Refusal):
    """The role has no active user. Data: `role`."""

    code = "aucun_destinataire"
    title = "Personne ne recevrait cette notification"


class EvenementInconnu(NotFound):
    """It never was, or is no longer kept."""

    code = "evenement_inconnu"
    title = "Cet évènement n'existe pas ou n'est plus conservé"


class WebhookInconnu(NotFound):
    code = "webhook_inconnu"
    title = "Ce webhook n'existe pas"


class LivraisonInconnue(NotFound):
    code = "livraison_inconnue"
    title = "Cette livraison n'existe pas ou n'est plus conservée"


class IdentifiantPris(Refusal):
    """Another webhook, perhaps in the trash, has the id that was given. Data: `id`."""

    code = "identifiant_pris"
    title = "Cet identifiant est déjà pris"


class AdresseInterdite(Refusal):
    """The address leads into a private network. Data: `adresse`, the one that was found."""

    code = "adresse_interdite"
    title = "Cette adresse mène à un réseau privé, et ne peut pas être appelée"


class WebhookInactif(Refusal):
    """Nothing is sent to a webhook that is switched off."""

    code = "webhook_inactif"
    title = "Ce webhook est désactivé"


class PasDansLaCorbeille(ObjetVivant):
    """Only what was deleted can be purged."""

    code = "pas_dans_la_corbeille"
    title = "L'objet n'est pas dans la corbeille"


class FluxIndisponible(Unavailable):
    """The process that serves the stream is not there."""

    code = "flux_indisponible"
    title = "Le flux de notifications n'est pas disponible"
