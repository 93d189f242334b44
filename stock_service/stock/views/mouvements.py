from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.response import Response
from rest_framework.views import APIView

from stock import registre
from stock.annulations import annuler_mouvement
from stock.filters import PAR_LA_PIECE, MouvementFilter, SequencePagination
from stock.mouvements import Demande, enregistrer_mouvement, enregistrer_mouvements
from stock.serializers import montrer, valider
from stock.serializers.mouvements import (
    AnnulationSerializer,
    DemandeSerializer,
    LotDeDemandesSerializer,
    LotDeMouvementsSerializer,
    MouvementSerializer,
)
from stock.views.exports import ExportMixin, as_a_file


class MouvementNouveauView(APIView):
    """Write one movement. 409 stock_insuffisant says what is available and what was asked."""

    required_permissions = {"POST": "stock.mouvementer"}

    @extend_schema(request=DemandeSerializer, responses={201: MouvementSerializer})
    def post(self, request):
        demande = Demande(**valider(DemandeSerializer, request.data))
        mouvement = enregistrer_mouvement(demande=demande, acteur=request.user)
        return Response(montrer(MouvementSerializer, mouvement), status=201)


class MouvementsLotView(APIView):
    """Write up to 1000 movements, all or none. 409 mouvements_refuses lists the refused lines by index."""

    required_permissions = {"POST": "stock.mouvementer"}

    @extend_schema(request=LotDeDemandesSerializer, responses={201: LotDeMouvementsSerializer})
    def post(self, request):
        lignes = valider(LotDeDemandesSerializer, request.data)["mouvements"]
        demandes = [Demande(**ligne) for ligne in lignes]
        mouvements = enregistrer_mouvements(demandes=demandes, acteur=request.user)
        return Response(montrer(LotDeMouvementsSerializer, {"mouvements": mouvements}), status=201)


class MouvementsView(ExportMixin, generics.ListAPIView):
    """The ledger, newest first. Days of `depuis` and `jusqua` are included."""

    required_permissions = {"GET": "stock.lire"}
    serializer_class = MouvementSerializer
    filterset_class = MouvementFilter
    filter_backends = PAR_LA_PIECE
    search_fields = ["piece__recherche"]
    pagination_class = SequencePagination
    export_name = "mouvements"
    export_columns = {
        "Date": "cree_le",
        "Mouvement": "reference",
        "Type": "type",
        "Référence": "piece.reference",
        "Nom": "piece.nom",
        "Emplacement": "emplacement.code",
        "Contrepartie": "contrepartie.code",
        "Quantité": "quantite",
        "Unité": "piece.unite",
        "Solde": "solde_apres",
        "Coût unitaire": "cout_unitaire",
        "Valeur": "valeur",
        "Motif": "motif",
        "Document": "reference_externe",
        "Lot": "lot",
        "Auteur": "user_email",
    }

    def get_queryset(self):
        return registre.mouvements()

    @as_a_file(MouvementSerializer(many=True))
    def get(self, request):
        return self.list(request)


class MouvementView(APIView):
    required_permissions = {"GET": "stock.lire"}

    @extend_schema(responses=MouvementSerializer)
    def get(self, request, mouvement_id):
        return Response(MouvementSerializer(registre.mouvement(mouvement_id)).data)


class AnnulerView(APIView):
    """Write the counter-entry. 409 when what the movement brought is gone, or it is cancelled already."""

    required_permissions = {"POST": "stock.mouvementer"}

    @extend_schema(request=AnnulationSerializer, responses={201: MouvementSerializer})
    def post(self, request, mouvement_id):
        champs = valider(AnnulationSerializer, request.data)
        mouvement = annuler_mouvement(mouvement_id=mouvement_id, acteur=request.user, **champs)
        return Response(montrer(MouvementSerializer, mouvement), status=201)
