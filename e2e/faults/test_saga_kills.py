"""kill -9 at each step of validate, ship, receive, cancel: every order ends legally, and the stock agrees.

SAGA_ORDERS is how many orders meet each death (1 unless it says otherwise; 50 for the long run).
"""

import contextlib
import os
import random
import subprocess
import threading
import time
import uuid

import pytest
import requests
from client import GATEWAYS_OWN, eventually

from ops import environment, registry
from ops.paths import BIN, PYTHON, ROOT

ORDERS = int(os.environ.get("SAGA_ORDERS", "1"))
SERVICE = registry.service("commandes_service")
FOLDER = ROOT / SERVICE.name
OWN_NUMBER = 9  # the port of this test's own process, apart from those that Traefik knows
SETTLES_WITHIN = 60
ENDED = "orders that ended legally after kill -9 at a step, the stock agreeing"
STEPS = ("intention", "reponse", "resultat")
# action: the kind of order, what is done before, the state it must end in
ACTIONS = {
    "valider": ("vente", [], "validee"),
    "expedier": ("vente", ["valider"], "expediee"),
    "annuler": ("vente", ["valider"], "annulee"),
    "recevoir": ("achat", ["valider"], "recue"),
}


class Orders:
    """As many orders of one piece each, all of one piece, ready for the action."""

    def __init__(self, shop, admin, action: str):
        self.admin, self.action = admin, action
        self.kind, before, self.end = ACTIONS[action]
        self.piece, self.place = shop.piece(), shop.emplacement()
        if self.kind == "vente":
            shop.receive(self.piece, self.place, str(ORDERS))
            tiers = {"client_id": shop.client()["id"]}
        else:
            name = {"nom": f"Fournisseur {uuid.uuid4().hex[:8]}"}
            tiers = {"fournisseur_id": admin.post("/api/fournisseurs/", name)["id"]}
        details = [{"piece_id": self.piece["id"], "quantite": "1"}]
        body = {"type": self.kind, "details": details, **tiers}
        self.ids = [admin.post("/api/commandes/", body)["id"] for _ in range(ORDERS)]
        for step in before:
            for order_id in self.ids:
                admin.post(f"/api/commandes/{order_id}/{step}/", status=200)

    @property
    def body(self) -> dict:
        return {"emplacement_id": self.place["id"]} if self.action == "recevoir" else {}

    def states(self) -> list[str]:
        """Their states; "503" while the gateway still spares the service that was killed."""
        answers = [self.admin("GET", f"/api/commandes/{order_id}/") for order_id in self.ids]
        return [a.json()["etat"] if a.status_code == 200 else str(a.status_code) for a in answers]

    def must_be_done(self, shop) -> None:
        """All in the state that was asked for, with a history of one such act, and the stock of it."""
        eventually(lambda: self.states() == [self.end] * ORDERS, within=SETTLES_WITHIN, every=0.5)
        for order_id in self.ids:
            steps = self.admin.get(f"/api/commandes/{order_id}/historique/")["results"]
            assert [s["etat_apres"] for s in steps].count(self.end) == 1
        level = shop.level(self.piece)
        quantity = {"expedier": 0}.get(self.action, ORDERS)
        reserved = ORDERS if self.action == "valider" else 0
        assert (level["quantite"], level["reserve"]) == (f"{quantity}.000", f"{reserved}.000")


