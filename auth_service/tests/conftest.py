from itertools import count

import pytest

from chassis.auth.revocations import deny_list
from chassis.testing.clients import anonymous_client, user_client
from comptes import droits_par_defaut, hachage
from comptes.models import Permission, Role, RolePermission, Session, Utilisateur
from comptes.utilisateurs import texte_de_recherche

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
        utilisateur.recherche = texte_de_recherche(utilisateur)
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
