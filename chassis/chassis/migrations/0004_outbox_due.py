from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("chassis", "0003_mail_attachments"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="outboxmessage",
            index=models.Index(
                condition=models.Q(
                    ("sent_at__isnull", True), ("dead_at__isnull", True), ("next_try_at__isnull", False)
                ),
                fields=["target", "id"],
                name="outbox_due",
            ),
        ),
    ]
