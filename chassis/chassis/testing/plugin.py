"""pytest plugin of every service's tests: settings of a test process, tokens, races.

Load it with `-p chassis.testing.plugin`. It needs DATABASE_URL of a PostgreSQL where databases may be made;
`./stack test` provides one.
"""

import os
import random
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from chassis.testing import keyring

SEED = os.environ.get("TEST_SEED") or secrets.token_hex(4)
_state = Path(tempfile.mkdtemp(prefix="chassis-tests-"))
keyring.write(_state)
os.environ.setdefault("DJANGO_SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("STATE_DIR", str(_state))
os.environ.setdefault("SERVICE_PUBLIC_KEYS_DIR", str(_state / "public_keys"))
os.environ.setdefault("JWT_KEYS_DIR", str(_state / "jwt"))
os.environ.setdefault("LOG_LEVEL", "WARNING")
os.environ.setdefault(
    "CONSUL_URL", "http://127.0.0.1:9"
)  # nobody listens there: no test reaches a real Consul
_service = Path.cwd().name if Path.cwd().name in keyring.SERVICES else keyring.SERVICES[0]
os.environ.setdefault("SERVICE_KEY_FILE", str(_state / "private_keys" / f"{_service}.pem"))
if not os.environ.get("DATABASE_URL") and not os.environ.get("DATABASE_URL_FILE"):
    sys.exit("DATABASE_URL is missing: run the tests with ./stack test, or export the URL of a PostgreSQL.")


def pytest_unconfigure():
    shutil.rmtree(_state, ignore_errors=True)


def pytest_terminal_summary(terminalreporter):
    if terminalreporter.stats.get("failed"):
        terminalreporter.write_line(f"the same dice again: TEST_SEED={SEED}")


@pytest.fixture(autouse=True)
def _dice(request):
    """What a test throws dice for, the order of rivals for example, can be repeated."""
    random.seed(f"{SEED} {request.node.nodeid}")


@pytest.fixture(autouse=True)
def _fresh_caches():
    """What a process remembers between requests must not leak from one test into the next."""
    from chassis.auth.revocations import deny_list
    from chassis.counting import long_lists

    deny_list.forget()
    long_lists.forget()


@pytest.fixture(autouse=True)
def _append_only_tables_can_be_emptied(request):
    """Between tests Django empties the tables, which append-only triggers rightly refuse."""
    if "transactional_db" not in request.fixturenames and not _is_transactional(request):
        yield
        return
    from django.db import connection

    request.getfixturevalue("transactional_db")
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = origin")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")


def _is_transactional(request) -> bool:
    marker = request.node.get_closest_marker("django_db")
    return bool(marker and (marker.kwargs.get("transaction") or (marker.args and marker.args[0])))


@pytest.fixture
def api():
    """`api("clients.lire", ...)` is an HTTP client whose token holds these permissions."""
    from chassis.testing.clients import user_client

    return user_client


@pytest.fixture
def service_api():
    """`service_api("auth_service")` is an HTTP client that calls /internal/ as that service."""
    from chassis.testing.clients import service_client

    return service_client


@pytest.fixture
def race(transactional_db):
    """`race(functions)` runs them at the same moment, each with a database connection of its own."""
    from chassis.testing.races import race

    return race


@pytest.fixture
def smtp(settings):
    """The mail server that this test's mails are sent to; `smtp.mails` is what it received."""
    from chassis.testing.smtp import mail_server

    with mail_server() as (received, port):
        settings.SMTP = {**settings.SMTP, "host": "127.0.0.1", "port": port}
        yield received
