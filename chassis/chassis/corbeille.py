"""The trash: the owner marks a row as deleted and tells log_service, which lists it and asks for it back.

A service declares in its `corbeille.py` how each of its modules is restored and purged:

    register("clients", restaurer=restaurer_client, purger=purger_client, apercu=apercu_client)

The first two are rules with keyword arguments `objet_id` and `acteur`, harmless when done twice, and answer
the object's `libelle`. `apercu(objet_id=...)` changes nothing, and answers an Apercu.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

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
class Apercu:
    """What would come back: `revient` [{module, objet_id, libelle}], `conflits` [{code, detail}]."""

    libelle: str
    revient: list[dict[str, Any]] = field(default_factory=list)
    conflits: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Module:
    restaurer: Callable[..., str]
    purger: Callable[..., str]
    apercu: Callable[..., Apercu] | None


_modules: dict[str, _Module] = {}


class ModuleInconnu(NotFound):
    code = "module_inconnu"
    title = "Ce service ne tient aucun objet de ce module"


def register(
    module: str,
    *,
    restaurer: Callable[..., str],
    purger: Callable[..., str],
    apercu: Callable[..., Apercu] | None = None,
) -> None:
    _modules[module] = _Module(restaurer, purger, apercu)


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
    required_permissions, allowed_callers = {"POST": SERVICE}, {settings.LOG_SERVICE}
    schema = None

    def post(self, request):
        demande = ObjetSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        module, objet_id = demande.validated_data["module"], demande.validated_data["objet_id"]
        if module not in _modules:
            raise ModuleInconnu(module=module)
        answer = self.answer(_modules[module], objet_id, request.user)
        return Response({"module": module, "objet_id": objet_id, **answer})


class RestaurerView(_CorbeilleView):
    """POST /internal/corbeille/restaurer/"""

    def answer(self, module: _Module, objet_id: UUID, acteur: Actor) -> dict[str, Any]:
        return {"libelle": module.restaurer(objet_id=objet_id, acteur=acteur)}


class PurgerView(_CorbeilleView):
    """POST /internal/corbeille/purger/"""

    def answer(self, module: _Module, objet_id: UUID, acteur: Actor) -> dict[str, Any]:
        return {"libelle": module.purger(objet_id=objet_id, acteur=acteur)}


class ApercuView(_CorbeilleView):
    """POST /internal/corbeille/apercu/"""

    idempotency = None

    def answer(self, module: _Module, objet_id: UUID, acteur: Actor) -> dict[str, Any]:
        if module.apercu is None:
            raise ModuleInconnu()
        return asdict(module.apercu(objet_id=objet_id))
