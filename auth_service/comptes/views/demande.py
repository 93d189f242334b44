"""Reading a request."""

from typing import Any

from rest_framework.request import Request
from rest_framework.serializers import Serializer

from chassis.auth.authentication import client_address
from comptes import appareils
from comptes.models import Langue
from comptes.origine import Origine


def valide(serializer: type[Serializer], request: Request, *, partiel: bool = False) -> dict[str, Any]:
    """The validated body; a 400 that names the field otherwise."""
    return _lire(serializer(data=request.data, partial=partiel))


def parametres(serializer: type[Serializer], request: Request) -> dict[str, Any]:
    """The validated parameters of the address."""
    return _lire(serializer(data=request.query_params.dict()))


def origine(request: Request) -> Origine:
    agent = request.headers.get("User-Agent", "").replace("\x00", "")[:300]
    return Origine(ip=client_address(request), user_agent=agent, appareil=appareils.nommer(agent))


def langue(request: Request) -> str:
    """What the browser asks for first; French otherwise."""
    premiere = request.headers.get("Accept-Language", "").strip().lower()
    return Langue.EN if premiere.startswith("en") else Langue.FR


def _lire(lu: Serializer) -> dict[str, Any]:
    lu.is_valid(raise_exception=True)
    return lu.validated_data
