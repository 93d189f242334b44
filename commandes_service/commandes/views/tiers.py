"""Clients and suppliers: the same views, for one table or for the other."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.permissions import AUTHENTICATED
from chassis.versions import expected_version
from commandes import exportations
from commandes.calendrier import aujourd_hui
from commandes.conditions import TERMES
from commandes.consultations import lire_tiers, lister_tiers
from commandes.filters import refuser_tout_parametre
from commandes.serializers.tiers import (
    ClientSerializer,
    FournisseurSerializer,
    SoldeSerializer,
    TermesSerializer,
)
from commandes.soldes import solde_client
from commandes.tiers import CLIENTS, FOURNISSEURS, Genre, creer_tiers, modifier_tiers, supprimer_tiers
from commandes.views.exports import ExportMixin


class _ListeView(generics.ListAPIView):
    genre: Genre
    search_fields = ["recherche"]
    ordering_fields = ["nom", "email", "cree_le", "modifie_le"]

    def get_queryset(self):
        return lister_tiers(self.genre)

    def creer(self, request):
        demande = self.serializer_class(data=request.data)
        demande.is_valid(raise_exception=True)
        tiers = creer_tiers(genre=self.genre, acteur=request.user, **demande.validated_data)
        return Response(self.serializer_class(tiers).data, status=201)


class _DetailView(APIView):
    genre: Genre
    shape: type[ClientSerializer]

    def lire(self, tiers_id):
        return Response(self.shape(lire_tiers(self.genre, tiers_id)).data)

    def modifier(self, request, tiers_id, partial):
        demande = self.shape(data=request.data, partial=partial)
        demande.is_valid(raise_exception=True)
        tiers = modifier_tiers(
            genre=self.genre,
            tiers_id=tiers_id,
            changements=demande.validated_data,
            version_attendue=expected_version(request),
            acteur=request.user,
        )
        return Response(self.shape(tiers).data)

    @extend_schema(responses={204: None})
    def delete(self, request, tiers_id):
        version = expected_version(request)
        supprimer_tiers(genre=self.genre, tiers_id=tiers_id, version_attendue=version, acteur=request.user)
        return Response(status=204)


class ClientsView(_ListeView):
    genre = CLIENTS
    serializer_class = ClientSerializer
    required_permissions = {"GET": "clients.lire", "POST": "clients.gerer"}

    @extend_schema(request=ClientSerializer, responses={201: ClientSerializer})
    def post(self, request):
        return self.creer(request)


class FournisseursView(_ListeView):
    genre = FOURNISSEURS
    serializer_class = FournisseurSerializer
    required_permissions = {"GET": "fournisseurs.lire", "POST": "fournisseurs.gerer"}

    @extend_schema(request=FournisseurSerializer, responses={201: FournisseurSerializer})
    def post(self, request):
        return self.creer(request)


class ClientsExportView(ExportMixin, _ListeView):
    genre = CLIENTS
    serializer_class = ClientSerializer
    table = exportations.CLIENTS
    required_permissions = {"GET": "clients.lire"}


class FournisseursExportView(ExportMixin, _ListeView):
    genre = FOURNISSEURS
    serializer_class = FournisseurSerializer
    table = exportations.FOURNISSEURS
    required_permissions = {"GET": "fournisseurs.lire"}


class ClientView(_DetailView):
    genre = CLIENTS
    shape = ClientSerializer
    required_permissions = {"GET": "clients.lire"} | dict.fromkeys(
        ["PUT", "PATCH", "DELETE"], "clients.gerer"
    )

    @extend_schema(responses=ClientSerializer)
    def get(self, request, tiers_id):
        return self.lire(tiers_id)

    @extend_schema(request=ClientSerializer, responses=ClientSerializer)
    def put(self, request, tiers_id):
        return self.modifier(request, tiers_id, partial=False)

    @extend_schema(request=ClientSerializer, responses=ClientSerializer)
    def patch(self, request, tiers_id):
        return self.modifier(request, tiers_id, partial=True)


class FournisseurView(_DetailView):
    genre = FOURNISSEURS
    shape = FournisseurSerializer
    required_permissions = {"GET": "fournisseurs.lire"} | dict.fromkeys(
        ["PUT", "PATCH", "DELETE"], "fournisseurs.gerer"
    )

    @extend_schema(responses=FournisseurSerializer)
    def get(self, request, tiers_id):
        return self.lire(tiers_id)

    @extend_schema(request=FournisseurSerializer, responses=FournisseurSerializer)
    def put(self, request, tiers_id):
        return self.modifier(request, tiers_id, partial=False)

    @extend_schema(request=FournisseurSerializer, responses=FournisseurSerializer)
    def patch(self, request, tiers_id):
        return self.modifier(request, tiers_id, partial=True)


class ConditionsView(APIView):
    """The terms of payment there are."""

    required_permissions = {"GET": AUTHENTICATED}

    @extend_schema(responses=TermesSerializer)
    def get(self, request):
        return Response(TermesSerializer({"results": list(TERMES.values())}).data)


class SoldeView(APIView):
    """What a client owes, by age, with the unpaid invoices."""

    required_permissions = {"GET": "factures.lire"}

    @extend_schema(responses=SoldeSerializer)
    def get(self, request, tiers_id):
        refuser_tout_parametre(request.query_params)
        jour = aujourd_hui()
        solde = solde_client(lire_tiers(CLIENTS, tiers_id), au=jour)
        return Response(SoldeSerializer(solde, context={"au": jour}).data)
