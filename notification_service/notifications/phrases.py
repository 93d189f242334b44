"""The reasons as sentences, in French and English."""

from datetime import datetime
from zoneinfo import ZoneInfo

from notifications.models import Evenement, Raison, Remise

RAISONS = {
    "permission": {
        "fr": "Le rôle a la permission « {permission} ».",
        "en": "The role has the permission “{permission}”.",
    },
    "nomme": {
        "fr": "Fait partie des destinataires choisis.",
        "en": "Is among the recipients that were chosen.",
    },
    "desabonne": {
        "fr": "Ne veut pas de ce type de notification.",
        "en": "Does not want this type of notification.",
    },
    "permission_manquante": {
        "fr": "Le rôle n'avait pas la permission « {permission} ».",
        "en": "The role did not have the permission “{permission}”.",
    },
    "compte_inactif": {"fr": "Le compte est désactivé.", "en": "The account is disabled."},
    "compte_plus_recent": {
        "fr": "Le compte a été créé après.",
        "en": "The account was created later.",
    },
    "non_vise": {
        "fr": "Ne fait pas partie des destinataires choisis.",
        "en": "Is not among the recipients that were chosen.",
    },
}
DANS_APP = {
    True: {"fr": "Affichée dans l'application.", "en": "Shown in the application."},
    False: {
        "fr": "Pas dans l'application : ce n'est pas souhaité.",
        "en": "Not in the application: that is not wanted.",
    },
}
SILENCIEUSE = {
    "fr": "Sans signal, pendant les heures de silence.",
    "en": "Without a signal, in the quiet hours.",
}
COURRIELS = {
    "aucun": {"fr": "Pas de courriel souhaité.", "en": "No mail wanted."},
    "attend_silence": {
        "fr": "Courriel à la fin des heures de silence, {quand}.",
        "en": "Mail when the quiet hours end, {quand}.",
    },
    "attend_resume": {"fr": "Dans le résumé du {quand}.", "en": "In the digest of {quand}."},
    "en_file": {"fr": "Courriel en cours d'envoi.", "en": "Mail being sent."},
    "envoye": {"fr": "Courriel envoyé {quand}.", "en": "Mail sent {quand}."},
    "echec": {
        "fr": "Courriel refusé par le serveur de messagerie.",
        "en": "Mail refused by the mail server.",
    },
    "annule": {
        "fr": "Courriel annulé : le compte ou le souhait a changé.",
        "en": "Mail cancelled: the account or the wish has changed.",
    },
}
MOMENT = {"fr": "%d/%m/%Y %H:%M", "en": "%Y-%m-%d %H:%M"}


def expliquer(
    evenement: Evenement,
    raison: str,
    remise: Remise | None,
    courriel: str,
    courriel_le: datetime | None,
    fuseau: ZoneInfo,
) -> dict[str, str]:
    """A few sentences, in each language; moments as the user's clock shows them."""
    quand = courriel_le or (remise.courriel_prevu_le if remise else None)
    phrases = {}
    for langue in ("fr", "en"):
        parties = [RAISONS[raison][langue].format(permission=evenement.permission)]
        if remise is not None and raison != Raison.DESABONNE:
            parties.append(DANS_APP[remise.dans_app][langue])
            parties += [SILENCIEUSE[langue]] if remise.silencieuse else []
            moment = quand.astimezone(fuseau).strftime(MOMENT[langue]) if quand else ""
            parties.append(COURRIELS[courriel][langue].format(quand=moment).replace(" .", "."))
        phrases[langue] = " ".join(parties)
    return phrases
