"""The secrets of one instance: made once, in files that only their owner reads."""

import os
import secrets as randomness
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from ops import registry
from ops.instance import Instance


def ensure(instance: Instance) -> None:
    """Make what is missing; nothing that exists is touched."""
    folder(instance, "public_keys")
    text(instance, "postgres_password")
    for service in registry.services():
        text(instance, f"{service.name}/django_secret_key", length=48)
        text(instance, f"{service.name}/owner_password")
        text(instance, f"{service.name}/app_password")
        _service_key(instance, service.name)
    if not jwt_keys(instance):
        add_jwt_key(instance)


def folder(instance: Instance, name: str = "") -> Path:
    path = instance.secrets / name
    for part in (instance.secrets, path):
        part.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def text(instance: Instance, name: str, length: int = 24) -> str:
    """The random text kept under `name`, made at the first call. Hexadecimal: it needs no quoting."""
    path = instance.secrets / name
    if not path.exists():
        write(path, randomness.token_hex(length))
    return path.read_text()


def write(path: Path, content: str | bytes) -> None:
    """Replace the file as a whole, readable by its owner alone from the first moment."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
    fresh.replace(path)


def jwt_keys(instance: Instance) -> list[Path]:
    """The keys auth_service publishes, oldest first; the last one signs."""
    return sorted(folder(instance, "jwt").glob("*.pem"))


def add_jwt_key(instance: Instance) -> Path:
    """A new signing key, named by its date so that it sorts last; the former ones stay, to verify with."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    path = folder(instance, "jwt") / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}.pem"
    write(path, _private_pem(key))
    return path


def _service_key(instance: Instance, name: str) -> None:
    private = instance.secrets / name / "service_key.pem"
    public = instance.secrets / "public_keys" / f"{name}.pem"
    if private.exists() and public.exists():
        return
    key = ed25519.Ed25519PrivateKey.generate()
    write(private, _private_pem(key))
    write(
        public,
        key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        ),
    )


def _private_pem(key: ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
