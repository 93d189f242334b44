from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.versions import expected_version
from stock import inventaires
from stock.approbations import valider_inventaire
from stock.comptages import Compte, compter
from stock.filters import InventaireFilter, LigneInventaireFilter
from stock.models import LigneInventaire
from stock.serializers import valider
from stock.serializers.inventaires import (
    ComptesSerializer,
    InventaireNouveauSerializer,
    InventaireSerializer,
    InventaireValideSerializer,
    LigneInventaireSerializer,
    LignesInventaireSerializer,
    ValiderSerializer,
    VideSerializer,
)
from stock.views.exports import ExportMixin, as_a_file, chunks


class InventairesView(generics.ListAPIView):
    """Count sessions, newest first."""

    required_permissions = {"GET": "stock.lire", "POST": "stock.inventorier"}
    serializer_class = InventaireSerializer
    filterset_class = InventaireFilter
    search_fields = ["recherche"]
    ordering_fields = ["cree_le"]

    def get_queryset(self):
        return inventaires.inventaires()

    def paginate_queryset(self, queryset):
        return inventaires.avec_chiffres(super().paginate_queryset(queryset), acteur=self.request.user)

    @extend_schema(request=InventaireNouveauSerializer, responses={201: InventaireSerializer})
    def post(self, request):
        champs = valider(InventaireNouveauSerializer, request.data)
        inventaire = inventaires.ouvrir_inventaire(acteur=request.user, **champs)
        [inventaire] = inventaires.avec_chiffres([inventaire], acteur=request.user)
        return Response(InventaireSerializer(inventaire).data, status=201)


class InventaireView(APIView):
    required_permissions = {"GET": "stock.lire"}

    @extend_schema(responses=InventaireSerializer)
    def get(self, request, inventaire_id):
        inventaire = inventaires.lire_inventaire(inventaire_id, acteur=request.user)
        return Response(InventaireSerializer(inventaire).data)


class LignesView(ExportMixin, generics.ListAPIView):
    """What is to be counted, and what was. A blind session hides what is expected from who only counts."""

    required_permissions = {"GET": "stock.lire", "POST": "stock.inventorier"}
    serializer_class = LigneInventaireSerializer
    filterset_class = LigneInventaireFilter
    search_fields = ["piece__recherche", "emplacement__recherche"]
    export_name = "inventaire"
    export_columns = {
        "Chemin": "emplacement.chemin",
        "Emplacement": "emplacement.nom",
        "Référence": "piece.reference",
        "Nom": "piece.nom",
        "Code-barres": "piece.code_barres",
        "Unité": "piece.unite",
        "Attendu": "attendu",
        "Compté": "retenu",
        "Écart": "ecart",
        "Valeur de l'écart": "valeur_ecart",
        "État": "etat",
    }

    queryset = LigneInventaire.objects.none()  # for the schema; get_queryset is what is read

    def get_queryset(self):
        return inventaires.lignes(self.kwargs["inventaire_id"], acteur=self.request.user)

    def paginate_queryset(self, queryset):
        return inventaires.presenter(super().paginate_queryset(queryset), acteur=self.request.user)

    def export_rows(self, queryset):
        for some in chunks(super().export_rows(queryset)):
            yield from inventaires.presenter(some, acteur=self.request.user)

    @as_a_file(LigneInventaireSerializer(many=True))
    def get(self, request, inventaire_id):
        return self.list(request)

    @extend_schema(request=ComptesSerializer, responses={201: LignesInventaireSerializer})
    def post(self, request, inventaire_id):
        comptes = [Compte(**each) for each in valider(ComptesSerializer, request.data)["lignes"]]
        rows = compter(inventaire_id=inventaire_id, comptes=comptes, acteur=request.user)
        return Response(LignesInventaireSerializer({"lignes": rows}).data, status=201)


class ValiderView(APIView):
    """Post the differences, all at once. Whoever counted may not approve, unless configured otherwise."""

    required_permissions = {"POST": "stock.gerer"}

    @extend_schema(request=ValiderSerializer, responses=InventaireValideSerializer)
    def post(self, request, inventaire_id):
        champs = valider(ValiderSerializer, request.data)
        inventaire, mouvements = valider_inventaire(
            inventaire_id=inventaire_id, version=expected_version(request), acteur=request.user, **champs
        )
        [inventaire] = inventaires.avec_chiffres([inventaire], acteur=request.user)
        inventaire.mouvements = mouvements
        return Response(InventaireValideSerializer(inventaire).data)


class AnnulerInventaireView(APIView):
    required_permissions = {"POST": "stock.inventorier"}

    @extend_schema(request=VideSerializer, responses=InventaireSerializer)
    def post(self, request, inventaire_id):
        valider(VideSerializer, request.data)
        inventaire = inventaires.annuler_inventaire(inventaire_id=inventaire_id, acteur=request.user)
        [inventaire] = inventaires.avec_chiffres([inventaire], acteur=request.user)
        return Response(InventaireSerializer(inventaire).data)
