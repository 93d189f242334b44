"""The demo data are the same each time, and valid."""

import json
import threading
import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from ops.demo import activity, seller, shop
from ops.demo.client import Client
from ops.demo.identity import demo_id, ean13
from ops.tests.proxy import behind_a_proxy


def test_ids_are_stable_and_of_version_7():
    made = uuid.UUID(demo_id("piece", "VIS-M4-20"))
    assert str(made) == demo_id("piece", "VIS-M4-20")
    assert made.version == 7
    assert made.variant == uuid.RFC_4122


def test_bar_codes_have_their_check_digit():
    digits = [int(digit) for digit in ean13(1)]
    assert len(digits) == 13
    assert sum(digit * (3 if index % 2 else 1) for index, digit in enumerate(digits)) % 10 == 0


def test_what_is_named_exists():
    data = shop.data()
    references = {row[0] for row in data["pieces"]}
    assert len(references) == len(data["pieces"])
    assert {row[2] for row in data["pieces"]} <= {row["nom"] for row in data["categories"]}
    supplied = {category for row in data["fournisseurs"] for category in row["categories"]}
    assert {row[2] for row in data["pieces"]} <= supplied
    assert {row[7] for row in data["pieces"]} <= {row["code"] for row in data["emplacements"]}
    assert {customer for customer, *_ in activity.SALES} <= {row["nom"] for row in data["clients"]}
    assert {supplier for supplier, *_ in activity.PURCHASES} <= {row["nom"] for row in data["fournisseurs"]}
    orders = [*activity.SALES, *activity.PURCHASES]
    named = [reference for _, lines, *_ in orders for reference, _ in lines]
    assert {*named, *dict(activity.EXITS), *dict(activity.TRANSFERS)} <= references


def test_nothing_leaves_that_is_not_there():
    left = {row[0]: row[6] for row in shop.data()["pieces"]}
    for reference, quantity in [*activity.EXITS, *activity.TRANSFERS]:
        left[reference] -= quantity
    for _, lines, *_ in activity.SALES:
        for reference, quantity in lines:
            left[reference] -= quantity
    assert min(left.values()) >= 0


@pytest.fixture
def service():
    """A service that refuses the first request to invoice: it has not heard yet who sells."""
    refusals = [{"code": seller.UNKNOWN_YET}]

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            refused = self.path.endswith("/facturer/") and bool(refusals)
            body = json.dumps(refusals.pop() if refused else {"access": "token", "id": "1"}).encode()
            self.send_response(409 if refused else 201)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_invoice_waits_until_the_seller_is_known(service):
    client = Client(service, "a@example.org", "x")
    assert client.post("/api/commandes/1/facturer/", passing=seller.UNKNOWN_YET)["id"] == "1"


def test_a_proxy_of_the_environment_is_not_asked_for_the_api(service):
    posted = "Client(sys.argv[1], 'a@example.org', 'x').post('/api/pieces/')"
    behind_a_proxy(f"import sys; from ops.demo.client import Client; {posted}", service)
