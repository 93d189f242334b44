"""The one mapping of errors to HTTP: application/problem+json (RFC 9457)."""

import logging
import sys
from typing import Any

import orjson
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions as drf

from chassis import errors, request_id

log = logging.getLogger(__name__)

STATUS_OF_KIND = {
    errors.InvalidInput: 400,
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Refusal: 409,
    errors.VersionMismatch: 412,
    errors.PayloadTooLarge: 413,
    errors.KeyReused: 422,
    errors.TooManyRequests: 429,
    errors.Unavailable: 503,
}
CODE_OF_STATUS = {
    400: "donnees_invalides",
    401: "non_authentifie",
    403: "interdit",
    404: "introuvable",
    405: "methode_interdite",
    406: "format_indisponible",
    413: "corps_trop_grand",
    415: "type_non_supporte",
    429: "trop_de_requetes",
    500: "erreur_interne",
    503: "service_indisponible",
}
TITLE_OF_STATUS = {
    400: "Données invalides",
    401: "Authentification requise",
    403: "Action non autorisée",
    404: "Introuvable",
    405: "Méthode non autorisée",
    406: "Format indisponible",
    413: "Corps de requête trop grand",
    415: "Type de contenu non pris en charge",
    429: "Trop de requêtes",
    500: "Erreur interne",
    503: "Service momentanément indisponible",
}


def exception_handler(exc: Exception, context: dict[str, Any]) -> HttpResponse:
    """DRF's exception handler."""
    return from_exception(exc)


def from_exception(exc: BaseException | None) -> HttpResponse:
    """The answer to any exception, also one that nobody foresaw."""
    match exc:
        case errors.DomainError():
            return _from_domain_error(exc)
        case drf.APIException():
            return _from_drf(exc)
        case Http404():
            return response(404)
        case RequestDataTooBig():
            return response(413)
        case SuspiciousOperation() | BadRequest():
            return response(400, detail="La requête est mal formée.")
        case OperationalError() | InterfaceError():
            log.warning("database unavailable: %s", exc)
            return response(503, detail="La base de données ne répond pas à temps.", retry_after=2)
        case DataError():
            return response(400, detail="Une valeur dépasse ce que la base de données peut tenir.")
        case IntegrityError():
            log.error("a database constraint refused a write", exc_info=exc)
            return response(409, code="contrainte", title="Écriture refusée par une contrainte de la base")
    log.error("unforeseen error", exc_info=exc)
    return response(500)


def response(
    status: int,
    *,
    code: str | None = None,
    title: str | None = None,
    detail: str | None = None,
    retry_after: int | None = None,
    headers: dict[str, str] | None = None,
    data: dict[str, Any] | None = None,
) -> HttpResponse:
    """`data` stands beside the fields of every problem, and cannot replace them."""
    title = title or TITLE_OF_STATUS.get(status, "Demande refusée")
    body = {
        **(data or {}),
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail or title,
        "code": code or CODE_OF_STATUS.get(status, "refus"),
        "request_id": request_id.current(),
    }
    answer = HttpResponse(
        orjson.dumps(body, default=str), status=status, content_type="application/problem+json"
    )
    if retry_after is not None:
        answer["Retry-After"] = str(retry_after)
    for name, value in (headers or {}).items():
        answer[name] = value
    return answer


def _from_domain_error(exc: errors.DomainError) -> HttpResponse:
    status = next(STATUS_OF_KIND[kind] for kind in type(exc).__mro__ if kind in STATUS_OF_KIND)
    return response(
        status,
        code=exc.code,
        title=exc.title,
        detail=exc.detail,
        retry_after=getattr(exc, "retry_after", None),
        headers={"WWW-Authenticate": "Bearer"} if status == 401 else None,
        data=exc.data,
    )


def _from_drf(exc: drf.APIException) -> HttpResponse:
    status = exc.status_code
    if isinstance(exc, drf.ValidationError):
        found = field_errors(exc.detail)
        return response(status, detail=_first_sentence(found), data={"errors": found})
    headers = {}
    if getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = exc.auth_header
    wait = getattr(exc, "wait", None)
    return response(status, detail=str(exc.detail), headers=headers, retry_after=int(wait) if wait else None)


def field_errors(detail: Any, path: str = "") -> dict[str, list[str]]:
    """Flatten DRF's nested details to {"details.0.quantite": ["..."]}."""
    if isinstance(detail, dict):
        found: dict[str, list[str]] = {}
        for key, value in detail.items():
            name = path if key == "non_field_errors" and path else str(key)
            found |= field_errors(value, name if not path or name == path else f"{path}.{name}")
        return found
    if isinstance(detail, list) and any(isinstance(item, dict | list) for item in detail):
        found = {}
        for index, item in enumerate(detail):
            found |= field_errors(item, f"{path}.{index}" if path else str(index)) if item else {}
        return found
    sentences = detail if isinstance(detail, list) else [detail]
    return {path or "non_field_errors": [str(sentence) for sentence in sentences]}


def _first_sentence(found: dict[str, list[str]]) -> str:
    name, sentences = next(iter(found.items()), ("", ["Données invalides"]))
    return f"{name} : {sentences[0]}" if name else sentences[0]


def handler400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return from_exception(exception) if exception else response(400)


def handler403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return response(403)


def handler404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return response(404)


def handler500(request: HttpRequest) -> HttpResponse:
    """Django calls this inside its except block, so the exception is still the current one."""
    return from_exception(sys.exc_info()[1])
