"""The mails that the catcher of the instance under test has received."""

import re

import requests
from client import eventually

LINK = re.compile(r"#(/[a-z-]+\?token=[^\s>\"]+)")
CODE = re.compile(r"\b(\d{6})\b")
WITHIN = 20


class Mails:
    def __init__(self, url: str):
        self._url = url

    def to(self, email: str) -> list[dict]:
        """Newest first."""
        answer = requests.get(f"{self._url}/api/mails", params={"to": email}, timeout=10)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def wait(self, email: str, subject: str) -> dict:
        """The last mail with this subject, once it is there."""

        def found():
            return next((mail for mail in self.to(email) if mail["subject"] == subject), None)

        return eventually(found, within=WITHIN)

    def token(self, email: str, subject: str, page: str) -> str:
        """Of the link to `#/page` in the last mail with this subject."""
        text = self.wait(email, subject)["text"]
        match = re.search(rf"#/{page}\?token=([\w-]+)", text)
        assert match, text
        return match[1]

    def link(self, email: str, page: str) -> str:
        """The path and the token of the newest link to this screen; waits until the mail is there."""

        def newest() -> str | None:
            links = [link for mail in self.to(email) for link in LINK.findall(mail["text"])]
            return next((link for link in links if link.startswith(f"/{page}?")), None)

        return eventually(newest, within=WITHIN)

    def code(self, email: str) -> str:
        """The six digits of the newest mail that has some."""

        def newest() -> str | None:
            codes = [code for mail in self.to(email) for code in CODE.findall(LINK.sub("", mail["text"]))]
            return codes[0] if codes else None

        return eventually(newest, within=WITHIN)
