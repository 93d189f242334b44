"""Open streams: what they cost everybody else, and how soon they hear of a movement.

./stack bench streams [--streams 200] [--turns 4] [--seconds 5] [--clients 2] [--rounds 5]

Asks the API through Traefik without any stream and with so many open on one instance, in turns, so that both
see the same minutes; the p99 may not double. Then movements take pieces below their thresholds, and every
stream must hear of each within a second of the answer to the movement. The accounts it makes for that are
removed again.
"""

import argparse
import asyncio
import json
import sys
import threading
import time
import uuid
from concurrent.futures import Future
from statistics import quantiles
from urllib.parse import urlsplit

import requests

from ops import instance

PER_ACCOUNT = 10
PASSWORD = "brouette-lilas-77"
DOMAIN = "streams.gestion.example"
STREAM = "/api/notifications/stream/"
READS = [
    "/api/stock/",
    "/api/pieces/",
    "/api/commandes/",
    "/api/notifications/",
    "/api/notifications/non-lues/",
]
HEARD_LIMIT_SECONDS = 1.0
P99_RATIO_LIMIT = 2.0


class Api:
    def __init__(self, base: str, email: str, password: str):
        self.base = base
        self._local = threading.local()
        body = {"email": email, "password": password}
        response = requests.post(f"{base}/api/auth/login/", json=body, timeout=30)
        response.raise_for_status()
        self.headers = {"Authorization": f"Bearer {response.json()['access']}"}

    def __call__(self, method: str, path: str, body: dict | None = None) -> requests.Response:
        if not hasattr(self._local, "session"):
            self._local.session = requests.Session()
        return self._local.session.request(
            method, self.base + path, json=body, headers=self.headers, timeout=30
        )

    def must(self, method: str, path: str, body: dict | None = None) -> dict:
        response = self(method, path, body)
        response.raise_for_status()
        return response.json() if response.content else {}


