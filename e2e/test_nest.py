"""A real NestJS program lists, reads, annotates and removes entries of the log over TCP, through Traefik."""

import json
import os
import socket
import subprocess
import time
import uuid
from pathlib import Path

import npm
import pytest

FOLDER = Path(__file__).parent / "nest"
TIMEOUT_SECONDS = 60


@pytest.fixture(scope="session")
def nest(running):
    """`nest([{"pattern": ..., "data": [...]}], token=...)`: the answers, as the program prints them."""
    npm.install(FOLDER)
    port = os.environ.get("NEST_PORT") or str(running.instance.port("nest"))

    def ask(*questions: dict, **environment: str) -> list[dict]:
        done = subprocess.run(
            [npm.program("node"), "client.js", "127.0.0.1", port],
            cwd=FOLDER,
            input=json.dumps(questions),
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            env={"PATH": os.environ["PATH"], **environment},
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask


@pytest.fixture
def created(shop, admin):
    """An entry of the log about a part that was just created."""
    piece = shop.piece()
    for _ in range(100):
        found = admin.get("/api/logs/", objet_id=piece["id"], action="creer")["results"]
        if found:
            return found[0]
        time.sleep(0.1)
    raise AssertionError("the act never reached the log")


def token_of(api) -> str:
    api.get("/api/auth/me/")  # logs in again if need be
    return api.authorization.removeprefix("Bearer ")


def question(pattern, *data: dict) -> dict:
    return {"pattern": pattern, "data": list(data)}


def test_a_nest_program_lists_reads_annotates_and_removes(nest, admin, created):
    token, log_id = token_of(admin), created["id"]
    listed, read, as_object = nest(
        question("findAll_log", {"objet_id": created["objet_id"]}),
        question("findOne_log", {"id": log_id}),
        question({"cmd": "findOne_log"}, {"id": log_id}),
        LOG_TOKEN=token,
    )
    assert log_id in [entry["id"] for entry in listed["response"]["data"]]
    assert read["response"]["data"][0]["phrase"] == created["phrase"]
    assert as_object["response"]["data"] == read["response"]["data"]

    remark = "vu par NestJS, « é » 😀"
    [annotated] = nest(question("update_log", {"id": log_id, "annotation": remark}), LOG_TOKEN=token)
    assert annotated["response"]["data"][0]["annotation"] == remark
    assert admin.get(f"/api/logs/{log_id}/")["annotation"] == remark

    [removed] = nest(question("remove_log", {"id": log_id}), LOG_TOKEN=token)
    assert removed["response"]["data"][0]["masque"] is True
    [listed] = nest(question("findAll_log", {"objet_id": created["objet_id"]}), LOG_TOKEN=token)
    assert log_id not in [entry["id"] for entry in listed["response"]["data"]]


def test_a_nest_program_that_is_a_service_signs_its_own_token(nest, running, created):
    key = running.instance.secrets / "stock_service" / "service_key.pem"
    [read] = nest(
        question("findOne_log", {"id": created["id"]}),
        SERVICE_NAME="stock_service",
        SERVICE_KEY_FILE=str(key),
    )
    assert read["response"]["data"][0]["id"] == created["id"]


def test_without_a_token_or_the_permission_a_nest_program_gets_an_error(nest, user, created):
    questions = [
        question(pattern, {"id": created["id"]})
        for pattern in ("findAll_log", "findOne_log", "update_log", "remove_log")
    ]
    assert [answer["error"]["status"] for answer in nest(*questions)] == [401] * 4
    refused = nest(*questions, LOG_TOKEN=token_of(user("lecteur")))
    assert [answer["error"]["code"] for answer in refused] == ["permission_manquante"] * 4


def test_two_hundred_questions_at_once_are_all_answered(nest, admin, created):
    questions = [question("findOne_log", {"id": created["id"]})] * 200
    answers = nest(*questions, LOG_TOKEN=token_of(admin))
    assert {answer["response"]["data"][0]["id"] for answer in answers} == {created["id"]}


def test_what_is_no_route_is_an_error(nest, admin):
    [answer] = nest(question("create_log", {}), LOG_TOKEN=token_of(admin))
    assert (answer["error"]["status"], answer["error"]["code"]) == (404, "route_inconnue")


def ask_from(source: str, port: int, pattern: str, **message) -> dict:
    """One question without NestJS, from an address of this machine; ASCII, so a character is a code unit."""
    data = {"moduleName": "logs", "serviceName": "log_service", "method": pattern, "serviceSource": "e2e"}
    packet = json.dumps({"pattern": pattern, "id": "1", "data": data | message})
    with socket.create_connection(("127.0.0.1", port), 10, source_address=(source, 0)) as connection:
        connection.sendall(f"{len(packet)}#{packet}".encode())
        answer = connection.makefile("r", encoding="ascii", newline="")
        length = int("".join(iter(lambda: answer.read(1), "#")))
        return json.loads(answer.read(length))


IN_CONTAINERS = "NEST_PORT" in os.environ


@pytest.mark.skipif(IN_CONTAINERS, reason="their network hides the addresses of this machine")
def test_an_act_is_that_of_the_client_and_of_its_request_not_of_the_gateway(running, admin, created):
    request = f"e2e-{uuid.uuid4()}"
    answer = ask_from(
        "127.0.0.2",
        running.instance.port("nest"),
        "update_log",
        data=[{"id": created["id"], "annotation": "vu d'ailleurs"}],
        token=token_of(admin),
        correlation_id=request,
    )
    assert answer["response"]["correlation_id"] == request
    for _ in range(100):
        acts = admin.get("/api/logs/", request_id=request)["results"]
        if acts:
            break
        time.sleep(0.1)
    assert [(act["action"], act["ip"]) for act in acts] == [("annoter", "127.0.0.2")]
