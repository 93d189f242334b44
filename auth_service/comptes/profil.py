"""What people change of their own account."""

from typing import Any

from django.db import transaction

from chassis import audit
from chassis.auth.actor import Actor
from chassis.versions import require_version
from comptes import annuaire, messages, utilisateurs
from comptes.models import Utilisateur
from comptes.verrous import verrouiller_compte


def modifier_profil(*, champs: dict[str, Any], version: int | None = None, acteur: Actor) -> Utilisateur:
    """`champs`: any of nom, prenom, telephone, langue."""
    with transaction.atomic():
        moi = verrouiller_compte(acteur.id)
        require_version(moi.version, version)
        avant = {champ: getattr(moi, champ) for champ in champs}
        if avant != champs:
            for champ, valeur in champs.items():
                setattr(moi, champ, valeur)
            moi.version += 1
            moi.recherche = moi.texte_de_recherche()
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
