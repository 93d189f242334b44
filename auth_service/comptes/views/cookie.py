"""The refresh token as a cookie that no script can read and that only this service's addresses receive."""

from django.conf import settings
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from comptes.sessions import Jetons

NOM = "refresh"
CHEMIN = "/api/auth/"


def repondre_jetons(donnees: dict, jetons: Jetons) -> Response:
    response = Response(donnees, headers={"Cache-Control": "no-store"})
    response.set_cookie(
        NOM,
        jetons.refresh,
        max_age=jetons.expire_le - timezone.now(),
        path=CHEMIN,
        secure=settings.PUBLIC_API_URL.startswith("https://"),
        httponly=True,
        samesite="Strict",
    )
    return response


def lire(request: Request) -> str:
    return request.COOKIES.get(NOM, "")


def sans_cookie() -> Response:
    response = Response(status=204)
    response.delete_cookie(NOM, path=CHEMIN, samesite="Strict")
    return response
