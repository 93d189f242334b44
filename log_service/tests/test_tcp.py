"""findAll_log, findOne_log, update_log and remove_log, asked as a NestJS program asks."""

import ipaddress
import socket
import time

import pytest
from django.core.management import load_command_class
from django.db import connections

from chassis import request_id
from chassis.identifiers import new_id
from chassis.models import OutboxMessage
from chassis.testing.clients import USER_ID, service_token, user_token
from journal.models import AnnotationLog
from journal.tcp import serveur
from journal.tcp.entete import SIGNATURE, est_de_confiance
from tests.tcp_client import RunningServer, TcpClient, frame

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    running = RunningServer()
    yield running
    running.stop()


@pytest.fixture
def client(server):
    client = TcpClient(server.port)
    yield client
    client.close()


def question(method: str, *data: dict, token: str = "", source="nest_client", **changes) -> dict:
    return {
        "moduleName": "logs",
        "data": list(data),
        "serviceName": "log_service",
        "method": method,
        "serviceSource": source,
        "token": token,
    } | changes


@pytest.fixture
def ask(client):
    """`ask("findOne_log", {...})` as a user who may do everything; the answer."""

    def ask(method: str, *data: dict, token=None, **changes) -> dict:
        token = user_token("logs.lire", "logs.gerer") if token is None else token
        return client.ask(method, question(method, *data, token=token, **changes))

    return ask


def code(answer: dict) -> tuple[int, str]:
    return answer["err"]["status"], answer["err"]["code"]


def test_the_list_is_asked_with_the_filters_of_http(ask, consigner):
    wanted = consigner(module="mouvements", libelle="Écrou")
    consigner()
    for filters in ({"module": "mouvements"}, {"search": "ecrou"}, {"masque": False, "module": "mouvements"}):
        answer = ask("findAll_log", filters)
        assert (answer["id"], answer["isDisposed"]) == ("1", True)
        told = answer["response"]
        assert [entry["id"] for entry in told["data"]] == [str(wanted.id)]
        assert {name: told[name] for name in ("moduleName", "serviceName", "method", "serviceSource")} == {
            "moduleName": "logs",
            "serviceName": "nest_client",
            "method": "findAll_log",
            "serviceSource": "log_service",
        }


def test_the_list_goes_on_where_it_ended(ask, consigner):
    logs = [str(consigner().id) for _ in range(3)]
    first = ask("findAll_log", {"page_size": 2})["response"]
    rest = ask("findAll_log", {"page_size": 2, "cursor": first["suivant"]})["response"]
    assert [entry["id"] for entry in first["data"] + rest["data"]] == logs[::-1]
    assert rest["suivant"] is None
    assert len(ask("findAll_log")["response"]["data"]) == 3


def test_one_entry_is_read_annotated_and_removed(ask, consigner):
    log_id = str(consigner().id)
    [entry] = ask("findOne_log", {"id": log_id})["response"]["data"]
    assert entry["phrase"].startswith("admin@example.org a créé")
    [entry] = ask("update_log", {"id": log_id, "annotation": "vu 😀"})["response"]["data"]
    assert (entry["annotation"], entry["version"]) == ("vu 😀", 2)
    assert code(ask("update_log", {"id": log_id, "annotation": "b", "version": 1})) == (
        412,
        "version_perimee",
    )
    [entry] = ask("remove_log", {"id": log_id})["response"]["data"]
    assert entry["masque"] is True
    assert ask("findAll_log")["response"]["data"] == []
    told = [row.body["data"][0] for row in OutboxMessage.objects.order_by("id")]
    assert [(act["action"], act["user_id"], act["ip"]) for act in told] == [
        ("annoter", USER_ID, "127.0.0.1"),
        ("masquer", USER_ID, "127.0.0.1"),
    ]


def test_a_pattern_may_be_written_as_an_object_or_as_its_text(client, consigner):
    consigner()
    data = question("findAll_log", token=user_token("logs.lire"))
    for pattern in ("findAll_log", {"cmd": "findAll_log"}, '{"cmd":"findAll_log"}'):
        assert len(client.ask(pattern, data)["response"]["data"]) == 1


