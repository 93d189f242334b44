"""Secrets at rest: what must be read again is encrypted, what must only be recognised is hashed with a key.

The keys come from `CHIFFREMENT_KEY` (settings), each for one purpose. A copy of the database alone gives away
neither the secrets of authenticator apps nor codes that are short enough to be tried out.
"""

import base64
import functools
import hashlib
import hmac
import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE_OCTETS = 12


def chiffrer(texte: str, *, utilisateur_id: UUID) -> str:
    """Bound to the account: copied to another one's row it cannot be read."""
    nonce = secrets.token_bytes(NONCE_OCTETS)
    chiffre = AESGCM(_cle("secrets totp")).encrypt(nonce, texte.encode(), utilisateur_id.bytes)
    return base64.b64encode(nonce + chiffre).decode()


def dechiffrer(chiffre: str, *, utilisateur_id: UUID) -> str:
    octets = base64.b64decode(chiffre)
    try:
        clair = AESGCM(_cle("secrets totp")).decrypt(
            octets[:NONCE_OCTETS], octets[NONCE_OCTETS:], utilisateur_id.bytes
        )
    except InvalidTag as error:
        raise RuntimeError(
            "A secret cannot be read: CHIFFREMENT_KEY is not the one that it was written with."
        ) from error
    return clair.decode()


def empreinte_de_code(code: str, *, utilisateur_id: UUID, usage: str) -> str:
    """Of a short code. Keyed, as six digits can all be tried."""
    return hmac.new(_cle("codes"), f"{utilisateur_id} {usage} {code}".encode(), hashlib.sha256).hexdigest()


@functools.cache
def _cle(usage: str) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=usage.encode())
    return hkdf.derive(settings.CHIFFREMENT_KEY.encode())
