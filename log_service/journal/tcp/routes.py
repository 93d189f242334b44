"""What can be asked over TCP, in the universal structure of messages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed

from chassis import request_id
from chassis.auth import service_tokens
from chassis.auth.actor import Actor
from chassis.auth.authentication import REFUSED, user_of
from chassis.auth.permissions import PermissionMissing
from chassis.auth.tokens import InvalidToken
from chassis.errors import Forbidden, InvalidInput, NotFound
from chassis.serializers import StrictSerializer
from journal.annotations import annoter_log, masquer_log
from journal.logs import lire_log
from journal.serializers.logs import AnnotationSerializer, LogSerializer
from journal.tcp.liste import lister

MODULES = ("logs", "log")


class RouteInconnue(NotFound):
    code = "route_inconnue"
    title = "Aucune route ne répond à ce motif"


class MessageSerializer(StrictSerializer):
    """The universal structure, with the token of whoever asks."""

    moduleName = serializers.ChoiceField(MODULES)
    data = serializers.ListField(child=serializers.DictField(), max_length=1, default=list)
    serviceName = serializers.CharField(max_length=50)
    method = serializers.CharField(max_length=50)
    serviceSource = serializers.CharField(max_length=50)
    token = serializers.CharField(max_length=10_000, required=False, default="", allow_blank=True)
    correlation_id = serializers.CharField(max_length=64, required=False, default="", allow_blank=True)


class CibleSerializer(StrictSerializer):
    id = serializers.UUIDField()


class AnnoterSerializer(CibleSerializer, AnnotationSerializer):
    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1, required=False, default=None)


@dataclass(frozen=True)
class Reponse:
    entrees: list[dict[str, Any]]
    suivant: str | None = None


@dataclass(frozen=True)
class Route:
    """`repondre(demande, acteur)`; users need the permission, services do not."""

    permission: str
    repondre: Callable[[dict[str, Any], Actor], Reponse]


def repondre(motif: str, donnees: Any, *, adresse: str) -> dict[str, Any]:
    """The answer, in the universal structure. Raises what chassis.problem makes a problem document of."""
    route = ROUTES.get(motif)
    if route is None:
        raise RouteInconnue(f"Motifs connus : {', '.join(ROUTES)}.")
    message = _valides(MessageSerializer, donnees)
    if message["serviceName"] != settings.SERVICE_NAME:
        raise InvalidInput({"serviceName": [f"« {settings.SERVICE_NAME} » est attendu."]})
    if message["method"] not in (motif, motif.removesuffix("_log")):
        raise InvalidInput({"method": [f"« {motif} » est attendu, comme dans le motif."]})
    acteur = _authentifier(message, adresse)
    if not acteur.service and not acteur.may(route.permission):
        raise PermissionMissing(
            f"Cette action demande la permission « {route.permission} ».", permission=route.permission
        )
    reponse = route.repondre(next(iter(message["data"]), {}), acteur)
    return {
        "moduleName": "logs",
        "data": reponse.entrees,
        "serviceName": message["serviceSource"],
        "method": motif,
        "serviceSource": settings.SERVICE_NAME,
        "correlation_id": request_id.current(),
        "suivant": reponse.suivant,
    }


def _authentifier(message: dict[str, Any], adresse: str) -> Actor:
    """A service signs with its own key, and speaks for itself alone; everybody else is a user."""
    token = message["token"]
    try:
        acteur = service_tokens.verify(token) if service_tokens.is_one(token) else user_of(token, ip=adresse)
    except InvalidToken as erreur:
        raise AuthenticationFailed(REFUSED) from erreur
    if acteur.service and acteur.service != message["serviceSource"]:
        raise Forbidden("serviceSource n'est pas le service qui appelle.")
    return acteur


def _trouver_tous(demande: dict[str, Any], acteur: Actor) -> Reponse:
    page = lister(demande)
    return Reponse(LogSerializer(page.lignes, many=True).data, page.suivant)


def _trouver_un(demande: dict[str, Any], acteur: Actor) -> Reponse:
    return _une(lire_log(_valides(CibleSerializer, demande)["id"]))


def _annoter(demande: dict[str, Any], acteur: Actor) -> Reponse:
    valide = _valides(AnnoterSerializer, demande)
    return _une(annoter_log(log_id=valide.pop("id"), acteur=acteur, **valide))


def _retirer(demande: dict[str, Any], acteur: Actor) -> Reponse:
    """Out of the lists; the entry itself can never be removed."""
    log_id = _valides(CibleSerializer, demande)["id"]
    masquer_log(log_id=log_id, acteur=acteur)
    return _une(lire_log(log_id))


def _une(log) -> Reponse:
    return Reponse([LogSerializer(log).data])


def _valides(serializer: type[serializers.Serializer], donnees: Any) -> dict[str, Any]:
    demande = serializer(data=donnees)
    demande.is_valid(raise_exception=True)
    return dict(demande.validated_data)


ROUTES = {
    "findAll_log": Route("logs.lire", _trouver_tous),
    "findOne_log": Route("logs.lire", _trouver_un),
    "update_log": Route("logs.gerer", _annoter),
    "remove_log": Route("logs.gerer", _retirer),
}