def test_a_service_asks_with_its_own_token_in_its_own_name(ask, consigner):
    log_id = str(consigner().id)
    token = service_token("stock_service")
    assert ask("findOne_log", {"id": log_id}, token=token, source="stock_service")["response"]["data"]
    assert ask("remove_log", {"id": log_id}, token=token, source="stock_service")["response"]["data"]
    assert code(ask("findAll_log", token=token, source="pieces_service")) == (403, "interdit")
    elsewhere = service_token("stock_service", target="pieces_service")
    assert code(ask("findAll_log", token=elsewhere, source="stock_service")) == (401, "non_authentifie")


@pytest.mark.parametrize("method", ["findAll_log", "findOne_log", "update_log", "remove_log"])
@pytest.mark.parametrize("token", ["", "x", "x.y.z", "é" * 50])
def test_without_a_good_token_the_answer_is_an_error(ask, consigner, method, token):
    log_id = str(consigner().id)
    answer = ask(method, {"id": log_id}, token=token)
    assert code(answer) == (401, "non_authentifie")
    assert "response" not in answer
    assert answer["err"]["message"]


def test_a_user_needs_the_permission_of_the_act(ask, consigner):
    log_id = str(consigner().id)
    reader, nobody = user_token("logs.lire"), user_token("logs.gerer")
    for method, token, permission in (
        ("findAll_log", nobody, "logs.lire"),
        ("findOne_log", nobody, "logs.lire"),
        ("update_log", reader, "logs.gerer"),
        ("remove_log", reader, "logs.gerer"),
    ):
        answer = ask(method, {"id": log_id}, token=token)
        assert (code(answer), answer["err"]["permission"]) == ((403, "permission_manquante"), permission)
    assert not AnnotationLog.objects.exists()


def test_an_expired_token_is_refused(ask):
    answer = ask("findAll_log", token=user_token("logs.lire", exp=int(time.time()) - 1))
    assert code(answer) == (401, "non_authentifie")


@pytest.mark.parametrize(
    ("method", "data", "changes", "field"),
    [
        ("findAll_log", [{"libelle": "x"}], {}, "libelle"),
        ("findAll_log", [{"user_id": "x"}], {}, "user_id"),
        ("findAll_log", [{"module": "a\x00b"}], {}, "module"),
        ("findAll_log", [{"module": {"a": 1}}], {}, "module"),
        ("findAll_log", [{"page_size": 10**9}], {}, "page_size"),
        ("findAll_log", [{"page_size": "9" * 5_000}], {}, "page_size"),
        ("findAll_log", [{"cursor": "pas-un-curseur"}], {}, "cursor"),
        ("findAll_log", [{"masque": "banana"}], {}, "masque"),
        ("findAll_log", [{"annote": 1}], {}, "annote"),
        ("findAll_log", [{"search": "x" * 201}], {}, "search"),
        ("findAll_log", [{}, {}], {}, "data"),
        ("findAll_log", ["x"], {}, "data.0"),
        ("findOne_log", [], {}, "id"),
        ("findOne_log", [{"id": "x"}], {}, "id"),
        ("findOne_log", [{"id": str(new_id()), "autre": 1}], {}, "autre"),
        ("update_log", [{"id": str(new_id())}], {}, "annotation"),
        ("update_log", [{"id": str(new_id()), "annotation": "a\x00"}], {}, "annotation"),
        ("update_log", [{"id": str(new_id()), "annotation": "x" * 2_001}], {}, "annotation"),
        ("remove_log", [{"id": None}], {}, "id"),
        ("findAll_log", [], {"moduleName": "pieces"}, "moduleName"),
        ("findAll_log", [], {"serviceName": "pieces_service"}, "serviceName"),
        ("findAll_log", [], {"method": "create"}, "method"),
        ("findAll_log", [], {"autre": 1}, "autre"),
    ],
)  # fmt: skip
def test_a_bad_question_is_an_error_that_names_the_field(client, method, data, changes, field):
    token = user_token("logs.lire", "logs.gerer")
    answer = client.ask(method, question(method, *data, token=token) | changes)
    assert code(answer) == (400, "donnees_invalides")
    assert list(answer["err"]["errors"]) == [field]


