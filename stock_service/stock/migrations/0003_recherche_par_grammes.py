import django.contrib.postgres.fields
from django.db import migrations, models

from chassis.search import grams
from stock import recherche

LOT = 200
CHAMPS = ["recherche", "nom_cle", "grammes"]


def indexer(apps, schema_editor):
    """What searches look at, for the copies there are."""
    PieceCopie = apps.get_model("stock", "PieceCopie")
    lot = []
    for piece in PieceCopie.objects.exclude(version=0).order_by("id").iterator(chunk_size=LOT):
        champs = recherche.derives(
            reference=piece.reference, nom=piece.nom, code_barres=piece.code_barres
        )
        for champ, valeur in champs.items():
            setattr(piece, champ, valeur)
        lot.append(piece)
        if len(lot) == LOT:
            PieceCopie.objects.bulk_update(lot, CHAMPS)
            lot = []
    PieceCopie.objects.bulk_update(lot, CHAMPS)


class Migration(migrations.Migration):
    dependencies = [("stock", "0002_inventaires_operations_valeur")]

    operations = [
        migrations.AddField(
            "piececopie",
            "grammes",
            django.contrib.postgres.fields.ArrayField(models.IntegerField(), default=list, size=None),
        ),
        migrations.AddField(
            "piececopie", "nom_cle", models.CharField(blank=True, db_collation="C", max_length=500)
        ),
        migrations.AlterField(
            "piececopie", "recherche", models.CharField(blank=True, db_collation="C", max_length=500)
        ),
        migrations.RunPython(indexer, migrations.RunPython.noop),
        migrations.AddIndex("piececopie", grams.index("grammes", name="pieces_copie_grammes")),
        migrations.AddIndex(
            "piececopie", models.Index(fields=["recherche", "id"], name="pieces_copie_recherche")
        ),
        migrations.AddIndex(
            "piececopie", models.Index(fields=["nom_cle", "id"], name="pieces_copie_nom_cle")
        ),
        migrations.AddIndex(
            "piececopie",
            models.Index(
                fields=["code_barres"],
                name="pieces_copie_code_barres",
                condition=models.Q(("code_barres", ""), _negated=True),
            ),
        ),
    ]
