"""The mails that the catcher of the instance under test has received."""

import re

import requests
from client import eventually


class Mails:
    def __init__(self, url: str):
        self._url = url

    def to(self, email: str) -> list[dict]:
        """Newest first."""
        answer = requests.get(f"{self._url}/api/mails", params={"to": email}, timeout=10)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def wait(self, email: str, subject: str, *, within: float = 15) -> dict:
        """The last mail with this subject, once it is there."""

        def found():
            return next((mail for mail in self.to(email) if mail["subject"] == subject), None)

        return eventually(found, within=within)

    def token(self, email: str, subject: str, page: str) -> str:
        """Of the link to `#/page` in the last mail with this subject."""
        text = self.wait(email, subject)["text"]
        match = re.search(rf"#/{page}\?token=([\w-]+)", text)
        assert match, text
        return match[1]
