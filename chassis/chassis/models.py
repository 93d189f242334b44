"""Tables that every service's own database has. The chassis creates them, the service's rules fill them."""

from django.db import models
from django.db.models import Q

from chassis.identifiers import new_id


class OutboxMessage(models.Model):
    """A message committed together with the write it tells of, until its target has taken it."""

    message_id = models.UUIDField(default=new_id)
    target = models.CharField(max_length=50)
    ordering_key = models.CharField(max_length=100)  # messages with the same key arrive in order
    body = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(auto_now_add=True)
    dead_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        db_table = "outbox"
        indexes = [
            models.Index(
                fields=["target", "ordering_key", "id"],
                name="outbox_waiting",
                condition=Q(sent_at__isnull=True, dead_at__isnull=True),
            ),
            # The oldest first, without sorting all that waits for each batch. The relay's question whether an
            # earlier row waits says nothing of next_try_at: so it cannot take this index, which would read
            # all the earlier ones, instead of the one above.
            models.Index(
                fields=["target", "id"],
                name="outbox_due",
                condition=Q(sent_at__isnull=True, dead_at__isnull=True, next_try_at__isnull=False),
            ),
            models.Index(fields=["sent_at"], name="outbox_sent", condition=Q(sent_at__isnull=False)),
        ]


class InboxMessage(models.Model):
    """A message whose effect is in this database; the same id never takes effect again."""

    message_id = models.UUIDField(primary_key=True)
    received_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        db_table = "inbox"


class Mail(models.Model):
    """A mail to send, committed with the write it tells of; the body is erased once sent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(auto_now_add=True)
    dead_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        db_table = "mails"
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="mails_waiting",
                condition=Q(sent_at__isnull=True, dead_at__isnull=True),
            )
        ]


class MailAttachment(models.Model):
    """A file that goes with a mail; erased once the mail is sent."""

    mail = models.ForeignKey(Mail, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=100)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta:
        db_table = "mail_attachments"


class IdempotencyKey(models.Model):
    """A request that carried an Idempotency-Key, and the answer it got."""

    pk = models.CompositePrimaryKey("caller", "key")
    caller = models.CharField(max_length=100)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)  # null while the first request is running
    body = models.BinaryField(null=True)
    content_type = models.CharField(max_length=100, blank=True)
    headers = models.JSONField(null=True)  # of the answer, those that callers go on with: KEPT_HEADERS
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    running_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "idempotency_keys"


class Revocation(models.Model):
    """A session, or every token of a user below a version, refused until `expires_at`."""

    session_id = models.CharField(max_length=64, blank=True)
    user_id = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "revocations"
