"""What people without an account, and services, read."""

from typing import Any

from rest_framework import serializers

from catalogue import presentation
from catalogue.models import Piece
from catalogue.serializers.pieces import CategorieResumeSerializer, ImageSerializer
from chassis.fields import IntegerField
from chassis.serializers import PageSerializer, StrictSerializer


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


class CategoriePubliqueSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    nom = serializers.CharField()
    parent_id = serializers.UUIDField(allow_null=True)
    nombre_pieces = serializers.IntegerField()


class SansParametreSerializer(StrictSerializer):
    """A query that says nothing."""


class CategoriesPubliquesSerializer(PageSerializer):
    """All of them at once, as a list by page says it."""

    results = CategoriePubliqueSerializer(many=True)


def liste_entiere(lignes: list[dict[str, Any]]) -> dict[str, Any]:
    return {"count": len(lignes), "next": None, "previous": None, "results": lignes}


class PageInterneSerializer(StrictSerializer):
    apres = serializers.UUIDField(required=False, default=None)
    limite = IntegerField(min_value=1, max_value=1000, default=500)
