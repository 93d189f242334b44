"""Prometheus figures of this process, at /metrics on the service's own port (never routed)."""

import os

from django.http import HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)

requests_total = Counter("http_requests_total", "Requests served", ["method", "route", "status"])
request_seconds = Histogram(
    "http_request_duration_seconds",
    "Time to serve a request",
    ["method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}  # a client may make up any other
circuit_open = Counter("circuit_opened_total", "Times a circuit breaker opened", ["target"])


def observe_request(method: str, route: str, status: int, seconds: float) -> None:
    method = method if method in METHODS else "other"
    requests_total.labels(method, route, status).inc()
    request_seconds.labels(method, route).observe(seconds)


def metrics_view(request: HttpRequest) -> HttpResponse:
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