@pytest.fixture
def deadly(running):
    """`deadly("valider.intention")`: the address of a commandes_service whose workers die at that point."""
    processes = []

    def start(point: str) -> str:
        values = environment.of_service(running.instance, SERVICE, OWN_NUMBER)
        address = f"127.0.0.1:{values['SERVICE_PORT']}"
        command = [
            str(BIN / "gunicorn"),
            "--preload",
            "-k",
            "gthread",
            "--threads",
            "2",
            "-b",
            address,
            "--no-control-socket",
        ]
        own = environment.machine() | values | {"FAIL_POINT": point}
        log = open(running.instance.logs / "commandes_service-fail-point.log", "ab")  # noqa: SIM115
        process = subprocess.Popen(
            [*command, "config.wsgi"],
            cwd=FOLDER,
            env=own | {"DJANGO_SETTINGS_MODULE": "config.settings"},
            stdout=log,
            stderr=log,
        )
        log.close()
        processes.append(process)
        url = f"http://{address}"
        eventually(lambda: answers(f"{url}/api/commandes/health/"), within=30)
        return url

    yield start
    for process in processes:
        process.terminate()
        process.wait(20)


def answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).status_code == 200
    except requests.RequestException:
        return False


@pytest.fixture(scope="module", autouse=True)
def invariants_hold(running):
    """After all deaths of this file, the orders' own checks find nothing, the stock's answers included."""
    yield
    values = environment.machine() | environment.of_service(running.instance, SERVICE)

    def broken() -> list[str]:
        done = subprocess.run(
            [str(PYTHON), "manage.py", "verifier"], cwd=FOLDER, env=values, capture_output=True, text=True
        )
        assert " I4 " in done.stdout, done.stderr
        mine = (" I4 ", " I8 ", " I9 ")
        return [
            line for line in done.stdout.splitlines() if "BROKEN" in line and any(c in line for c in mine)
        ]

    eventually(lambda: not broken(), within=120, every=5)
    eventually(running.stays_whole, within=SETTLES_WITHIN)  # the next file finds every service


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("action", ACTIONS)
def test_an_order_whose_process_dies_at_a_step_ends_as_if_it_had_not(
    shop, admin, deadly, figures, action, step
):
    orders = Orders(shop, admin, action)
    url = deadly(f"{action}.{step}")
    died = 0
    for order_id in orders.ids:
        admin.get("/api/auth/me/")  # a long run outlives its token
        headers = {"Authorization": admin.authorization, "Idempotency-Key": str(uuid.uuid4())}
        try:
            answer = requests.post(
                f"{url}/api/commandes/{order_id}/{action}/", json=orders.body, headers=headers, timeout=30
            )
        except requests.ConnectionError:
            died += 1
        else:
            # its worker died of a neighbour's request; or the stock was away, and the worker goes on
            assert answer.status_code == 503, answer.text
    assert died, "no process died: the fail point does not exist"
    orders.must_be_done(shop)
    figures.count(ENDED, ORDERS, f"{action}.{step}")


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("victim", ["stock_service", "commandes_service"])
def test_orders_end_well_while_a_service_is_killed_at_random(shop, admin, running, figures, action, victim):
    orders = Orders(shop, admin, action)
    stop = threading.Event()

    def kill() -> None:
        while not stop.is_set():
            with contextlib.suppress(ProcessLookupError):  # it has just died of something else
                running.kill(random.choice(running.children(victim) or [running.pid(victim)]))
            stop.wait(random.uniform(0.05, 0.6))

    def drive(order_id: str) -> None:
        """As a client does that was not answered: the same request with the same key, until it is."""
        key, limit = str(uuid.uuid4()), time.monotonic() + SETTLES_WITHIN
        while time.monotonic() < limit:
            path = f"/api/commandes/{order_id}/{action}/"
            answer = admin("POST", path, orders.body, **{"Idempotency-Key": key})
            if answer.status_code == 200:
                return
            # 409: the worker has been faster, or its first request still runs; 503: nobody is there
            assert answer.status_code in (409, 503) or answer.text.strip() in GATEWAYS_OWN, answer.text
            if answer.status_code == 409 and answer.json()["code"] == "transition_interdite":
                return
            time.sleep(0.2)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        for order_id in orders.ids:
            drive(order_id)
    finally:
        stop.set()
        killer.join()
    orders.must_be_done(shop)
    figures.count(ENDED, ORDERS, f"{action}, {victim} killed")
