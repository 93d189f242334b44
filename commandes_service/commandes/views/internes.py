"""What other services ask: routes below /internal/, which the gateway does not lead to."""

from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.permissions import SERVICE
from chassis.idempotency import LEASE
from commandes.consultations import lire_client_meme_supprime
from commandes.propositions import creer_achat_propose
from commandes.serializers.commandes import AchatProposeSerializer
from commandes.serializers.tiers import ClientInterneSerializer


class AchatsView(APIView):
    """POST /internal/achats/: contracts/calls/achats.creer.json"""

    required_permissions, allowed_callers = {"POST": SERVICE}, {"stock_service"}
    idempotency = LEASE
    schema = None

    def post(self, request):
        demande = AchatProposeSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        commande = creer_achat_propose(**demande.validated_data, acteur=request.user)
        data = {
            "commande_id": commande.id,
            "reference": commande.reference,
            "fournisseur_id": commande.fournisseur_id,
        }
        return Response(data, status=201)


class ClientView(APIView):
    """GET /internal/clients/{client_id}/: contracts/calls/clients.lire.json"""

    required_permissions = {"GET": SERVICE}
    allowed_callers = {"notification_service", "log_service", "stock_service"}
    schema = None

    def get(self, request, client_id):
        return Response(ClientInterneSerializer(lire_client_meme_supprime(client_id)).data)
