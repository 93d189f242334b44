"""What people change of their own account."""

from typing import Any

from django.db import transaction

from chassis import audit
from chassis.auth.actor import Actor
from chassis.versions import require_version
from comptes import annuaire, messages, utilisateurs
from comptes.errors import UtilisateurIntrouvable
from comptes.models import Utilisateur


def modifier_profil(*, champs: dict[str, Any], version: int | None = None, acteur: Actor) -> Utilisateur:
    """`champs`: any of nom, prenom, telephone, langue."""
    with transaction.atomic():
        moi = (
            Utilisateur.objects.select_for_update(no_key=True)
            .filter(pk=acteur.id, supprime_le__isnull=True)
            .first()
        )
        if moi is None:
            raise UtilisateurIntrouvable()
        require_version(moi.version, version)
        avant = {champ: getattr(moi, champ) for champ in champs}
        if avant != champs:
            for champ, valeur in champs.items():
                setattr(moi, champ, valeur)
            moi.version += 1
            moi.recherche = utilisateurs.texte_de_recherche(moi)
            moi.save(update_fields=[*champs, "version", "recherche"])
            messages.publier_utilisateur("update", moi, acteur=acteur)
            audit.record(
                "modifier",
                utilisateurs.MODULE,
                moi.pk,
                acteur=acteur,
                libelle=moi.email,
                avant=avant,
                apres=champs,
            )
        return annuaire.utilisateur(moi.pk)
