"""/api/corbeille/"""

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.idempotency import LEASE
from journal.corbeille import purger_entree, restaurer_entree
from journal.entrees import lire_entree, lister_entrees
from journal.filters import EntreeFilter
from journal.models import EntreeCorbeille
from journal.serializers import EntreeSerializer


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


class RestaurerView(APIView):
    required_permissions = {"POST": "corbeille.restaurer"}
    idempotency = LEASE  # it asks the owner between two transactions

    @extend_schema(request=None, responses=EntreeSerializer)
    def post(self, request, entree_id):
        entree = restaurer_entree(entree_id=entree_id, acteur=request.user)
        return Response(EntreeSerializer(entree).data)
