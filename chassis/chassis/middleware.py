"""What happens around every request, beside its id and its idempotency."""

import time

import structlog
from django.http import HttpRequest, HttpResponse

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
