"""Shapes of pieces. What needs the database to be judged is in the rules."""

from rest_framework import serializers

from catalogue import fiche, presentation
from catalogue.models import Categorie, HistoriquePiece, Piece
from catalogue.serializers.champs import attributs_bornes, lisible, montant
from chassis.fields import DecimalField, LineField, TextField
from chassis.serializers import StrictSerializer

CODES_FOURNISSEURS_MAX = 20


class CodeFournisseurSerializer(StrictSerializer):
    """What a supplier calls the piece; he may be unknown to us."""

    fournisseur_id = serializers.UUIDField(allow_null=True, default=None)
    code = LineField(max_length=80)

    def to_internal_value(self, data):
        entree = super().to_internal_value(data)
        if "code" not in entree:  # a PATCH of the piece makes nothing of its fields required, nor of these
            raise serializers.ValidationError({"code": [self.fields["code"].error_messages["required"]]})
        identifiant = entree.get("fournisseur_id")
        return {"fournisseur_id": str(identifiant) if identifiant else None, "code": entree["code"]}


class PieceModificationSerializer(StrictSerializer):
    """With PUT, what is left out gets its default (the reference stays); with PATCH it stays as it is."""

    reference = LineField(max_length=50, required=False)
    nom = LineField(max_length=200)
    description = TextField(max_length=5000, allow_blank=True, default="")
    categorie_id = serializers.UUIDField(allow_null=True, default=None)
    unite = LineField(max_length=20, default=fiche.UNITE)
    code_barres = LineField(max_length=13, allow_blank=True, default="")
    fabricant = LineField(max_length=120, allow_blank=True, default="")
    reference_fabricant = LineField(max_length=80, allow_blank=True, default="")
    prix_achat = montant(default=0)
    prix_vente = montant(default=0)
    taux_tva = DecimalField(
        max_digits=5, decimal_places=2, min_value=0, max_value=100, default=fiche.TAUX_TVA
    )
    actif = serializers.BooleanField(default=True)
    publie = serializers.BooleanField(default=False)
    attributs = serializers.DictField(default=dict, validators=[attributs_bornes])
    fournisseur_id = serializers.UUIDField(allow_null=True, default=None)
    codes_fournisseurs = serializers.ListField(
        child=CodeFournisseurSerializer(), max_length=CODES_FOURNISSEURS_MAX, default=list
    )

    def validate_reference(self, reference: str) -> str:
        lisible(reference)
        return reference


class PieceCreationSerializer(PieceModificationSerializer):
    """An empty reference asks for the next PC-000001."""

    id = serializers.UUIDField(required=False)
    reference = LineField(max_length=50, required=False, allow_blank=True)


class CategorieResumeSerializer(serializers.ModelSerializer):
    class Meta:
        model = Categorie
        fields = ["id", "nom"]


class ImageSerializer(serializers.Serializer):
    """Addresses for <img src>: they need no token and never change."""

    url = serializers.URLField()
    miniature = serializers.URLField()
    largeur = serializers.IntegerField()
    hauteur = serializers.IntegerField()


class PieceSerializer(serializers.ModelSerializer):
    categorie_id = serializers.UUIDField(allow_null=True)
    categorie = CategorieResumeSerializer(allow_null=True)
    attributs = serializers.DictField()
    codes_fournisseurs = CodeFournisseurSerializer(many=True)
    image = ImageSerializer(allow_null=True)

    class Meta:
        model = Piece
        fields = [
            "id",
            *fiche.CHAMPS,
            "categorie",
            "image",
            "version",
            "cree_le",
            "modifie_le",
            "suppression_demandee_le",
        ]
        read_only_fields = fields

    def to_representation(self, instance):
        return presentation.piece(instance)


class HistoriquePieceSerializer(serializers.ModelSerializer):
    avant = serializers.DictField(allow_null=True)
    apres = serializers.DictField(allow_null=True)

    class Meta:
        model = HistoriquePiece
        fields = ["version", "action", "avant", "apres", "user_id", "user_email", "request_id", "fait_le"]
        read_only_fields = fields


class CodeSerializer(StrictSerializer):
    code = serializers.CharField(max_length=300)


class TailleSerializer(StrictSerializer):
    taille = serializers.ChoiceField(choices=["normale", "miniature"], default="normale")
