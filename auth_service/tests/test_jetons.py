"""Access tokens and the keys they are signed with."""

import time
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives import serialization as pem
from cryptography.hazmat.primitives.asymmetric import rsa

from chassis.auth import keys, user_tokens
from chassis.identifiers import new_id
from chassis.testing.clients import anonymous_client
from comptes import jetons

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(settings, tmp_path, monkeypatch):
    """A folder of keys of this test alone, with one key: `2026-01`."""
    settings.JWT_KEYS_DIR = tmp_path
    monkeypatch.setattr(keys, "current", keys._KeySet())
    ajouter(tmp_path, "2026-01")
    return tmp_path


def ajouter(dossier: Path, kid: str) -> None:
    cle = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    contenu = cle.private_bytes(pem.Encoding.PEM, pem.PrivateFormat.PKCS8, pem.NoEncryption())
    (dossier / f"{kid}.pem").write_bytes(contenu)


def kid_de(jeton: str) -> str:
    return jwt.get_unverified_header(jeton)["kid"]


def test_an_access_token_says_who_and_what_for_five_minutes(compte):
    vendeur, sid = compte("vendeur", ver=7), new_id()
    claims = user_tokens.verify(jetons.signer_acces(vendeur, sid))
    assert set(user_tokens.REQUIRED_CLAIMS) <= set(claims)
    assert claims["sub"] == str(vendeur.id)
    assert (claims["email"], claims["role"], claims["ver"]) == (vendeur.email, "vendeur", 7)
    assert claims["permissions"] == vendeur.role.codes
    assert claims["sid"] == str(sid)
    assert (claims["iss"], claims["aud"], claims["token_type"]) == ("auth_service", "gestion", "access")
    assert claims["exp"] - claims["iat"] == 300
    assert abs(claims["iat"] - time.time()) < 5


def test_no_two_tokens_are_the_same(compte):
    utilisateur, sid = compte(), new_id()
    assert jetons.signer_acces(utilisateur, sid) != jetons.signer_acces(utilisateur, sid)


def test_a_token_with_every_permission_is_short_enough_to_be_accepted(compte):
    assert len(jetons.signer_acces(compte("administrateur"), new_id())) < user_tokens.MAX_LENGTH / 2


def test_the_key_whose_name_sorts_last_signs_and_older_tokens_stay_good(compte, dossier):
    utilisateur = compte()
    ancien = jetons.signer_acces(utilisateur, new_id())
    assert kid_de(ancien) == "2026-01"
    ajouter(dossier, "2026-02")
    nouveau = jetons.signer_acces(utilisateur, new_id())
    assert kid_de(nouveau) == "2026-02"
    keys.current.forget()
    assert user_tokens.verify(ancien)["sub"] == user_tokens.verify(nouveau)["sub"] == str(utilisateur.id)


def test_the_key_set_verifies_tokens_and_holds_no_private_part(compte, dossier):
    ajouter(dossier, "2026-02")
    response = anonymous_client().get("/api/auth/jwks/")
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=300"
    publiees = {cle["kid"]: cle for cle in response.json()["keys"]}
    assert list(publiees) == ["2026-01", "2026-02"]
    assert all(set(cle) == {"kty", "n", "e", "kid", "alg", "use"} for cle in publiees.values())
    jeton = jetons.signer_acces(compte(), new_id())
    cle = jwt.PyJWK.from_dict(publiees[kid_de(jeton)]).key
    assert jwt.decode(jeton, cle, algorithms=["RS256"], audience="gestion")["token_type"] == "access"


def test_refresh_tokens_are_long_and_random():
    assert len({jetons.nouveau_refresh() for _ in range(100)}) == 100
    assert len(jetons.nouveau_refresh()) == 43  # 256 bits in base64url
