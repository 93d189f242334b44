"""The universal structure of a message, and what delivery needs beside it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rest_framework import serializers

VERSION = 1


@dataclass(frozen=True)
class Message:
    """One message as a handler sees it. `data` is a list of objects, whatever their number."""

    id: UUID
    module: str
    method: str
    source: str
    data: list[dict[str, Any]]
    emitted_at: datetime
    correlation_id: str
    actor_id: UUID | None
    version: int


class MessageSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    moduleName = serializers.CharField(max_length=50)
    method = serializers.CharField(max_length=50)
    data = serializers.ListField(child=serializers.DictField(), allow_empty=True)
    serviceName = serializers.CharField(max_length=50)
    serviceSource = serializers.CharField(max_length=50)
    emis_le = serializers.DateTimeField()
    correlation_id = serializers.CharField(max_length=64, allow_blank=True, required=False, default="")
    acteur_id = serializers.UUIDField(allow_null=True, required=False, default=None)
    version = serializers.IntegerField(min_value=1)


def build(module, method, data, *, target, source, message_id, emitted_at, correlation_id, actor_id) -> dict:
    return {
        "moduleName": module,
        "data": data,
        "serviceName": target,
        "method": method,
        "serviceSource": source,
        "id": str(message_id),
        "emis_le": emitted_at,
        "correlation_id": correlation_id,
        "acteur_id": str(actor_id) if actor_id else None,
        "version": VERSION,
    }


def read(valid: dict[str, Any]) -> Message:
    """From the validated fields of a MessageSerializer."""
    return Message(
        id=valid["id"],
        module=valid["moduleName"],
        method=valid["method"],
        source=valid["serviceSource"],
        data=valid["data"],
        emitted_at=valid["emis_le"],
        correlation_id=valid["correlation_id"],
        actor_id=valid["acteur_id"],
        version=valid["version"],
    )
