"""What was told before reasons were kept gets its event and its remittances."""

from django.db import migrations

from chassis.filters import normalise

EVENEMENTS = """
INSERT INTO evenements (id, type, niveau, origine, textes, recherche, piece_id, commande_id, cree_le)
SELECT DISTINCT ON (source_id) source_id, type, niveau, 'avant',
    jsonb_build_object('fr', jsonb_build_array(titre, message)), recherche, piece_id, commande_id, cree_le
FROM notifications ORDER BY source_id, cree_le;
"""
REMISES = """
INSERT INTO remises (evenement_id, user_id, raison, dans_app, silencieuse, courriel)
SELECT source_id, user_id, 'nomme', true, false, 'aucun' FROM notifications;
"""


def remplir_recherche(apps, schema_editor):
    Destinataire = apps.get_model("notifications", "Destinataire")
    for un in Destinataire.objects.all():
        un.recherche = normalise(f"{un.prenom} {un.nom} {un.email} {un.role}")
        un.save(update_fields=["recherche"])


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_preferences_et_webhooks")]

    operations = [
        migrations.RunSQL(EVENEMENTS, migrations.RunSQL.noop),
        migrations.RunSQL(REMISES, migrations.RunSQL.noop),
        migrations.RunPython(remplir_recherche, migrations.RunPython.noop),
    ]
