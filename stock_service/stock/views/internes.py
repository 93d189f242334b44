"""What commandes_service and pieces_service ask (contracts/calls/stock.*.json)."""

from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.permissions import SERVICE
from chassis.idempotency import LEASE
from stock import commandes, operations, pieces
from stock.clients import COMMANDES_SERVICE, PIECES_SERVICE
from stock.operations import Part
from stock.reservations import Ligne, reserver_commande
from stock.serializers import valider
from stock.serializers.internes import (
    CommandeReserveeSerializer,
    CommandeSerializer,
    ExpedierSerializer,
    OperationSerializer,
    RecevoirSerializer,
    ReserverSerializer,
    RetirerSerializer,
    RetournerSerializer,
)


class ReserverView(APIView):
    required_permissions, allowed_callers = {"POST": SERVICE}, {COMMANDES_SERVICE}
    idempotency = LEASE  # it may ask pieces_service; executed again it answers what is reserved
    schema = None

    def post(self, request):
        champs = valider(ReserverSerializer, request.data)
        lignes = [Ligne(**ligne) for ligne in champs["lignes"]]
        rows = reserver_commande(commande_id=champs["commande_id"], lignes=lignes, acteur=request.user)
        answer = {"commande_id": champs["commande_id"], "reservations": rows}
        return Response(CommandeReserveeSerializer(answer).data, status=201)


class LibererView(APIView):
    required_permissions, allowed_callers = {"POST": SERVICE}, {COMMANDES_SERVICE}
    schema = None

    def post(self, request, commande_id):
        rows = commandes.liberer_commande(commande_id=commande_id, acteur=request.user)
        answer = {"commande_id": commande_id, "reservations": rows}
        return Response(CommandeReserveeSerializer(answer).data)


class ExpedierView(APIView):
    required_permissions, allowed_callers = {"POST": SERVICE}, {COMMANDES_SERVICE}
    schema = None

    def post(self, request, commande_id):
        champs = valider(ExpedierSerializer, request.data)
        parts = [Part(**ligne) for ligne in champs.pop("lignes", ())] or None
        rows = operations.expedier_commande(
            commande_id=commande_id, parts=parts, acteur=request.user, **champs
        )
        answer = {"commande_id": commande_id, "mouvements": rows}
        answer["reservations"] = commandes.reservations_de(commande_id)
        return Response(CommandeSerializer(answer).data)


class RecevoirView(APIView):
    required_permissions, allowed_callers = {"POST": SERVICE}, {COMMANDES_SERVICE}
    idempotency = LEASE  # it may ask pieces_service; executed again it answers what was written
    schema = None

    def post(self, request, commande_id):
        champs = valider(RecevoirSerializer, request.data)
        parts = [Part(**ligne) for ligne in champs.pop("lignes")]
        rows = operations.recevoir_commande(
            commande_id=commande_id, parts=parts, acteur=request.user, **champs
        )
        return Response(OperationSerializer({"commande_id": commande_id, "mouvements": rows}).data)


class RetournerView(APIView):
    required_permissions, allowed_callers = {"POST": SERVICE}, {COMMANDES_SERVICE}
    schema = None

    def post(self, request, commande_id):
        champs = valider(RetournerSerializer, request.data)
        parts = [Part(**ligne) for ligne in champs.pop("lignes")]
        rows = operations.retourner_commande(
            commande_id=commande_id, parts=parts, acteur=request.user, **champs
        )
        return Response(OperationSerializer({"commande_id": commande_id, "mouvements": rows}).data)


class CommandeView(APIView):
    required_permissions, allowed_callers = {"GET": SERVICE}, {COMMANDES_SERVICE}
    schema = None

    def get(self, request, commande_id):
        return Response(CommandeSerializer(commandes.etat_de_la_commande(commande_id)).data)


class RetirerView(APIView):
    required_permissions, allowed_callers = {"POST": SERVICE}, {PIECES_SERVICE}
    schema = None

    def post(self, request, piece_id):
        version = valider(RetirerSerializer, request.data)["version"]
        pieces.retirer_piece(piece_id=piece_id, version=version, acteur=request.user)
        return Response({"piece_id": piece_id, "retiree": True})


class DependancesView(APIView):
    required_permissions, allowed_callers = {"GET": SERVICE}, {PIECES_SERVICE}
    schema = None

    def get(self, request, piece_id):
        return Response({"piece_id": piece_id, "elements": pieces.dependances(piece_id)})
