import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

from catalogue import recherche

LOT = 200
CHAMPS = ["textes", "recherche", "grammes", "codes", "fabricant_cle"]


def indexer(apps, schema_editor):
    """What searches look at has changed: made again for the pieces there are."""
    Piece = apps.get_model("catalogue", "Piece")
    lot = []
    for piece in Piece.objects.order_by("id").iterator(chunk_size=LOT):
        for champ, valeur in recherche.derives(piece).items():
            setattr(piece, champ, valeur)
        lot.append(piece)
        if len(lot) == LOT:
            Piece.objects.bulk_update(lot, CHAMPS)
            lot = []
    Piece.objects.bulk_update(lot, CHAMPS)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_catalogue_complet")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE IF NOT EXISTS pieces_code_barres_seq", migrations.RunSQL.noop),
        migrations.RemoveIndex("piece", "pieces_grammes"),
        migrations.RemoveField("piece", "grammes"),
        migrations.AddField(
            "piece",
            "grammes",
            django.contrib.postgres.fields.ArrayField(models.IntegerField(), default=list, size=None),
        ),
        migrations.RunPython(indexer, migrations.RunPython.noop),
        migrations.AddIndex(
            "piece",
            django.contrib.postgres.indexes.GinIndex(
                fields=["grammes"],
                name="pieces_grammes",
                condition=models.Q(("supprime_le__isnull", True)),
                fastupdate=True,
                gin_pending_list_limit=256,
            ),
        ),
    ]
