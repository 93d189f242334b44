"""Files of pieces, in and out."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.views import APIView

from catalogue import filters as f
from catalogue import lectures as pieces
from catalogue.envois import fichier_envoye
from catalogue.importation import export, lectures, regles
from catalogue.importation.colonnes import EN_TETES
from catalogue.serializers import imports as s
from catalogue.views.demande import parametres, valider
from catalogue.views.droits import GERER, LIRE
from catalogue.views.fichiers import SansNegociation
from chassis import exports

XLSX = (200, exports.XLSX)
TABLE = {(200, "text/csv"): OpenApiTypes.BINARY, XLSX: OpenApiTypes.BINARY}
FORMULAIRE = {
    "multipart/form-data": {
        "type": "object",
        "required": ["fichier"],
        "additionalProperties": False,
        "properties": {
            "fichier": {"type": "string", "format": "binary"},
            "mode": {"type": "string", "enum": ["preview", "apply"], "default": "preview"},
            "creer_categories": {"type": "boolean", "default": True},
        },
    }
}


class ImportsView(generics.ListAPIView):
    required_permissions = {"GET": GERER, "POST": GERER}
    parser_classes = [MultiPartParser]
    queryset = lectures.imports()
    serializer_class = s.ImportSerializer
    search_fields = [lectures.CHERCHE]
    ordering_fields = ["cree_le", "fichier", "etat"]

    @extend_schema(request=FORMULAIRE, responses={202: s.ImportDetailSerializer})
    def post(self, request):
        fichier = fichier_envoye(request, "fichier")
        saisie = s.DepotSerializer(data={nom: v for nom, v in request.data.items() if nom != "fichier"})
        saisie.is_valid(raise_exception=True)
        importation = regles.deposer_import(
            nom=fichier.name or "", contenu=fichier.read(), acteur=request.user, **saisie.validated_data
        )
        return detail(importation.id, 202)


class ImportView(APIView):
    required_permissions = {"GET": GERER}

    @extend_schema(responses=s.ImportDetailSerializer)
    def get(self, request, import_id):
        return detail(import_id)


class LignesView(generics.ListAPIView):
    required_permissions = {"GET": GERER}
    queryset = lectures.lignes_de_toutes()
    serializer_class = s.LigneImportSerializer
    filterset_class = f.LigneImportFilter
    search_fields = [lectures.CHERCHE]
    ordering_fields = ["ligne"]

    def get_queryset(self):
        return lectures.lignes(self.kwargs["import_id"])


class ApplicationView(APIView):
    required_permissions = {"POST": GERER}

    @extend_schema(request=s.ApplicationSerializer, responses={202: s.ImportDetailSerializer})
    def post(self, request, import_id):
        voulu = valider(s.ApplicationSerializer, request)
        regles.appliquer_import(import_id=import_id, acteur=request.user, **voulu)
        return detail(import_id, 202)


class AnnulationView(APIView):
    required_permissions = {"POST": GERER}

    @extend_schema(request=None, responses=s.ImportDetailSerializer)
    def post(self, request, import_id):
        regles.annuler_import(import_id=import_id, acteur=request.user)
        return detail(import_id)


class ModeleView(APIView):
    required_permissions = {"GET": GERER}
    content_negotiation_class = SansNegociation

    @extend_schema(parameters=[s.FormatSerializer], responses=TABLE)
    def get(self, request):
        voulu = parametres(s.FormatSerializer, request)["format"]
        return exports.response(voulu, "modele-pieces", EN_TETES, export.EXEMPLES)


class ExportView(generics.GenericAPIView):
    """What the list shows with the same filters, search and order, all of it."""

    required_permissions = {"GET": LIRE}
    content_negotiation_class = SansNegociation
    queryset = pieces.pieces_vivantes()
    pagination_class = None
    query_parameters = {"format"}
    filter_backends = f.FILTRES_EXPORT
    filterset_class = f.PieceFilter
    search_fields = ["textes"]
    ordering_fields = ["nom", "reference", "prix_vente", "cree_le", "modifie_le"]

    @extend_schema(filters=True, responses=TABLE)
    def get(self, request):
        voulu = exports.export_format(request, s.FORMATS)
        en_tetes, lignes = export.en_tetes_et_lignes(self.filter_queryset(self.get_queryset()))
        return exports.response(voulu, "pieces", en_tetes, lignes)


def detail(import_id, status: int = 200) -> Response:
    return Response(s.ImportDetailSerializer(lectures.lire_import(import_id)).data, status=status)
