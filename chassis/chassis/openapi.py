"""What the schema says of every operation: how to authenticate, the permission it asks for
(`x-permission`), and the problem+json it may answer.
"""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from chassis.auth.permissions import required_permission


class Schema(AutoSchema):
    def get_extensions(self) -> dict[str, Any]:
        return {**super().get_extensions(), "x-permission": required_permission(self.view, self.method)}


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "chassis.auth.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema) -> dict:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}


PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
    },
}
TITLES = {
    "400": "Données invalides",
    "401": "Authentification requise",
    "403": "Permission manquante",
    "404": "Introuvable",
    "406": "Format indisponible",
    "409": "Refusé par une règle",
    "412": "Version périmée",
    "413": "Corps trop grand",
    "415": "Type de contenu non pris en charge",
    "422": "Clé d'idempotence réutilisée",
    "429": "Trop de requêtes",
    "503": "Momentanément indisponible",
}


def describe_errors(result: dict, generator, request, public) -> dict:
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = PROBLEM
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for schema in schemas.values():
        if "oneOf" in schema and "discriminator" not in schema:
            schema["anyOf"] = schema.pop("oneOf")  # an empty list may be of either kind
    for operations in result["paths"].values():
        for operation in operations.values():
            for status, title in TITLES.items():
                operation["responses"].setdefault(status, {"description": title, "content": content})
    return result
