from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import Exact

from chassis.identifiers import new_id
from chassis.search import grams

VIVANTE = Q(supprime_le__isnull=True)


class ObjetSupprimable(models.QuerySet):
    def vivants(self):
        return self.filter(supprime_le__isnull=True)


class Categorie(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id)
    nom = models.CharField(max_length=120)
    nom_cle = models.CharField(max_length=360)  # casefolded: two names that differ in case only are the same
    recherche = models.CharField(max_length=600, db_collation="C")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="enfants")
    version = models.PositiveIntegerField(default=1)
    cree_le = models.DateTimeField(auto_now_add=True)
    modifie_le = models.DateTimeField(auto_now=True)
    supprime_le = models.DateTimeField(null=True)
    supprime_par = models.UUIDField(null=True)
    # The category whose deletion took this one along, and whose restoration brings it back.
    supprime_avec = models.UUIDField(null=True)

    objects = ObjetSupprimable.as_manager()

    class Meta:
        db_table = "categories"
        indexes = [
            models.Index(fields=["recherche", "id"], name="categories_par_nom", condition=VIVANTE),
            models.Index(
                fields=["supprime_avec"],
                name="categories_supprimees_avec",
                condition=Q(supprime_avec__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "nom_cle"],
                name="categories_nom_unique",
                condition=VIVANTE & Q(parent__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["nom_cle"],
                name="categories_nom_racine_unique",
                condition=VIVANTE & Q(parent__isnull=True),
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="categories_pas_son_parent"),
        ]


class Image(models.Model):
    """A stored picture. No piece's any more, it is removed from its store by a job: see images.py."""

    # Part of its public address: nobody can guess it. A new picture has a new one, so caches never lie.
    cle = models.CharField(primary_key=True, max_length=32)
    depot = models.CharField(max_length=20)  # which store holds it, also after the setting has changed
    type = models.CharField(max_length=20)
    largeur = models.PositiveIntegerField()
    hauteur = models.PositiveIntegerField()
    octets = models.PositiveIntegerField()
    adresse = models.URLField(max_length=500, blank=True)  # at an image host; empty when we serve it
    adresse_miniature = models.URLField(max_length=500, blank=True)
    adresse_suppression = models.URLField(max_length=500, blank=True)
    cree_le = models.DateTimeField(auto_now_add=True)
    inutile_depuis = models.DateTimeField(null=True)  # or since its store last did not remove it

    class Meta:
        db_table = "images"
        indexes = [
            models.Index(
                fields=["inutile_depuis"],
                name="images_inutiles",
                condition=Q(inutile_depuis__isnull=False),
            ),
        ]


class Piece(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id)
    reference = models.CharField(max_length=50)
    # normalised: "vis-é8" and "VIS-E8" are one reference
    reference_cle = models.CharField(max_length=600, db_collation="C")
    nom = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    categorie = models.ForeignKey(Categorie, models.SET_NULL, null=True, related_name="pieces")
    unite = models.CharField(max_length=20)
    code_barres = models.CharField(max_length=13, blank=True)
    gtin = models.CharField(max_length=14, blank=True)  # the barcode on 14 digits
    fabricant = models.CharField(max_length=120, blank=True)
    reference_fabricant = models.CharField(max_length=80, blank=True)
    prix_achat = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    prix_vente = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    taux_tva = models.DecimalField(max_digits=5, decimal_places=2)
    actif = models.BooleanField(default=True)
    publie = models.BooleanField(default=False)
    attributs = models.JSONField(default=dict)
    fournisseur_id = models.UUIDField(null=True)
    codes_fournisseurs = models.JSONField(default=list)  # [{"fournisseur_id", "code"}]
    image = models.OneToOneField(Image, models.SET_NULL, null=True, related_name="piece")
    # Derived, see recherche.py. `recherche` is what anybody may search, it orders lists and fits an index;
    # `textes` has the codes of suppliers too.
    recherche = models.CharField(max_length=600, db_collation="C")
    textes = models.TextField(default="")
    grammes = ArrayField(models.IntegerField(), default=list)
    codes = ArrayField(models.TextField(), default=list)  # of the manufacturer and the suppliers, normalised
    fabricant_cle = models.CharField(max_length=360, blank=True)
    version = models.PositiveIntegerField(default=1)
    cree_le = models.DateTimeField(auto_now_add=True)
    modifie_le = models.DateTimeField(auto_now=True)
    supprime_le = models.DateTimeField(null=True)
    supprime_par = models.UUIDField(null=True)
    # The deletion is asked for, stock_service has not agreed yet: see suppression.py.
    suppression_demandee_le = models.DateTimeField(null=True)
    suppression_demandee_par = models.JSONField(null=True)
    suppression_tentee_le = models.DateTimeField(null=True)

    objects = ObjetSupprimable.as_manager()

    class Meta:
        db_table = "pieces"
        indexes = [
            grams.index("grammes", name="pieces_grammes", condition=VIVANTE),
            models.Index(fields=["recherche", "id"], name="pieces_par_nom", condition=VIVANTE),
            models.Index(fields=["categorie"], name="pieces_par_categorie", condition=VIVANTE),
            models.Index(
                fields=["recherche", "id"],
                name="pieces_publiques",
                condition=VIVANTE & Q(publie=True, actif=True),
            ),
            models.Index(fields=["prix_vente", "id"], name="pieces_par_prix", condition=VIVANTE),
            models.Index(fields=["cree_le", "id"], name="pieces_par_creation", condition=VIVANTE),
            models.Index(fields=["modifie_le", "id"], name="pieces_par_modification", condition=VIVANTE),
            models.Index(fields=["reference_cle"], name="pieces_reference_corbeille", condition=~VIVANTE),
            GinIndex(fields=["codes"], name="pieces_codes", condition=VIVANTE, fastupdate=False),
            GinIndex(
                fields=["attributs"], name="pieces_attributs", condition=VIVANTE, opclasses=["jsonb_path_ops"]
            ),
            models.Index(
                fields=["fabricant_cle"],
                name="pieces_par_fabricant",
                condition=VIVANTE & ~Q(fabricant_cle=""),
            ),
            models.Index(
                fields=["fournisseur_id"],
                name="pieces_par_fournisseur",
                condition=VIVANTE & Q(fournisseur_id__isnull=False),
            ),
            models.Index(
                fields=["suppression_demandee_le"],
                name="pieces_a_supprimer",
                condition=Q(suppression_demandee_le__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["reference_cle"], name="pieces_reference_unique", condition=VIVANTE
            ),
            models.UniqueConstraint(
                fields=["gtin"], name="pieces_code_barres_unique", condition=VIVANTE & ~Q(gtin="")
            ),
            models.CheckConstraint(
                condition=Q(prix_achat__gte=0, prix_vente__gte=0), name="pieces_prix_positifs"
            ),
            models.CheckConstraint(
                condition=Q(taux_tva__gte=0, taux_tva__lte=100), name="pieces_taux_tva_borne"
            ),
            models.CheckConstraint(
                condition=Q(code_barres="", gtin="")
                | Q(code_barres__regex=r"^([0-9]{8}|[0-9]{12,13})$", gtin__regex=r"^[0-9]{14}$"),
                name="pieces_code_barres_forme",
            ),
            models.CheckConstraint(
                condition=~Q(recherche="") & ~Q(reference_cle=""), name="pieces_trouvables"
            ),
            models.CheckConstraint(
                condition=Exact(
                    Func(F("codes_fournisseurs"), function="jsonb_typeof", output_field=models.TextField()),
                    "array",
                ),
                name="pieces_codes_fournisseurs_liste",
            ),
            models.CheckConstraint(
                condition=Exact(
                    Func(F("attributs"), function="jsonb_typeof", output_field=models.TextField()), "object"
                ),
                name="pieces_attributs_objet",
            ),
            models.CheckConstraint(
                condition=VIVANTE
                | Q(suppression_demandee_le__isnull=True, suppression_tentee_le__isnull=True),
                name="pieces_suppression_faite",
            ),
        ]


class HistoriquePiece(models.Model):
    """One change of a piece: who, when, and the changed fields before and after."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="historique", db_index=False)
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=20)
    avant = models.JSONField(null=True)
    apres = models.JSONField(null=True)
    user_id = models.UUIDField(null=True)
    user_email = models.CharField(max_length=254, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    fait_le = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "historique_pieces"
        constraints = [
            models.UniqueConstraint(fields=["piece", "version"], name="historique_pieces_version_unique"),
        ]


class Import(models.Model):
    """A file of pieces to create and change: analysed, then applied, by the worker. See imports.py."""

    id = models.UUIDField(primary_key=True, default=new_id)
    fichier = models.CharField(max_length=200)
    contenu = models.BinaryField(null=True)  # until it is analysed
    mode = models.CharField(max_length=10)
    creer_categories = models.BooleanField(default=True)
    etat = models.CharField(max_length=20)
    lignes = models.PositiveIntegerField(default=0)
    analysees = models.PositiveIntegerField(default=0)
    a_creer = models.PositiveIntegerField(default=0)
    a_modifier = models.PositiveIntegerField(default=0)
    inchangees = models.PositiveIntegerField(default=0)
    en_erreur = models.PositiveIntegerField(default=0)
    creees = models.PositiveIntegerField(default=0)
    modifiees = models.PositiveIntegerField(default=0)
    echouees = models.PositiveIntegerField(default=0)
    tentatives = models.PositiveSmallIntegerField(default=0, db_default=0)  # of the worker, see abandon.py
    categories_a_creer = models.JSONField(default=list)
    acteur = models.JSONField()
    request_id = models.CharField(max_length=64, blank=True)
    cree_le = models.DateTimeField(auto_now_add=True)
    termine_le = models.DateTimeField(null=True)

    class Meta:
        db_table = "imports"
        indexes = [
            models.Index(fields=["cree_le", "id"], name="imports_par_date"),
            models.Index(
                fields=["id"],
                name="imports_a_conduire",
                condition=Q(etat__in=["en_attente", "en_analyse", "a_appliquer", "en_application"]),
            ),
        ]


class LigneImport(models.Model):
    """One line of the file: what it asks for, what it would change, whether it was done."""

    id = models.BigAutoField(primary_key=True)
    importation = models.ForeignKey(Import, models.CASCADE, related_name="detail", db_index=False)
    ligne = models.PositiveIntegerField()  # as a spreadsheet numbers it: the headings are line 1
    action = models.CharField(max_length=10)
    etat = models.CharField(max_length=10)
    piece_id = models.UUIDField(null=True)  # of a piece to be created: the id it will have
    champs = models.JSONField(default=dict)  # the cells, validated
    avant = models.JSONField(null=True)
    apres = models.JSONField(null=True)
    erreurs = models.JSONField(default=list)

    class Meta:
        db_table = "lignes_import"
        indexes = [
            models.Index(fields=["importation", "action", "ligne"], name="lignes_import_par_action"),
            models.Index(
                fields=["importation", "ligne"],
                name="lignes_import_a_faire",
                condition=Q(etat="a_faire"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["importation", "ligne"], name="lignes_import_ligne_unique"),
        ]
