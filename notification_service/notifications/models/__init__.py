"""Tables of this service."""

from notifications.models.destinataire import Courriel, Destinataire, Preference, Reglages
from notifications.models.evenement import EtatCourriel, Evenement, Raison, Remise
from notifications.models.notification import Niveau, Notification, TypeNotification
from notifications.models.webhook import EtatLivraison, Livraison, Tentative, Webhook

__all__ = [
    "Courriel",
    "Destinataire",
    "EtatCourriel",
    "EtatLivraison",
    "Evenement",
    "Livraison",
    "Niveau",
    "Notification",
    "Preference",
    "Raison",
    "Reglages",
    "Remise",
    "Tentative",
    "TypeNotification",
    "Webhook",
]
