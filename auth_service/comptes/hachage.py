"""Hashing passwords, and which ones are good enough."""

from django.contrib.auth import hashers, password_validation
from django.core.exceptions import ValidationError

from comptes import jetons
from comptes.errors import MotDePasseRefuse
from comptes.models import Utilisateur

# Verified in place of the hash of an account that does not exist, so that both take the same time.
_LEURRE = hashers.make_password("personne n'a ce mot de passe")


def exiger_mot_de_passe_solide(mot_de_passe: str, utilisateur: Utilisateur, *, champ: str) -> None:
    """Raises MotDePasseRefuse on `champ`; the settings say what is asked of a password."""
    try:
        password_validation.validate_password(mot_de_passe, utilisateur)
    except ValidationError as error:
        raise MotDePasseRefuse({champ: error.messages}) from error


def hacher(mot_de_passe: str) -> str:
    return hashers.make_password(mot_de_passe)


def de_personne() -> str:
    """The hash of a password that nobody knows: a guess at it takes as long as at any other."""
    return hacher(jetons.nouveau_jeton())


def verifier(mot_de_passe: str, password_hash: str | None) -> bool:
    """Takes as long when there is no account (None), and is then always false."""
    exact, _ = hashers.verify_password(mot_de_passe, password_hash or _LEURRE)
    return exact and password_hash is not None


def est_a_renouveler(password_hash: str) -> bool:
    """True when the hash was made with other figures than those of today."""
    return hashers.identify_hasher(password_hash).must_update(password_hash)
