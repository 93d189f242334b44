"""Accounts, what they may do, and where they are signed in."""

from comptes.models.droits import Permission, Role, RolePermission
from comptes.models.second_facteur import CodeCourriel, CodeSecours, CodeTotpUtilise, Defi, Facteur
from comptes.models.sessions import AppareilConnu, Connexion, JetonRefresh, Session, Tentatives
from comptes.models.utilisateurs import (
    DemandeReinitialisation,
    Envois,
    Inscription,
    Langue,
    Lien,
    Utilisateur,
)

__all__ = [
    "AppareilConnu",
    "CodeCourriel",
    "CodeSecours",
    "CodeTotpUtilise",
    "Connexion",
    "Defi",
    "DemandeReinitialisation",
    "Envois",
    "Facteur",
    "Inscription",
    "JetonRefresh",
    "Langue",
    "Lien",
    "Permission",
    "Role",
    "RolePermission",
    "Session",
    "Tentatives",
    "Utilisateur",
]
