"""Why somebody was told of something, or was not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from chassis.models import Mail
from notifications.errors import EvenementInconnu
from notifications.models import (
    Destinataire,
    EtatCourriel,
    Evenement,
    Notification,
    Reglages,
    Remise,
)
from notifications.phrases import expliquer

ATTEND = {
    EtatCourriel.IMMEDIAT: "en_file",
    EtatCourriel.SILENCE: "attend_silence",
    EtatCourriel.RESUME: "attend_resume",
    EtatCourriel.AUCUN: "aucun",
    EtatCourriel.ANNULE: "annule",
}


@dataclass(frozen=True)
class Explication:
    """What became of one event for one user; `remise` is missing when nothing was to be sent."""

    destinataire: Destinataire
    raison: str
    remise: Remise | None
    notification: Notification | None
    courriel: str
    courriel_le: datetime | None
    phrase: dict[str, str]

    @property
    def recu(self) -> bool:
        return self.remise is not None and (self.remise.dans_app or self.remise.mail_id is not None)


def lister_evenements_annonces() -> QuerySet[Evenement]:
    """Newest first, with how many it went to."""
    return Evenement.objects.annotate(
        destinataires=Count("remises"),
        dans_app=Count("remises", filter=Q(remises__dans_app=True)),
        par_courriel=Count(
            "remises", filter=~Q(remises__courriel__in=[EtatCourriel.AUCUN, EtatCourriel.ANNULE])
        ),
    ).order_by("-cree_le", "-id")


def lire_evenement(evenement_id: UUID) -> Evenement:
    evenement = lister_evenements_annonces().filter(pk=evenement_id).first()
    if evenement is None:
        raise EvenementInconnu()
    return evenement


def lister_consideres(evenement: Evenement) -> QuerySet[Destinataire]:
    """Everybody who has an account, with `recu`: whether it reached them."""
    remises = Remise.objects.filter(evenement=evenement, user_id=OuterRef("id"))
    recues = remises.filter(Q(dans_app=True) | Q(mail_id__isnull=False))
    return (
        Destinataire.objects.exclude(email="").annotate(recu=Exists(recues)).order_by("nom", "prenom", "id")
    )


def expliquer_notification(*, notification_id: UUID, user_id: UUID) -> tuple[Evenement, Explication]:
    """Why this user has this notification; EvenementInconnu when it is another's."""
    notification = Notification.objects.filter(pk=notification_id, user_id=user_id).first()
    destinataire = Destinataire.objects.filter(pk=user_id).first()
    if notification is None or destinataire is None:
        raise EvenementInconnu()
    evenement = lire_evenement(notification.source_id)
    [explication] = expliquer_remises(evenement, [destinataire])
    return evenement, explication


def expliquer_remises(evenement: Evenement, destinataires: Iterable[Destinataire]) -> list[Explication]:
    """One for each of them, in their order; the same number of queries whatever their number."""
    destinataires = list(destinataires)
    user_ids = [destinataire.id for destinataire in destinataires]
    remises = {un.user_id: un for un in Remise.objects.filter(evenement=evenement, user_id__in=user_ids)}
    recues = Notification.objects.filter(source_id=evenement.id, user_id__in=user_ids)
    notifications = {une.user_id: une for une in recues}
    mails = Mail.objects.in_bulk([remise.mail_id for remise in remises.values() if remise.mail_id])
    fuseaux = dict(Reglages.objects.filter(user_id__in=user_ids).values_list("user_id", "fuseau"))
    return [
        _expliquer(
            evenement,
            un,
            remises.get(un.id),
            notifications.get(un.id),
            mails,
            ZoneInfo(fuseaux.get(un.id) or Reglages().fuseau),
        )
        for un in destinataires
    ]


def langue_de(user_id: UUID) -> str:
    """The language a user reads."""
    langue = Destinataire.objects.filter(id=user_id).values_list("langue", flat=True).first()
    return langue or "fr"


def _expliquer(
    evenement: Evenement,
    destinataire: Destinataire,
    remise: Remise | None,
    notification: Notification | None,
    mails: dict[UUID, Mail],
    fuseau: ZoneInfo,
) -> Explication:
    raison = remise.raison if remise else _raison_du_silence(evenement, destinataire)
    courriel, courriel_le = _courriel(remise, mails)
    phrase = expliquer(evenement, raison, remise, courriel, courriel_le, fuseau)
    return Explication(destinataire, raison, remise, notification, courriel, courriel_le, phrase)


def _raison_du_silence(evenement: Evenement, destinataire: Destinataire) -> str:
    """Everybody who was entitled then has a remittance; the others were not, for one of these reasons."""
    if destinataire.connu_depuis and destinataire.connu_depuis > evenement.cree_le:
        return "compte_plus_recent"
    if not destinataire.actif:
        return "compte_inactif"
    return "permission_manquante" if evenement.permission else "non_vise"


def _courriel(remise: Remise | None, mails: dict[Any, Mail]) -> tuple[str, datetime | None]:
    if remise is None:
        return "aucun", None
    if remise.mail_id is None:
        return ATTEND[EtatCourriel(remise.courriel)], None
    mail = mails.get(remise.mail_id)
    if mail is None or mail.sent_at:  # the queue forgets what it sent after a month
        return "envoye", mail.sent_at if mail else None
    return ("echec" if mail.dead_at else "en_file"), None
