"""The trash: the owner marks a row as deleted and tells log_service, which lists it and asks for it back.

A service declares in its `corbeille.py` how each of its modules is restored and purged:

    register("clients", restaurer=restaurer_client, purger=purger_client)

Both functions are rules with keyword arguments `objet_id` and `acteur`, harmless when done twice, and
answer the object's `libelle`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.actor import Actor
from chassis.auth.permissions import SERVICE
from chassis.errors import NotFound
from chassis.messages import publish


@dataclass(frozen=True)
class _Module:
    restaurer: Callable[..., str]
    purger: Callable[..., str]


_modules: dict[str, _Module] = {}


class ModuleInconnu(NotFound):
    code = "module_inconnu"
    title = "Ce service ne tient aucun objet de ce module"


def register(module: str, *, restaurer: Callable[..., str], purger: Callable[..., str]) -> None:
    _modules[module] = _Module(restaurer, purger)


def deposer(module: str, objet_id: Any, *, libelle: str, instantane: dict[str, Any], acteur: Actor) -> None:
    """Tell the trash of a row just marked as deleted; `instantane` is what it looked like."""
    publish(
        "corbeille",
        "create",
        [
            {
                "module": module,
                "objet_id": str(objet_id),
                "libelle": libelle,
                "instantane": instantane,
                "supprime_par": acteur.id,
                "supprime_par_email": acteur.email,
                "supprime_le": timezone.now(),
            }
        ],
        to=[settings.LOG_SERVICE],
        ordering_key=f"{module}:{objet_id}",
        actor=acteur,
    )


class ObjetSerializer(serializers.Serializer):
    module = serializers.CharField(max_length=50)
    objet_id = serializers.UUIDField()


class _CorbeilleView(APIView):
    required_permissions = {"POST": SERVICE}
    schema = None
    rule: str

    def post(self, request):
        demande = ObjetSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        module, objet_id = demande.validated_data["module"], demande.validated_data["objet_id"]
        if module not in _modules:
            raise ModuleInconnu(module=module)
        libelle = getattr(_modules[module], self.rule)(objet_id=objet_id, acteur=request.user)
        return Response({"module": module, "objet_id": objet_id, "libelle": libelle})


class RestaurerView(_CorbeilleView):
    """POST /internal/corbeille/restaurer/"""

    rule = "restaurer"


class PurgerView(_CorbeilleView):
    """POST /internal/corbeille/purger/"""

    rule = "purger"
