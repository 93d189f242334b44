"""The mails caught, newest first, one file each: they survive a restart."""

import json
import threading
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses
from pathlib import Path

KEPT = 500


@dataclass(frozen=True)
class Attachment:
    name: str
    type: str
    content: str  # base64


@dataclass(frozen=True)
class Mail:
    id: str
    sender: str
    to: list[str]
    subject: str
    text: str
    html: str
    received_at: str
    attachments: list[Attachment] = field(default_factory=list)


class Store:
    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = threading.Lock()
        self._count = max((int(path.stem) for path in folder.glob("*.json")), default=0)

    def add(self, content: bytes, recipients: list[str]) -> Mail:
        """Keep a mail as it came over SMTP; `recipients` are those of the envelope."""
        message = BytesParser(policy=policy.default).parsebytes(content)
        with self._lock:
            self._count += 1
            mail = Mail(
                id=f"{self._count:08d}",
                sender=str(message.get("From", "")),
                to=[address for _, address in getaddresses(recipients)],
                subject=str(message.get("Subject", "")),
                text=_body(message, "plain"),
                html=_body(message, "html"),
                received_at=datetime.now(UTC).isoformat(),
                attachments=[_attachment(part) for part in message.iter_attachments()],
            )
            self._path(mail.id).write_text(json.dumps(asdict(mail), ensure_ascii=False), encoding="utf-8")
            for old in sorted(self._folder.glob("*.json"))[:-KEPT]:
                old.unlink()
        return mail

    def find(self, to: str = "") -> list[Mail]:
        """Newest first; those of one address when `to` is given."""
        with self._lock:  # the oldest are deleted as new ones come
            mails = [self._read(path) for path in sorted(self._folder.glob("*.json"), reverse=True)]
        return [mail for mail in mails if not to or to.lower() in (a.lower() for a in mail.to)]

    def get(self, mail_id: str) -> Mail | None:
        path = self._path(mail_id)
        with self._lock:
            return self._read(path) if mail_id.isdigit() and path.exists() else None

    def file(self, mail_id: str, number: str) -> bytes | None:
        """What was attached to a mail, by its place."""
        mail = self.get(mail_id)
        if not mail or not number.isdigit() or int(number) >= len(mail.attachments):
            return None
        return b64decode(mail.attachments[int(number)].content)

    def clear(self) -> None:
        with self._lock:
            self._clear()

    def _clear(self) -> None:
        for path in self._folder.glob("*.json"):
            path.unlink(missing_ok=True)

    def _path(self, mail_id: str) -> Path:
        return self._folder / f"{mail_id}.json"

    @staticmethod
    def _read(path: Path) -> Mail:
        values = json.loads(path.read_text(encoding="utf-8"))
        files = [Attachment(**each) for each in values.pop("attachments", [])]
        return Mail(**values, attachments=files)


def _attachment(part: EmailMessage) -> Attachment:
    content = part.get_payload(decode=True) or b""
    return Attachment(part.get_filename() or "", part.get_content_type(), b64encode(content).decode())


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return part.get_content() if part else ""
