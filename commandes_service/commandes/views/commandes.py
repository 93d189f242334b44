from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.idempotency import HEADER, LEASE
from chassis.versions import expected_version
from commandes.commandes import creer_commande, modifier_commande, supprimer_commande
from commandes.consultations import lire_commande, lister_commandes, lister_historique, lister_pas
from commandes.filters import CommandeFilter
from commandes.serializers import (
    ActionSerializer,
    CommandeCreationSerializer,
    CommandeModificationSerializer,
    CommandeResumeSerializer,
    CommandeSerializer,
    PasSerializer,
)


class CommandesView(generics.ListAPIView):
    """The orders, newest first; POST makes a draft."""

    required_permissions = {"GET": "commandes.lire", "POST": "commandes.gerer"}
    idempotency = LEASE  # an unknown piece is asked of pieces_service, outside of the transaction
    serializer_class = CommandeResumeSerializer
    filterset_class = CommandeFilter
    search_fields = ["recherche", "client__recherche", "fournisseur__recherche"]
    ordering_fields = ["cree_le", "modifie_le", "reference", "etat", "total_ttc"]

    def get_queryset(self):
        return lister_commandes()

    @extend_schema(request=CommandeCreationSerializer, responses={201: CommandeSerializer})
    def post(self, request):
        demande = CommandeCreationSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        cle = request.headers.get(HEADER)
        commande = creer_commande(**demande.validated_data, cle=cle, acteur=request.user)
        return Response(CommandeSerializer(commande).data, status=201)


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
        commande = modifier_commande(
            commande_id=commande_id,
            changements=demande.validated_data,
            version_attendue=expected_version(request),
            acteur=request.user,
        )
        return Response(CommandeSerializer(commande).data)

    @extend_schema(request=CommandeModificationSerializer, responses=CommandeSerializer)
    def patch(self, request, commande_id):
        return self.put(request, commande_id, partial=True)

    @extend_schema(responses={204: None})
    def delete(self, request, commande_id):
        supprimer_commande(
            commande_id=commande_id, version_attendue=expected_version(request), acteur=request.user
        )
        return Response(status=204)


class ActionView(APIView):
    """POST .../valider/ and the like; urls.py says which rule `agir` is."""

    required_permissions = {"POST": "commandes.gerer"}
    agir = None

    @extend_schema(request=ActionSerializer, responses=CommandeSerializer)
    def post(self, request, commande_id):
        demande = ActionSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        commande = self.agir(
            commande_id=commande_id,
            version_attendue=expected_version(request),
            acteur=request.user,
            **demande.validated_data,
        )
        return Response(CommandeSerializer(commande).data)


class ActionAvecStockView(ActionView):
    """An action in several steps, with calls to stock_service between its transactions."""

    idempotency = LEASE


class HistoriqueView(generics.ListAPIView):
    """Every transition of an order, oldest first: who, when, why."""

    required_permissions = {"GET": "commandes.lire"}
    serializer_class = PasSerializer
    queryset = lister_pas()

    def get_queryset(self):
        return lister_historique(self.kwargs["commande_id"])
