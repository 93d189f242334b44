"""Read one piece against a bare Django view with the same SQL; lists and search at 100,000 pieces and 1,000.

./stack bench pieces [--seconds 10] [--small] [--postgres postgresql://...]

It makes two databases of its own, starts pieces_service on each, the bare view on the large one and a Traefik
before all three, in processes that end with it. Service and bare view are measured in turns of two
seconds, lists in turns of one request, so both see the same minute. --small: 10,000 pieces instead of
100,000, to see that it works. With --postgres (a superuser's URL) no instance needs to run.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "chassis")]

from bench._pieces_world import World, token  # noqa: E402
from bench.stock import BIN, Client, _of_the_instance, free_port, start, start_traefik, wait_for  # noqa: E402

WANTED_SHARE, WANTED_GROWTH = 0.5, 1.3
CLIENTS, TURN_SECONDS, LIST_ROUNDS = 8, 2.0, 60
LISTS = {
    "GET /": "/",
    "GET / page 3": "/?page=3",
    "GET / by price": "/?ordering=-prix_vente",
    "GET / of a category": "/?categorie_id={category}",
    "search: a reference": "/?search=PX-0000{number:03d}",
    "search: part of a reference": "/?search=00{number:03d}",
    "search: three words": "/?search=laiton+ecrou+m1{digit}x",
    "search: a word of many": "/?search=roulement",
    "search: nothing found": "/?search=introuvable+{number}",
    "scan": "/scan/?code=PX-0000{number:03d}",
    "GET {{id}}/": "/{piece}/",
}


def turn(port: int, host: str, path: str, bearer: str, world: World) -> list[float]:
    """Milliseconds of each GET of CLIENTS clients during one turn; anything but 200 ends the measurement."""
    found: list[float] = []
    end = time.perf_counter() + TURN_SECONDS

    def client(number: int) -> None:
        one, dice = Client(port, host, bearer), random.Random(number)
        while time.perf_counter() < end:
            status, took = one.ask("GET", f"{path}{world.piece(dice.randrange(world.pieces))}/")
            if status != 200:
                raise SystemExit(f"{host} answered {status}")
            found.append(took)

    threads = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return found


def measure_reads(port: int, bearer: str, world: World, seconds: float) -> bool:
    paths = {"bare": "/api/bare/", "large": "/api/pieces/"}
    found: dict[str, list[float]] = {host: [] for host in paths}
    for host, path in paths.items():
        turn(port, host, path, bearer, world)  # warm
    turns = max(1, int(seconds / TURN_SECONDS))
    for _ in range(turns):
        for host, path in paths.items():
            found[host] += turn(port, host, path, bearer, world)
    rates = {host: len(each) / turns / TURN_SECONDS for host, each in found.items()}
    for host, name in (("bare", "bare Django view"), ("large", "GET {id}/")):
        each = sorted(found[host])
        p95 = each[int(len(each) * 0.95)]
        print(f"{name:<18} {rates[host]:7.0f} per second   p50 {median(each):6.1f} ms   p95 {p95:6.1f} ms")
    share = rates["large"] / rates["bare"]
    print(f"share of the bare view: {share:.0%} (wanted: {WANTED_SHARE:.0%} or more)")
    return share >= WANTED_SHARE


def measure_lists(port: int, bearer: str, worlds: dict[str, World]) -> bool:
    import json

    good = True
    print(f"{'list':<28} {'small':>9} {'large':>9}  growth (wanted: {WANTED_GROWTH} or less)")
    clients = {name: Client(port, name, bearer) for name in worlds}
    categories = {}
    for name, client in clients.items():
        client.connection.request("GET", "/api/pieces/categories/", headers=client.headers)
        categories[name] = json.loads(client.connection.getresponse().read())["results"][0]["id"]
    for name, path in LISTS.items():
        found: dict[str, list[float]] = {each: [] for each in worlds}
        for n in range(LIST_ROUNDS):
            for host, world in worlds.items():
                asked = path.format(
                    category=categories[host], number=n, digit=n % 10, piece=world.piece(1 + n)
                )
                status, took = clients[host].ask("GET", f"/api/pieces{asked}")
                if status != 200:
                    raise SystemExit(f"{asked} answered {status}")
                found[host].append(took)
        small, large = median(found["small"]), median(found["large"])
        good &= large / small <= WANTED_GROWTH
        print(f"{name:<28} {small:6.1f} ms {large:6.1f} ms  {large / small:.2f}")
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--postgres")
    options = parser.parse_args()
    server = options.postgres or _of_the_instance()
    with ExitStack() as stack:
        state = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        from chassis.testing import keyring

        keyring.write(state)
        bearer = token(state, "pieces.lire")
        worlds = {
            "small": World(server, "small", 1_000, state),
            "large": World(server, "large", 10_000 if options.small else 100_000, state),
        }
        for world in worlds.values():
            stack.callback(world.drop)
        with ExitStack() as processes:
            ports = {name: world.port for name, world in worlds.items()} | {"bare": free_port()}
            for world in worlds.values():
                world.serve(processes)
            bind = f"127.0.0.1:{ports['bare']}"
            command = [str(BIN / "gunicorn"), "-k", "gthread", "-w2", "--threads=8", f"--bind={bind}"]
            bare = worlds["large"].environment | {"DJANGO_SETTINGS_MODULE": ""}
            start(processes, [*command, "--keep-alive=75", "bench._pieces_bare:application"], ROOT, bare)
            port = start_traefik(processes, state, ports)
            for host in worlds:
                wait_for(port, host, "/api/pieces/", bearer)
            wait_for(port, "bare", f"/api/bare/{worlds['large'].piece(1)}/", bearer)
            good = measure_reads(port, bearer, worlds["large"], options.seconds)
            good &= measure_lists(port, bearer, worlds)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
