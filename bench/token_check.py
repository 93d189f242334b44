"""What the check of an access token costs a service, per request: the first time, and once it is known.

./stack bench token_check
Runs inside stock_service's code, with a token that the running auth_service signed and no network.
"""

import json
import os
import sys
import time
import urllib.request
from statistics import median

from ops import environment, instance, registry
from ops.paths import ROOT

ROUNDS = 20_000
LIMIT_MS = 0.3


def access_token(here: instance.Instance) -> str:
    demo = json.loads(here.demo_file.read_text())
    account = demo["comptes"][0]
    body = json.dumps({"email": account["email"], "password": account["password"]}).encode()
    request = urllib.request.Request(
        f"{here.url('traefik')}/api/auth/login/", data=body, headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["access"]


def milliseconds(function, rounds: int) -> list[float]:
    durations = []
    for _ in range(rounds):
        began = time.perf_counter()
        function()
        durations.append((time.perf_counter() - began) * 1000)
    return sorted(durations)


def main() -> int:
    here = instance.current()
    token = access_token(here)
    service = registry.service("stock_service")
    os.environ.update(environment.of_service(here, service))
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["LOG_LEVEL"] = "ERROR"
    sys.path[:] = [str(service.folder), *(path for path in sys.path if path != str(ROOT))]
    import django

    django.setup()
    from django.test import RequestFactory

    from chassis.auth import keys, user_tokens
    from chassis.auth.authentication import authenticate_token

    keys.current.get("")  # the keys are read before the first token comes
    factory = RequestFactory()

    def known():
        authenticate_token(factory_request(), token)

    def unknown():
        user_tokens._verified.clear()
        authenticate_token(factory_request(), token)

    def factory_request():
        return factory.get("/api/stock/")

    build = median(milliseconds(factory_request, 2_000))
    known()
    first, later = milliseconds(unknown, 2_000), milliseconds(known, ROUNDS)
    for name, durations in (("first time", first), ("known", later)):
        p50 = median(durations) - build
        p99 = durations[int(len(durations) * 0.99)] - build
        print(f"token check, {name:<10}  p50 {p50:.4f} ms   p99 {p99:.4f} ms")
    return 0 if median(first) - build < LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