@pytest.mark.parametrize("data", [None, [], "x", 1, {"moduleName": "logs"}])
def test_data_that_is_no_message_is_an_error(client, data):
    assert code(client.ask("findAll_log", data)) == (400, "donnees_invalides")


def test_what_does_not_exist_is_an_error(ask, client):
    assert code(ask("findOne_log", {"id": str(new_id())})) == (404, "log_introuvable")
    assert code(client.ask("create_log", {})) == (404, "route_inconnue")
    for pattern in (None, 5, ["findAll_log"], {"cmd": 5}, "{", {"cmd": "findAll_log", "x": 1}):
        assert code(client.ask(pattern, {}))[0] in (400, 404)


def test_an_event_gets_no_answer_and_does_nothing(client, consigner):
    log_id = str(consigner().id)
    event = question("remove_log", {"id": log_id}, token=user_token("logs.gerer"))
    client.send(frame({"pattern": "remove_log", "data": event}))
    answer = client.ask("findAll_log", question("findAll_log", token=user_token("logs.lire")), id="after")
    assert (answer["id"], len(answer["response"]["data"])) == ("after", 1)


def test_many_questions_at_once_each_get_their_own_answer(client, consigner):
    logs = {str(n): str(consigner().id) for n in range(20)}
    token = user_token("logs.lire")
    packets = [
        {"pattern": "findOne_log", "data": question("findOne_log", {"id": log_id}, token=token), "id": n}
        for n, log_id in logs.items()
    ]
    client.send(b"".join(frame(packet) for packet in packets))
    answers = {answer["id"]: answer for answer in (client.answer() for _ in logs)}
    assert {n: answer["response"]["data"][0]["id"] for n, answer in answers.items()} == logs


def test_a_frame_that_is_no_json_is_an_error_and_the_next_is_answered(client):
    client.send(b"3#{{{" + frame({"pattern": "nothing", "id": "2"}))
    answers = [client.answer(), client.answer()]
    assert sorted(code(answer)[0] for answer in answers) == [400, 404]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", "trame_illisible"),
        (b"9999999#", "trame_trop_grande"),
        (b"\xff", "trame_illisible"),
    ],
)
def test_what_is_no_frame_is_told_and_the_connection_closed(client, raw, expected):
    client.send(raw)
    assert client.answer()["err"]["code"] == expected
    assert client.closed()


def test_a_client_that_leaves_in_the_middle_harms_nobody(server, client):
    for raw in (b"", b"10", b"10#{", frame({"pattern": "findAll_log", "data": {}, "id": "1"})):
        other = TcpClient(server.port)
        other.send(raw)
        other.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        other.close()
    assert code(client.ask("nothing"))[0] == 404


def test_a_frame_that_drips_in_is_not_waited_for_for_ever(monkeypatch, client):
    monkeypatch.setattr(serveur, "TRAME_SECONDES", 0.2)
    client.send(b"10")
    start = time.monotonic()
    with pytest.raises(OSError):
        while time.monotonic() - start < 5:
            client.send(b"#" if time.monotonic() - start < 0.05 else b"x")
            time.sleep(0.05)
            if client.socket.recv(1, socket.MSG_DONTWAIT) == b"":
                raise ConnectionResetError


def test_connections_are_counted(monkeypatch, server):
    monkeypatch.setattr(serveur, "CONNEXIONS", 3)
    clients = [TcpClient(server.port) for _ in range(3)]
    assert [code(client.ask("nothing"))[0] for client in clients] == [404] * 3
    refused = TcpClient(server.port)
    assert (code(refused.answer()), refused.closed()) == ((503, "trop_de_connexions"), True)
    clients.pop().close()
    time.sleep(0.1)
    assert code(TcpClient(server.port).ask("nothing"))[0] == 404


def test_the_process_is_announced_with_a_route_of_its_own():
    told = load_command_class("journal", "tcp").__module__
    from journal.management.commands.tcp import registration

    assert told == "journal.management.commands.tcp"
    tcp = registration()
    assert (tcp.name, tcp.port, tcp.check["tcp"]) == ("log_service_tcp", 8105, "127.0.0.1:8105")
    assert "traefik.tcp.routers.log_service_tcp.entrypoints=nest" in tcp.tags
    assert "traefik.tcp.services.log_service_tcp.loadbalancer.serverstransport=nest@file" in tcp.tags


