from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE pieces_reference_seq", "DROP SEQUENCE pieces_reference_seq"),
    ]
