"""The public keys that user tokens are checked with, always at hand.

auth_service reads them from its own folder of private keys. Every other service keeps the published set
(JWKS) in a file of its state folder and refreshes it in the background: auth_service being down never
makes a good token invalid, and a service that restarts meanwhile still has the file.
"""

import logging
import threading
import time
from pathlib import Path
from typing import Any

import jwt
import orjson
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings

from chassis import atomic_file
from chassis.errors import Unavailable

log = logging.getLogger(__name__)

REFRESH_SECONDS = 60
RETRY_SECONDS = 1
UNKNOWN_KID_SECONDS = 30


class KeysUnavailable(Unavailable):
    """No key set has ever been received: nobody can say whether the token is good."""

    code = "cles_indisponibles"
    title = "Les clés de vérification ne sont pas encore connues"


class _KeySet:
    def __init__(self):
        self._keys: dict[str, Any] = {}
        self._stamp: float | None = None
        self._checked_at = 0.0
        self._asked_at = 0.0
        self._lock = threading.Lock()

    def get(self, kid: str) -> Any | None:
        """The key, None when no such key exists; raises KeysUnavailable when no set is known at all."""
        self._reload_if_changed()
        if kid not in self._keys and self._may_ask_again():
            refresh()
            self._reload_if_changed(force=True)
        if not self._keys:
            raise KeysUnavailable()
        return self._keys.get(kid)

    def _may_ask_again(self) -> bool:
        with self._lock:
            wait = UNKNOWN_KID_SECONDS if self._keys else RETRY_SECONDS
            if self._asked_at and time.monotonic() - self._asked_at < wait:
                return False
            self._asked_at = time.monotonic()
            return True

    def _reload_if_changed(self, force: bool = False) -> None:
        """One thread loads, the others wait for it: the first requests of a process must see the keys too."""
        with self._lock:
            now = time.monotonic()
            if not force and now - self._checked_at < 1:
                return
            self._checked_at = now
            source = _source()
            try:
                stamp = source.stat().st_mtime
            except FileNotFoundError:
                return
            if stamp != self._stamp:
                self._keys = _load(source)
                self._stamp = stamp

    def forget(self) -> None:
        self.__init__()


def _source() -> Path:
    return Path(settings.JWT_KEYS_DIR) if settings.JWT_KEYS_DIR else jwks_file()


def jwks_file() -> Path:
    return Path(settings.STATE_DIR) / "jwks.json"


def _load(source: Path) -> dict[str, Any]:
    if source.is_dir():
        return {path.stem: private_key(path).public_key() for path in source.glob("*.pem")}
    document = orjson.loads(source.read_bytes())
    return {key["kid"]: jwt.PyJWK.from_dict(key).key for key in document["keys"] if key.get("alg") == "RS256"}


def private_key(path: Path):
    return load_pem_private_key(path.read_bytes(), password=None)


current = _KeySet()


def refresh() -> bool:
    """Fetch the key set from auth_service and keep it in the file; False when that cannot be done now."""
    if settings.JWT_KEYS_DIR:
        return True
    from chassis import http  # the HTTP client needs service tokens, which live beside this module

    try:
        answer = http.get_public(settings.AUTH_SERVICE, settings.JWKS_PATH)
    except Unavailable as error:
        log.info("the key set could not be refreshed, the last one stays: %s", error)
        return False
    if not answer.get("keys"):
        return False
    content = orjson.dumps(answer, option=orjson.OPT_SORT_KEYS)
    if not jwks_file().exists() or jwks_file().read_bytes() != content:
        atomic_file.write(jwks_file(), content)
    return True


def refresh_forever(stop: threading.Event) -> None:
    while not stop.is_set():
        stop.wait(REFRESH_SECONDS if refresh() else RETRY_SECONDS)
