"""Making tokens: access tokens that every service verifies by itself, refresh tokens that mean nothing."""

import hashlib
import secrets
import time
from typing import Any
from uuid import UUID

import jwt
from rest_framework_simplejwt.backends import TokenBackend

from chassis.auth.user_tokens import AUDIENCE, ISSUER
from chassis.identifiers import new_id
from comptes import cles
from comptes.models import Utilisateur

DUREE_ACCES_SECONDES = 300


class SignatureRS256(TokenBackend):
    """simplejwt's backend, taught to name the key it signs with (`kid`)."""

    def encode(self, payload: dict[str, Any]) -> str:
        kid, cle = cles.cle_de_signature()
        claims = payload | {"iss": self.issuer, "aud": self.audience}
        return jwt.encode(claims, cle, algorithm=self.algorithm, headers={"kid": kid})


_signature = SignatureRS256("RS256", audience=AUDIENCE, issuer=ISSUER)


def signer_acces(utilisateur: Utilisateur, session_id: UUID) -> str:
    maintenant = int(time.time())
    return _signature.encode(
        {
            "token_type": "access",
            "sub": str(utilisateur.id),
            "email": utilisateur.email,
            "role": utilisateur.role.nom,
            "permissions": utilisateur.role.codes,
            "sid": str(session_id),
            "ver": utilisateur.ver,
            "iat": maintenant,
            "exp": maintenant + DUREE_ACCES_SECONDES,
            "jti": str(new_id()),
        }
    )


def nouveau_jeton() -> str:
    """256 random bits: a refresh token, the token of a link or of a challenge."""
    return secrets.token_urlsafe(32)


def empreinte(jeton: str) -> str:
    """What is stored of such a token. It is random, so a plain hash is as good as a slow one."""
    return hashlib.sha256(jeton.encode()).hexdigest()
