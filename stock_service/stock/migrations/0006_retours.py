from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stock', '0005_pieces_cachees'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='mouvementstock',
            name='mouvements_cree_le',
        ),
        migrations.AddIndex(
            model_name='mouvementstock',
            index=models.Index(fields=['cree_le'], include=['sequence', 'type', 'quantite', 'valeur', 'piece', 'operation'], name='mouvements_cree_le'),
        ),
        migrations.AddIndex(
            model_name='operationdecommande',
            index=models.Index(condition=models.Q(('genre__in', ['retour_vente', 'retour_achat'])), fields=['id'], include=['genre'], name='operations_retours'),
        ),
    ]
