"""The mails that the running system sent, as the local catcher keeps them."""

import re

import requests
from client import eventually

LINK = re.compile(r"#(/[a-z-]+\?token=[^\s>\"]+)")
CODE = re.compile(r"\b(\d{6})\b")


class Mails:
    def __init__(self, base: str):
        self.base = base

    def to(self, address: str) -> list[dict]:
        """Newest last."""
        found = requests.get(f"{self.base}/api/mails", params={"to": address}, timeout=10).json()
        return sorted(found, key=lambda mail: mail["received_at"])

    def link(self, address: str, path: str) -> str:
        """The path and the token of the newest link to this screen; waits until the mail is there."""

        def newest() -> str | None:
            links = [link for mail in self.to(address) for link in LINK.findall(mail["text"])]
            return next((link for link in reversed(links) if link.startswith(f"/{path}?")), None)

        return eventually(newest, within=20)

    def code(self, address: str) -> str:
        """The six digits of the newest mail that has some."""

        def newest() -> str | None:
            codes = [code for mail in self.to(address) for code in CODE.findall(LINK.sub("", mail["text"]))]
            return codes[-1] if codes else None

        return eventually(newest, within=20)
