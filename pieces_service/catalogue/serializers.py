"""Shapes of what comes in and goes out. What needs the database to be judged is in the rules."""

import math
import unicodedata
from typing import Any

import orjson
from rest_framework import serializers

from catalogue import fiche
from catalogue.models import Categorie, HistoriquePiece, Piece
from chassis.filters import normalise

ATTRIBUTS_OCTETS = 16_384
ATTRIBUT_NOMBRE_MAX = 1e15


def sans_controle(texte: str) -> None:
    if any(unicodedata.category(lettre) == "Cc" for lettre in texte):
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


class PieceModificationSerializer(serializers.Serializer):
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


class PieceSerializer(serializers.ModelSerializer):
    categorie_id = serializers.UUIDField(allow_null=True)
    categorie = CategorieResumeSerializer(allow_null=True)
    attributs = serializers.DictField()

    class Meta:
        model = Piece
        fields = [
            "id",
            *fiche.CHAMPS,
            "categorie",
            "version",
            "cree_le",
            "modifie_le",
            "suppression_demandee_le",
        ]
        read_only_fields = fields


class PiecePubliqueSerializer(serializers.ModelSerializer):
    """What customers may see: no cost, no supplier, nothing internal."""

    categorie = CategorieResumeSerializer(allow_null=True)

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
        ]
        read_only_fields = fields


class CategorieModificationSerializer(serializers.Serializer):
    nom = une_ligne(120)
    parent_id = serializers.UUIDField(allow_null=True, default=None)


class CategorieCreationSerializer(CategorieModificationSerializer):
    id = serializers.UUIDField(required=False)


class CategorieSerializer(serializers.ModelSerializer):
    parent_id = serializers.UUIDField(allow_null=True)
    chemin = serializers.ListField(child=serializers.CharField())
    nombre_pieces = serializers.IntegerField()

    class Meta:
        model = Categorie
        fields = ["id", "nom", "parent_id", "chemin", "nombre_pieces", "version", "cree_le", "modifie_le"]
        read_only_fields = fields


class HistoriquePieceSerializer(serializers.ModelSerializer):
    avant = serializers.DictField(allow_null=True)
    apres = serializers.DictField(allow_null=True)

    class Meta:
        model = HistoriquePiece
        fields = ["version", "action", "avant", "apres", "user_id", "user_email", "request_id", "fait_le"]
        read_only_fields = fields


class CodeSerializer(serializers.Serializer):
    code = serializers.CharField(max_length=100)
