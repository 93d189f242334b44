from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from catalogue import codes_internes, lectures, pieces, suppression
from catalogue import filters as f
from catalogue.serializers import pieces as s
from catalogue.views.demande import parametres, valider
from catalogue.views.droits import GERER, LIRE
from catalogue.views.objets import IF_MATCH, objet
from chassis.pagination import CursorPagination
from chassis.versions import expected_version


class PiecesView(generics.ListAPIView):
    required_permissions = {"GET": LIRE, "POST": GERER}
    queryset = lectures.pieces_vivantes()
    serializer_class = s.PieceSerializer
    filter_backends = f.FILTRES_PIECES
    filterset_class = f.PieceFilter
    search_fields = ["textes"]
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


class CodeInterneView(APIView):
    required_permissions = {"POST": GERER}

    @extend_schema(request=None, responses=s.PieceSerializer, parameters=[IF_MATCH])
    def post(self, request, piece_id):
        piece = codes_internes.attribuer_code_interne(
            piece_id=piece_id, acteur=request.user, version=expected_version(request)
        )
        return objet(s.PieceSerializer, piece)


class ScanView(APIView):
    required_permissions = {"GET": LIRE}

    @extend_schema(parameters=[s.CodeSerializer], responses=s.PieceSerializer)
    def get(self, request):
        return objet(s.PieceSerializer, lectures.piece_du_code(parametres(s.CodeSerializer, request)["code"]))


class _DerniereVersionDAbord(CursorPagination):
    ordering = "-version"


class HistoriqueView(generics.ListAPIView):
    required_permissions = {"GET": LIRE}
    serializer_class = s.HistoriquePieceSerializer
    pagination_class = _DerniereVersionDAbord
    search_fields = ["action", "user_email"]
    queryset = lectures.historique_de_toutes()

    def get_queryset(self):
        return lectures.historique_piece(self.kwargs["piece_id"])
