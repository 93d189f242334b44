from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from catalogue import categories, fiche, lectures, pieces, suppression
from catalogue import filters as f
from catalogue import serializers as s
from chassis.auth.permissions import PUBLIC, SERVICE
from chassis.pagination import CursorPagination
from chassis.versions import expected_version

LIRE, GERER = "pieces.lire", "pieces.gerer"
IF_MATCH = OpenApiParameter(
    "If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, description='La version lue, comme "3".'
)


def valider(serializer_class, request, **options) -> dict:
    saisie = serializer_class(data=request.data, **options)
    saisie.is_valid(raise_exception=True)
    return saisie.validated_data


def objet(serializer_class, instance, status: int = 200) -> Response:
    """One object, its version also as ETag."""
    donnees = serializer_class(instance).data
    return Response(donnees, status=status, headers={"ETag": f'"{instance.version}"'})


class PiecesView(generics.ListAPIView):
    required_permissions = {"GET": LIRE, "POST": GERER}
    queryset = lectures.pieces_vivantes()
    serializer_class = s.PieceSerializer
    filter_backends = f.FILTRES_PIECES
    filterset_class = f.PieceFilter
    search_fields = ["recherche"]
    ordering_fields = ["nom", "reference", "prix_vente", "cree_le", "modifie_le"]

    @extend_schema(request=s.PieceCreationSerializer, responses={201: s.PieceSerializer})
    def post(self, request):
        champs = valider(s.PieceCreationSerializer, request)
        return objet(s.PieceSerializer, pieces.creer_piece(acteur=request.user, **champs), 201)


class PieceView(APIView):
    required_permissions = {"GET": LIRE, "PUT": GERER, "PATCH": GERER, "DELETE": GERER}

    @extend_schema(responses=s.PieceSerializer)
    def get(self, request, piece_id):
        return objet(s.PieceSerializer, lectures.lire_piece(piece_id))

    @extend_schema(request=s.PieceModificationSerializer, responses=s.PieceSerializer, parameters=[IF_MATCH])
    def put(self, request, piece_id):
        return self._modifier(request, piece_id, partial=False)

    @extend_schema(request=s.PieceModificationSerializer, responses=s.PieceSerializer, parameters=[IF_MATCH])
    def patch(self, request, piece_id):
        return self._modifier(request, piece_id, partial=True)

    def _modifier(self, request, piece_id, *, partial: bool):
        champs = valider(s.PieceModificationSerializer, request, partial=partial)
        piece = pieces.modifier_piece(
            piece_id=piece_id, acteur=request.user, version=expected_version(request), **champs
        )
        return objet(s.PieceSerializer, piece)

    @extend_schema(responses={204: None}, parameters=[IF_MATCH])
    def delete(self, request, piece_id):
        suppression.supprimer_piece(piece_id=piece_id, acteur=request.user, version=expected_version(request))
        return Response(status=204)


class ScanView(APIView):
    required_permissions = {"GET": LIRE}

    @extend_schema(parameters=[s.CodeSerializer], responses=s.PieceSerializer)
    def get(self, request):
        saisie = s.CodeSerializer(data=request.query_params)
        saisie.is_valid(raise_exception=True)
        return objet(s.PieceSerializer, lectures.piece_du_code(saisie.validated_data["code"]))


class _DerniereVersionDAbord(CursorPagination):
    ordering = "-version"


class HistoriqueView(generics.ListAPIView):
    required_permissions = {"GET": LIRE}
    serializer_class = s.HistoriquePieceSerializer
    pagination_class = _DerniereVersionDAbord
    queryset = lectures.historique_de_toutes()

    def get_queryset(self):
        return lectures.historique_piece(self.kwargs["piece_id"])


class CategoriesView(generics.ListAPIView):
    required_permissions = {"GET": LIRE, "POST": GERER}
    queryset = lectures.categories_vivantes()
    serializer_class = s.CategorieSerializer
    filter_backends = f.FILTRES_CATEGORIES
    filterset_class = f.CategorieFilter
    search_fields = ["recherche"]
    ordering_fields = ["nom", "cree_le", "modifie_le"]

    @extend_schema(request=s.CategorieCreationSerializer, responses={201: s.CategorieSerializer})
    def post(self, request):
        champs = valider(s.CategorieCreationSerializer, request)
        categorie = categories.creer_categorie(acteur=request.user, **champs)
        return objet(s.CategorieSerializer, lectures.lire_categorie(categorie.id), 201)


class CategorieView(APIView):
    required_permissions = {"GET": LIRE, "PUT": GERER, "PATCH": GERER, "DELETE": GERER}

    @extend_schema(responses=s.CategorieSerializer)
    def get(self, request, categorie_id):
        return objet(s.CategorieSerializer, lectures.lire_categorie(categorie_id))

    @extend_schema(
        request=s.CategorieModificationSerializer, responses=s.CategorieSerializer, parameters=[IF_MATCH]
    )
    def put(self, request, categorie_id):
        return self._modifier(request, categorie_id, partial=False)

    @extend_schema(
        request=s.CategorieModificationSerializer, responses=s.CategorieSerializer, parameters=[IF_MATCH]
    )
    def patch(self, request, categorie_id):
        return self._modifier(request, categorie_id, partial=True)

    def _modifier(self, request, categorie_id, *, partial: bool):
        champs = valider(s.CategorieModificationSerializer, request, partial=partial)
        categories.modifier_categorie(
            categorie_id=categorie_id, acteur=request.user, version=expected_version(request), **champs
        )
        return objet(s.CategorieSerializer, lectures.lire_categorie(categorie_id))

    @extend_schema(responses={204: None}, parameters=[IF_MATCH])
    def delete(self, request, categorie_id):
        categories.supprimer_categorie(
            categorie_id=categorie_id, acteur=request.user, version=expected_version(request)
        )
        return Response(status=204)


class PiecesPubliquesView(generics.ListAPIView):
    required_permissions = PUBLIC
    queryset = lectures.pieces_publiques()
    serializer_class = s.PiecePubliqueSerializer
    filter_backends = f.FILTRES_PIECES
    filterset_class = f.PiecePubliqueFilter
    search_fields = ["recherche"]
    ordering_fields = ["nom", "reference", "prix_vente"]


class PiecePubliqueView(APIView):
    required_permissions = PUBLIC

    @extend_schema(responses=s.PiecePubliqueSerializer)
    def get(self, request, piece_id):
        piece = lectures.lire_piece(piece_id, lectures.pieces_publiques())
        return Response(s.PiecePubliqueSerializer(piece).data)


class PieceInterneView(APIView):
    """contracts/calls/pieces.lire.json"""

    required_permissions = {"GET": SERVICE}
    allowed_callers = {"stock_service", "commandes_service"}
    schema = None

    def get(self, request, piece_id):
        return Response(fiche.pour_les_services(lectures.lire_piece_meme_supprimee(piece_id)))
