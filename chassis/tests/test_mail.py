"""Mail: committed with its write, sent in a real SMTP conversation."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from chassis import mail
from chassis.models import Mail, MailAttachment

pytestmark = pytest.mark.django_db


def queue(nom="Léa <script>", langue="fr", **options):
    context = {"nom": nom, "lien": "http://127.0.0.1:5500/#/confirmer?token=a&b"}
    return mail.queue(to="lea@exemple.fr", template="bienvenue", langue=langue, context=context, **options)


def test_a_mail_is_sent_once_as_text_and_html_and_its_body_forgotten(smtp):
    row = queue()
    mail.send_waiting()
    mail.send_waiting()
    [message] = smtp.mails
    text, html = message.get_payload()
    assert str(message["Subject"]) and message["To"] == "lea@exemple.fr"
    assert "token=a&b" in text.get_payload(decode=True).decode()  # a link in plain text stays as it is
    assert "&lt;script&gt;" in html.get_payload(decode=True).decode()
    row.refresh_from_db()
    assert row.sent_at and row.text == row.html == ""


def test_files_go_with_it_whole_and_are_forgotten_too(smtp):
    files = [
        mail.Attachment("reçu n° 1.pdf", "application/pdf", bytes(range(256)) * 300),
        mail.Attachment("lignes.csv", "text/csv", "Pièce;Quantité\r\nVis;3\r\n".encode()),
    ]
    queue(attachments=files)
    mail.send_waiting()
    [message] = smtp.mails
    body, *parts = message.get_payload()
    assert [part.get_content_type() for part in body.get_payload()] == ["text/plain", "text/html"]
    assert [
        mail.Attachment(part.get_filename(), part.get_content_type(), part.get_payload(decode=True))
        for part in parts
    ] == files
    assert not MailAttachment.objects.exists()


def test_files_wait_with_a_mail_that_was_refused(smtp):
    smtp.refuse = True
    row = queue(attachments=[mail.Attachment("reçu.pdf", "application/pdf", b"%PDF")])
    mail.send_waiting()
    assert bytes(row.attachments.get().content) == b"%PDF"


@pytest.mark.parametrize(
    ("langue", "subject"), [("fr", "Bonjour Zoé"), ("en", "Hello Zoé"), ("xx", "Bonjour Zoé")]
)
def test_the_language_is_the_readers(langue, subject):
    assert queue("Zoé", langue).subject == subject


def test_a_mail_of_a_write_that_is_rolled_back_is_not_sent(smtp):
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    mail.send_waiting()
    assert smtp.mails == []


def test_a_server_that_is_away_loses_nothing_and_is_told_of(settings):
    settings.SMTP = {**settings.SMTP, "host": "127.0.0.1", "port": 9}
    row = queue()
    mail.send_waiting()
    row.refresh_from_db()
    assert "refused" in row.last_error and row.attempts == 1
    assert not row.sent_at and not row.dead_at and row.text
    Mail.objects.update(attempts=mail.MAX_ATTEMPTS - 1, next_try_at=timezone.now())
    mail.send_waiting()
    row.refresh_from_db()
    assert row.dead_at, "the last time was the last"


def test_a_refused_mail_waits_and_is_tried_again(smtp):
    smtp.refuse = True
    row = queue()
    mail.send_waiting()
    row.refresh_from_db()
    assert "451" in row.last_error and row.next_try_at > timezone.now() and not row.sent_at
    smtp.refuse = False
    mail.send_waiting()
    assert smtp.mails == []  # not before its time
    Mail.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
    mail.send_waiting()
    assert len(smtp.mails) == 1


def test_a_subject_is_one_line_whatever_is_written_into_it(smtp):
    assert queue("Zoé\r\x85Bcc: x@y.fr ").subject == "Bonjour Zoé Bcc: x@y.fr"
    mail.send_waiting()
    assert smtp.mails[0]["Bcc"] is None


def test_a_mail_that_cannot_be_written_holds_back_no_other(smtp):
    bad, good = queue(), queue()
    Mail.objects.filter(pk=bad.pk).update(subject="a\rb")
    mail.send_waiting()
    bad.refresh_from_db()
    assert [message["Message-ID"].split("@")[0] for message in smtp.mails] == [f"<{good.pk}"]
    assert "newlines" in bad.last_error and not bad.dead_at
    Mail.objects.filter(pk=bad.pk).update(attempts=mail.MAX_ATTEMPTS - 1, next_try_at=timezone.now())
    mail.send_waiting()
    bad.refresh_from_db()
    assert bad.dead_at


def test_a_mail_refused_again_and_again_is_given_up(smtp):
    smtp.refuse = True
    queue()
    Mail.objects.update(attempts=mail.MAX_ATTEMPTS - 1)
    mail.send_waiting()
    assert Mail.objects.get().dead_at


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_mail_once(smtp, race):
    for _ in range(10):
        queue()
    race([mail.send_waiting] * 4)
    mail.send_waiting()
    assert len(smtp.mails) == 10
    assert len({message["Message-ID"] for message in smtp.mails}) == 10
