"""Shapes of imports."""

from rest_framework import serializers

from catalogue.importation.lectures import avancement
from catalogue.models import Import, LigneImport
from chassis.serializers import StrictSerializer

FORMATS = ["csv", "xlsx"]


class DepotSerializer(StrictSerializer):
    """The fields beside the file."""

    mode = serializers.ChoiceField(choices=["preview", "apply"], default="preview")
    creer_categories = serializers.BooleanField(default=True)


class FormatSerializer(StrictSerializer):
    format = serializers.ChoiceField(choices=FORMATS, default="csv")


class ApplicationSerializer(StrictSerializer):
    ignorer_erreurs = serializers.BooleanField(default=False)


class ErreurSerializer(serializers.Serializer):
    ligne = serializers.IntegerField()
    colonne = serializers.CharField()
    en_tete = serializers.CharField()
    champ = serializers.CharField()
    valeur = serializers.CharField()
    code = serializers.CharField()
    message = serializers.CharField()
    message_en = serializers.CharField()


class ImportSerializer(serializers.ModelSerializer):
    avancement = serializers.SerializerMethodField()
    par = serializers.CharField()
    categories_a_creer = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Import
        fields = [
            "id",
            "fichier",
            "mode",
            "creer_categories",
            "etat",
            "avancement",
            "lignes",
            "analysees",
            "a_creer",
            "a_modifier",
            "inchangees",
            "en_erreur",
            "creees",
            "modifiees",
            "echouees",
            "categories_a_creer",
            "par",
            "cree_le",
            "termine_le",
        ]
        read_only_fields = fields

    def get_avancement(self, importation) -> float:
        return avancement(importation)


class ImportDetailSerializer(ImportSerializer):
    erreurs = ErreurSerializer(many=True)

    class Meta(ImportSerializer.Meta):
        fields = [*ImportSerializer.Meta.fields, "erreurs"]
        read_only_fields = fields


class LigneImportSerializer(serializers.ModelSerializer):
    reference = serializers.CharField()
    nom = serializers.CharField()
    avant = serializers.DictField(allow_null=True)
    apres = serializers.DictField(allow_null=True)
    erreurs = ErreurSerializer(many=True)

    class Meta:
        model = LigneImport
        fields = ["ligne", "action", "etat", "piece_id", "reference", "nom", "avant", "apres", "erreurs"]
        read_only_fields = fields
