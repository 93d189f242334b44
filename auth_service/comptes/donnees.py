"""What this service holds about one person, for that person."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from comptes import annuaire, facteurs, historique
from comptes.models import AppareilConnu, Lien, Session


def personnelles(utilisateur_id: UUID) -> dict[str, Any]:
    """Everything but secrets: hashes of passwords, codes and tokens say nothing to their owner."""
    utilisateur = annuaire.utilisateur(utilisateur_id)
    return {
        "exporte_le": timezone.now(),
        "compte": utilisateur,
        "second_facteur": facteurs.etat(utilisateur),
        "sessions": Session.objects.filter(utilisateur=utilisateur_id).order_by("-ouverte_le", "pk"),
        "connexions": historique.connexions(utilisateur_id),
        "appareils_connus": AppareilConnu.objects.filter(utilisateur=utilisateur_id).order_by("-vu_le", "pk"),
        "liens": Lien.objects.filter(utilisateur=utilisateur_id).order_by("-cree_le", "pk"),
    }
