"""Access tokens and the keys they are signed with."""

import json
import os
import time
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives import serialization as pem
from cryptography.hazmat.primitives.asymmetric import rsa

from chassis.auth import keys, user_tokens
from chassis.auth.tokens import MAX_LENGTH
from chassis.identifiers import new_id
from chassis.testing.clients import anonymous_client
from comptes import cles, jetons

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(settings, tmp_path, monkeypatch):
    """A folder of keys of this test alone, with one key: `2026-01`."""
    settings.JWT_KEYS_DIR = tmp_path
    monkeypatch.setattr(keys, "current", keys._KeySet())
    ajouter(tmp_path, "2026-01")
    return tmp_path


def ajouter(dossier: Path, kid: str, age: float = 3600) -> None:
    cle = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    contenu = cle.private_bytes(pem.Encoding.PEM, pem.PrivateFormat.PKCS8, pem.NoEncryption())
    (dossier / f"{kid}.pem").write_bytes(contenu)
    vieillir(dossier / f"{kid}.pem", age)


def vieillir(fichier: Path, age: float) -> None:
    """As if it had been written so many seconds ago."""
    alors = time.time() - age
    os.utime(fichier, (alors, alors))


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
    assert len(jetons.signer_acces(compte("administrateur"), new_id())) < MAX_LENGTH / 2


def test_a_new_key_signs_only_once_every_service_can_know_it(compte, dossier):
    """Published at once, it signs after the longest time that another service may go on with the old set."""
    utilisateur = compte()
    ancien = jetons.signer_acces(utilisateur, new_id())
    ajouter(dossier, "2026-02", age=cles.PUBLICATION_SECONDES - 5)
    assert [cle["kid"] for cle in cles.jeu_de_cles()["keys"]] == ["2026-01", "2026-02"]
    assert kid_de(jetons.signer_acces(utilisateur, new_id())) == "2026-01"
    vieillir(dossier / "2026-02.pem", cles.PUBLICATION_SECONDES + 1)
    nouveau = jetons.signer_acces(utilisateur, new_id())
    assert kid_de(nouveau) == "2026-02"
    keys.current.forget()
    assert user_tokens.verify(ancien)["sub"] == user_tokens.verify(nouveau)["sub"] == str(utilisateur.id)


def test_no_key_is_older_than_the_others_wait_for_it():
    assert cles.PUBLICATION_SECONDES > keys.REFRESH_SECONDS + keys.UNKNOWN_KID_SECONDS / 2


def test_rotating_refuses_no_token_that_a_service_with_the_old_set_is_shown(
    compte, dossier, settings, tmp_path, monkeypatch
):
    """Another service, whose key set is the one it read just before a rotation, through the whole of it."""
    utilisateur = compte()
    ailleurs = tmp_path / "jwks.json"
    ailleurs.write_text(json.dumps(cles.jeu_de_cles()))
    monkeypatch.setattr(keys, "_source", lambda: ailleurs)
    monkeypatch.setattr(keys, "refresh", lambda: True)  # auth_service cannot be asked now
    ajouter(dossier, "2026-02", age=0)
    for age in (0, keys.REFRESH_SECONDS - 1, keys.REFRESH_SECONDS + 1, cles.PUBLICATION_SECONDES + 1):
        vieillir(dossier / "2026-02.pem", age)
        if age > keys.REFRESH_SECONDS:  # it has read the set again, as it does once a minute
            ailleurs.write_text(json.dumps(cles.jeu_de_cles()))
            keys.current.forget()
        assert user_tokens.verify(jetons.signer_acces(utilisateur, new_id()))["sub"] == str(utilisateur.id)
    assert kid_de(jetons.signer_acces(utilisateur, new_id())) == "2026-02"


def test_the_key_set_verifies_tokens_and_holds_no_private_part(compte, dossier):
    ajouter(dossier, "2026-02")
    response = anonymous_client().get("/api/auth/jwks/")
    assert response.status_code == 200
    gardees = int(response["Cache-Control"].removeprefix("public, max-age="))
    assert gardees <= 60 < cles.PUBLICATION_SECONDES, "nobody meets a token of a key that they do not know"
    publiees = {cle["kid"]: cle for cle in response.json()["keys"]}
    assert list(publiees) == ["2026-01", "2026-02"]
    assert all(set(cle) == {"kty", "n", "e", "kid", "alg", "use"} for cle in publiees.values())
    jeton = jetons.signer_acces(compte(), new_id())
    cle = jwt.PyJWK.from_dict(publiees[kid_de(jeton)]).key
    assert jwt.decode(jeton, cle, algorithms=["RS256"], audience="gestion")["token_type"] == "access"


def test_refresh_tokens_are_long_and_random():
    assert len({jetons.nouveau_jeton() for _ in range(100)}) == 100
    assert len(jetons.nouveau_jeton()) == 43  # 256 bits in base64url
