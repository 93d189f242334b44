from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from catalogue import etiquettes, lectures
from catalogue.serializers import etiquettes as s
from catalogue.views.demande import parametres
from catalogue.views.droits import LIRE
from catalogue.views.fichiers import SansNegociation

SVG, PDF = "image/svg+xml", "application/pdf"


class EtiquetteView(APIView):
    required_permissions = {"GET": LIRE}
    content_negotiation_class = SansNegociation

    @extend_schema(
        parameters=[s.EtiquetteSerializer],
        responses={(200, SVG): OpenApiTypes.BINARY, (200, PDF): OpenApiTypes.BINARY},
    )
    def get(self, request, piece_id):
        voulu = parametres(s.EtiquetteSerializer, request)
        modele = etiquettes.MODELES[voulu["modele"]]
        dessin = etiquettes.dessiner(lectures.lire_piece(piece_id), modele, prix=voulu["prix"])
        if voulu["format"] == "svg":
            return HttpResponse(etiquettes.svg(dessin, modele), content_type=SVG)
        return HttpResponse(etiquettes.pdf([dessin] * voulu["exemplaires"], modele), content_type=PDF)


class EtiquettesView(APIView):
    required_permissions = {"GET": LIRE}
    content_negotiation_class = SansNegociation

    @extend_schema(parameters=[s.PlancheSerializer], responses={(200, PDF): OpenApiTypes.BINARY})
    def get(self, request):
        voulu = parametres(s.PlancheSerializer, request)
        modele = etiquettes.MODELES[voulu["modele"]]
        dessins = (
            dessin
            for piece in lectures.lire_pieces(voulu["ids"])
            for dessin in [etiquettes.dessiner(piece, modele, prix=voulu["prix"])] * voulu["exemplaires"]
        )
        planches = etiquettes.pdf(dessins, modele, depart=voulu["depart"])
        return HttpResponse(
            planches,
            content_type=PDF,
            headers={"Content-Disposition": 'inline; filename="etiquettes.pdf"'},
        )


class ModelesView(APIView):
    required_permissions = {"GET": LIRE}

    @extend_schema(responses=s.ModelesSerializer)
    def get(self, request):
        return Response(s.ModelesSerializer({"results": etiquettes.MODELES.values()}).data)
