"""./stack secret: a new key to sign the users' tokens with."""

from ops import registry, secrets
from ops.instance import Instance
from ops.progress import say


def run(instance: Instance) -> None:
    """Add a key, say so: auth_service finds it by itself. Tokens signed with the former key stay good."""
    instance.prepare()
    had = secrets.jwt_keys(instance)
    secrets.ensure(instance)
    path = secrets.add_jwt_key(instance) if had else secrets.jwt_keys(instance)[-1]
    say(f"New signing key: {path}")
    say("auth_service publishes it and, 90 s later, signs with it: nobody is logged out.")
    if had:
        say(f"Still published: {', '.join(key.stem for key in had)}. Delete one after 10 min.")
    keys = registry.service("auth_service")
    say(f"In production give {keys.name} the folder as JWT_KEYS_DIR (docs/operations.md).")
