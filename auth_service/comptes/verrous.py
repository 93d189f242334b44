"""The lock on one account, taken by everything that changes it or what hangs on it.

The order of locks everywhere: guesses at the account, permissions, account, session, refresh token, links,
mails to an address.
"""

from uuid import UUID

from comptes.errors import UtilisateurIntrouvable
from comptes.models import Utilisateur


def verrouiller_compte(utilisateur_id: UUID) -> Utilisateur:
    """The account, locked until the transaction ends; raises UtilisateurIntrouvable."""
    trouve = (
        Utilisateur.objects.select_for_update(no_key=True)
        .filter(pk=utilisateur_id, supprime_le__isnull=True)
        .first()
    )
    if trouve is None:
        raise UtilisateurIntrouvable()
    return trouve
