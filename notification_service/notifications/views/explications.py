"""What was told to whom, and why."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.permissions import AUTHENTICATED
from notifications import explications
from notifications.filters import EvenementFilter, PourquoiFilter
from notifications.models import Destinataire
from notifications.serializers import explications as shapes


class EvenementsView(generics.ListAPIView):
    required_permissions = {"GET": "notifications.envoyer"}
    serializer_class = shapes.EvenementSerializer
    filterset_class = EvenementFilter
    search_fields = ["recherche"]
    ordering_fields = ["cree_le"]

    def get_queryset(self):
        return explications.lister_evenements_annonces()

    def get_serializer_context(self):
        return {"langue": explications.langue_de(self.request.user.id)}


class EvenementView(APIView):
    required_permissions = {"GET": "notifications.envoyer"}

    @extend_schema(responses=shapes.EvenementSerializer)
    def get(self, request, evenement_id):
        contexte = {"langue": explications.langue_de(request.user.id)}
        evenement = explications.lire_evenement(evenement_id)
        return Response(shapes.EvenementSerializer(evenement, context=contexte).data)


class PourquoiView(generics.ListAPIView):
    """Everybody who has an account, and why each was told or was not."""

    required_permissions = {"GET": "notifications.envoyer"}
    serializer_class = shapes.RemiseSerializer
    filterset_class = PourquoiFilter
    search_fields = ["recherche"]
    ordering_fields = ["nom", "email", "role"]
    queryset = Destinataire.objects.none()  # for the OpenAPI file

    def list(self, request, evenement_id):
        evenement = explications.lire_evenement(evenement_id)
        destinataires = self.filter_queryset(explications.lister_consideres(evenement))
        page = explications.expliquer_remises(evenement, self.paginate_queryset(destinataires))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class PourquoiMoiView(APIView):
    """Why one has this notification."""

    required_permissions = {"GET": AUTHENTICATED}

    @extend_schema(responses=shapes.PourquoiSerializer)
    def get(self, request, notification_id):
        evenement, remise = explications.expliquer_notification(
            notification_id=notification_id, user_id=request.user.id
        )
        contexte = {"langue": explications.langue_de(request.user.id)}
        trouve = {"evenement": evenement, "remise": remise}
        return Response(shapes.PourquoiSerializer(trouve, context=contexte).data)
