import json
import re
from itertools import count

import pyotp
import pytest
from django.utils import timezone

from chassis import live_config
from chassis.auth.revocations import deny_list
from chassis.models import Mail
from chassis.testing.clients import anonymous_client, user_client
from comptes import chiffrement, droits_par_defaut, hachage
from comptes.jobs import repondre_par_courriel
from comptes.models import Facteur, Permission, Role, RolePermission, Session, Utilisateur

MOT_DE_PASSE = "cheval-pile-agrafe-42"
_HASH = hachage.hacher(MOT_DE_PASSE)
_numeros = count(1)


@pytest.fixture(autouse=True)
def _droits(request):
    """Tests that commit empty every table behind them, the default roles included."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
    elif "race" in request.fixturenames:
        request.getfixturevalue("transactional_db")
    else:
        return
    if not Permission.objects.exists():
        droits_par_defaut.installer(Permission, Role, RolePermission)


def role_de(nom: str, codes: list[str]) -> Role:
    """A role of its own with exactly these permissions."""
    role = Role.objects.create(nom=nom)
    permissions = Permission.objects.filter(code__in=codes)
    RolePermission.objects.bulk_create(RolePermission(role=role, permission=p) for p in permissions)
    return role


@pytest.fixture
def compte():
    """`compte("vendeur")` is an account in the database, with MOT_DE_PASSE as its password."""

    def creer(role: str = "lecteur", **champs) -> Utilisateur:
        champs = {"email": f"compte{next(_numeros)}@example.org", "password_hash": _HASH} | champs
        utilisateur = Utilisateur(role=Role.objects.get(nom=role), **champs)
        utilisateur.recherche = utilisateur.texte_de_recherche()
        utilisateur.save(force_insert=True)
        return utilisateur

    return creer


@pytest.fixture
def admin(compte):
    return compte("administrateur", email="admin@example.org", nom="Durand", prenom="Anne")


@pytest.fixture
def en_tant_que():
    """`en_tant_que(utilisateur)` is an HTTP client with a token of this account."""

    def client(utilisateur: Utilisateur, session: Session | None = None, **claims):
        claims = {
            "sub": str(utilisateur.id),
            "email": utilisateur.email,
            "role": utilisateur.role.nom,
            "ver": utilisateur.ver,
        } | claims
        if session is not None:
            claims["sid"] = str(session.id)
        return user_client(*utilisateur.role.codes, **claims)

    return client


@pytest.fixture
def login():
    """Sign in over HTTP from an address; the response, whatever it is."""

    def post(email: str, mot_de_passe: str = MOT_DE_PASSE, *, ip: str = "203.0.113.1", **headers):
        body = {"email": email, "password": mot_de_passe}
        return anonymous_client().post("/api/auth/login/", body, headers={"X-Forwarded-For": ip} | headers)

    return post


@pytest.fixture
def bearer():
    """An HTTP client that holds this access token, after the deny list has been read again."""

    def client(access: str):
        deny_list.forget()
        http = anonymous_client()
        http.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
        return http

    return client


@pytest.fixture
def refresh():
    def post(jeton: str, **headers):
        return anonymous_client().post("/api/auth/refresh/", {"refresh": jeton}, headers=headers)

    return post


@pytest.fixture
def central():
    """`central(roles_avec_2fa=["vendeur"])` sets values of the central configuration for one test."""

    def regler(**valeurs):
        live_config.accept({cle: json.dumps(valeur) for cle, valeur in valeurs.items()})

    yield regler
    live_config.accept({})


@pytest.fixture
def courrier():
    """`courrier(email)` are the mails to an address, oldest first, once the worker has done its part."""

    def lire(email: str) -> list[Mail]:
        repondre_par_courriel()
        return list(Mail.objects.filter(to=email).order_by("created_at", "pk"))

    return lire


@pytest.fixture
def lien(courrier):
    """`lien(email, "confirmer")` is the token of the last link to that page that was mailed there."""

    def jeton(email: str, page: str) -> str:
        trouves = [
            trouve
            for mail in courrier(email)
            if (trouve := re.search(rf"http://127\.0\.0\.1:5500/#/{page}\?token=([\w-]+)", mail.text))
        ]
        assert trouves, f"no link to {page} for {email}"
        return trouves[-1][1]

    return jeton


@pytest.fixture
def public():
    """`public("password/reset/", token=...)` posts as nobody in particular."""

    def post(chemin: str, **corps):
        return anonymous_client().post(f"/api/auth/{chemin}", corps)

    return post


@pytest.fixture
def totp():
    """`totp(utilisateur)` gives the account an authenticator app, and answers it (`.now()` is its code)."""

    def installer(utilisateur: Utilisateur) -> pyotp.TOTP:
        secret = pyotp.random_base32()
        Facteur.objects.create(
            utilisateur=utilisateur,
            methode="totp",
            secret=chiffrement.chiffrer(secret, utilisateur_id=utilisateur.pk),
            actif_le=timezone.now(),
        )
        return pyotp.TOTP(secret)

    return installer
