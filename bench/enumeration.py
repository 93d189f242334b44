"""Can anybody tell which addresses have an account? Known against unknown ones, at every public door.

./stack bench enumeration [--adresses 200]
Each route is asked once for each address, known and unknown mixed at random, through Traefik. The statuses
and bodies must be the same; of the times the AUC is computed: the chance that a known address takes longer
than an unknown one, 0.5 when the time tells nothing. From 0.6 on (or below 0.4) a threshold tells them apart.
"""

import argparse
import json
import random
import sys
import time
import uuid
from bisect import bisect_left, bisect_right
from statistics import median

import requests

from ops import instance

LIMIT = 0.6
DOMAIN = "enumeration.gestion.example"
WRONG = "mauvais-mot-de-passe-9"
ROUTES = {
    "login/": lambda email: {"email": email, "password": WRONG},
    "register/": lambda email: {"email": email, "password": "brouette-lilas-77", "nom": "Mesure"},
    "password/forgot/": lambda email: {"email": email},
}


class Api:
    def __init__(self, here: instance.Instance):
        self._base = here.url("traefik")
        self._account = json.loads(here.demo_file.read_text())["comptes"][0]
        self._session = requests.Session()
        self._token, self._until = "", 0.0

    def public(self, path: str, body: dict) -> tuple[requests.Response, float]:
        """The answer and the milliseconds it took; a limit of the gateway is waited out, and not timed."""
        while True:
            began = time.perf_counter()
            response = self._session.post(f"{self._base}/api/auth/{path}", json=body, timeout=30)
            duration = (time.perf_counter() - began) * 1000
            if response.status_code != 429 or "problem" in response.headers.get("Content-Type", ""):
                return response, duration
            time.sleep(float(response.headers.get("Retry-After", 1)))

    def admin(self, method: str, path: str, body: dict | None = None) -> requests.Response:
        if time.monotonic() > self._until:
            credentials = {"email": self._account["email"], "password": self._account["password"]}
            self._token = self.public("login/", credentials)[0].json()["access"]
            self._until = time.monotonic() + 200
        headers = {"Authorization": f"Bearer {self._token}"}
        return self._session.request(method, self._base + path, json=body, headers=headers, timeout=30)


def auc(known: list[float], unknown: list[float]) -> float:
    """The chance that a value of `known` is above one of `unknown`; equal ones count half."""
    ordered = sorted(unknown)
    below = sum(bisect_left(ordered, value) + bisect_right(ordered, value) for value in known)
    return below / (2 * len(known) * len(unknown))


def make_accounts(api: Api, number: int) -> dict[str, str]:
    """Address -> id."""
    made = {}
    for _ in range(number):
        email = f"{uuid.uuid4().hex}@{DOMAIN}"
        response = api.admin(
            "POST", "/api/auth/users/", {"email": email, "role": "lecteur", "password": "brouette-lilas-77"}
        )
        response.raise_for_status()
        made[email] = response.json()["id"]
    return made


def remove_accounts(api: Api, ids: set[str]) -> None:
    """From the system, and from its trash once they have arrived there."""
    for each in ids:
        api.admin("DELETE", f"/api/auth/users/{each}/")
    limit = time.monotonic() + 30
    while ids and time.monotonic() < limit:
        page = api.admin("GET", "/api/corbeille/?module=utilisateurs&page_size=200").json()["results"]
        for row in page:
            if row["objet_id"] in ids and api.admin("DELETE", f"/api/corbeille/{row['id']}/").ok:
                ids.discard(row["objet_id"])
        time.sleep(0.5)


def measure(api: Api, path: str, body, known: list[str], unknown: list[str]) -> bool:
    """Ask for every address once and print what could be told; True when nothing could."""
    asked = [(email, True) for email in known] + [(email, False) for email in unknown]
    random.shuffle(asked)
    times: dict[bool, list[float]] = {True: [], False: []}
    answers: dict[bool, set] = {True: set(), False: set()}
    for email, is_known in asked:
        response, duration = api.public(path, body(email))
        content = {key: value for key, value in response.json().items() if key != "request_id"}
        answers[is_known].add((response.status_code, json.dumps(content, sort_keys=True)))
        times[is_known].append(duration)
    value = auc(times[True], times[False])
    same = answers[True] == answers[False] and len(answers[True]) == 1
    statuses = sorted({status for found in answers.values() for status, _ in found})
    print(
        f"{path:<18} status {statuses}  bodies {'the same' if same else 'DIFFERENT'}  p50 known "
        f"{median(times[True]):6.1f} ms  unknown {median(times[False]):6.1f} ms  AUC {value:.3f}"
    )
    return same and max(value, 1 - value) < LIMIT


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--adresses", type=int, default=200, help="how many of each kind")
    number = parser.parse_args().adresses
    api = Api(instance.current())
    print(f"{number} known and {number} unknown addresses")
    made = make_accounts(api, number)
    try:
        unknown = [f"{uuid.uuid4().hex}@{DOMAIN}" for _ in range(number)]
        results = [measure(api, path, body, list(made), unknown) for path, body in ROUTES.items()]
    finally:
        remove_accounts(api, set(made.values()))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
