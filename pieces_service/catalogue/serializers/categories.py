"""Shapes of categories and of their tree."""

from rest_framework import serializers

from catalogue.models import Categorie
from chassis.fields import LineField
from chassis.serializers import StrictSerializer


class CategorieModificationSerializer(StrictSerializer):
    nom = LineField(max_length=120)
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
