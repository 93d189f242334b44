from django.db import migrations, models

MOTS = """
INSERT INTO logs_mots
    SELECT DISTINCT mot FROM logs, unnest(string_to_array(recherche, ' ')) AS mot WHERE mot <> '';
ANALYZE logs_mots;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0003_recherche_refaite'),
    ]

    operations = [
        migrations.CreateModel(
            name='MotConnu',
            fields=[
                ('mot', models.TextField(primary_key=True, serialize=False)),
            ],
            options={
                'db_table': 'logs_mots',
            },
        ),
        migrations.RunSQL(MOTS, migrations.RunSQL.noop),
    ]
