"""Reading a request."""

from typing import Any

from rest_framework.request import Request
from rest_framework.serializers import Serializer

from chassis.auth.authentication import client_address
from comptes.origine import Origine


def valide(serializer: type[Serializer], request: Request, *, partiel: bool = False) -> dict[str, Any]:
    """The validated body; a 400 that names the field otherwise."""
    lu = serializer(data=request.data, partial=partiel)
    lu.is_valid(raise_exception=True)
    return lu.validated_data


def origine(request: Request) -> Origine:
    agent = request.headers.get("User-Agent", "").replace("\x00", "")
    return Origine(ip=client_address(request), user_agent=agent[:300])
