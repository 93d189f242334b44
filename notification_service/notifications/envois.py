"""Sending notifications: one row per user and source, whatever is delivered twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from chassis import audit
from chassis.auth.actor import Actor
from chassis.filters import normalise
from chassis.identifiers import new_id
from notifications.destinataires import destinataires_actifs, qui_a_la_permission, selon_preference
from notifications.errors import AucunDestinataire, DestinataireInconnu
from notifications.models import Destinataire, Niveau, Notification, TypeNotification
from notifications.textes import LANGUE

PAR_INSERTION = 1_000


@dataclass(frozen=True)
class Contenu:
    """What is told: `textes` holds title and message in each language, French at least."""

    type: TypeNotification
    niveau: Niveau
    textes: dict[str, tuple[str, str]]
    piece_id: UUID | str | None = None
    commande_id: UUID | str | None = None


@dataclass(frozen=True)
class Envoi:
    """One act of sending: how many got it, and how many opted out of its type."""

    id: UUID
    contenu: Contenu
    destinataires: int
    desabonnes: int


def alerter_permission(*, source_id: UUID, permission: str, contenu: Contenu) -> None:
    """Tell every active user who holds the permission and did not opt out; once per user and source."""
    with transaction.atomic():
        _inserer(source_id, selon_preference(qui_a_la_permission(permission), contenu.type), contenu)


def envoyer_notification(
    *, contenu: Contenu, user_ids: list[UUID] | None, role: str | None, acteur: Actor
) -> Envoi:
    """Tell the users named, or those of a role, or (neither given) everybody.

    Raises DestinataireInconnu, AucunDestinataire.
    """
    envoi_id = new_id()
    with transaction.atomic():
        cibles = list(selon_preference(_cibles(user_ids, role), contenu.type))
        _refuser_les_inconnus(cibles, user_ids, role)
        atteints = _inserer(envoi_id, cibles, contenu)
        titre, _ = contenu.textes[LANGUE]
        apres = {"type": contenu.type, "niveau": contenu.niveau, "role": role, "destinataires": atteints}
        audit.record("envoyer", "notifications", envoi_id, acteur=acteur, libelle=titre, apres=apres)
    return Envoi(envoi_id, contenu, atteints, len(cibles) - atteints)


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


def _inserer(source_id: UUID, cibles: Iterable[Destinataire], contenu: Contenu) -> int:
    """The number of users who want it. The unique (user_id, source_id) leaves out who was told already."""
    commun: dict[str, Any] = {
        "source_id": source_id,
        "type": contenu.type,
        "niveau": contenu.niveau,
        "piece_id": contenu.piece_id,
        "commande_id": contenu.commande_id,
        "cree_le": timezone.now(),
    }
    redige = {
        langue: {"titre": titre, "message": message, "recherche": normalise(f"{titre} {message}")}
        for langue, (titre, message) in contenu.textes.items()
    }
    notifications = [
        Notification(user_id=cible.id, **commun, **redige.get(cible.langue, redige[LANGUE]))
        for cible in cibles
        if cible.veut
    ]
    Notification.objects.bulk_create(notifications, ignore_conflicts=True, batch_size=PAR_INSERTION)
    return len(notifications)
