"""Inviting somebody: an account without a password, and a link to choose one."""

from django.utils import timezone

from comptes import courriels, envois, liens
from comptes.models import Lien, Utilisateur


def inviter(utilisateur: Utilisateur) -> None:
    """Call it in the transaction that makes the account, or with it locked. Raises TropDeCourriels."""
    utilisateur.invite_le = timezone.now()
    utilisateur.save(update_fields=["invite_le"])
    liens.annuler(utilisateur, Lien.Objet.INVITATION)
    envois.exiger(utilisateur.email)
    jeton = liens.creer(Lien.Objet.INVITATION, utilisateur)
    courriels.ecrire("invitation", utilisateur, lien=courriels.adresse_du_lien(Lien.Objet.INVITATION, jeton))
