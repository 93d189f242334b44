from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_grammes_entiers")]

    operations = [
        migrations.AddField("import", "tentatives", models.PositiveSmallIntegerField(db_default=0, default=0)),
    ]
