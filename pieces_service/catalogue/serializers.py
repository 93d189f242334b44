"""Shapes of what comes in and goes out. What needs the database to be judged is in the rules."""

import math
import re
from typing import Any

import orjson
from rest_framework import serializers

from catalogue import fiche, presentation
from catalogue.models import Categorie, HistoriquePiece, Piece
from chassis.filters import normalise
from chassis.serializers import StrictSerializer

ATTRIBUTS_OCTETS = 16_384
ATTRIBUT_NOMBRE_MAX = 1e15
CODES_FOURNISSEURS_MAX = 20
CONTROLE = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # all of Unicode's control characters (Cc)


def sans_controle(texte: str) -> None:
    if CONTROLE.search(texte):
        raise serializers.ValidationError("Les caractères de commande ne sont pas permis.")


def lisible(reference: str) -> None:
    if reference and not any(lettre.isalnum() for lettre in normalise(reference)):
        raise serializers.ValidationError("Au moins une lettre ou un chiffre est attendu.")


def attributs_bornes(attributs: dict[str, Any]) -> None:
    if len(orjson.dumps(attributs)) > ATTRIBUTS_OCTETS:
        raise serializers.ValidationError(f"Au plus {ATTRIBUTS_OCTETS} octets.")
    if not _nombres_representables(attributs):
        raise serializers.ValidationError("Un nombre dépasse ce qui peut être gardé exactement.")


def _nombres_representables(valeur: Any) -> bool:
    """The database keeps 1e300 with all its digits; it would come back as an integer JSON cannot carry."""
    if isinstance(valeur, dict):
        return all(map(_nombres_representables, valeur.values()))
    if isinstance(valeur, list):
        return all(map(_nombres_representables, valeur))
    if isinstance(valeur, float) and valeur:
        return 1 / ATTRIBUT_NOMBRE_MAX <= math.fabs(valeur) <= ATTRIBUT_NOMBRE_MAX
    return True


def une_ligne(longueur: int, **options) -> serializers.CharField:
    return serializers.CharField(max_length=longueur, validators=[sans_controle], **options)


def montant(**options) -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0, **options)


class CodeFournisseurSerializer(StrictSerializer):
    """What a supplier calls the piece; he may be unknown to us."""

    fournisseur_id = serializers.UUIDField(allow_null=True, default=None)
    code = une_ligne(80)

    def to_internal_value(self, data):
        entree = super().to_internal_value(data)
        if "code" not in entree:  # a PATCH of the piece makes nothing of its fields required, nor of these
            raise serializers.ValidationError({"code": [self.fields["code"].error_messages["required"]]})
        identifiant = entree.get("fournisseur_id")
        return {"fournisseur_id": str(identifiant) if identifiant else None, "code": entree["code"]}


class PieceModificationSerializer(StrictSerializer):
    """With PUT, what is left out gets its default (the reference stays); with PATCH it stays as it is."""

    reference = une_ligne(50, required=False)
    nom = une_ligne(200)
    description = serializers.CharField(max_length=5000, allow_blank=True, default="")
    categorie_id = serializers.UUIDField(allow_null=True, default=None)
    unite = une_ligne(20, default=fiche.UNITE)
    code_barres = une_ligne(13, allow_blank=True, default="")
    fabricant = une_ligne(120, allow_blank=True, default="")
    reference_fabricant = une_ligne(80, allow_blank=True, default="")
    prix_achat = montant(default=0)
    prix_vente = montant(default=0)
    taux_tva = serializers.DecimalField(
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
    reference = une_ligne(50, required=False, allow_blank=True)


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


class PiecePubliqueSerializer(serializers.ModelSerializer):
    """What customers may see: no cost, no supplier, nothing internal."""

    categorie = CategorieResumeSerializer(allow_null=True)
    image = ImageSerializer(allow_null=True)

    class Meta:
        model = Piece
        fields = [
            "id",
            "reference",
            "nom",
            "description",
            "categorie",
            "unite",
            "code_barres",
            "fabricant",
            "reference_fabricant",
            "prix_vente",
            "taux_tva",
            "image",
        ]
        read_only_fields = fields

    def to_representation(self, instance):
        return presentation.piece_publique(instance)


class CategorieModificationSerializer(StrictSerializer):
    nom = une_ligne(120)
    parent_id = serializers.UUIDField(allow_null=True, default=None)


class CategorieCreationSerializer(CategorieModificationSerializer):
    id = serializers.UUIDField(required=False)


class CategorieSerializer(serializers.ModelSerializer):
    parent_id = serializers.UUIDField(allow_null=True)
    chemin = serializers.ListField(child=serializers.CharField())
    nombre_pieces = serializers.IntegerField()
    nombre_directes = serializers.IntegerField()
    sous_categories = serializers.IntegerField()

    class Meta:
        model = Categorie
        fields = [
            "id",
            "nom",
            "parent_id",
            "chemin",
            "nombre_pieces",
            "nombre_directes",
            "sous_categories",
            "version",
            "cree_le",
            "modifie_le",
        ]
        read_only_fields = fields


class HistoriquePieceSerializer(serializers.ModelSerializer):
    avant = serializers.DictField(allow_null=True)
    apres = serializers.DictField(allow_null=True)

    class Meta:
        model = HistoriquePiece
        fields = ["version", "action", "avant", "apres", "user_id", "user_email", "request_id", "fait_le"]
        read_only_fields = fields


class CodeSerializer(StrictSerializer):
    code = serializers.CharField(max_length=300)


class NoeudSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    nom = serializers.CharField()
    parent_id = serializers.UUIDField(allow_null=True)
    version = serializers.IntegerField()
    nombre_pieces = serializers.IntegerField()
    nombre_directes = serializers.IntegerField()
    enfants = serializers.ListField(child=serializers.DictField(), help_text="Les mêmes champs.")


class ArbreSerializer(serializers.Serializer):
    results = NoeudSerializer(many=True)
    sans_categorie = serializers.IntegerField()


class CategoriePubliqueSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    nom = serializers.CharField()
    parent_id = serializers.UUIDField(allow_null=True)
    nombre_pieces = serializers.IntegerField()


class CategoriesPubliquesSerializer(serializers.Serializer):
    results = CategoriePubliqueSerializer(many=True)


class PageInterneSerializer(StrictSerializer):
    apres = serializers.UUIDField(required=False, default=None)
    limite = serializers.IntegerField(min_value=1, max_value=1000, default=500)


class TailleSerializer(StrictSerializer):
    taille = serializers.ChoiceField(choices=["normale", "miniature"], default="normale")
