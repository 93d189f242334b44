from django.db import migrations

from comptes import droits_par_defaut

CODE = "commandes.expedier"
AVANT = "commandes.gerer"  # until now whoever held this one could ship as well, and still can


def ajouter(apps, schema_editor):
    permission_model, role_model, lien_model = (
        apps.get_model("comptes", nom) for nom in ("Permission", "Role", "RolePermission")
    )
    libelles = droits_par_defaut.PERMISSIONS
    expedier, _ = permission_model.objects.get_or_create(code=CODE, defaults={"libelle": libelles[CODE]})
    permission_model.objects.filter(code=AVANT).update(libelle=libelles[AVANT])
    pouvaient = lien_model.objects.filter(permission__code=AVANT).values("role")
    par_defaut = [nom for nom, codes in droits_par_defaut.ROLES.items() if CODE in codes]
    for role in role_model.objects.filter(pk__in=pouvaient) | role_model.objects.filter(nom__in=par_defaut):
        if not lien_model.objects.filter(role=role, permission=expedier).exists():
            lien_model.objects.create(role=role, permission=expedier)


class Migration(migrations.Migration):
    dependencies = [("comptes", "0003_comptes_complets")]

    operations = [migrations.RunPython(ajouter, migrations.RunPython.noop)]
