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
                    ("dead_at__isnull", True), ("next_try_at__isnull", False), ("sent_at__isnull", True)
                ),
                fields=["target", "id"],
                name="outbox_due",
            ),
        ),
    ]
