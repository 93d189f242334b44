"""Which types of notifications a user wants."""

from uuid import UUID

from django.db import transaction

from chassis import audit
from chassis.auth.actor import Actor
from notifications.models import Preference, TypeNotification

DEFAUT = dict.fromkeys(TypeNotification.values, True)


def lire_preferences(user_id: UUID) -> dict[str, bool]:
    """For every type, whether the user wants it in the application."""
    choisies = Preference.objects.filter(user_id=user_id).values_list("type", "dans_app")
    return DEFAUT | dict(choisies)


def regler_preferences(*, dans_app: dict[str, bool], acteur: Actor) -> dict[str, bool]:
    """Replace the user's preferences; a type that is not named is wanted."""
    voulues = DEFAUT | dans_app
    with transaction.atomic():
        lignes = _verrouiller(acteur.id)
        avant = {ligne.type: ligne.dans_app for ligne in lignes}
        changees = [ligne for ligne in lignes if voulues[ligne.type] != ligne.dans_app]
        for ligne in changees:
            ligne.dans_app = voulues[ligne.type]
        Preference.objects.bulk_update(changees, ["dans_app"])
        if changees:
            audit.record(
                "modifier",
                "preferences",
                acteur.id,
                acteur=acteur,
                libelle=acteur.email,
                avant=avant,
                apres=voulues,
            )
    return voulues


def _verrouiller(user_id: UUID) -> list[Preference]:
    """A row per type, made where it is missing, locked in one order."""
    manquantes = [Preference(user_id=user_id, type=type_) for type_ in sorted(DEFAUT)]
    Preference.objects.bulk_create(manquantes, ignore_conflicts=True)
    return list(Preference.objects.select_for_update().filter(user_id=user_id).order_by("type"))
