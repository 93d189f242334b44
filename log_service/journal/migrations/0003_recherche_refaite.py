from django.db import connection, migrations

from journal.recherche import VIDES, recherche_de

PAR_LECTURE = 2_000
# Only what migration 0002 had made of older sentences holds words that are in every sentence.
ANCIENNES = rf"(^| )({'|'.join(sorted(VIDES))})( |$)"


def refaire_recherche(apps, schema_editor):
    """Make the words of old entries as those of new ones are made: the verification compares them."""
    logs = apps.get_model("journal", "Log").objects.order_by("sequence")
    apres = 0
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE logs DISABLE TRIGGER logs_no_change")
    while lus := list(logs.filter(sequence__gt=apres, recherche__regex=ANCIENNES)[:PAR_LECTURE]):
        apres = lus[-1].sequence
        for log in lus:
            log.recherche = recherche_de(log)
        logs.bulk_update(lus, ["recherche"])
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE logs ENABLE TRIGGER logs_no_change")


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0002_recherche_retention_configuration'),
    ]

    operations = [migrations.RunPython(refaire_recherche, migrations.RunPython.noop, elidable=True)]
