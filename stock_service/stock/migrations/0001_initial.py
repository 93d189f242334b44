import chassis.identifiers
import django.db.models.deletion
import django.db.models.expressions
from decimal import Decimal
from django.db import migrations, models

from chassis.append_only import append_only


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE mouvements_stock_sequence", "DROP SEQUENCE mouvements_stock_sequence"),
        migrations.CreateModel(
            name='PieceCopie',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('reference', models.CharField(blank=True, max_length=100)),
                ('nom', models.CharField(blank=True, max_length=300)),
                ('unite', models.CharField(blank=True, max_length=50)),
                ('prix_achat', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ('actif', models.BooleanField(default=True)),
                ('supprimee', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField()),
                ('recherche', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'db_table': 'pieces_copie',
            },
        ),
        migrations.CreateModel(
            name='Reservation',
            fields=[
                ('id', models.UUIDField(default=chassis.identifiers.new_id, primary_key=True, serialize=False)),
                ('commande_id', models.UUIDField(null=True)),
                ('ligne_id', models.UUIDField(null=True)),
                ('rang', models.PositiveSmallIntegerField(default=0)),
                ('quantite', models.DecimalField(decimal_places=3, max_digits=14)),
                ('etat', models.CharField(choices=[('active', 'Active'), ('consommee', 'Consommée'), ('liberee', 'Libérée'), ('expiree', 'Expirée')], default='active', max_length=10)),
                ('motif', models.CharField(blank=True, max_length=200)),
                ('expire_le', models.DateTimeField(null=True)),
                ('user_id', models.UUIDField(null=True)),
                ('user_email', models.CharField(blank=True, max_length=254)),
                ('cree_le', models.DateTimeField()),
                ('terminee_le', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'reservations',
            },
        ),
        migrations.CreateModel(
            name='Seuil',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('mini', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                ('maxi', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                ('lot_commande', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                ('delai_jours', models.PositiveSmallIntegerField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'db_table': 'seuils',
            },
        ),
        migrations.CreateModel(
            name='Emplacement',
            fields=[
                ('id', models.UUIDField(default=chassis.identifiers.new_id, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=30)),
                ('nom', models.CharField(max_length=100)),
                ('type', models.CharField(choices=[('entrepot', 'Entrepôt'), ('magasin', 'Magasin'), ('rayon', 'Rayon'), ('casier', 'Casier')], max_length=10)),
                ('chemin', models.CharField(max_length=300)),
                ('recherche', models.CharField(max_length=200)),
                ('version', models.PositiveIntegerField(default=1)),
                ('cree_le', models.DateTimeField(auto_now_add=True)),
                ('supprime_le', models.DateTimeField(null=True)),
                ('supprime_par', models.UUIDField(null=True)),
                ('purge_le', models.DateTimeField(null=True)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enfants', to='stock.emplacement')),
            ],
            options={
                'db_table': 'emplacements',
            },
        ),
        migrations.CreateModel(
            name='MouvementStock',
            fields=[
                ('id', models.UUIDField(default=chassis.identifiers.new_id, primary_key=True, serialize=False)),
                ('sequence', models.BigIntegerField(db_default=models.Func(models.Value('mouvements_stock_sequence'), function='nextval'), unique=True)),
                ('type', models.CharField(choices=[('IN', 'Entrée'), ('OUT', 'Sortie'), ('TRANSFER', 'Transfert'), ('ADJUST', 'Ajustement')], max_length=10)),
                ('quantite', models.DecimalField(decimal_places=3, max_digits=14)),
                ('solde_apres', models.DecimalField(decimal_places=3, max_digits=14)),
                ('cout_unitaire', models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ('motif', models.CharField(blank=True, max_length=200)),
                ('reference_externe', models.CharField(blank=True, max_length=60)),
                ('transfert_id', models.UUIDField(null=True)),
                ('commande_id', models.UUIDField(null=True)),
                ('user_id', models.UUIDField(null=True)),
                ('user_email', models.CharField(blank=True, max_length=254)),
                ('cree_le', models.DateTimeField()),
                ('annule', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='annulation', to='stock.mouvementstock')),
                ('contrepartie', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.emplacement')),
                ('emplacement', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='mouvements', to='stock.emplacement')),
            ],
            options={
                'db_table': 'mouvements_stock',
            },
        ),
        migrations.CreateModel(
            name='NiveauStock',
            fields=[
                ('pk', models.CompositePrimaryKey('piece_id', 'emplacement_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('quantite', models.DecimalField(decimal_places=3, default=Decimal('0.000'), max_digits=14)),
                ('reserve', models.DecimalField(decimal_places=3, default=Decimal('0.000'), max_digits=14)),
                ('piece', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='niveaux', to='stock.piececopie')),
                ('emplacement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='niveaux', to='stock.emplacement')),
            ],
            options={
                'db_table': 'niveaux_stock',
            },
        ),
        migrations.CreateModel(
            name='StockPiece',
            fields=[
                ('piece', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='stock', serialize=False, to='stock.piececopie')),
                ('quantite', models.DecimalField(decimal_places=3, default=Decimal('0.000'), max_digits=14)),
                ('reserve', models.DecimalField(decimal_places=3, default=Decimal('0.000'), max_digits=14)),
                ('cout_moyen', models.DecimalField(decimal_places=6, default=Decimal('0'), max_digits=18)),
                ('seuil', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                ('etat', models.CharField(choices=[('ok', 'Suffisant'), ('bas', 'Bas'), ('epuise', 'Épuisé')], default='epuise', max_length=10)),
                ('alerte', models.CharField(choices=[('aucune', 'Aucune'), ('bas', 'Bas'), ('epuise', 'Épuisé')], default='aucune', max_length=10)),
                ('retiree', models.BooleanField(default=False)),
            ],
            options={
                'db_table': 'stocks_pieces',
            },
        ),
        migrations.AddIndex(
            model_name='piececopie',
            index=models.Index(fields=['reference', 'id'], name='pieces_copie_reference'),
        ),
        migrations.AddIndex(
            model_name='piececopie',
            index=models.Index(fields=['nom', 'id'], name='pieces_copie_nom'),
        ),
        migrations.AddField(
            model_name='mouvementstock',
            name='piece',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='mouvements', to='stock.piececopie'),
        ),
        migrations.AddField(
            model_name='reservation',
            name='emplacement',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reservations', to='stock.emplacement'),
        ),
        migrations.AddField(
            model_name='reservation',
            name='piece',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reservations', to='stock.piececopie'),
        ),
        migrations.AddField(
            model_name='seuil',
            name='emplacement',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='seuils', to='stock.emplacement'),
        ),
        migrations.AddField(
            model_name='seuil',
            name='piece',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='seuils', to='stock.piececopie'),
        ),
        migrations.AddConstraint(
            model_name='emplacement',
            constraint=models.UniqueConstraint(condition=models.Q(('supprime_le__isnull', True)), fields=('code',), name='emplacements_code'),
        ),
        migrations.AddConstraint(
            model_name='emplacement',
            constraint=models.CheckConstraint(condition=models.Q(('type__in', ['entrepot', 'magasin', 'rayon', 'casier'])), name='emplacements_type'),
        ),
        migrations.AddConstraint(
            model_name='emplacement',
            constraint=models.CheckConstraint(condition=models.Q(('id', models.F('parent_id')), _negated=True), name='emplacements_parent'),
        ),
        migrations.AddIndex(
            model_name='stockpiece',
            index=models.Index(fields=['quantite', 'piece'], name='stocks_pieces_par_quantite'),
        ),
        migrations.AddIndex(
            model_name='stockpiece',
            index=models.Index(django.db.models.expressions.CombinedExpression(models.F('quantite'), '-', models.F('reserve')), models.F('piece_id'), name='stocks_pieces_par_disponible'),
        ),
        migrations.AddIndex(
            model_name='stockpiece',
            index=models.Index(condition=models.Q(('etat', 'ok'), _negated=True), fields=['etat', 'piece'], name='stocks_pieces_alertes'),
        ),
        migrations.AddConstraint(
            model_name='stockpiece',
            constraint=models.CheckConstraint(condition=models.Q(('quantite__gte', 0)), name='stocks_pieces_quantite'),
        ),
        migrations.AddConstraint(
            model_name='stockpiece',
            constraint=models.CheckConstraint(condition=models.Q(('reserve__gte', 0), ('reserve__lte', models.F('quantite'))), name='stocks_pieces_reserve'),
        ),
        migrations.AddConstraint(
            model_name='niveaustock',
            constraint=models.CheckConstraint(condition=models.Q(('quantite__gte', 0)), name='niveaux_stock_quantite'),
        ),
        migrations.AddConstraint(
            model_name='niveaustock',
            constraint=models.CheckConstraint(condition=models.Q(('reserve__gte', 0), ('reserve__lte', models.F('quantite'))), name='niveaux_stock_reserve'),
        ),
        migrations.AddIndex(
            model_name='mouvementstock',
            index=models.Index(fields=['piece', 'sequence'], name='mouvements_piece'),
        ),
        migrations.AddIndex(
            model_name='mouvementstock',
            index=models.Index(fields=['emplacement', 'sequence'], name='mouvements_emplacement'),
        ),
        migrations.AddIndex(
            model_name='mouvementstock',
            index=models.Index(fields=['type', 'sequence'], name='mouvements_type'),
        ),
        migrations.AddIndex(
            model_name='mouvementstock',
            index=models.Index(fields=['cree_le'], include=('sequence', 'type', 'quantite'), name='mouvements_cree_le'),
        ),
        migrations.AddIndex(
            model_name='mouvementstock',
            index=models.Index(condition=models.Q(('commande_id__isnull', False)), fields=['commande_id'], name='mouvements_commande'),
        ),
        migrations.AddIndex(
            model_name='mouvementstock',
            index=models.Index(condition=models.Q(('transfert_id__isnull', False)), fields=['transfert_id'], name='mouvements_transfert'),
        ),
        migrations.AddIndex(
            model_name='mouvementstock',
            index=models.Index(condition=models.Q(('reference_externe', ''), _negated=True), fields=['reference_externe', 'sequence'], name='mouvements_reference_externe'),
        ),
        migrations.AddConstraint(
            model_name='mouvementstock',
            constraint=models.CheckConstraint(condition=models.Q(('quantite', 0), _negated=True), name='mouvements_stock_not_zero'),
        ),
        migrations.AddConstraint(
            model_name='mouvementstock',
            constraint=models.CheckConstraint(condition=models.Q(('solde_apres__gte', 0)), name='mouvements_stock_solde'),
        ),
        migrations.AddConstraint(
            model_name='mouvementstock',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('annule', None), ('quantite__gt', 0), ('type', 'IN')), models.Q(('annule__isnull', False), ('quantite__lt', 0), ('type', 'IN')), models.Q(('annule', None), ('quantite__lt', 0), ('type', 'OUT')), models.Q(('annule__isnull', False), ('quantite__gt', 0), ('type', 'OUT')), ('type__in', ['TRANSFER', 'ADJUST']), _connector='OR'), name='mouvements_stock_sign'),
        ),
        migrations.AddConstraint(
            model_name='mouvementstock',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('contrepartie__isnull', False), ('transfert_id__isnull', False), ('type', 'TRANSFER')), models.Q(models.Q(('type', 'TRANSFER'), _negated=True), ('contrepartie', None), ('transfert_id', None)), _connector='OR'), name='mouvements_stock_transfer'),
        ),
        migrations.AddIndex(
            model_name='reservation',
            index=models.Index(fields=['commande_id'], name='reservations_commande'),
        ),
        migrations.AddIndex(
            model_name='reservation',
            index=models.Index(condition=models.Q(('etat', 'active')), fields=['piece', 'id'], name='reservations_actives'),
        ),
        migrations.AddIndex(
            model_name='reservation',
            index=models.Index(condition=models.Q(('etat', 'active'), ('expire_le__isnull', False)), fields=['expire_le'], name='reservations_a_expirer'),
        ),
        migrations.AddConstraint(
            model_name='reservation',
            constraint=models.CheckConstraint(condition=models.Q(('quantite__gt', 0)), name='reservations_quantite'),
        ),
        migrations.AddConstraint(
            model_name='reservation',
            constraint=models.CheckConstraint(condition=models.Q(('etat__in', ['active', 'consommee', 'liberee', 'expiree'])), name='reservations_etat'),
        ),
        migrations.AddConstraint(
            model_name='reservation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('commande_id', None), ('ligne_id', None)), models.Q(('commande_id__isnull', False), ('ligne_id__isnull', False)), _connector='OR'), name='reservations_line_of_order'),
        ),
        migrations.AddConstraint(
            model_name='reservation',
            constraint=models.UniqueConstraint(condition=models.Q(('commande_id__isnull', False), ('etat__in', ['active', 'consommee'])), fields=('commande_id', 'ligne_id', 'rang'), name='reservations_once_per_line'),
        ),
        migrations.AddConstraint(
            model_name='seuil',
            constraint=models.UniqueConstraint(fields=('piece', 'emplacement'), name='seuils_one_each', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='seuil',
            constraint=models.CheckConstraint(condition=models.Q(('mini__gte', 0)), name='seuils_mini'),
        ),
        migrations.AddConstraint(
            model_name='seuil',
            constraint=models.CheckConstraint(condition=models.Q(('maxi__gte', 0), models.Q(('mini', None), ('maxi__gte', models.F('mini')), _connector='OR')), name='seuils_maxi'),
        ),
        migrations.AddConstraint(
            model_name='seuil',
            constraint=models.CheckConstraint(condition=models.Q(('lot_commande__gt', 0)), name='seuils_lot_commande'),
        ),
        append_only("mouvements_stock"),
    ]
