"""What happens around every request, beside its id and its idempotency."""

import time

import structlog
from django.http import HttpRequest, HttpResponse
from django.urls import is_valid_path

from chassis import metrics, problem, request_id
from chassis.auth.authentication import caller_id

access_log = structlog.get_logger("access")


class AccessMiddleware:
    """One log line and one measure per request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        duration = time.perf_counter() - started
        route = request.resolver_match.route if request.resolver_match else "unknown"
        metrics.observe_request(request.method or "", route, response.status_code, duration)
        if not request.path.endswith("/health/ready/"):
            access_log.info(
                "request",
                method=request.method,
                path=request.path,
                status=response.status_code,
                duration_ms=round(duration * 1000, 1),
                caller=caller_id(request),
                request_id=request_id.current(),
            )
        return response


class EitherSpellingMiddleware:
    """`/api/things` is `/api/things/`: the slash at the end may be left out, or be one too many.

    The request goes on under the address that exists, without a redirect, which clients answer by dropping
    the body or the method. Other services have no such freedom.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        is_usual = path.startswith("/api/") and path.endswith("/")
        if not is_usual and not path.startswith("/internal/") and not is_valid_path(path):
            other = path.removesuffix("/") if path.endswith("/") else f"{path}/"
            if is_valid_path(other):
                request.path = request.path_info = other
        return self.get_response(request)


class UnstorableQueryMiddleware:
    """A NUL in the address can match nothing and would only upset the database."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            return _nul("path")
        for name, values in request.GET.lists():
            if "\x00" in name or any("\x00" in value for value in values):
                return _nul(name.replace("\x00", ""))
        return self.get_response(request)


def _nul(field: str) -> HttpResponse:
    return problem.response(400, data={"errors": {field: ["Le caractère NUL n'est pas permis."]}})
