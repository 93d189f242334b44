"""The users as auth_service tells of them, and who among them may be told of something."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from chassis.filters import normalise
from notifications.models import Destinataire

CHAMPS = ("email", "nom", "prenom", "role", "permissions", "actif", "langue")
ANONYME = {"email": "", "nom": "", "prenom": "", "role": "", "permissions": [], "actif": False}


def suivre_utilisateur(*, utilisateur: dict[str, Any], emis_le: datetime) -> None:
    """Keep the user as the message shows it, unless a later message came first."""
    _remplacer(utilisateur["id"], {champ: utilisateur[champ] for champ in CHAMPS}, emis_le)


def oublier_utilisateur(*, user_id: str, emis_le: datetime) -> None:
    """The account is deleted: nothing reaches it any more, and nothing personal of it stays here."""
    _remplacer(user_id, ANONYME, emis_le)


def _remplacer(user_id: str, valeurs: dict[str, Any], emis_le: datetime) -> None:
    with transaction.atomic():
        nouveau = Destinataire(id=user_id, emis_le=emis_le, connu_depuis=emis_le)
        Destinataire.objects.bulk_create([nouveau], ignore_conflicts=True)
        recherche = normalise(f"{valeurs['prenom']} {valeurs['nom']} {valeurs['email']} {valeurs['role']}")
        plus_ancien = Destinataire.objects.filter(id=user_id, emis_le__lte=emis_le)
        plus_ancien.update(emis_le=emis_le, recherche=recherche, **valeurs)


def destinataires_actifs() -> QuerySet[Destinataire]:
    return Destinataire.objects.filter(actif=True).order_by("id")


def qui_a_la_permission(permission: str) -> QuerySet[Destinataire]:
    return destinataires_actifs().filter(permissions__contains=[permission])
