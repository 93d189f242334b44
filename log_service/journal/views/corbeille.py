"""/api/corbeille/"""

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.idempotency import LEASE
from journal.apercu import lire_apercu
from journal.corbeille import purger_entree, restaurer_entree
from journal.entrees import lire_entree, lister_entrees
from journal.filters import EntreeFilter
from journal.lots import Resultat, purger_lot, restaurer_lot
from journal.models import EntreeCorbeille
from journal.serializers.corbeille import (
    ApercuSerializer,
    EntreeSerializer,
    LotSerializer,
    ResultatsSerializer,
)


class EntreesView(generics.ListAPIView):
    required_permissions = {"GET": "corbeille.lire"}
    serializer_class = EntreeSerializer
    filterset_class = EntreeFilter
    search_fields = ["recherche"]
    ordering_fields = ["supprime_le", "expire_le", "libelle"]
    queryset = EntreeCorbeille.objects.none()  # for the OpenAPI file, which asks as nobody

    def get_queryset(self):
        return lister_entrees(self.request.user)


class EntreeView(APIView):
    required_permissions = {"GET": "corbeille.lire", "DELETE": "corbeille.purger"}

    @extend_schema(responses=EntreeSerializer)
    def get(self, request, entree_id):
        return Response(EntreeSerializer(lire_entree(entree_id, acteur=request.user)).data)

    @extend_schema(responses={204: None})
    def delete(self, request, entree_id):
        purger_entree(entree_id=entree_id, acteur=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ApercuView(APIView):
    required_permissions = {"GET": "corbeille.lire"}

    @extend_schema(responses=ApercuSerializer)
    def get(self, request, entree_id):
        return Response(ApercuSerializer(lire_apercu(entree_id, acteur=request.user)).data)


class RestaurerView(APIView):
    required_permissions = {"POST": "corbeille.restaurer"}
    idempotency = LEASE  # it asks the owner between two transactions

    @extend_schema(request=None, responses=EntreeSerializer)
    def post(self, request, entree_id):
        entree = restaurer_entree(entree_id=entree_id, acteur=request.user)
        return Response(EntreeSerializer(entree).data)


class RestaurerLotView(APIView):
    required_permissions = {"POST": "corbeille.restaurer"}
    idempotency = LEASE

    @extend_schema("corbeille_restaurer_lot", request=LotSerializer, responses=ResultatsSerializer)
    def post(self, request):
        return Response(_bilan(restaurer_lot(ids=_ids(request), acteur=request.user)))


class PurgerLotView(APIView):
    required_permissions = {"POST": "corbeille.purger"}
    idempotency = LEASE

    @extend_schema(request=LotSerializer, responses=ResultatsSerializer)
    def post(self, request):
        return Response(_bilan(purger_lot(ids=_ids(request), acteur=request.user)))


def _ids(request) -> list:
    demande = LotSerializer(data=request.data)
    demande.is_valid(raise_exception=True)
    return demande.validated_data["ids"]


def _bilan(resultats: list[Resultat]) -> dict:
    reussies = sum(resultat.ok for resultat in resultats)
    bilan = {"reussies": reussies, "echouees": len(resultats) - reussies, "resultats": resultats}
    return ResultatsSerializer(bilan).data
