"""How a user wants to be told: per type in the application and by mail, the digest, the quiet hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from typing import Any
from uuid import UUID

from django.db import transaction

from chassis import audit
from chassis.auth.actor import Actor
from notifications.courriels import reprogrammer_courriels
from notifications.models import Preference, Reglages, TypeNotification


@dataclass(frozen=True)
class Souhaits:
    """Everything a user chose: a preference for each type, and the settings for all of them."""

    preferences: list[Preference]
    reglages: Reglages

    @property
    def silence(self) -> dict[str, time] | None:
        if self.reglages.silence_debut is None:
            return None
        return {"debut": self.reglages.silence_debut, "fin": self.reglages.silence_fin}

    def instantane(self) -> dict[str, Any]:
        """As the audit log shows it."""
        par_type = {
            une.type: {"dans_app": une.dans_app, "courriel": une.courriel} for une in self.preferences
        }
        silence = {nom: heure.isoformat("minutes") for nom, heure in (self.silence or {}).items()}
        return par_type | {
            "resume_heure": self.reglages.resume_heure,
            "silence": silence or None,
            "fuseau": self.reglages.fuseau,
        }


def lire_preferences(user_id: UUID) -> Souhaits:
    return _souhaits(
        user_id,
        Preference.objects.filter(user_id=user_id),
        Reglages.objects.filter(user_id=user_id).first(),
    )


def regler_preferences(*, preferences: Iterable[Preference], reglages: Reglages, acteur: Actor) -> Souhaits:
    """Replace the user's wishes; a type that is not named has its default. Mails that wait follow."""
    voulues = {une.type: une for une in preferences}
    with transaction.atomic():
        lignes, anciens = _verrouiller(acteur.id)
        avant = _souhaits(acteur.id, lignes, anciens).instantane()
        for ligne in lignes:
            voulue = voulues.get(ligne.type, Preference())
            ligne.dans_app, ligne.courriel = voulue.dans_app, voulue.courriel
        reglages.user_id = acteur.id
        souhaits = _souhaits(acteur.id, lignes, reglages)
        apres = souhaits.instantane()
        if apres != avant:
            Preference.objects.bulk_update(lignes, ["dans_app", "courriel"])
            reglages.save(force_update=True)
            reprogrammer_courriels(acteur.id, {ligne.type: ligne.courriel for ligne in lignes}, reglages)
            changes = [champ for champ in apres if apres[champ] != avant[champ]]
            audit.record(
                "modifier",
                "preferences",
                acteur.id,
                acteur=acteur,
                libelle=acteur.email,
                avant={champ: avant[champ] for champ in changes},
                apres={champ: apres[champ] for champ in changes},
            )
    return souhaits


def _souhaits(user_id: UUID, lignes: Iterable[Preference], reglages: Reglages | None) -> Souhaits:
    choisies = {ligne.type: ligne for ligne in lignes}
    toutes = [choisies.get(type_) or Preference(user_id=user_id, type=type_) for type_ in TypeNotification]
    return Souhaits(toutes, reglages or Reglages(user_id=user_id))


def _verrouiller(user_id: UUID) -> tuple[list[Preference], Reglages]:
    """The rows of the user, made where they are missing, locked in one order."""
    Reglages.objects.bulk_create([Reglages(user_id=user_id)], ignore_conflicts=True)
    reglages = Reglages.objects.select_for_update().get(user_id=user_id)
    manquantes = [Preference(user_id=user_id, type=type_) for type_ in sorted(TypeNotification.values)]
    Preference.objects.bulk_create(manquantes, ignore_conflicts=True)
    lignes = Preference.objects.select_for_update().filter(user_id=user_id).order_by("type")
    return list(lignes), reglages
