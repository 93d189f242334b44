from decimal import Decimal

from rest_framework import serializers

from chassis.fields import LineField, TextField
from chassis.serializers import StrictSerializer
from stock.approbations import IGNORER, REFUSER, ZERO
from stock.models import Inventaire
from stock.serializers.champs import MontantField, QuantiteField
from stock.serializers.repetitions import refuser_les_repetitions

AT_ONCE = 500
DECISIONS = 10_000


class PersonneSerializer(serializers.Serializer):
    id = serializers.UUIDField(read_only=True, allow_null=True)
    email = serializers.CharField(read_only=True)


class InventaireSerializer(serializers.Serializer):
    id = serializers.UUIDField(read_only=True)
    reference = serializers.CharField(read_only=True)
    nom = serializers.CharField(read_only=True)
    etat = serializers.ChoiceField(choices=Inventaire.Etat.choices, read_only=True)
    aveugle = serializers.BooleanField(read_only=True)
    emplacement_ids = serializers.ListField(child=serializers.UUIDField(), read_only=True)
    piece_ids = serializers.ListField(child=serializers.UUIDField(), read_only=True)
    notes = serializers.CharField(read_only=True)
    lignes = serializers.IntegerField(read_only=True)
    comptees = serializers.IntegerField(read_only=True)
    divergentes = serializers.IntegerField(read_only=True)
    ecarts = serializers.IntegerField(read_only=True, allow_null=True)
    valeur_ecarts = MontantField(read_only=True, allow_null=True)
    version = serializers.IntegerField(read_only=True)
    cree_par = PersonneSerializer(source="auteur", read_only=True)
    cree_le = serializers.DateTimeField(read_only=True)
    valide_par = PersonneSerializer(source="approbateur", read_only=True, allow_null=True)
    valide_le = serializers.DateTimeField(read_only=True, allow_null=True)
    annule_par = PersonneSerializer(source="annulateur", read_only=True, allow_null=True)
    annule_le = serializers.DateTimeField(read_only=True, allow_null=True)


class InventaireValideSerializer(InventaireSerializer):
    """`mouvements`: how many differences were posted."""

    mouvements = serializers.IntegerField(read_only=True)


class InventaireNouveauSerializer(StrictSerializer):
    id = serializers.UUIDField(required=False)
    nom = LineField(max_length=100)
    emplacement_ids = serializers.ListField(child=serializers.UUIDField(), max_length=200, default=list)
    piece_ids = serializers.ListField(child=serializers.UUIDField(), max_length=1000, default=list)
    aveugle = serializers.BooleanField(default=False)
    notes = TextField(max_length=1000, required=False, allow_blank=True)

    def validate(self, attrs):
        if not attrs["emplacement_ids"] and not attrs["piece_ids"]:
            sentence = "Des emplacements ou des pièces sont attendus."
            raise serializers.ValidationError({"emplacement_ids": [sentence]})
        return attrs


class PieceDeLigneSerializer(serializers.Serializer):
    reference = serializers.CharField(read_only=True)
    nom = serializers.CharField(read_only=True)
    unite = serializers.CharField(read_only=True)
    code_barres = serializers.CharField(read_only=True)


class EmplacementDeLigneSerializer(serializers.Serializer):
    code = serializers.CharField(read_only=True)
    nom = serializers.CharField(read_only=True)
    chemin = serializers.CharField(read_only=True)


class ComptageSerializer(serializers.Serializer):
    user_id = serializers.UUIDField(read_only=True)
    user_email = serializers.CharField(read_only=True)
    quantite = QuantiteField(read_only=True)
    note = serializers.CharField(read_only=True)
    compte_le = serializers.DateTimeField(read_only=True)


class LigneInventaireSerializer(serializers.Serializer):
    """Nulls where nothing is known yet, or where a blind session hides it."""

    id = serializers.UUIDField(read_only=True)
    piece_id = serializers.UUIDField(read_only=True)
    piece = PieceDeLigneSerializer(read_only=True)
    emplacement_id = serializers.UUIDField(read_only=True)
    emplacement = EmplacementDeLigneSerializer(read_only=True)
    attendu = QuantiteField(read_only=True, allow_null=True)
    retenu = QuantiteField(read_only=True, allow_null=True)
    ecart = QuantiteField(read_only=True, allow_null=True)
    valeur_ecart = MontantField(read_only=True, allow_null=True)
    etat = serializers.ChoiceField(choices=["a_compter", "comptee", "divergente"], read_only=True)
    trouvee = serializers.BooleanField(read_only=True)
    comptages = ComptageSerializer(many=True, read_only=True)


class LignesInventaireSerializer(serializers.Serializer):
    lignes = LigneInventaireSerializer(many=True, read_only=True)


class CompteSerializer(StrictSerializer):
    """On a line (`ligne_id`), or of a piece at a place."""

    ligne_id = serializers.UUIDField(required=False)
    piece_id = serializers.UUIDField(required=False)
    emplacement_id = serializers.UUIDField(required=False)
    quantite = QuantiteField(min_value=Decimal(0))
    note = TextField(max_length=200, required=False, allow_blank=True)

    def validate(self, attrs):
        by_line, by_place = "ligne_id" in attrs, "piece_id" in attrs and "emplacement_id" in attrs
        named = {"ligne_id", "piece_id", "emplacement_id"} & attrs.keys()
        if by_line == by_place or (by_line and len(named) > 1):
            sentence = "ligne_id seul, ou piece_id et emplacement_id, sont attendus."
            raise serializers.ValidationError({"ligne_id": [sentence]})
        return attrs


class ComptesSerializer(StrictSerializer):
    lignes = CompteSerializer(many=True, allow_empty=False, max_length=AT_ONCE)

    def validate_lignes(self, lignes):
        refuser_les_repetitions(lignes, "ligne_id")
        return refuser_les_repetitions(lignes, "piece_id", "emplacement_id")


class DecisionSerializer(StrictSerializer):
    ligne_id = serializers.UUIDField()
    quantite = QuantiteField(min_value=Decimal(0))


class ValiderSerializer(StrictSerializer):
    decisions = DecisionSerializer(many=True, required=False, max_length=DECISIONS)
    non_comptees = serializers.ChoiceField(choices=[REFUSER, IGNORER, ZERO], default=REFUSER)

    def validate_decisions(self, decisions):
        refuser_les_repetitions(decisions, "ligne_id")
        return [(each["ligne_id"], each["quantite"]) for each in decisions]


class VideSerializer(StrictSerializer):
    """No field at all."""
