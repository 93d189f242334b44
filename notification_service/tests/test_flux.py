"""The stream of new notifications, from the process that serves it."""

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from chassis.auth.revocations import revoke_before, revoke_session
from chassis.identifiers import new_id
from chassis.testing.clients import USER_ID, user_token
from notifications.flux.connexions import EN_ATTENTE, Connexions, Flux, composer
from notifications.models import Notification
from tests.flux import PATH, Processus

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def processus(django_db_setup):
    running = Processus()
    running.attendre()
    yield running
    running.arreter()


@pytest.fixture
def flux(processus):
    """`flux()` opens one; all are closed at the end."""
    opened = []

    def open_one(*arguments, **headers):
        opened.append(processus.ouvrir(*arguments, **headers))
        return opened[-1]

    yield open_one
    for one in opened:
        one.fermer()


def test_a_notification_is_told_as_the_list_shows_it(flux, api, moi, niveau):
    lecteur = flux()
    niveau()
    event = lecteur.prochain()
    [row] = api().get("/api/notifications/").json()["results"]
    assert (event["event"], event["id"], event["data"]) == ("notification", row["id"], row)


def test_each_user_hears_of_their_own_only(flux, moi, utilisateur, niveau):
    other = utilisateur()
    mine, theirs = flux(), flux(user_token(sub=str(other.id)))
    niveau()
    rows = {str(row.user_id): str(row.id) for row in Notification.objects.all()}
    assert mine.prochain()["id"] == rows[USER_ID]
    assert theirs.prochain()["id"] == rows[str(other.id)]


def test_what_is_rolled_back_is_not_told(flux, moi, niveau):
    lecteur = flux()
    with pytest.raises(RuntimeError), transaction.atomic():
        niveau("epuise")
        raise RuntimeError
    niveau("bas")
    assert lecteur.prochain()["data"]["type"] == "stock_bas"


def test_reading_is_told_to_the_other_browsers(flux, api, moi, niveau):
    niveau()
    niveau()
    lecteur = flux()
    [first, _] = api().get("/api/notifications/").json()["results"]
    api().post("/api/notifications/mark-read/", {"ids": [first["id"]]})
    assert lecteur.prochain() == {"event": "lues", "data": {"non_lues": 1}}
    api().post("/api/notifications/mark-read/", {"all": True})
    assert lecteur.prochain() == {"event": "lues", "data": {"non_lues": 0}}


def test_what_was_missed_comes_first_and_once(flux, moi, niveau):
    lecteur = flux()
    niveau(reference="1")
    first = lecteur.prochain()
    lecteur.fermer()
    Notification.objects.update(cree_le=timezone.now() - timedelta(minutes=1))
    niveau(reference="2")
    niveau(reference="3")
    again = flux(**{"Last-Event-ID": first["id"]})
    assert [again.prochain()["data"]["titre"] for _ in range(2)] == [
        "Stock bas : 2 Vis M8",
        "Stock bas : 3 Vis M8",
    ]
    niveau(reference="4")
    assert again.prochain()["data"]["titre"] == "Stock bas : 4 Vis M8"


def test_too_much_that_was_missed_is_said(flux, moi, niveau):
    niveau()
    row = Notification.objects.get()
    copies = [Notification(**_fields(row, n)) for n in range(1, 203)]
    Notification.objects.bulk_create(copies)
    lecteur = flux(**{"Last-Event-ID": str(row.id)})
    assert lecteur.prochain()["event"] == "incomplet"
    assert lecteur.prochain()["id"] == str(copies[2].id)
    nobody_knows = flux(**{"Last-Event-ID": str(new_id())})
    assert nobody_knows.prochain()["event"] == "incomplet"


def _fields(row: Notification, n: int) -> dict:
    fields = {field.attname: getattr(row, field.attname) for field in Notification._meta.fields}
    return fields | {"id": new_id(), "source_id": new_id(), "cree_le": row.cree_le + timedelta(seconds=n)}


def test_thirty_streams_hear_it(flux, utilisateur, niveau):
    users = [utilisateur().id for _ in range(10)]
    streams = [flux(user_token(sub=str(user_id))) for user_id in users for _ in range(3)]
    niveau()
    with ThreadPoolExecutor(len(streams)) as pool:
        heard = list(pool.map(lambda stream: stream.prochain()["event"], streams))
    assert heard == ["notification"] * 30


def test_a_stream_ends_with_its_token(flux):
    lecteur = flux(user_token(exp=int(time.time()) + 4))
    assert lecteur.prochain() == {"event": "fin", "data": {"raison": "jeton"}}
    assert lecteur.prochain() == {}


