from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.idempotency import HEADER, LEASE
from stock import reapprovisionnement
from stock.explications import expliquer
from stock.reapprovisionnement import Achat
from stock.serializers import valider
from stock.serializers.rapports import (
    AchatsCreesSerializer,
    CommanderSerializer,
    PropositionsSerializer,
    TableDesPropositionsSerializer,
)
from stock.views.exports import as_a_file
from stock.views.tables import TableView


class PropositionsView(TableView):
    """What to order now, the most urgent first, each with the sum behind it in words."""

    parametres, shape = PropositionsSerializer, TableDesPropositionsSerializer
    export_name = "reapprovisionnement"
    export_columns = {
        "Urgence": "urgence",
        "Référence": "reference",
        "Nom": "nom",
        "Unité": "unite",
        "Fournisseur": "fournisseur_nom",
        "À commander": "quantite_proposee",
        "Prix d'achat": "prix_achat",
        "Montant": "montant",
        "En stock": "quantite",
        "Réservé": "reserve",
        "Disponible": "disponible",
        "En commande": "en_commande",
        "Point de commande": "point_commande",
        "Cible": "cible",
        "Explication": "explication.fr",
    }

    def tableau(self, **filtres):
        return reapprovisionnement.propositions(**filtres), {}

    def habiller(self, rows):
        return ({**row, "explication": expliquer(row)} for row in rows)

    @as_a_file(TableDesPropositionsSerializer, parameters=[PropositionsSerializer])
    def get(self, request):
        return super().get(request)


class CommanderView(APIView):
    """Turn proposals into draft purchase orders, one per supplier."""

    required_permissions = {"POST": "stock.gerer"}
    idempotency = LEASE

    @extend_schema(request=CommanderSerializer, responses={201: AchatsCreesSerializer})
    def post(self, request):
        champs = valider(CommanderSerializer, request.data)
        asked = champs.get("id") or reapprovisionnement.identifier(
            request.headers.get(HEADER), acteur=request.user
        )
        commandes = reapprovisionnement.commander(
            proposition_id=asked,
            lignes=[Achat(**ligne) for ligne in champs["lignes"]],
            notes=champs.get("notes", ""),
            acteur=request.user,
        )
        return Response(AchatsCreesSerializer({"commandes": commandes}).data, status=201)
