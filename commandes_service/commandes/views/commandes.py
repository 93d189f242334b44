from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.idempotency import HEADER, LEASE
from chassis.search.written import searchable
from chassis.versions import expected_version
from commandes import exportations
from commandes.commandes import (
    creer_commande,
    dupliquer_commande,
    modifier_commande,
    supprimer_commande,
)
from commandes.consultations import lire_commande, lister_commandes, lister_historique, lister_pas
from commandes.documents import rendre_bon
from commandes.filters import CommandeFilter, parametres_du_bon
from commandes.serializers.commandes import (
    CommandeCreationSerializer,
    CommandeModificationSerializer,
    CommandeResumeSerializer,
    CommandeSerializer,
    PasSerializer,
)
from commandes.views.exports import PDF, ExportMixin, pdf_response


class _ListeView(generics.ListAPIView):
    required_permissions = {"GET": "commandes.lire"}
    serializer_class = CommandeResumeSerializer
    filterset_class = CommandeFilter
    search_fields = ["recherche", "client__recherche", "fournisseur__recherche"]
    ordering_fields = ["cree_le", "modifie_le", "reference", "etat", "total_ttc", "prevu_le"]

    def get_queryset(self):
        return lister_commandes()


class CommandesView(_ListeView):
    """The orders, newest first; POST makes a draft."""

    required_permissions = {"GET": "commandes.lire", "POST": "commandes.gerer"}
    idempotency = LEASE  # an unknown piece is asked of pieces_service, outside of the transaction

    @extend_schema(request=CommandeCreationSerializer, responses={201: CommandeSerializer})
    def post(self, request):
        demande = CommandeCreationSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        cle = request.headers.get(HEADER)
        commande = creer_commande(**demande.validated_data, cle=cle, acteur=request.user)
        return Response(CommandeSerializer(lire_commande(commande.id)).data, status=201)


class ExportView(ExportMixin, _ListeView):
    """The list of orders as a file."""

    table = exportations.COMMANDES


class CommandeView(APIView):
    required_permissions = {
        "GET": "commandes.lire",
        "PUT": "commandes.gerer",
        "PATCH": "commandes.gerer",
        "DELETE": "commandes.gerer",
    }

    @extend_schema(responses=CommandeSerializer)
    def get(self, request, commande_id):
        return Response(CommandeSerializer(lire_commande(commande_id)).data)

    @extend_schema(request=CommandeModificationSerializer, responses=CommandeSerializer)
    def put(self, request, commande_id, partial=False):
        demande = CommandeModificationSerializer(data=request.data, partial=partial)
        demande.is_valid(raise_exception=True)
        modifier_commande(
            commande_id=commande_id,
            changements=demande.validated_data,
            version_attendue=expected_version(request),
            acteur=request.user,
        )
        return Response(CommandeSerializer(lire_commande(commande_id)).data)

    @extend_schema(request=CommandeModificationSerializer, responses=CommandeSerializer)
    def patch(self, request, commande_id):
        return self.put(request, commande_id, partial=True)

    @extend_schema(responses={204: None})
    def delete(self, request, commande_id):
        supprimer_commande(
            commande_id=commande_id, version_attendue=expected_version(request), acteur=request.user
        )
        return Response(status=204)


class DupliquerView(APIView):
    """A new draft with the same lines and prices."""

    required_permissions = {"POST": "commandes.gerer"}
    idempotency = LEASE

    @extend_schema(request=None, responses={201: CommandeSerializer})
    def post(self, request, commande_id):
        cle = request.headers.get(HEADER)
        commande = dupliquer_commande(commande_id=commande_id, cle=cle, acteur=request.user)
        return Response(CommandeSerializer(lire_commande(commande.id)).data, status=201)


class HistoriqueView(generics.ListAPIView):
    """Every transition of an order, oldest first: who, when, why."""

    required_permissions = {"GET": "commandes.lire"}
    serializer_class = PasSerializer
    search_fields = ["texte"]
    queryset = lister_pas()

    def get_queryset(self):
        rows = lister_historique(self.kwargs["commande_id"])
        return searchable(rows, "texte", "action", "motif", "user_email")


class BonView(APIView):
    """The order to print; with `operation_id`, the slip of one shipping, receiving or return."""

    required_permissions = {"GET": "commandes.lire"}

    @extend_schema(parameters=[OpenApiParameter("operation_id", OpenApiTypes.UUID)], responses=PDF)
    def get(self, request, commande_id):
        parametres = parametres_du_bon(request.query_params)
        nom, contenu = rendre_bon(lire_commande(commande_id), **parametres)
        return pdf_response(nom, contenu)
