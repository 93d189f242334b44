"""Telling people: one event, one remittance for each user considered, whatever is delivered twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from chassis import audit
from chassis.auth.actor import Actor
from chassis.filters import normalise
from chassis.identifiers import new_id
from notifications.destinataires import destinataires_actifs, qui_a_la_permission
from notifications.direct import annoncer_nouveau
from notifications.errors import AucunDestinataire, DestinataireInconnu
from notifications.models import (
    Courriel,
    Destinataire,
    Evenement,
    Niveau,
    Notification,
    Preference,
    Raison,
    Reglages,
    Remise,
    TypeNotification,
)
from notifications.silence import est_silencieux, prevoir_courriel

PAR_INSERTION = 1_000
ENVOI = "envoi"


@dataclass(frozen=True)
class Contenu:
    """What is told: `textes` holds title and message in each language, French at least."""

    type: TypeNotification
    niveau: Niveau
    textes: dict[str, tuple[str, str]]
    piece_id: UUID | str | None = None
    commande_id: UUID | str | None = None
    lien: str | None = None


@dataclass(frozen=True)
class Envoi:
    """One act of sending: how many find it in the application, and how many do not want its type there."""

    evenement: Evenement
    destinataires: int
    desabonnes: int


def alerter_permission(*, source_id: UUID, origine: str, permission: str, contenu: Contenu) -> None:
    """Tell every active user who holds the permission, as each wishes; once per user and source."""
    with transaction.atomic():
        evenement = _noter(source_id, origine, contenu, permission)
        _remettre(evenement, qui_a_la_permission(permission), Raison.PERMISSION)


def alerter_utilisateur(*, source_id: UUID, origine: str, user_id: UUID, contenu: Contenu) -> None:
    """Tell one user, nobody when the account is no longer active; DestinataireInconnu when never heard of."""
    with transaction.atomic():
        cibles = list(Destinataire.objects.filter(id=user_id))
        if not cibles:
            raise DestinataireInconnu(user_ids=[str(user_id)])
        evenement = _noter(source_id, origine, contenu)
        _remettre(evenement, [cible for cible in cibles if cible.actif], Raison.NOMME)


def envoyer_notification(
    *, contenu: Contenu, user_ids: list[UUID] | None, role: str | None, acteur: Actor
) -> Envoi:
    """Tell the users named, or those of a role, or (neither given) everybody.

    Raises DestinataireInconnu, AucunDestinataire.
    """
    envoi_id = new_id()
    with transaction.atomic():
        cibles = list(_cibles(user_ids, role))
        _refuser_les_inconnus(cibles, user_ids, role)
        evenement = _noter(envoi_id, ENVOI, contenu)
        atteints = _remettre(evenement, cibles, Raison.NOMME)
        titre, _ = evenement.texte("fr")
        apres = {"type": contenu.type, "niveau": contenu.niveau, "role": role, "destinataires": atteints}
        audit.record("envoyer", "notifications", envoi_id, acteur=acteur, libelle=titre, apres=apres)
    return Envoi(evenement, atteints, len(cibles) - atteints)


def _cibles(user_ids: list[UUID] | None, role: str | None) -> QuerySet[Destinataire]:
    if user_ids is not None:
        return destinataires_actifs().filter(id__in=user_ids)
    return destinataires_actifs() if role is None else destinataires_actifs().filter(role=role)


def _refuser_les_inconnus(cibles: list[Destinataire], user_ids: list[UUID] | None, role: str | None) -> None:
    inconnus = set(user_ids or []) - {cible.id for cible in cibles}
    if inconnus:
        raise DestinataireInconnu(user_ids=sorted(str(inconnu) for inconnu in inconnus))
    if not cibles:
        raise AucunDestinataire(role=role)


def _noter(source_id: UUID, origine: str, contenu: Contenu, permission: str | None = None) -> Evenement:
    """The event, kept once for everybody."""
    evenement = Evenement(
        id=source_id,
        type=contenu.type,
        niveau=contenu.niveau,
        origine=origine,
        permission=permission,
        textes={langue: list(texte) for langue, texte in contenu.textes.items()},
        recherche=normalise(" ".join(f"{titre} {message}" for titre, message in contenu.textes.values())),
        piece_id=contenu.piece_id,
        commande_id=contenu.commande_id,
        lien=contenu.lien,
        cree_le=timezone.now(),
    )
    Evenement.objects.bulk_create([evenement], ignore_conflicts=True)
    return evenement


def _remettre(evenement: Evenement, destinataires: Iterable[Destinataire], raison: Raison) -> int:
    """One remittance for each, as each wishes; how many find it in the application.

    The unique keys (user_id, source_id) and (evenement, user_id) leave out who was told already.
    """
    cibles = list(destinataires)
    user_ids = [cible.id for cible in cibles]
    choisies = Preference.objects.filter(type=evenement.type, user_id__in=user_ids)
    preferences = {une.user_id: une for une in choisies}
    reglages = Reglages.objects.in_bulk(user_ids)
    remises = [
        _remise(
            evenement,
            cible.id,
            raison,
            preferences.get(cible.id) or Preference(),
            reglages.get(cible.id) or Reglages(),
        )
        for cible in cibles
    ]
    langues = {cible.id: cible.langue for cible in cibles}
    notifications = [
        _notification(evenement, remise, langues[remise.user_id]) for remise in remises if remise.dans_app
    ]
    Remise.objects.bulk_create(remises, ignore_conflicts=True, batch_size=PAR_INSERTION)
    Notification.objects.bulk_create(notifications, ignore_conflicts=True, batch_size=PAR_INSERTION)
    if notifications:
        annoncer_nouveau(evenement.id)
    return len(notifications)


def _remise(
    evenement: Evenement, user_id: UUID, raison: Raison, preference: Preference, reglages: Reglages
) -> Remise:
    instant: datetime = evenement.cree_le
    prevision = prevoir_courriel(preference.courriel, reglages, instant)
    refuse = not preference.dans_app and preference.courriel == Courriel.JAMAIS
    return Remise(
        evenement=evenement,
        user_id=user_id,
        raison=Raison.DESABONNE if refuse else raison,
        dans_app=preference.dans_app,
        silencieuse=preference.dans_app and est_silencieux(reglages, instant),
        courriel=prevision.etat,
        courriel_prevu_le=prevision.prevu_le,
    )


def _notification(evenement: Evenement, remise: Remise, langue: str) -> Notification:
    titre, message = evenement.texte(langue)
    commun: dict[str, Any] = {
        champ: getattr(evenement, champ)
        for champ in ("type", "niveau", "piece_id", "commande_id", "lien", "cree_le")
    }
    return Notification(
        user_id=remise.user_id,
        source_id=evenement.id,
        titre=titre,
        message=message,
        recherche=normalise(f"{titre} {message}"),
        silencieuse=remise.silencieuse,
        **commun,
    )
