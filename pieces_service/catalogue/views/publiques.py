"""The public catalogue, read-only, for people without an account; and what services read."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from catalogue import fiche, lectures, lectures_categories
from catalogue import filters as f
from catalogue.serializers import lectures as s
from catalogue.views.demande import parametres
from chassis.auth.permissions import PUBLIC, SERVICE


class PiecesPubliquesView(generics.ListAPIView):
    required_permissions = PUBLIC
    queryset = lectures.pieces_publiques()
    serializer_class = s.PiecePubliqueSerializer
    filter_backends = f.FILTRES_PUBLICS
    filterset_class = f.PiecePubliqueFilter
    search_fields = ["recherche"]
    ordering_fields = ["nom", "reference", "prix_vente"]


class PiecePubliqueView(APIView):
    required_permissions = PUBLIC

    @extend_schema(responses=s.PiecePubliqueSerializer)
    def get(self, request, piece_id):
        piece = lectures.lire_piece(piece_id, lectures.pieces_publiques())
        return Response(s.PiecePubliqueSerializer(piece).data)


class CategoriesPubliquesView(APIView):
    required_permissions = PUBLIC

    @extend_schema(responses=s.CategoriesPubliquesSerializer)
    def get(self, request):
        parametres(s.SansParametreSerializer, request)
        return Response(s.liste_entiere(lectures_categories.categories_publiques()))


class PieceInterneView(APIView):
    """contracts/calls/pieces.lire.json"""

    required_permissions, allowed_callers = {"GET": SERVICE}, {"stock_service", "commandes_service"}
    schema = None

    def get(self, request, piece_id):
        return Response(fiche.pour_les_services(lectures.lire_piece_meme_supprimee(piece_id)))


class PiecesInternesView(APIView):
    """contracts/calls/pieces.copier.json"""

    required_permissions, allowed_callers = {"GET": SERVICE}, {"stock_service", "commandes_service"}
    schema = None

    def get(self, request):
        page = parametres(s.PageInterneSerializer, request)
        pieces = lectures.toutes_les_pieces(**page)
        suivant = pieces[-1].id if len(pieces) == page["limite"] else None
        return Response({"results": list(map(fiche.pour_les_services, pieces)), "suivant": suivant})
