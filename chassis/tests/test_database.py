"""A connection that the server has ended is noticed before it is used, without asking the server."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other():
    copy = connection.copy()
    copy.ensure_connection()
    yield copy
    copy.close()


def test_a_living_connection_is_usable_and_not_asked(other):
    with other.execute_wrapper(lambda *_: pytest.fail("the server was asked")):
        assert other.is_usable()


def test_a_connection_ended_by_the_server_is_not_usable(other):
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 1000)", [pid])
    assert not other.is_usable()


def test_news_on_a_listening_connection_do_not_make_it_unusable(other):
    with other.cursor() as cursor:
        cursor.execute("LISTEN news")
    with connection.cursor() as cursor:
        cursor.execute("NOTIFY news")
    assert other.is_usable()


def test_a_closed_connection_is_not_usable(other):
    other.connection.close()
    assert not other.is_usable()
