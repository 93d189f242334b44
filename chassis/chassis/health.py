"""Is this process up (`health/`), and should it get requests (`health/ready/`)?"""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from chassis import __version__, problem, uptime


def health(request: HttpRequest) -> HttpResponse:
    return JsonResponse(
        {
            "status": "ok",
            "service": settings.SERVICE_NAME,
            "version": __version__,
            "depuis": uptime.STARTED_AT,
        }
    )


def ready(request: HttpRequest) -> HttpResponse:
    """Asked by Consul every two seconds: ready means that the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return problem.from_exception(error)
    return health(request)
