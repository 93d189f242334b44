"""A new signing key while people work: how many requests with good tokens are refused (none may be).

./stack bench key_rotation
Adds a key as `./stack secret` does, but without restarting anything, and goes on asking every service with
old and new tokens, until some seconds after the new key has begun to sign.
"""

import json
import sys
import time
from collections import Counter

import jwt
import requests

from ops import instance, secrets

DOORS = (
    "/api/auth/me/",
    "/api/pieces/",
    "/api/stock/",
    "/api/notifications/",
    "/api/commandes/",
    "/api/logs/",
)
AFTER_THE_SWITCH = 15
AT_MOST = 150


def main() -> int:
    here = instance.current()
    base = here.url("traefik")
    account = json.loads(here.demo_file.read_text())["comptes"][0]
    credentials = {"email": account["email"], "password": account["password"]}
    session = requests.Session()

    def sign_in() -> str:
        answer = session.post(f"{base}/api/auth/login/", json=credentials, timeout=30)
        return answer.json()["access"]

    made, began = secrets.add_jwt_key(here), time.monotonic()
    statuses: Counter[int] = Counter()
    old, switched = sign_in(), None
    while time.monotonic() - began < AT_MOST and (switched is None or seconds(switched) < AFTER_THE_SWITCH):
        fresh = sign_in()
        if switched is None and jwt.get_unverified_header(fresh)["kid"] == made.stem:
            switched = time.monotonic()
            print(f"the new key signs after {switched - began:.0f} s")
        for door in DOORS:
            for token in (old, fresh):
                headers = {"Authorization": f"Bearer {token}"}
                statuses[session.get(base + door, headers=headers, timeout=30).status_code] += 1
    print(f"requests with good tokens: {sum(statuses.values())}, by status {dict(statuses)}")
    return 0 if switched and set(statuses) == {200} else 1


def seconds(since: float) -> float:
    return time.monotonic() - since


if __name__ == "__main__":
    sys.exit(main())
