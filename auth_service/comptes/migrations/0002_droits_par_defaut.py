from django.db import migrations

from comptes import droits_par_defaut


def installer(apps, schema_editor):
    models = [apps.get_model("comptes", nom) for nom in ("Permission", "Role", "RolePermission")]
    droits_par_defaut.installer(*models)


class Migration(migrations.Migration):
    dependencies = [("comptes", "0001_initial")]

    operations = [migrations.RunPython(installer, migrations.RunPython.noop)]
