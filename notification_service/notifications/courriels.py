"""What is due for a user leaves as one mail: at once, after the quiet hours, or as the daily digest."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from chassis import mail
from notifications.models import Destinataire, EtatCourriel, Evenement, Reglages, Remise
from notifications.silence import prevoir_courriel

UTILISATEURS = 200
LIGNES = 100
EN_ATTENTE = [EtatCourriel.IMMEDIAT, EtatCourriel.SILENCE, EtatCourriel.RESUME]


def envoyer_courriels_dus() -> int:
    """Hand over to the mail queue what is due, user by user; how many mails that made."""
    dues = _en_attente().filter(courriel_prevu_le__lte=timezone.now())
    utilisateurs = list(dues.order_by("user_id").values_list("user_id", flat=True).distinct()[:UTILISATEURS])
    return sum(_envoyer_a(user_id) for user_id in utilisateurs)


def reprogrammer_courriels(user_id: UUID, modes: Mapping[str, str], reglages: Reglages) -> None:
    """The user wants it otherwise: what has not left yet follows. Call it inside the rule's transaction."""
    maintenant = timezone.now()
    remises = list(_verrouiller(_en_attente().filter(user_id=user_id)))
    for remise in remises:
        prevision = prevoir_courriel(modes[remise.evenement.type], reglages, maintenant)
        remise.courriel, remise.courriel_prevu_le = prevision.etat, prevision.prevu_le
        if prevision.prevu_le is None:
            remise.courriel = EtatCourriel.ANNULE
    Remise.objects.bulk_update(remises, ["courriel", "courriel_prevu_le"])


def _en_attente() -> QuerySet[Remise]:
    return Remise.objects.filter(mail_id=None, courriel__in=EN_ATTENTE)


def _verrouiller(remises: QuerySet[Remise], *, skip_locked: bool = False) -> QuerySet[Remise]:
    en_ordre = remises.select_related("evenement").order_by("id")
    return en_ordre.select_for_update(of=["self"], skip_locked=skip_locked)


def _envoyer_a(user_id: UUID) -> int:
    with transaction.atomic():
        dues = _en_attente().filter(user_id=user_id, courriel_prevu_le__lte=timezone.now())
        remises = list(_verrouiller(dues, skip_locked=True))
        if not remises:
            return 0
        destinataire = Destinataire.objects.filter(id=user_id, actif=True).exclude(email="").first()
        if destinataire is None:
            _marquer(remises, courriel=EtatCourriel.ANNULE, courriel_prevu_le=None)
            return 0
        gabarit, contexte = _composer(destinataire, remises)
        courriel = mail.queue(
            to=destinataire.email, template=gabarit, langue=destinataire.langue, context=contexte
        )
        _marquer(remises, mail_id=courriel.pk)
    return 1


def _marquer(remises: list[Remise], **valeurs: Any) -> None:
    Remise.objects.filter(pk__in=[remise.pk for remise in remises]).update(**valeurs)


def _composer(destinataire: Destinataire, remises: list[Remise]) -> tuple[str, dict[str, Any]]:
    """The template and what it shows: one notification, or several as a list."""
    lignes = [_ligne(remise.evenement, destinataire.langue) for remise in remises[:LIGNES]]
    preferences = f"{settings.UI_URL}/notifications/preferences"
    if len(remises) == 1 and remises[0].courriel != EtatCourriel.RESUME:
        return "notification", lignes[0] | {"preferences": preferences}
    return "resume", {
        "lignes": lignes,
        "nombre": len(remises),
        "autres": len(remises) - len(lignes),
        "prenom": destinataire.prenom,
        "notifications": f"{settings.UI_URL}/notifications",
        "preferences": preferences,
    }


def _ligne(evenement: Evenement, langue: str) -> dict[str, Any]:
    titre, message = evenement.texte(langue)
    return {"titre": titre, "message": message, "niveau": evenement.niveau, "lien": _lien(evenement)}


def _lien(evenement: Evenement) -> str:
    if evenement.lien:
        return settings.UI_URL + evenement.lien
    if evenement.commande_id:
        return f"{settings.UI_URL}/commandes/{evenement.commande_id}"
    if evenement.piece_id:
        return f"{settings.UI_URL}/pieces/{evenement.piece_id}"
    return f"{settings.UI_URL}/notifications"
