"""Measuring in turns, so that what is compared sees the same minute: a rate against a limit, lists in a small
world against the same in a large one. What is wanted is said beside each figure."""

import argparse
import http.client
import json
import random
import threading
import time
from collections.abc import Callable
from statistics import median

from bench._world import LOG, World

WANTED_SHARE, WANTED_GROWTH, WANTED_MS = 0.5, 1.3, 100
CLIENTS, TURN_SECONDS, LIST_ROUNDS = 8, 2.0, 60
Request = tuple[str, str, bytes | None]  # method, path, body
Way = tuple[str, Callable[[random.Random], Request]]  # what it is called, its requests
Questions = dict[str, Callable[[World, int], str]]  # what it is called, its path for a world and a round


def options(about: str | None) -> argparse.Namespace:
    """The arguments of a measurement that makes its own worlds."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10, help="of measuring a rate, each side")
    parser.add_argument("--small", action="store_true", help="smaller worlds, to see that it works")
    parser.add_argument("--postgres", help="a superuser's URL; without it that of the running instance")
    return parser.parse_args()


class Client:
    def __init__(self, port: int, host: str, bearer: str):
        self.host = host
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Host": host, "Authorization": f"Bearer {bearer}", "Content-Type": "application/json"}

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, float, bytes]:
        """The status, the milliseconds it took, the content."""
        began = time.perf_counter()
        self.connection.request(method, path, body, self.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        return answer.status, (time.perf_counter() - began) * 1000, content

    def milliseconds(self, wanted: int, method: str, path: str, body: bytes | None = None) -> float:
        """Anything but the wanted status ends the measurement."""
        status, took, content = self.ask(method, path, body)
        if status != wanted:
            raise SystemExit(f"{self.host}: {method} {path} answered {status}: {content[:300]!r}, see {LOG}")
        return took

    def content(self, path: str) -> bytes:
        return self.ask("GET", path)[2]


class Measured:
    """What answers behind a Traefik, each by its host."""

    def __init__(self, port: int, bearer: str):
        self._port, self._bearer = port, bearer

    def client(self, host: str) -> Client:
        return Client(self._port, host, self._bearer)

    def wait_for(self, host: str, path: str) -> None:
        """Until something answers there, be it that there is nothing to read."""
        status = 0
        for _ in range(80):
            try:
                status = self.client(host).ask("GET", path)[0]
            except OSError:
                status = 0
            if status and status not in (502, 503):
                return
            time.sleep(0.2)
        raise SystemExit(f"{host} answers {status}: see {LOG}")

    def share(self, *, wanted: int, seconds: float, **ways: Way) -> bool:
        """Each does the same its way: the second must reach a share of the rate of the first, the limit."""
        found: dict[str, list[float]] = {host: [] for host in ways}
        for host, (_, request) in ways.items():
            self._turn(host, request, wanted)  # warm
        turns = max(1, int(seconds / TURN_SECONDS))
        for _ in range(turns):
            for host, (_, request) in ways.items():
                found[host] += self._turn(host, request, wanted)
        rates = [len(each) / turns / TURN_SECONDS for each in found.values()]
        for (name, _), each, rate in zip(ways.values(), found.values(), rates, strict=True):
            p95 = sorted(each)[int(len(each) * 0.95)]
            print(f"{name:<18} {rate:7.0f} per second   p50 {median(each):6.1f} ms   p95 {p95:6.1f} ms")
        share = rates[1] / rates[0]
        print(f"share of the bare view: {share:.0%} (wanted: {WANTED_SHARE:.0%} or more)")
        return share >= WANTED_SHARE

    def growth(self, small: World, large: World, questions: Questions) -> bool:
        """The median of each question in both worlds; in the large one it may hardly be longer."""
        good = True
        print(f"{'list':<28} {'small':>9} {'large':>9}  growth (wanted: {WANTED_GROWTH} or less)")
        for name, path in questions.items():
            before, after = self._medians(small, large, path)
            good &= after / before <= WANTED_GROWTH
            print(f"{name:<28} {before:6.1f} ms {after:6.1f} ms  {after / before:.2f}")
        return good

    def counted(self, small: World, large: World, questions: Questions) -> bool:
        """Questions to which the large world has more answers: they are all counted, exactly up to 10,000."""
        good = True
        print(f"{'list that finds more':<28} {'small':>9} {'large':>9}  (wanted: {WANTED_MS} ms or less)")
        for name, path in questions.items():
            before, after = self._medians(small, large, path)
            few, many = (self._count(world, path) for world in (small, large))
            good &= after <= WANTED_MS
            found = f"finds {few} and {many}"
            print(f"{name:<28} {before:6.1f} ms {after:6.1f} ms  {after / before:.2f}, {found}")
        return good

    def _medians(self, small: World, large: World, path: Callable[[World, int], str]) -> tuple[float, float]:
        clients = {world: self.client(world.name) for world in (small, large)}
        found: dict[World, list[float]] = {world: [] for world in clients}
        for number in range(LIST_ROUNDS):
            for world, client in clients.items():
                found[world].append(client.milliseconds(200, "GET", path(world, number)))
        return median(found[small]), median(found[large])

    def _count(self, world: World, path: Callable[[World, int], str]) -> int:
        return json.loads(self.client(world.name).content(path(world, 0)))["count"]

    def _turn(self, host: str, request: Callable[[random.Random], Request], wanted: int) -> list[float]:
        """Milliseconds of each request of CLIENTS clients during one turn."""
        found: list[float] = []
        end = time.perf_counter() + TURN_SECONDS

        def work(number: int) -> None:
            client, dice = self.client(host), random.Random(number)
            while time.perf_counter() < end:
                found.append(client.milliseconds(wanted, *request(dice)))

        at_once([lambda n=n: work(n) for n in range(CLIENTS)])
        return found


def at_once(functions: list[Callable[[], None]]) -> None:
    """Each in a thread of its own; raises what one of them raised."""
    errors: list[BaseException] = []

    def run(function: Callable[[], None]) -> None:
        try:
            function()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(function,)) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
