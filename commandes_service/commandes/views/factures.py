from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from commandes import exportations
from commandes.avoirs import creer_avoir
from commandes.documents import rendre_facture
from commandes.envois import envoyer_facture
from commandes.factures import facturer_commande
from commandes.filters import EcheancierFilter, FactureFilter
from commandes.registre import lire_facture, lister_factures
from commandes.serializers.factures import (
    AvoirSerializer,
    EnvoiSerializer,
    EnvoyeeSerializer,
    FacturationSerializer,
    FactureResumeSerializer,
    FactureSerializer,
)
from commandes.serializers.tiers import EcheanceSerializer
from commandes.views.exports import PDF, ExportMixin, pdf_response
from commandes.views.pages import EcheancierPagination


class _ListeView(generics.ListAPIView):
    required_permissions = {"GET": "factures.lire"}
    serializer_class = FactureResumeSerializer
    filterset_class = FactureFilter
    search_fields = ["recherche"]
    ordering_fields = ["numero", "date_emission", "date_echeance", "total_ttc", "reste_du"]

    def get_queryset(self):
        return lister_factures()


class FacturesView(_ListeView):
    """The invoices and credit notes, newest first."""


class FacturesExportView(ExportMixin, _ListeView):
    """The list of invoices as a file."""

    table = exportations.FACTURES


class FacturerView(APIView):
    """Issues an invoice of a sale: what was shipped, all of it, or the lines given."""

    required_permissions = {"POST": "factures.gerer"}

    @extend_schema(request=FacturationSerializer, responses={201: FactureSerializer})
    def post(self, request, commande_id):
        demande = FacturationSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        facture = facturer_commande(commande_id=commande_id, acteur=request.user, **demande.validated_data)
        return Response(FactureSerializer(lire_facture(facture.id)).data, status=201)


class FactureView(APIView):
    required_permissions = {"GET": "factures.lire"}

    @extend_schema(responses=FactureSerializer)
    def get(self, request, facture_id):
        return Response(FactureSerializer(lire_facture(facture_id)).data)


class FacturePdfView(APIView):
    required_permissions = {"GET": "factures.lire"}

    @extend_schema(responses=PDF)
    def get(self, request, facture_id):
        facture = lire_facture(facture_id)
        return pdf_response(facture.numero, rendre_facture(facture))


class AvoirView(APIView):
    """Issues a credit note of an invoice: all that is left of it, or the lines given."""

    required_permissions = {"POST": "factures.gerer"}

    @extend_schema(request=AvoirSerializer, responses={201: FactureSerializer})
    def post(self, request, facture_id):
        demande = AvoirSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        avoir = creer_avoir(facture_id=facture_id, acteur=request.user, **demande.validated_data)
        return Response(FactureSerializer(lire_facture(avoir.id)).data, status=201)


class EnvoyerView(APIView):
    """Mails an invoice or a credit note as a PDF, to the client unless an address is given."""

    required_permissions = {"POST": "factures.gerer"}

    @extend_schema(request=EnvoiSerializer, responses={202: EnvoyeeSerializer})
    def post(self, request, facture_id):
        demande = EnvoiSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        email = envoyer_facture(facture_id=facture_id, acteur=request.user, **demande.validated_data)
        return Response({"email": email}, status=202)


class _EcheancierView(generics.ListAPIView):
    """Who owes what, by how late it is on the day `au`, today or one to come."""

    required_permissions = {"GET": "factures.lire"}
    serializer_class = EcheanceSerializer
    filterset_class = EcheancierFilter
    search_fields = ["recherche"]
    ordering_fields = ["nom", "du", "en_retard"]

    def get_queryset(self):
        return EcheancierFilter.echeancier(self.request.query_params)


class EcheancierView(_EcheancierView):
    pagination_class = EcheancierPagination


class EcheancierExportView(ExportMixin, _EcheancierView):
    table = exportations.ECHEANCIER
