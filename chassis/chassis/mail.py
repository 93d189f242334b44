"""Mail, committed together with the write it tells of and sent by the worker.

    mail.queue(to="a@b.fr", template="confirmation", langue="fr", context={"lien": ...})

renders `courriels/confirmation.fr.txt` (its first line is the subject, then an empty line, then the text)
and `courriels/confirmation.fr.html`, and stores them in the caller's transaction. A request so takes the
same time whether or not it mails anybody. The body is forgotten once sent, as are the files that went with
it: it may hold a link that opens an account.
"""

import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template import Context, engines
from django.utils import timezone

from chassis.jobs import job
from chassis.models import Mail, MailAttachment

log = logging.getLogger(__name__)

LANGUAGES = ("fr", "en")
CLAIM_SECONDS = 60
MAX_ATTEMPTS = 12  # the waits between them are 60, 60, 60, 80, 160 s ... doubling: more than five hours
KEPT_DAYS = 30
BATCH = 20


@dataclass(frozen=True)
class Attachment:
    """`name` as the reader's program saves it."""

    name: str
    content_type: str
    content: bytes


def queue(
    *,
    to: str,
    template: str,
    langue: str,
    context: dict[str, Any],
    attachments: Iterable[Attachment] = (),
) -> Mail:
    """Store one mail; an unknown language is French."""
    langue = langue if langue in LANGUAGES else LANGUAGES[0]
    values = {**context, "langue": langue, "ui_url": settings.UI_URL}
    subject, _, text = _render(f"courriels/{template}.{langue}.txt", values, autoescape=False).partition("\n")
    html = _render(f"courriels/{template}.{langue}.html", values, autoescape=True)
    one_line = " ".join(subject.split())  # a break in what people wrote is none that a header may have
    row = Mail.objects.create(to=to, subject=one_line, text=text.lstrip("\n"), html=html)
    files = [MailAttachment(mail=row, **asdict(each)) for each in attachments]
    if files:
        MailAttachment.objects.bulk_create(files)
    return row


def _render(name: str, values: dict[str, Any], *, autoescape: bool) -> str:
    engine = engines["django"].engine
    return engine.get_template(name).render(Context(values, autoescape=autoescape))


@job(every=1)
def send_waiting() -> None:
    """One connection for a batch; what fails waits, longer each time, and is given up in the end."""
    batch = _claim()
    if not batch:
        return
    connection = get_connection(**settings.SMTP)
    try:
        connection.open()
    except Exception as error:
        # The server's edge: what it says, or a setting that leads nowhere, is told with each mail.
        for row in batch:
            _postpone(row, error)
        return
    with connection:
        for row in batch:
            _send(row, connection)


def _claim() -> list[Mail]:
    with transaction.atomic():
        now = timezone.now()
        waiting = Mail.objects.filter(sent_at=None, dead_at=None, next_try_at__lte=now)
        batch = list(waiting.order_by("next_try_at").select_for_update(skip_locked=True)[:BATCH])
        for row in batch:
            row.attempts += 1
            row.next_try_at = now + timedelta(seconds=max(CLAIM_SECONDS, 5 * 2**row.attempts))
        Mail.objects.bulk_update(batch, ["attempts", "next_try_at"])
    return batch


def _send(row: Mail, connection) -> None:
    try:
        _message(row, connection).send()
    except Exception as error:
        # The mail's edge: one that cannot be written or is refused must not hold back the others.
        _postpone(row, error)
    else:
        _forget(row)


def _message(row: Mail, connection) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        row.subject,
        row.text,
        settings.MAIL_FROM,
        [row.to],
        # the same mail sent twice after a crash is one mail to the reader's program
        headers={
            "Message-ID": f"<{row.pk}@{settings.SERVICE_NAME}.gestion>",
            "Auto-Submitted": "auto-generated",
        },
        connection=connection,
    )
    message.attach_alternative(row.html, "text/html")
    for each in row.attachments.order_by("pk"):
        message.attach(each.name, bytes(each.content), each.content_type)
    return message


def _postpone(row: Mail, error: Exception) -> None:
    """It was claimed until its next time already; the last one was the end."""
    row.last_error = str(error)[:500]
    row.dead_at = timezone.now() if row.attempts >= MAX_ATTEMPTS else None
    log.warning("mail %s was not taken: %s", row.pk, error)
    row.save(update_fields=["last_error", "dead_at"])


def _forget(row: Mail) -> None:
    row.sent_at, row.text, row.html, row.last_error = timezone.now(), "", "", ""
    with transaction.atomic():
        row.save(update_fields=["sent_at", "text", "html", "last_error"])
        row.attachments.all().delete()


@job(every=3600)
def forget_old_mail() -> None:
    Mail.objects.filter(created_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()
