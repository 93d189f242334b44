"""./stack secret: a new key to sign the users' tokens with."""

from ops import registry, secrets
from ops.instance import Instance
from ops.progress import say
from ops.supervision import Supervisor


def run(instance: Instance) -> None:
    """Add a key, have auth_service use it, say so. Tokens signed with the former key stay good."""
    instance.prepare()
    had = secrets.jwt_keys(instance)
    secrets.ensure(instance)
    path = secrets.add_jwt_key(instance) if had else secrets.jwt_keys(instance)[-1]
    say(f"New signing key: {path}")
    say("auth_service signs with the key whose name sorts last and publishes all of them at /api/auth/jwks/.")
    supervisor = Supervisor(instance)
    if supervisor.is_running():
        names = [row["name"] for row in supervisor.processes() if row["name"].startswith("auth_service")]
        supervisor.restart(names)
        say(f"Restarted: {', '.join(names)}. Nobody is logged out.")
    if had:
        say(f"Still published: {', '.join(key.stem for key in had)}. Delete one after 5 min.")
    keys = registry.service("auth_service")
    say(f"In production give {keys.name} the folder as JWT_KEYS_DIR (docs/operations.md).")
