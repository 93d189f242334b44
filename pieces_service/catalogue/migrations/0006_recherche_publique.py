from itertools import islice

from django.db import migrations

from catalogue import recherche

LOT = 200


def reindexer(apps, schema_editor):
    """`recherche`, which anybody may search, has no codes of suppliers any more."""
    Piece = apps.get_model("catalogue", "Piece")
    pieces = Piece.objects.exclude(codes_fournisseurs=[]).order_by("id").iterator(chunk_size=LOT)
    while lot := list(islice(pieces, LOT)):
        for piece in lot:
            piece.recherche = recherche.derives(piece)["recherche"]
        Piece.objects.bulk_update(lot, ["recherche"])


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0005_imports_tentatives")]

    operations = [migrations.RunPython(reindexer, migrations.RunPython.noop)]
