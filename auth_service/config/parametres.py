"""What operators may change while the service runs (central configuration)."""

from chassis.live_config import parameter

ROLES_AVEC_2FA = parameter(
    "roles_avec_2fa",
    [],
    about="Names of the roles whose accounts must have a second factor; who has none sets one up to sign in.",
    about_fr="Noms des rôles dont les comptes doivent avoir un second facteur ; qui n'en a pas en crée un.",
)
ROLE_INSCRIPTION = parameter(
    "role_inscription",
    "lecteur",
    about="Name of the role of those who sign up by themselves; one that administers closes sign-up.",
    about_fr="Nom du rôle de qui s'inscrit de soi-même ; un rôle qui administre ferme l'inscription.",
)
INSCRIPTION_OUVERTE = parameter(
    "inscription_ouverte",
    True,
    about="Whether people may sign up by themselves, or only by invitation.",
    about_fr="Si chacun peut s'inscrire de soi-même, ou seulement sur invitation.",
)