class Listeners:
    """All streams in one event loop, in a thread of its own; `heard` has the moments by piece."""

    def __init__(self):
        self.open = 0
        self.heard: dict[str, list[float]] = {}
        self._loop = asyncio.new_event_loop()
        self._tasks: list[Future] = []
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def listen(self, base: str, tokens: list[dict[str, str]], streams: int) -> None:
        """Open them; returns once all are."""
        for n in range(streams):
            coroutine = self._listen(urlsplit(base), tokens[n // PER_ACCOUNT])
            self._tasks.append(asyncio.run_coroutine_threadsafe(coroutine, self._loop))
        wait_for(lambda: self.open == streams, 30)

    def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()
        wait_for(lambda: self.open == 0, 10)

    async def _listen(self, url, token: dict[str, str]) -> None:
        reader, writer = await asyncio.open_connection(url.hostname, url.port)
        head = (
            f"GET {STREAM} HTTP/1.1\r\nHost: {url.netloc}\r\nAuthorization: {token['Authorization']}\r\n\r\n"
        )
        writer.write(head.encode())
        while line := (await reader.readline()).decode().strip("\r\n"):
            if line.startswith("HTTP/1.1") and " 200 " not in line:
                print(f"  a stream was refused: {line}")
                return
        self.open += 1
        try:
            await self._hear(reader)
        finally:
            self.open -= 1
            writer.close()

    async def _hear(self, reader: asyncio.StreamReader) -> None:
        event = ""
        async for raw in reader:
            line = raw.decode().strip("\r\n")
            if line.startswith("event: "):
                event = line.removeprefix("event: ")
            elif line.startswith("data: ") and event == "notification":
                piece_id = json.loads(line.removeprefix("data: "))["piece_id"]
                self.heard.setdefault(piece_id, []).append(time.monotonic())


def measure(api: Api, seconds: float, clients: int) -> list[float]:
    """Milliseconds of every read."""
    durations: list[float] = []
    until = time.monotonic() + seconds

    def ask(n: int) -> None:
        while time.monotonic() < until:
            path = READS[n % len(READS)]
            began = time.perf_counter()
            api.must("GET", path)
            durations.append((time.perf_counter() - began) * 1000)
            n += 1

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return durations


def tell(name: str, durations: list[float]) -> float:
    cuts = quantiles(durations, n=100)
    print(f"  {name:<16} {len(durations):>6} reads   p50 {cuts[49]:6.1f} ms   p99 {cuts[98]:6.1f} ms")
    return cuts[98]


def make_accounts(admin: Api, number: int) -> list[dict]:
    emails = [f"{uuid.uuid4().hex[:12]}@{DOMAIN}" for _ in range(number)]
    body = {"role": "magasinier", "password": PASSWORD}
    return [admin.must("POST", "/api/auth/users/", {"email": email, **body}) for email in emails]


def move(admin: Api) -> tuple[str, float]:
    """Take a new piece below its threshold; its id, and when the movement was answered."""
    body = {
        "nom": "Mesure",
        "unite": "pièce",
        "prix_achat": "1.00",
        "prix_vente": "2.00",
        "taux_tva": "20.00",
    }
    piece = admin.must("POST", "/api/pieces/", body)["id"]
    code = f"M-{uuid.uuid4().hex[:8]}"
    place = {"code": code, "nom": code, "type": "rayon"}
    movement = {
        "piece_id": piece,
        "emplacement_id": admin.must("POST", "/api/stock/emplacements/", place)["id"],
    }
    admin.must("PUT", f"/api/stock/seuils/{piece}/", {"mini": "5"})
    admin.must("POST", "/api/stock/movement/", {**movement, "type": "IN", "quantite": "10"})
    time.sleep(1)
    admin.must("POST", "/api/stock/movement/", {**movement, "type": "OUT", "quantite": "6"})
    return piece, time.monotonic()


def wait_for(condition, seconds: float) -> None:
    limit = time.monotonic() + seconds
    while not condition() and time.monotonic() < limit:
        time.sleep(0.05)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--streams", type=int, default=200)
    parser.add_argument("--turns", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=5, help="of reading, each time")
    parser.add_argument("--clients", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    here = instance.current()
    account = json.loads(here.demo_file.read_text())["comptes"][0]
    admin = Api(here.url("traefik"), account["email"], account["password"])
    accounts = make_accounts(admin, -(-options.streams // PER_ACCOUNT))
    try:
        return 0 if run(options, admin, accounts) else 1
    finally:
        for each in accounts:
            admin("DELETE", f"/api/auth/users/{each['id']}/")


def run(options: argparse.Namespace, admin: Api, accounts: list[dict]) -> bool:
    listeners, alone, beside = Listeners(), [], []
    tokens = [Api(admin.base, each["email"], PASSWORD).headers for each in accounts]
    measure(admin, 3, options.clients)  # warm
    for _ in range(options.turns):
        listeners.close()
        alone += measure(admin, options.seconds, options.clients)
        listeners.listen(admin.base, tokens, options.streams)
        beside += measure(admin, options.seconds, options.clients)
    print(f"  {listeners.open} streams are open")
    before, after = tell("without streams", alone), tell("with streams", beside)
    slowest = []
    for _ in range(options.rounds):
        piece, moved_at = move(admin)
        wait_for(lambda piece=piece: len(listeners.heard.get(piece, [])) >= options.streams, 5)
        moments = listeners.heard.get(piece, [])
        slowest.append(max(moments, default=moved_at + 99) - moved_at)
        print(
            f"  heard by {len(moments)} of {options.streams}, the last {slowest[-1] * 1000:.0f} ms after it"
        )
    good = listeners.open == options.streams and max(slowest) < HEARD_LIMIT_SECONDS
    print(f"  p99 {after / before:.2f} times what it was (less than {P99_RATIO_LIMIT})")
    listeners.close()
    return good and after < P99_RATIO_LIMIT * before


if __name__ == "__main__":
    sys.exit(main())