def told_acts() -> list[dict]:
    return [
        row.body["data"][0] for row in OutboxMessage.objects.filter(body__moduleName="logs").order_by("id")
    ]


def test_the_id_of_a_request_comes_with_it_and_is_in_what_it_left_behind(ask, consigner):
    given = "nest-request-0001"
    answer = ask("remove_log", {"id": str(consigner().id)}, correlation_id=given)
    assert answer["response"]["correlation_id"] == given
    assert [act["request_id"] for act in told_acts()] == [given]
    assert ask("findOne_log", {"id": str(new_id())}, correlation_id=given)["err"]["request_id"] == given


@pytest.mark.parametrize("given", ["", "court", "avec une espace"])
def test_without_a_valid_id_a_request_gets_one(ask, given):
    made = ask("findAll_log", correlation_id=given)["response"]["correlation_id"]
    assert made != given
    assert request_id.VALID.match(made)


def passed_on(source: str = "198.51.100.7", *, command: int = 0x21) -> bytes:
    """What the gateway sends before the bytes of a client at `source`: as HAProxy describes it."""
    address = ipaddress.ip_address(source)
    family = 0x11 if address.version == 4 else 0x21
    rest = (
        address.packed + bytes(len(address.packed)) + b"\x97\x0c\x1f\xa9" + b"\x04\x00\x01x"
    )  # ports, a TLV
    return SIGNATURE + bytes([command, family]) + len(rest).to_bytes(2, "big") + rest


def hide(client, log_id, *, before: bytes, pieces: int = 1) -> dict:
    data = question("remove_log", {"id": str(log_id)}, token=user_token("logs.gerer"))
    raw = before + frame({"pattern": "remove_log", "data": data, "id": "1"})
    size = -(-len(before) // pieces) if before else len(raw)
    for start in range(0, len(before), size):
        client.send(raw[start : min(start + size, len(before))])
        time.sleep(0.02)
    client.send(raw[len(before) :])
    return client.answer()


@pytest.mark.parametrize("source", ["198.51.100.7", "2001:db8::7"])
@pytest.mark.parametrize("pieces", [1, 7])
def test_an_act_is_that_of_the_address_the_gateway_names(client, consigner, source, pieces):
    assert "response" in hide(client, consigner().id, before=passed_on(source), pieces=pieces)
    assert [act["ip"] for act in told_acts()] == [source]


def test_an_address_the_gateway_does_not_name_is_its_own(client, consigner):
    assert "response" in hide(client, consigner().id, before=passed_on(command=0x20))
    assert [act["ip"] for act in told_acts()] == ["127.0.0.1"]


def test_strangers_name_no_address(monkeypatch, client, consigner):
    monkeypatch.setattr(serveur, "est_de_confiance", lambda address: False)
    assert hide(client, consigner().id, before=passed_on())["err"]["code"] == "trame_illisible"
    assert (told_acts(), client.closed()) == ([], True)


@pytest.mark.parametrize(
    ("address", "trusted"),
    [
        ("127.0.0.1", True),
        ("10.3.2.1", True),
        ("::1", True),
        ("8.8.8.8", False),
        ("::ffff:8.8.8.8", False),
        ("", False),
    ],
)
def test_the_gateway_is_on_this_machine_or_in_its_private_network(address, trusted):
    assert est_de_confiance(address) is trusted


@pytest.mark.parametrize(
    "raw",
    [
        b"\r\n",
        b"\r\n\r\nGET",
        SIGNATURE + b"\x31\x11\x00\x0c" + bytes(12),
        SIGNATURE + b"\x21\x11\x00\x04" + bytes(4),
        SIGNATURE + b"\x21\x11\xff\xff",
    ],
)
def test_a_header_that_is_none_is_told_or_not_waited_for(monkeypatch, client, raw):
    monkeypatch.setattr(serveur, "TRAME_SECONDES", 0.2)
    client.send(raw)
    if raw != b"\r\n":
        assert client.answer()["err"]["code"] == "trame_illisible"
    assert client.closed()
