"""The parameters and rows of reports, of levels at a date, and of reorder proposals."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from rest_framework import serializers

from chassis.exports import FORMATS
from chassis.fields import IntegerField, TextField
from chassis.filters import MAX_SEARCH_LENGTH
from chassis.moments import MomentField
from chassis.pagination import MAX_PAGE_SIZE, PAGE_SIZE
from chassis.serializers import StrictSerializer
from stock.reapprovisionnement import URGENCES
from stock.serializers.champs import MINIMUM, CoutField, MontantField, QuantiteField

ORDERED_AT_ONCE = 500


class InstantField(serializers.CharField):
    """A day (its end is meant) or an instant; the first moment after it."""

    def to_internal_value(self, data):
        text = super().to_internal_value(data)
        try:
            return MomentField().to_python(text[:40])[1]
        except forms.ValidationError as error:
            raise serializers.ValidationError(error.messages) from error


class ParametresSerializer(StrictSerializer):
    """What every table takes in its address."""

    page = IntegerField(min_value=1, max_value=1_000_000, default=1)
    page_size = IntegerField(min_value=1, max_value=MAX_PAGE_SIZE, default=PAGE_SIZE)
    search = serializers.CharField(max_length=MAX_SEARCH_LENGTH, allow_blank=True, default="")
    format = serializers.ChoiceField(choices=FORMATS, default="json")


class ADateSerializer(ParametresSerializer):
    date = InstantField()
    emplacement_id = serializers.UUIDField(required=False)


class ValorisationSerializer(ParametresSerializer):
    par = serializers.ChoiceField(choices=["piece", "emplacement"], default="piece")
    date = InstantField(required=False)
    emplacement_id = serializers.UUIDField(required=False)


class RotationSerializer(ParametresSerializer):
    jours = IntegerField(min_value=7, max_value=730, default=90)


class AbcSerializer(ParametresSerializer):
    jours = IntegerField(min_value=7, max_value=730, default=365)
    seuil_a = IntegerField(min_value=1, max_value=99, default=80)
    seuil_b = IntegerField(min_value=2, max_value=100, default=95)
    critere = serializers.ChoiceField(choices=["sorties", "stock"], default="sorties")

    def validate(self, attrs):
        if attrs["seuil_b"] <= attrs["seuil_a"]:
            raise serializers.ValidationError({"seuil_b": ["Plus que seuil_a est attendu."]})
        return attrs


class DormantsSerializer(ParametresSerializer):
    jours = IntegerField(min_value=1, max_value=3650, default=180)


class PropositionsSerializer(ParametresSerializer):
    jours = IntegerField(min_value=7, max_value=365, required=False)
    fournisseur_id = serializers.UUIDField(required=False)
    sans_fournisseur = serializers.BooleanField(default=False)
    urgence = serializers.ChoiceField(choices=URGENCES, required=False)


class TableauDeBordParametresSerializer(StrictSerializer):
    jours = serializers.ChoiceField(choices=[30, 90], default=30)


class PourcentField(serializers.DecimalField):
    def __init__(self, **options):
        super().__init__(max_digits=None, decimal_places=2, **options)


class JoursField(serializers.DecimalField):
    def __init__(self, **options):
        super().__init__(max_digits=None, decimal_places=1, **options)


class PieceDeRapportSerializer(serializers.Serializer):
    piece_id = serializers.UUIDField(read_only=True)
    reference = serializers.CharField(read_only=True)
    nom = serializers.CharField(read_only=True)
    unite = serializers.CharField(read_only=True)
    quantite = QuantiteField(read_only=True)


class StockADateSerializer(PieceDeRapportSerializer):
    cout_moyen = CoutField(read_only=True)
    valeur = MontantField(read_only=True)


class ValeurDePieceSerializer(StockADateSerializer):
    part = PourcentField(read_only=True)


class ValeurDEmplacementSerializer(serializers.Serializer):
    emplacement_id = serializers.UUIDField(read_only=True)
    code = serializers.CharField(read_only=True)
    nom = serializers.CharField(read_only=True)
    chemin = serializers.CharField(read_only=True)
    pieces = serializers.IntegerField(read_only=True)
    quantite = QuantiteField(read_only=True)
    valeur = MontantField(read_only=True)
    part = PourcentField(read_only=True)


class RotationDePieceSerializer(PieceDeRapportSerializer):
    valeur = MontantField(read_only=True)
    sorties = QuantiteField(read_only=True)
    sorties_valeur = MontantField(read_only=True)
    valeur_moyenne = MontantField(read_only=True)
    rotation = PourcentField(read_only=True, allow_null=True)
    rotation_annuelle = PourcentField(read_only=True, allow_null=True)
    couverture_jours = JoursField(read_only=True, allow_null=True)


class ClasseDePieceSerializer(PieceDeRapportSerializer):
    rang = serializers.IntegerField(read_only=True)
    valeur = MontantField(read_only=True)
    part = PourcentField(read_only=True)
    cumul = PourcentField(read_only=True)
    classe = serializers.ChoiceField(choices=["A", "B", "C"], read_only=True)


class PieceDormanteSerializer(PieceDeRapportSerializer):
    valeur = MontantField(read_only=True)
    derniere_sortie = serializers.DateTimeField(read_only=True, allow_null=True)
    derniere_entree = serializers.DateTimeField(read_only=True, allow_null=True)
    jours_sans_sortie = serializers.SerializerMethodField()

    def get_jours_sans_sortie(self, row) -> int | None:
        last = row["derniere_sortie"]
        return (timezone.now() - last) // timedelta(days=1) if last else None


class TotauxSerializer(serializers.Serializer):
    quantite = QuantiteField(read_only=True)
    valeur = MontantField(read_only=True)


class TotauxDeRotationSerializer(serializers.Serializer):
    sorties_valeur = MontantField(read_only=True)
    valeur_moyenne = MontantField(read_only=True)
    rotation = PourcentField(read_only=True, allow_null=True)


class TotauxAbcSerializer(serializers.Serializer):
    valeur = MontantField(read_only=True)


class TotauxDesDormantsSerializer(serializers.Serializer):
    pieces = serializers.IntegerField(read_only=True)
    valeur = MontantField(read_only=True)


class ClasseSerializer(serializers.Serializer):
    classe = serializers.ChoiceField(choices=["A", "B", "C"], read_only=True)
    pieces = serializers.IntegerField(read_only=True)
    valeur = MontantField(read_only=True)
    part = PourcentField(read_only=True)


class TableSerializer(serializers.Serializer):
    """What every table answers around its rows."""

    count = serializers.IntegerField(read_only=True)
    next = serializers.URLField(read_only=True, allow_null=True)
    previous = serializers.URLField(read_only=True, allow_null=True)


class TableADateSerializer(TableSerializer):
    date = serializers.DateTimeField(read_only=True)
    quantite_totale = QuantiteField(read_only=True)
    valeur_totale = MontantField(read_only=True)
    results = StockADateSerializer(many=True, read_only=True)


class TableDeValorisationSerializer(TableSerializer):
    methode = serializers.CharField(read_only=True)
    date = serializers.DateTimeField(read_only=True, allow_null=True)
    totaux = TotauxSerializer(read_only=True)
    results = ValeurDePieceSerializer(many=True, read_only=True)


class TableDesEmplacementsSerializer(TableDeValorisationSerializer):
    results = ValeurDEmplacementSerializer(many=True, read_only=True)


class TableDeRotationSerializer(TableSerializer):
    jours = serializers.IntegerField(read_only=True)
    depuis = serializers.DateTimeField(read_only=True)
    jusqua = serializers.DateTimeField(read_only=True)
    totaux = TotauxDeRotationSerializer(read_only=True)
    results = RotationDePieceSerializer(many=True, read_only=True)


class TableAbcSerializer(TableSerializer):
    jours = serializers.IntegerField(read_only=True)
    totaux = TotauxAbcSerializer(read_only=True)
    classes = ClasseSerializer(many=True, read_only=True)
    results = ClasseDePieceSerializer(many=True, read_only=True)


class TableDesDormantsSerializer(TableSerializer):
    jours = serializers.IntegerField(read_only=True)
    totaux = TotauxDesDormantsSerializer(read_only=True)
    results = PieceDormanteSerializer(many=True, read_only=True)


class ExplicationSerializer(serializers.Serializer):
    fr = serializers.CharField(read_only=True)
    en = serializers.CharField(read_only=True)


class PropositionSerializer(PieceDeRapportSerializer):
    fournisseur_id = serializers.UUIDField(read_only=True, allow_null=True)
    fournisseur_nom = serializers.CharField(read_only=True)
    quantite_proposee = QuantiteField(read_only=True)
    prix_achat = MontantField(read_only=True)
    montant = MontantField(read_only=True)
    reserve = QuantiteField(read_only=True)
    disponible = QuantiteField(read_only=True)
    en_commande = QuantiteField(read_only=True)
    projete = QuantiteField(read_only=True)
    mini = QuantiteField(read_only=True, allow_null=True)
    maxi = QuantiteField(read_only=True, allow_null=True)
    lot_commande = QuantiteField(read_only=True, allow_null=True)
    delai_jours = serializers.IntegerField(read_only=True)
    delai_source = serializers.ChoiceField(choices=["seuil", "fournisseur", "defaut"], read_only=True)
    jours = serializers.IntegerField(read_only=True)
    sorties = QuantiteField(read_only=True)
    consommation_jour = QuantiteField(read_only=True)
    besoin_delai = QuantiteField(read_only=True)
    point_commande = QuantiteField(read_only=True)
    cible = QuantiteField(read_only=True)
    couverture_jours = JoursField(read_only=True, allow_null=True)
    urgence = serializers.ChoiceField(choices=URGENCES, read_only=True)
    explication = ExplicationSerializer(read_only=True)


class TableDesPropositionsSerializer(TableSerializer):
    results = PropositionSerializer(many=True, read_only=True)


class AchatSerializer(StrictSerializer):
    piece_id = serializers.UUIDField()
    quantite = QuantiteField(min_value=MINIMUM)
    fournisseur_id = serializers.UUIDField(required=False, allow_null=True)


class CommanderSerializer(StrictSerializer):
    id = serializers.UUIDField(required=False)
    lignes = AchatSerializer(many=True, allow_empty=False, max_length=ORDERED_AT_ONCE)
    notes = TextField(max_length=500, required=False, allow_blank=True)


class AchatCreeSerializer(serializers.Serializer):
    commande_id = serializers.UUIDField(read_only=True)
    reference = serializers.CharField(read_only=True)
    fournisseur_id = serializers.UUIDField(read_only=True)
    fournisseur_nom = serializers.CharField(read_only=True)
    lignes = serializers.IntegerField(read_only=True)


class AchatsCreesSerializer(serializers.Serializer):
    commandes = AchatCreeSerializer(many=True, read_only=True)
