from django.db import migrations, models
from django.db.models import Q

import chassis.identifiers

# One round trip less for each write: the worker is woken by the table itself, when the rows are committed.
WAKE = """
CREATE FUNCTION wake_outbox_relay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('outbox', '');
    RETURN NULL;
END
$$;
CREATE TRIGGER outbox_wakes_relay AFTER INSERT ON outbox
    FOR EACH STATEMENT EXECUTE FUNCTION wake_outbox_relay();
"""
SLEEP = "DROP TRIGGER outbox_wakes_relay ON outbox; DROP FUNCTION wake_outbox_relay();"


class Migration(migrations.Migration):
    dependencies = [("chassis", "0001_initial")]

    operations = [
        migrations.RunSQL(WAKE, SLEEP),
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=chassis.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("to", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=250)),
                ("text", models.TextField()),
                ("html", models.TextField()),
                ("created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(auto_now_add=True)),
                ("dead_at", models.DateTimeField(null=True)),
                ("last_error", models.TextField(blank=True)),
            ],
            options={
                "db_table": "mails",
                "indexes": [
                    models.Index(
                        condition=Q(("dead_at__isnull", True), ("sent_at__isnull", True)),
                        fields=["next_try_at"],
                        name="mails_waiting",
                    )
                ],
            },
        ),
    ]
