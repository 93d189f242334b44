"""Every view declares what it asks for, per HTTP method; what is not declared is refused.

    required_permissions = {"GET": "clients.lire", "POST": "clients.gerer"}

A value may also be PUBLIC, AUTHENTICATED (any user) or SERVICE (another service, on /internal/). A view for
services names those it serves; `allowed_callers = ANY_SERVICE` is for what every service may ask.

    required_permissions, allowed_callers = {"POST": SERVICE}, {"log_service"}
"""

from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import BasePermission

from chassis.errors import Forbidden, Unauthenticated

PUBLIC = "@public"
AUTHENTICATED = "@authenticated"
SERVICE = "@service"
ANY_SERVICE = "@any_service"


class PermissionMissing(Forbidden):
    code = "permission_manquante"
    title = "Permission manquante"


class DeclaredPermission(BasePermission):
    def has_permission(self, request, view) -> bool:
        if request.method not in view.allowed_methods:
            raise MethodNotAllowed(request.method)
        required = required_permission(view, request.method)
        if required == PUBLIC:
            return True
        actor = request.user
        if actor is None:
            raise Unauthenticated("Le jeton d'accès est absent, expiré ou invalide.")
        if required == SERVICE:
            return bool(actor.service) and _is_served(view, actor.service)
        if actor.service:
            return False
        if required == AUTHENTICATED:
            return True
        if required and actor.may(required):
            return True
        raise PermissionMissing(
            f"Cette action demande la permission « {required} »." if required else None, permission=required
        )


def _is_served(view, service: str) -> bool:
    allowed = getattr(view, "allowed_callers", frozenset())
    return allowed == ANY_SERVICE or service in allowed


def required_permission(view, method: str) -> str | None:
    declared = getattr(view, "required_permissions", {})
    if isinstance(declared, str):
        return declared
    if method == "HEAD":
        method = "GET"
    if method == "OPTIONS":
        return AUTHENTICATED
    return declared.get(method)
