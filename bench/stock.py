"""POST movement/ against a bare Django view with the same SQL; stock lists at 1,000,000 ledger rows.

./stack bench stock [--seconds 10] [--small] [--postgres postgresql://...]

It makes two databases of its own (1,000 pieces and 10,000 ledger rows; 100,000 and 1,000,000), starts
stock_service on each, the bare view on the large one, and a Traefik of its own before all three, in processes
that end with it. Service and bare view are measured in turns of two seconds, lists in turns of one request:
both see the same minute. --small: a tenth of everything, to see that it works. With --postgres (a superuser's
URL) no instance needs to run.
"""

import argparse
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import psycopg2

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
SERVICE = ROOT / "stock_service"
WANTED_SHARE, WANTED_GROWTH = 0.5, 1.3
CLIENTS, TURN_SECONDS, LIST_ROUNDS = 8, 2.0, 60
LISTS = {
    "GET /": "/",
    "GET / search": "/?search=ecrou+12",
    "GET / by value": "/?ordering=-valeur",
    "GET / low": "/?etat=bas",
    "GET movements/": "/movements/",
    "GET movements/ of a piece": "/movements/?piece_id={piece}",
    "GET movements/ of a day": "/movements/?depuis=2026-06-01&jusqua=2026-06-01",
    "GET pieces/{id}/": "/pieces/{piece}/",
    "GET reservations/": "/reservations/",
    "GET emplacements/": "/emplacements/",
}
FILL = """
    INSERT INTO emplacements (id, code, nom, type, chemin, recherche, version, cree_le)
    SELECT md5('place' || n)::uuid, 'P' || n, 'Place ' || n, 'rayon', 'P' || n, 'p' || n, 1, now()
    FROM generate_series(1, 20) AS n;
    INSERT INTO pieces_copie (id, reference, nom, unite, prix_achat, actif, supprimee, version,
        code_barres, recherche)
    SELECT md5('piece' || n)::uuid, 'PC-' || lpad(n::text, 7, '0'), 'Écrou ' || n, 'pièce', 2, true, false,
           1, '', 'pc-' || lpad(n::text, 7, '0') || ' ecrou ' || n
    FROM generate_series(1, %(pieces)s) AS n;
    INSERT INTO mouvements_stock (id, type, piece_id, emplacement_id, quantite, solde_apres, cout_unitaire,
        valeur, motif, reference_externe, lot, user_email, cree_le)
    SELECT gen_random_uuid(), 'IN', md5('piece' || 1 + n %% %(pieces)s)::uuid,
           md5('place' || 1 + n %% %(pieces)s %% 20)::uuid, 1, 1 + n / %(pieces)s,
           1 + n %% %(pieces)s / 100.0, 1 + n %% %(pieces)s / 100.0, '', '', '', '',
           timestamptz '2026-01-01' + n * interval '320 days' / %(rows)s
    FROM generate_series(0, %(rows)s - 1) AS n;
    INSERT INTO niveaux_stock (piece_id, emplacement_id, quantite, reserve)
    SELECT piece_id, emplacement_id, sum(quantite), 0 FROM mouvements_stock GROUP BY 1, 2;
    INSERT INTO stocks_pieces (piece_id, quantite, reserve, valeur, cout_moyen, en_commande, etat, alerte,
        retiree, retiree_version)
    SELECT piece_id, sum(quantite), 0, sum(valeur), sum(valeur) / sum(quantite), 0, 'ok', 'aucune',
        false, 0
    FROM mouvements_stock GROUP BY 1;
    UPDATE stocks_pieces SET etat = 'bas', seuil = 1000
    WHERE piece_id IN (SELECT id FROM pieces_copie ORDER BY reference LIMIT 100);
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def connect(server: str, database: str):
    connection = psycopg2.connect(server.rsplit("/", 1)[0] + f"/{database}")
    connection.autocommit = True
    return connection


def statement(server: str, database: str, sql: str) -> None:
    connection = connect(server, database)
    with connection.cursor() as cursor:
        cursor.execute(sql)
    connection.close()


class World:
    """A database of so many pieces and ledger rows, and the environment of a service on it."""

    def __init__(self, server: str, name: str, pieces: int, rows: int, state: Path):
        self.name, self.pieces, self.port = f"bench_stock_{name}", pieces, free_port()
        self.environment = {
            **os.environ,
            "DATABASE_URL": server.rsplit("/", 1)[0] + f"/{self.name}",
            "STATE_DIR": str(state / name),
            "SERVICE_PUBLIC_KEYS_DIR": str(state / "public_keys"),
            "SERVICE_KEY_FILE": str(state / "private_keys" / "stock_service.pem"),
            "DJANGO_SECRET_KEY": "x" * 60,
            "CONSUL_URL": "http://127.0.0.1:9",
            "SERVICE_PORT": str(self.port),
            "ALLOWED_HOSTS": "small,large",
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        Path(self.environment["STATE_DIR"]).mkdir()
        (state / name / "jwks.json").write_bytes((state / "jwks.json").read_bytes())
        statement(server, "postgres", f"DROP DATABASE IF EXISTS {self.name}")
        statement(server, "postgres", f"CREATE DATABASE {self.name}")
        migrate = [str(BIN / "python"), "manage.py", "migrate", "-v0"]
        subprocess.run(migrate, cwd=SERVICE, env=self.environment, check=True)
        connection = connect(server, self.name)
        with connection.cursor() as cursor:
            cursor.execute(FILL, {"pieces": pieces, "rows": rows})
            cursor.execute("VACUUM ANALYZE")
        connection.close()

    def piece(self, number: int) -> str:
        return _md5(f"piece{number}")


def _md5(text: str) -> str:
    import hashlib
    import uuid

    return str(uuid.UUID(hashlib.md5(text.encode()).hexdigest()))


def start(stack: ExitStack, command: list[str], cwd: Path, environment: dict[str, str]) -> None:
    log = open(Path(tempfile.gettempdir()) / "bench_stock.log", "ab")  # noqa: SIM115  closed with the process
    process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=log, stderr=log)
    stack.callback(log.close)
    stack.callback(process.wait)
    stack.callback(process.send_signal, signal.SIGTERM)


def start_traefik(stack: ExitStack, folder: Path, ports: dict[str, int]) -> int:
    """Before each of the ports, chosen by the header Host."""
    entry = free_port()
    services = {
        name: {"loadBalancer": {"servers": [{"url": f"http://127.0.0.1:{p}"}]}} for name, p in ports.items()
    }
    routers = {name: {"rule": f"Host(`{name}`)", "service": name} for name in ports}
    dynamic = folder / "dynamic.yml"
    dynamic.write_text(json.dumps({"http": {"routers": routers, "services": services}}))
    static = folder / "traefik.yml"
    settings = {
        "global": {"checkNewVersion": False, "sendAnonymousUsage": False},
        "entryPoints": {"web": {"address": f"127.0.0.1:{entry}"}},
        "providers": {"file": {"filename": str(dynamic)}},
        "log": {"level": "ERROR"},
    }
    static.write_text(json.dumps(settings))
    start(stack, [str(BIN / "traefik"), f"--configFile={static}"], folder, dict(os.environ))
    return entry


def token(state: Path) -> str:
    import jwt
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    now = int(time.time())
    claims = {
        "iss": "auth_service",
        "aud": "gestion_stock",
        "iat": now,
        "exp": now + 3600,
        "sub": "01920000-0000-7000-8000-000000000001",
        "sid": "01920000-0000-7000-8000-000000000002",
        "ver": 1,
        "jti": "01920000-0000-7000-8000-000000000003",
        "token_type": "access",
        "email": "bench@example.org",
        "role": "bench",
        "permissions": ["stock.lire", "stock.mouvementer"],
    }
    sys.path.insert(0, str(ROOT / "chassis"))
    key = load_pem_private_key((state / "jwt" / "test.pem").read_bytes(), password=None)
    return jwt.encode({**claims, **_issuer()}, key, algorithm="RS256", headers={"kid": "test"})


def _issuer() -> dict[str, str]:
    """As the services expect them."""
    import ast

    source = (ROOT / "chassis" / "chassis" / "auth" / "user_tokens.py").read_text()
    found = {
        node.targets[0].id: node.value.value
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
    }
    return {"iss": found["ISSUER"], "aud": found["AUDIENCE"]}


class Client:
    def __init__(self, port: int, host: str, bearer: str):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {"Host": host, "Authorization": f"Bearer {bearer}", "Content-Type": "application/json"}

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, float]:
        began = time.perf_counter()
        self.connection.request(method, path, body, self.headers)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status, (time.perf_counter() - began) * 1000


def wait_for(port: int, host: str, path: str, bearer: str) -> None:
    status = 0
    for _ in range(80):
        try:
            status = Client(port, host, bearer).ask("GET", path)[0]
        except OSError:
            status = 0
        if status in (200, 500):
            return
        time.sleep(0.2)
    raise SystemExit(f"{host} answers {status}: see bench_stock.log in {tempfile.gettempdir()}")


def turn(port: int, host: str, path: str, bearer: str, world: World) -> list[float]:
    """Milliseconds of each POST of CLIENTS clients during one turn; anything but 201 ends the measurement."""
    found: list[float] = []
    end = time.perf_counter() + TURN_SECONDS

    def client(number: int) -> None:
        one, dice = Client(port, host, bearer), random.Random(number)
        while time.perf_counter() < end:
            piece = dice.randrange(1, world.pieces)
            body = {"piece_id": world.piece(piece), "type": "IN", "quantite": "1", "motif": "bench"}
            body["emplacement_id"] = _md5(f"place{1 + (piece - 1) % world.pieces % 20}")
            status, took = one.ask("POST", path, json.dumps(body).encode())
            if status != 201:
                raise SystemExit(f"{host} answered {status}")
            found.append(took)

    threads = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return found


def measure_posts(port: int, bearer: str, world: World, seconds: float) -> bool:
    found: dict[str, list[float]] = {"large": [], "bare": []}
    paths = {"large": "/api/stock/movement/", "bare": "/api/bare/movement/"}
    for host in paths:
        turn(port, host, paths[host], bearer, world)  # warm
    turns = max(1, int(seconds / TURN_SECONDS))
    for _ in range(turns):
        for host in paths:
            found[host] += turn(port, host, paths[host], bearer, world)
    rates = {host: len(each) / turns / TURN_SECONDS for host, each in found.items()}
    for host, name in (("bare", "bare Django view"), ("large", "POST movement/")):
        each = sorted(found[host])
        p95 = each[int(len(each) * 0.95)]
        print(f"{name:<18} {rates[host]:7.0f} per second   p50 {median(each):6.1f} ms   p95 {p95:6.1f} ms")
    share = rates["large"] / rates["bare"]
    print(f"share of the bare view: {share:.0%} (wanted: {WANTED_SHARE:.0%} or more)")
    return share >= WANTED_SHARE


def measure_lists(port: int, bearer: str, worlds: dict[str, World]) -> bool:
    good = True
    print(f"{'list':<28} {'small':>9} {'large':>9}  growth (wanted: {WANTED_GROWTH} or less)")
    clients = {name: Client(port, name, bearer) for name in worlds}
    for name, path in LISTS.items():
        found: dict[str, list[float]] = {each: [] for each in worlds}
        for n in range(LIST_ROUNDS):
            for host, world in worlds.items():
                asked = "/api/stock" + path.format(piece=world.piece(1 + n))
                status, took = clients[host].ask("GET", asked)
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
    factor = 10 if options.small else 1
    with ExitStack() as stack:
        state = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        from chassis.testing import keyring

        keyring.write(state)
        bearer = token(state)
        worlds = {
            "small": World(server, "small", 1_000 // factor, 10_000 // factor, state),
            "large": World(server, "large", 100_000 // factor, 1_000_000 // factor, state),
        }
        gunicorn = str(BIN / "gunicorn")
        ports = {name: world.port for name, world in worlds.items()} | {"bare": free_port()}
        for world in worlds.values():
            command = [gunicorn, "-c", "python:chassis.gunicorn_conf", "config.wsgi"]
            start(stack, command, SERVICE, world.environment)
        bind = f"127.0.0.1:{ports['bare']}"
        command = [gunicorn, "-k", "gthread", "-w2", "--threads=8", f"--bind={bind}", "--keep-alive=75"]
        bare = worlds["large"].environment | {"DJANGO_SETTINGS_MODULE": ""}
        start(stack, [*command, "bench._stock_bare:application"], ROOT, bare)
        port = start_traefik(stack, state, ports)
        for host in worlds:
            wait_for(port, host, "/api/stock/emplacements/", bearer)
        wait_for(port, "bare", "/api/bare/movement/", bearer)
        good = measure_posts(port, bearer, worlds["large"], options.seconds)
        good &= measure_lists(port, bearer, worlds)
    for world in worlds.values():
        statement(server, "postgres", f"DROP DATABASE IF EXISTS {world.name} WITH (FORCE)")
    return 0 if good else 1


def _of_the_instance() -> str:
    from ops import databases, instance

    return databases.superuser_url(instance.current(), "postgres")


if __name__ == "__main__":
    sys.exit(main())
