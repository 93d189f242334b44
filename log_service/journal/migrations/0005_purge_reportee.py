from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0004_mots_connus'),
    ]

    operations = [
        migrations.AddField(
            model_name='entreecorbeille',
            name='purge_refus',
            field=models.TextField(blank=True, db_default=''),
        ),
        migrations.AddField(
            model_name='entreecorbeille',
            name='purge_reportee_au',
            field=models.DateTimeField(null=True),
        ),
    ]