def test_a_stream_ends_when_its_session_does(flux):
    session, version = flux(user_token(sid="s-1")), flux(user_token(ver=3))
    stays = flux(user_token(ver=4))
    later = timezone.now() + timedelta(minutes=5)
    revoke_session("s-1", later)
    revoke_before(USER_ID, 4, later)
    for ended in (session, version):
        assert ended.prochain() == {"event": "fin", "data": {"raison": "session"}}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('notifications', %s)", [f"lues:{USER_ID}"])
    assert stays.prochain()["event"] == "lues"


def test_a_revoked_token_opens_nothing(processus):
    revoke_session("s-2", timezone.now() + timedelta(minutes=5))
    time.sleep(1.2)
    assert _problem(processus, Authorization=f"Bearer {user_token(sid='s-2')}") == (401, "non_authentifie")


@pytest.mark.parametrize("claims", [{"exp": 1}, {"aud": "autre"}, {"token_type": "refresh"}, {"sub": "1"}])
def test_a_bad_token_opens_nothing(processus, claims):
    assert _problem(processus, Authorization=f"Bearer {user_token(**claims)}") == (401, "non_authentifie")


def test_without_a_token_there_is_nothing(processus):
    assert _problem(processus) == (401, "non_authentifie")
    assert _problem(processus, Authorization="Basic abc") == (401, "non_authentifie")


def test_a_wrong_position_is_a_400(processus):
    headers = {"Authorization": f"Bearer {user_token()}", "Last-Event-ID": "hier"}
    assert _problem(processus, **headers) == (400, "donnees_invalides")


def test_other_paths_and_methods_are_refused(processus):
    assert processus.demander("/internal/messages/").status == 404
    assert processus.demander(PATH, "POST").status == 405
    assert processus.demander(PATH, "HEAD").status == 401
    assert b"notification_streams" in processus.demander("/metrics").read()


def test_asking_for_the_headers_alone_ends_with_them(processus):
    with socket.create_connection(("127.0.0.1", processus.port), timeout=5) as asking:
        lines = [
            f"HEAD {PATH} HTTP/1.1",
            "Host: a",
            "Connection: close",
            f"Authorization: Bearer {user_token()}",
        ]
        asking.sendall("\r\n".join([*lines, "", ""]).encode())
        answer = b"".join(iter(lambda: asking.recv(65_536), b""))
    assert answer.startswith(b"HTTP/1.1 200 ") and b"text/event-stream" in answer
    assert answer.endswith(b"\r\n\r\n") and answer.count(b"\r\n\r\n") == 1


def test_a_user_has_ten_streams_at_most(processus, flux, utilisateur):
    token = user_token(sub=str(utilisateur().id))
    for _ in range(10):
        flux(token)
    response = processus.demander(Authorization=f"Bearer {token}")
    assert (response.status, response.headers["Retry-After"]) == (429, "30")
    assert b'"trop_de_flux"' in response.read()


def test_every_answer_carries_its_request_id(processus):
    response = processus.demander(**{"X-Request-ID": "essai-123456"})
    assert response.headers["X-Request-ID"] == "essai-123456"


def test_the_streams_come_back_when_the_database_does(processus, flux, moi, niveau):
    lecteur = flux()
    niveau(reference="1")
    first = lecteur.prochain()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert lecteur.prochain() == {"event": "fin", "data": {"raison": "arret"}}
    niveau(reference="2")
    processus.attendre()
    again = flux(**{"Last-Event-ID": first["id"]})
    assert again.prochain()["data"]["titre"] == "Stock bas : 2 Vis M8"


def test_one_connection_serves_all_streams(flux, utilisateur):
    for _ in range(5):
        flux(user_token(sub=str(utilisateur().id)))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] == 1


def test_stopping_ends_the_streams_and_does_not_wait(django_db_setup):
    running = Processus()
    running.attendre()
    lecteur = running.ouvrir()
    assert running.arreter() < 8
    assert lecteur.prochain() == {"event": "fin", "data": {"raison": "arret"}}


def test_a_client_that_is_too_slow_is_let_go():
    connexions = Connexions()
    slow = Flux({"sub": USER_ID, "exp": time.time() + 60})
    connexions.ouvrir(slow)
    for n in range(EN_ATTENTE + 1):
        assert slow.fin is None
        connexions.diffuser([(slow.user_id, composer("notification", {"n": n}, new_id()))])
    assert slow.fin == "retard"


def test_the_service_says_that_the_stream_is_not_there(api):
    answer = api().get(PATH)
    assert (answer.status_code, answer.json()["code"]) == (503, "flux_indisponible")
    assert answer["Retry-After"] == "5"


def _problem(processus, **headers) -> tuple[int, str]:
    response = processus.demander(**headers)
    assert response.headers["Content-Type"] == "application/problem+json"
    return response.status, json.loads(response.read())["code"]
