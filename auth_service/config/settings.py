from chassis.defaults import *  # noqa: F403  the same for every service
from chassis.defaults import SECRET_KEY, databases, finish, installed_apps, openapi
from chassis.env import env

SERVICE_NAME = "auth_service"
SERVICE_PREFIXES = ["/api/auth/", "/Gateway/"]
SERVICE_PORT = env.integer("SERVICE_PORT", 8000)

# The one service with private keys: the file that sorts last signs, the keys of all are published.
JWT_KEYS_DIR = env.folder("JWT_KEYS_DIR")

# What the secrets of authenticator apps are encrypted with. Set it before DJANGO_SECRET_KEY is replaced.
CHIFFREMENT_KEY = env.text("CHIFFREMENT_KEY", SECRET_KEY, min_length=32)

PASSWORD_HASHERS = ["comptes.hacheur.Argon2"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "nom", "prenom")},
    },
]

INSTALLED_APPS = installed_apps("comptes")
DATABASES = databases()
SPECTACULAR_SETTINGS = openapi(
    "Authentification", "Comptes, sessions, rôles et permissions.", SERVICE_PREFIXES[0]
)
SPECTACULAR_SETTINGS["ENUM_NAME_OVERRIDES"] = {
    "MethodeEnum": "comptes.models.Facteur.Methode",
    "MethodeOuSecoursEnum": "comptes.serializers.second_facteur.METHODES",
}

finish(SERVICE_NAME)
