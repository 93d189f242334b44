from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("chassis", "0004_outbox_due"),
    ]

    operations = [
        migrations.AddField(
            model_name="idempotencykey",
            name="headers",
            field=models.JSONField(null=True),
        ),
    ]
