"""What commandes_service and pieces_service ask (contracts/calls/stock.*.json)."""

from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.permissions import SERVICE
from chassis.idempotency import LEASE
from stock import commandes
from stock.pieces import retirer_piece
from stock.reservations import Ligne, reserver_commande
from stock.serializers import valider
from stock.serializers.internes import (
    CommandeExpedieeSerializer,
    CommandeReserveeSerializer,
    CommandeSerializer,
    ExpedierSerializer,
    ReserverSerializer,
)


class ReserverView(APIView):
    required_permissions = {"POST": SERVICE}
    allowed_callers = {"commandes_service"}
    idempotency = LEASE  # it may ask pieces_service; executed again it answers what is reserved
    schema = None

    def post(self, request):
        champs = valider(ReserverSerializer, request.data)
        lignes = [Ligne(**ligne) for ligne in champs["lignes"]]
        rows = reserver_commande(commande_id=champs["commande_id"], lignes=lignes, acteur=request.user)
        answer = {"commande_id": champs["commande_id"], "reservations": rows}
        return Response(CommandeReserveeSerializer(answer).data, status=201)


class LibererView(APIView):
    required_permissions = {"POST": SERVICE}
    allowed_callers = {"commandes_service"}
    schema = None

    def post(self, request, commande_id):
        rows = commandes.liberer_commande(commande_id=commande_id, acteur=request.user)
        answer = {"commande_id": commande_id, "reservations": rows}
        return Response(CommandeReserveeSerializer(answer).data)


class ExpedierView(APIView):
    required_permissions = {"POST": SERVICE}
    allowed_callers = {"commandes_service"}
    schema = None

    def post(self, request, commande_id):
        champs = valider(ExpedierSerializer, request.data)
        rows = commandes.expedier_commande(commande_id=commande_id, acteur=request.user, **champs)
        return Response(CommandeExpedieeSerializer({"commande_id": commande_id, "mouvements": rows}).data)


class CommandeView(APIView):
    required_permissions = {"GET": SERVICE}
    allowed_callers = {"commandes_service"}
    schema = None

    def get(self, request, commande_id):
        return Response(CommandeSerializer(commandes.etat_de_la_commande(commande_id)).data)


class RetirerView(APIView):
    required_permissions = {"POST": SERVICE}
    allowed_callers = {"pieces_service"}
    schema = None

    def post(self, request, piece_id):
        retirer_piece(piece_id=piece_id, acteur=request.user)
        return Response({"piece_id": piece_id, "retiree": True})
