"""Clients and suppliers: the same two views, for one table or for the other."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.versions import expected_version
from commandes.consultations import lire_tiers, lister_tiers
from commandes.serializers import TiersSerializer
from commandes.tiers import CLIENTS, FOURNISSEURS, Genre, creer_tiers, modifier_tiers, supprimer_tiers


class _ListeView(generics.ListAPIView):
    genre: Genre
    serializer_class = TiersSerializer
    search_fields = ["recherche"]
    ordering_fields = ["nom", "email", "cree_le", "modifie_le"]

    def get_queryset(self):
        return lister_tiers(self.genre)

    @extend_schema(request=TiersSerializer, responses={201: TiersSerializer})
    def post(self, request):
        demande = TiersSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        tiers = creer_tiers(genre=self.genre, acteur=request.user, **demande.validated_data)
        return Response(TiersSerializer(tiers).data, status=201)


class _DetailView(APIView):
    genre: Genre

    @extend_schema(responses=TiersSerializer)
    def get(self, request, tiers_id):
        return Response(TiersSerializer(lire_tiers(self.genre, tiers_id)).data)

    @extend_schema(request=TiersSerializer, responses=TiersSerializer)
    def put(self, request, tiers_id, partial=False):
        demande = TiersSerializer(data=request.data, partial=partial)
        demande.is_valid(raise_exception=True)
        tiers = modifier_tiers(
            genre=self.genre,
            tiers_id=tiers_id,
            changements=demande.validated_data,
            version_attendue=expected_version(request),
            acteur=request.user,
        )
        return Response(TiersSerializer(tiers).data)

    @extend_schema(request=TiersSerializer, responses=TiersSerializer)
    def patch(self, request, tiers_id):
        return self.put(request, tiers_id, partial=True)

    @extend_schema(responses={204: None})
    def delete(self, request, tiers_id):
        version = expected_version(request)
        supprimer_tiers(genre=self.genre, tiers_id=tiers_id, version_attendue=version, acteur=request.user)
        return Response(status=204)


class ClientsView(_ListeView):
    genre = CLIENTS
    required_permissions = {"GET": "clients.lire", "POST": "clients.gerer"}


class ClientView(_DetailView):
    genre = CLIENTS
    required_permissions = {"GET": "clients.lire"} | dict.fromkeys(
        ["PUT", "PATCH", "DELETE"], "clients.gerer"
    )


class FournisseursView(_ListeView):
    genre = FOURNISSEURS
    required_permissions = {"GET": "fournisseurs.lire", "POST": "fournisseurs.gerer"}


class FournisseurView(_DetailView):
    genre = FOURNISSEURS
    required_permissions = {"GET": "fournisseurs.lire"} | dict.fromkeys(
        ["PUT", "PATCH", "DELETE"], "fournisseurs.gerer"
    )
