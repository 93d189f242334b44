"""The key pairs of user tokens: all are published; the file that sorts last signs, once all know it."""

import functools
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from jwt.algorithms import RSAAlgorithm

from chassis.auth import keys

# The other services read the key set once a minute. A new key is published this long before it signs, so
# that no token is ever refused for a key not yet known: unknown ones are asked for only twice a minute.
PUBLICATION_SECONDES = 90
GARDE_SECONDES = 60  # how long others may keep what they read: not until after a new key signs


def cle_de_signature() -> tuple[str, Any]:
    """Its kid and the private key: the last file that has been there long enough, else the oldest."""
    fichiers = _fichiers()
    connus_depuis = time.time() - PUBLICATION_SECONDES
    publies = [fichier for fichier in fichiers if fichier.stat().st_mtime <= connus_depuis]
    fichier = publies[-1] if publies else fichiers[0]
    return fichier.stem, _lire(fichier, fichier.stat().st_mtime_ns)


def jeu_de_cles() -> dict[str, list[dict[str, Any]]]:
    """The public keys as a JWKS (RFC 7517)."""
    return {"keys": [_publique(fichier) for fichier in _fichiers()]}


def _fichiers() -> list[Path]:
    return sorted(Path(settings.JWT_KEYS_DIR).glob("*.pem"))


def _publique(fichier: Path) -> dict[str, Any]:
    cle = _lire(fichier, fichier.stat().st_mtime_ns).public_key()
    jwk = RSAAlgorithm.to_jwk(cle, as_dict=True)
    return {
        "kty": jwk["kty"],
        "n": jwk["n"],
        "e": jwk["e"],
        "kid": fichier.stem,
        "alg": "RS256",
        "use": "sig",
    }


@functools.lru_cache(maxsize=16)
def _lire(fichier: Path, modifie: int):
    """Kept until the file changes: `modifie` is part of what is remembered."""
    return keys.private_key(fichier)
