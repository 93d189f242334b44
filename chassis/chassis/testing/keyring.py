"""Keys of a test process, laid out on disk as the runner lays out the real ones."""

from pathlib import Path

import jwt
import orjson
from cryptography.hazmat.primitives import serialization as pem
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

SERVICES = [
    path.parent.name for path in sorted(Path(__file__).resolve().parents[3].glob("*_service/manage.py"))
]
KID = "test"


def write(folder: Path) -> None:
    """Private and public keys of every service, and one key of user tokens with its key set."""
    for name in ("private_keys", "public_keys", "jwt"):
        (folder / name).mkdir(exist_ok=True)
    for service in SERVICES:
        key = ed25519.Ed25519PrivateKey.generate()
        (folder / "private_keys" / f"{service}.pem").write_bytes(_private(key))
        (folder / "public_keys" / f"{service}.pem").write_bytes(
            key.public_key().public_bytes(pem.Encoding.PEM, pem.PublicFormat.SubjectPublicKeyInfo)
        )
    signing = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    (folder / "jwt" / f"{KID}.pem").write_bytes(_private(signing))
    jwk = jwt.algorithms.RSAAlgorithm.to_jwk(signing.public_key(), as_dict=True)
    keys = {"keys": [{**jwk, "kid": KID, "alg": "RS256", "use": "sig"}]}
    (folder / "jwks.json").write_bytes(orjson.dumps(keys))


def _private(key) -> bytes:
    return key.private_bytes(pem.Encoding.PEM, pem.PrivateFormat.PKCS8, pem.NoEncryption())
