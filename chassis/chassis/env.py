"""The one door to the environment.

Each variable `X` may be given as `X_FILE`, the path of a file that holds the value (a mounted secret).
What is missing is collected, so that a start with settings missing names all of them at once.
"""

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SMTP_TIMEOUT_SECONDS = 10


class Env:
    def __init__(self, environ=os.environ):
        self._environ = environ
        self._problems: list[str] = []

    def text(self, name: str, default: str | None = None, *, min_length: int = 0) -> str:
        value = self._read(name)
        if value is None:
            if default is None:
                self._problems.append(f"{name} is missing (or {name}_FILE, the path of a file holding it)")
                return ""
            return default
        if len(value) < min_length:
            self._problems.append(f"{name} must have at least {min_length} characters, it has {len(value)}")
        return value

    def integer(self, name: str, default: int) -> int:
        value = self._read(name)
        if value is None:
            return default
        try:
            return int(value)
        except ValueError:
            self._problems.append(f"{name} must be a whole number, not {value!r}")
            return default

    def names(self, name: str, default: str) -> list[str]:
        """A comma-separated list."""
        return [item.strip() for item in self.text(name, default).split(",") if item.strip()]

    def folder(self, name: str) -> Path:
        value = self.text(name)
        path = Path(value) if value else Path()
        if value and not path.is_dir():
            self._problems.append(f"{name} must be a folder, {value} is not one")
        return path

    def smtp(self, name: str, default: str) -> dict[str, Any]:
        """Arguments of Django's SMTP connection, from smtp://, smtp+starttls:// or smtps://user:password@host:port."""
        value = self.text(name, default)
        url = urlsplit(value)
        ports = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
        if url.scheme not in ports or not url.hostname:
            self._problems.append(
                f"{name} must begin with smtp://, smtp+starttls:// or smtps:// and name a host"
            )
            return {}
        return {
            "backend": "django.core.mail.backends.smtp.EmailBackend",
            "host": url.hostname,
            "port": url.port or ports[url.scheme],
            "username": unquote(url.username or ""),
            "password": unquote(url.password or ""),
            "use_tls": url.scheme == "smtp+starttls",
            "use_ssl": url.scheme == "smtps",
            "timeout": SMTP_TIMEOUT_SECONDS,
        }

    def check(self) -> None:
        """End the process with every problem found, one line each."""
        if self._problems:
            sys.exit("Settings are missing or wrong:\n" + "\n".join(f"  - {p}" for p in self._problems))

    def _read(self, name: str) -> str | None:
        if self._environ.get(name):
            return self._environ[name]
        path = self._environ.get(f"{name}_FILE")
        if not path:
            return None
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            self._problems.append(f"{name}_FILE cannot be read: {error}")
            return ""


env = Env()
