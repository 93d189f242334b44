"""Roles that the central configuration knows by their names, whatever their case."""

from config.parametres import ROLE_INSCRIPTION, ROLES_AVEC_2FA


def impose_un_second_facteur(nom: str) -> bool:
    return _est_parmi(nom, ROLES_AVEC_2FA())


def valeurs_qui_nomment(nom: str) -> list[str]:
    """The keys of the values that would no longer mean this role if it had another name."""
    valeurs = {ROLES_AVEC_2FA.key: ROLES_AVEC_2FA(), ROLE_INSCRIPTION.key: [ROLE_INSCRIPTION()]}
    return [cle for cle, noms in valeurs.items() if _est_parmi(nom, noms)]


def _est_parmi(nom: str, noms: list) -> bool:
    return nom.lower() in {str(each).lower() for each in noms}
