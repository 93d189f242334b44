"""One object and its version: shown as ETag, sent back as If-Match."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

IF_MATCH = OpenApiParameter(
    "If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, description='La version lue, comme "3".'
)


def objet(serializer_class, instance, status: int = 200) -> Response:
    donnees = serializer_class(instance).data
    return Response(donnees, status=status, headers={"ETag": f'"{instance.version}"'})
