"""What the views of the catalogue share: permissions, reading what comes in, showing one object."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.response import Response

LIRE, GERER = "pieces.lire", "pieces.gerer"
IF_MATCH = OpenApiParameter(
    "If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, description='La version lue, comme "3".'
)


class SansNegociation(DefaultContentNegotiation):
    """For files: whatever the client says it accepts, the type is that of the file (errors are JSON)."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


def valider(serializer_class, request, **options) -> dict:
    saisie = serializer_class(data=request.data, **options)
    saisie.is_valid(raise_exception=True)
    return saisie.validated_data


def parametres(serializer_class, request) -> dict:
    """The query, of which nothing may be undeclared."""
    saisie = serializer_class(data=request.query_params.dict())
    saisie.is_valid(raise_exception=True)
    return saisie.validated_data


def objet(serializer_class, instance, status: int = 200) -> Response:
    """One object, its version also as ETag."""
    donnees = serializer_class(instance).data
    return Response(donnees, status=status, headers={"ETag": f'"{instance.version}"'})
