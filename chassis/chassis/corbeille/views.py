"""What log_service asks of an owner about one of its deleted objects."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.conf import settings
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.auth.actor import Actor
from chassis.auth.permissions import SERVICE
from chassis.corbeille import Module, ModuleInconnu, module_named


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
        answer = self.answer(module_named(module), objet_id, request.user)
        return Response({"module": module, "objet_id": objet_id, **answer})


class RestaurerView(_CorbeilleView):
    """POST /internal/corbeille/restaurer/"""

    def answer(self, module: Module, objet_id: UUID, acteur: Actor) -> dict[str, Any]:
        return {"libelle": module.restaurer(objet_id=objet_id, acteur=acteur)}


class PurgerView(_CorbeilleView):
    """POST /internal/corbeille/purger/"""

    def answer(self, module: Module, objet_id: UUID, acteur: Actor) -> dict[str, Any]:
        return {"libelle": module.purger(objet_id=objet_id, acteur=acteur)}


class ApercuView(_CorbeilleView):
    """POST /internal/corbeille/apercu/"""

    idempotency = None

    def answer(self, module: Module, objet_id: UUID, acteur: Actor) -> dict[str, Any]:
        if module.apercu is None:
            raise ModuleInconnu()
        return asdict(module.apercu(objet_id=objet_id))
