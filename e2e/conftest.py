"""What every end-to-end test uses: the running system's addresses, its demo accounts, a world to act in.

E2E_STATE is the state folder of the instance under test (`./stack test` starts one of its own).
"""

import json
import os
import uuid
from pathlib import Path

import pytest
from client import Api
from figures import Figures
from running import Running

STATE = Path(os.environ.get("E2E_STATE", Path(__file__).parents[1] / ".stack"))
OFFSET = int(os.environ.get("E2E_OFFSET", "0"))


def pytest_collection_modifyitems(items):
    """Made-up requests come last: auth_service may refuse this address for a while after them."""
    items.sort(key=lambda item: item.path.name == "test_openapi.py")


_begun: set[str] = set()


def pytest_runtest_logstart(nodeid):
    """The run is long: each file says that its turn has come."""
    file = nodeid.partition("::")[0]
    if file not in _begun:
        _begun.add(file)
        print(f"\n{file} ", end="", flush=True)


def pytest_runtest_logreport(report):
    """And what failed is said at once, not only at the end."""
    if report.failed:
        print(f"\n{report.nodeid} ({report.when}): {report.longreprtext[-1500:]}", flush=True)


_figures = Figures()


@pytest.fixture(scope="session")
def figures() -> Figures:
    """What a test measures is told when all have ended: what it prints is shown only where it fails."""
    return _figures


def pytest_terminal_summary(terminalreporter):
    if _figures.lines():
        terminalreporter.section("figures")
        for line in _figures.lines():
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def demo() -> dict:
    return json.loads((STATE / "demo.json").read_text())


@pytest.fixture(scope="session")
def running() -> Running:
    return Running(STATE, OFFSET)


@pytest.fixture(scope="session")
def user(demo):
    """`user("vendeur")` is the API as that demo account."""
    known: dict[str, Api] = {}

    def of_role(role: str) -> Api:
        if role not in known:
            account = next(account for account in demo["comptes"] if account["role"] == role)
            known[role] = Api(demo["api"], account)
            known[role].login()
        return known[role]

    return of_role


@pytest.fixture(scope="session")
def admin(user) -> Api:
    return user("administrateur")


@pytest.fixture(scope="session")
def anonymous(demo) -> Api:
    return Api(demo["api"])


@pytest.fixture(scope="session")
def shop(admin):
    """Makes what a story needs, each thing new so that tests do not meet."""
    return Shop(admin)


class Shop:
    def __init__(self, admin: Api):
        self.admin = admin

    def emplacement(self, **fields) -> dict:
        code = f"T-{uuid.uuid4().hex[:8]}"
        body = {"code": code, "nom": code, "type": "rayon", **fields}
        return self.admin.post("/api/stock/emplacements/", body)

    def piece(self, **fields) -> dict:
        body = {"nom": f"Pièce {uuid.uuid4().hex[:8]}", "unite": "pièce", "prix_vente": "10.00", **fields}
        return self.admin.post("/api/pieces/", {"prix_achat": "4.00", "taux_tva": "20.00", **body})

    def client(self) -> dict:
        return self.admin.post("/api/clients/", {"nom": f"Client {uuid.uuid4().hex[:8]}"})

    def receive(self, piece: dict, emplacement: dict, quantite: str) -> dict:
        return self.move(piece, emplacement, "IN", quantite)

    def move(self, piece: dict, emplacement: dict, kind: str, quantite: str, **fields) -> dict:
        body = {"piece_id": piece["id"], "emplacement_id": emplacement["id"], "type": kind, **fields}
        return self.admin.post("/api/stock/movement/", {**body, "quantite": quantite})

    def order(self, client: dict, *lines: tuple[dict, str], by: Api | None = None) -> dict:
        details = [{"piece_id": piece["id"], "quantite": quantite} for piece, quantite in lines]
        body = {"type": "vente", "client_id": client["id"], "details": details}
        return (by or self.admin).post("/api/commandes/", body)

    def level(self, piece: dict) -> dict:
        return self.admin.get(f"/api/stock/pieces/{piece['id']}/")
