"""Programs elsewhere that are told of what happens."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.versions import expected_version
from notifications import livraisons, webhooks
from notifications.catalogue import lister_evenements
from notifications.filters import LivraisonFilter, WebhookFilter
from notifications.models import Livraison
from notifications.serializers import webhooks as shapes

GERER = "webhooks.gerer"


class CatalogueView(APIView):
    required_permissions = {"GET": GERER}

    @extend_schema(responses=shapes.CatalogueSerializer)
    def get(self, request):
        return Response({"evenements": lister_evenements()})


class WebhooksView(generics.ListAPIView):
    required_permissions = {"GET": GERER, "POST": GERER}
    montre_secret = True
    serializer_class = shapes.WebhookSerializer
    filterset_class = WebhookFilter
    search_fields = ["recherche"]
    ordering_fields = ["nom", "cree_le"]

    def get_queryset(self):
        return webhooks.lister_webhooks()

    @extend_schema(request=shapes.CreerWebhookSerializer, responses={201: shapes.WebhookAvecSecretSerializer})
    def post(self, request):
        demande = shapes.CreerWebhookSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        webhook = webhooks.creer_webhook(acteur=request.user, **demande.validated_data)
        return Response(shapes.WebhookAvecSecretSerializer(webhook).data, status=201)


class WebhookView(APIView):
    required_permissions = dict.fromkeys(["GET", "PUT", "PATCH", "DELETE"], GERER)

    @extend_schema(responses=shapes.WebhookSerializer)
    def get(self, request, webhook_id):
        return Response(shapes.WebhookSerializer(webhooks.lire_webhook(webhook_id)).data)

    @extend_schema(request=shapes.EcrireWebhookSerializer, responses=shapes.WebhookSerializer)
    def put(self, request, webhook_id, partial=False):
        demande = shapes.EcrireWebhookSerializer(data=request.data, partial=partial)
        demande.is_valid(raise_exception=True)
        webhook = webhooks.modifier_webhook(
            webhook_id=webhook_id,
            changements=demande.validated_data,
            acteur=request.user,
            version_attendue=expected_version(request),
        )
        return Response(shapes.WebhookSerializer(webhook).data)

    @extend_schema(request=shapes.EcrireWebhookSerializer(partial=True), responses=shapes.WebhookSerializer)
    def patch(self, request, webhook_id):
        return self.put(request, webhook_id, partial=True)

    @extend_schema(responses={204: None})
    def delete(self, request, webhook_id):
        version = expected_version(request)
        webhooks.supprimer_webhook(webhook_id=webhook_id, acteur=request.user, version_attendue=version)
        return Response(status=204)


class SecretView(APIView):
    required_permissions = {"POST": GERER}
    montre_secret = True

    @extend_schema(request=None, responses=shapes.WebhookAvecSecretSerializer)
    def post(self, request, webhook_id):
        webhook = webhooks.renouveler_secret(webhook_id=webhook_id, acteur=request.user)
        return Response(shapes.WebhookAvecSecretSerializer(webhook).data)


class TesterView(APIView):
    required_permissions = {"POST": GERER}

    @extend_schema(request=None, responses={202: shapes.LivraisonEntiereSerializer})
    def post(self, request, webhook_id):
        livraison = livraisons.tester_webhook(webhook_id=webhook_id, acteur=request.user)
        return Response(shapes.LivraisonEntiereSerializer(livraison).data, status=202)


class LivraisonsView(generics.ListAPIView):
    required_permissions = {"GET": GERER}
    serializer_class = shapes.LivraisonSerializer
    filterset_class = LivraisonFilter
    search_fields = ["etat", *livraisons.CHERCHES]
    ordering_fields = ["cree_le"]
    queryset = Livraison.objects.none()  # for the OpenAPI file

    def get_queryset(self):
        return livraisons.lister_livraisons(self.kwargs["webhook_id"])


class LivraisonView(APIView):
    required_permissions = {"GET": GERER}

    @extend_schema(responses=shapes.LivraisonEntiereSerializer)
    def get(self, request, livraison_id):
        livraison = livraisons.lire_livraison(livraison_id)
        return Response(shapes.LivraisonEntiereSerializer(livraison).data)


class RejouerView(APIView):
    required_permissions = {"POST": GERER}

    @extend_schema(request=None, responses={202: shapes.LivraisonEntiereSerializer})
    def post(self, request, livraison_id):
        livraison = livraisons.rejouer_livraison(livraison_id=livraison_id, acteur=request.user)
        return Response(shapes.LivraisonEntiereSerializer(livraison).data, status=202)
