from rest_framework import serializers

from stock.models import StockPiece
from stock.serializers.champs import CoutField, MontantField, QuantiteField
from stock.serializers.mouvements import MouvementSerializer
from stock.serializers.reservations import ReservationSerializer


class StockSerializer(serializers.Serializer):
    piece_id = serializers.UUIDField(source="id", read_only=True)
    reference = serializers.CharField(read_only=True)
    nom = serializers.CharField(read_only=True)
    unite = serializers.CharField(read_only=True)
    code_barres = serializers.CharField(read_only=True)
    quantite = QuantiteField(read_only=True)
    reserve = QuantiteField(read_only=True)
    disponible = QuantiteField(read_only=True)
    en_commande = QuantiteField(read_only=True)
    seuil = QuantiteField(read_only=True, allow_null=True)
    etat = serializers.ChoiceField(choices=StockPiece.Etat.choices, read_only=True)
    cout_moyen = CoutField(read_only=True)
    valeur = MontantField(read_only=True)


class NiveauSerializer(serializers.Serializer):
    emplacement_id = serializers.UUIDField(read_only=True)
    code = serializers.CharField(source="emplacement.code", read_only=True)
    nom = serializers.CharField(source="emplacement.nom", read_only=True)
    chemin = serializers.CharField(source="emplacement.chemin", read_only=True)
    quantite = QuantiteField(read_only=True)
    reserve = QuantiteField(read_only=True)
    disponible = QuantiteField(read_only=True)


class LotSerializer(serializers.Serializer):
    """What is at a place under a label, as far as the labels of movements tell."""

    lot = serializers.CharField(read_only=True)
    emplacement_id = serializers.UUIDField(read_only=True)
    code = serializers.CharField(source="emplacement__code", read_only=True)
    quantite = QuantiteField(read_only=True)


class AttenduSerializer(serializers.Serializer):
    commande_id = serializers.UUIDField(read_only=True)
    reference = serializers.CharField(read_only=True)
    fournisseur_id = serializers.UUIDField(read_only=True)
    fournisseur_nom = serializers.CharField(read_only=True)
    quantite = QuantiteField(read_only=True)
    prevu_le = serializers.DateField(read_only=True, allow_null=True)


class StockDetailSerializer(StockSerializer):
    emplacements = NiveauSerializer(many=True, read_only=True)
    reservations = ReservationSerializer(many=True, read_only=True)
    derniers_mouvements = MouvementSerializer(many=True, read_only=True)
    lots = LotSerializer(many=True, read_only=True)
    attendus = AttenduSerializer(many=True, read_only=True)


class AlerteSerializer(serializers.Serializer):
    piece_id = serializers.UUIDField(source="id", read_only=True)
    reference = serializers.CharField(read_only=True)
    nom = serializers.CharField(read_only=True)
    disponible = QuantiteField(read_only=True)
    en_commande = QuantiteField(read_only=True)
    seuil = QuantiteField(read_only=True, allow_null=True)
    etat = serializers.ChoiceField(choices=StockPiece.Etat.choices, read_only=True)


class JourSerializer(serializers.Serializer):
    jour = serializers.DateField(read_only=True)
    entrees = QuantiteField(read_only=True)
    sorties = QuantiteField(read_only=True)
    nombre = serializers.IntegerField(read_only=True)


class TopPieceSerializer(serializers.Serializer):
    piece_id = serializers.UUIDField(read_only=True)
    reference = serializers.CharField(read_only=True)
    nom = serializers.CharField(read_only=True)
    unite = serializers.CharField(read_only=True)
    sorties = QuantiteField(read_only=True)
    valeur = MontantField(read_only=True)


class EtatSerializer(serializers.Serializer):
    etat = serializers.ChoiceField(choices=StockPiece.Etat.choices, read_only=True)
    pieces = serializers.IntegerField(read_only=True)


class ValeurParEmplacementSerializer(serializers.Serializer):
    emplacement_id = serializers.UUIDField(read_only=True)
    code = serializers.CharField(read_only=True)
    nom = serializers.CharField(read_only=True)
    quantite = QuantiteField(read_only=True)
    valeur = MontantField(read_only=True)


class TableauDeBordSerializer(serializers.Serializer):
    pieces = serializers.IntegerField(read_only=True)
    valeur_totale = MontantField(read_only=True)
    quantite_totale = QuantiteField(read_only=True)
    ok = serializers.IntegerField(read_only=True)
    bas = serializers.IntegerField(read_only=True)
    epuises = serializers.IntegerField(read_only=True)
    en_commande = serializers.IntegerField(read_only=True)
    reservations_actives = serializers.IntegerField(read_only=True)
    inventaires_en_cours = serializers.IntegerField(read_only=True)
    mouvements_aujourdhui = serializers.IntegerField(read_only=True)
    jours = serializers.IntegerField(read_only=True)
    mouvements_par_jour = JourSerializer(many=True, read_only=True)
    top_pieces = TopPieceSerializer(many=True, read_only=True)
    etats = EtatSerializer(many=True, read_only=True)
    valeur_par_emplacement = ValeurParEmplacementSerializer(many=True, read_only=True)
    alertes = AlerteSerializer(many=True, read_only=True)
    derniers_mouvements = MouvementSerializer(many=True, read_only=True)
