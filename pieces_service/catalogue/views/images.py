"""Pictures: sent by people, shown to browsers."""

from django.http import HttpResponse, HttpResponseRedirect
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.views import APIView

from catalogue import images, lectures
from catalogue.envois import ImageParser, contenu_envoye
from catalogue.serializers import pieces as s
from catalogue.views.demande import parametres
from catalogue.views.droits import GERER, LIRE
from catalogue.views.fichiers import SansNegociation
from catalogue.views.objets import IF_MATCH, objet
from chassis.auth.permissions import PUBLIC
from chassis.versions import expected_version

FICHIER_ENVOYE = {
    "image/*": OpenApiTypes.BINARY,
    "multipart/form-data": {
        "type": "object",
        "required": ["image"],
        "properties": {"image": {"type": "string", "format": "binary"}},
    },
}
IMAGE_MONTREE = {
    (200, "image/jpeg"): OpenApiTypes.BINARY,
    (200, "image/png"): OpenApiTypes.BINARY,
    302: OpenApiResponse(description="Chez l'hébergeur d'images"),
    304: OpenApiResponse(description="Inchangée"),
}
POUR_TOUJOURS = "public, max-age=31536000, immutable"
A_REVOIR = "private, no-cache"
A_REVOIR_PAR_TOUS = "public, max-age=300"


class ImageView(APIView):
    required_permissions = {"GET": LIRE, "PUT": GERER, "DELETE": GERER}
    parser_classes = [ImageParser, MultiPartParser]
    content_negotiation_class = SansNegociation

    @extend_schema(parameters=[s.TailleSerializer], responses=IMAGE_MONTREE)
    def get(self, request, piece_id):
        taille = parametres(s.TailleSerializer, request)["taille"]
        image = lectures.image_de(lectures.lire_piece(piece_id))
        return montrer(request, image, taille, A_REVOIR)

    @extend_schema(request=FICHIER_ENVOYE, responses=s.PieceSerializer, parameters=[IF_MATCH])
    def put(self, request, piece_id):
        piece = images.attacher_image(
            piece_id=piece_id,
            contenu=contenu_envoye(request, "image"),
            acteur=request.user,
            version=expected_version(request),
        )
        return objet(s.PieceSerializer, piece)

    @extend_schema(responses={204: None}, parameters=[IF_MATCH])
    def delete(self, request, piece_id):
        images.retirer_image(piece_id=piece_id, acteur=request.user, version=expected_version(request))
        return Response(status=204)


class ImagePubliqueView(APIView):
    required_permissions = PUBLIC
    content_negotiation_class = SansNegociation

    @extend_schema(parameters=[s.TailleSerializer], responses=IMAGE_MONTREE)
    def get(self, request, piece_id):
        taille = parametres(s.TailleSerializer, request)["taille"]
        piece = lectures.lire_piece(piece_id, lectures.pieces_publiques())
        return montrer(request, lectures.image_de(piece), taille, A_REVOIR_PAR_TOUS)


class ImageParNomView(APIView):
    """What `image.url` of a piece names: whoever has the address may see the picture."""

    required_permissions = PUBLIC
    content_negotiation_class = SansNegociation

    @extend_schema(responses=IMAGE_MONTREE)
    def get(self, request, nom):
        return montrer(request, *lectures.lire_image(nom), POUR_TOUJOURS)


def montrer(request, image, taille: str, cache: str) -> HttpResponse:
    miniature = taille == "miniature"
    if image.adresse:
        return HttpResponseRedirect(image.adresse_miniature if miniature else image.adresse)
    entetes = {
        "ETag": f'"{image.cle}-{taille}"',
        "Cache-Control": cache,
        "Content-Security-Policy": "default-src 'none'",
    }
    if request.headers.get("If-None-Match") == entetes["ETag"]:
        return HttpResponse(status=304, headers=entetes)
    contenu = images.contenu_de_l_image(image, miniature=miniature)
    return HttpResponse(contenu, content_type=image.type, headers=entetes)
