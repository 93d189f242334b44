"""./stack reset: forget all data, after asking."""

import sys

from ops import down, hosted, postgres, removal
from ops.errors import StackError
from ops.instance import Instance
from ops.progress import say


def run(instance: Instance, confirmed: bool) -> None:
    if not confirmed:
        if not sys.stdin.isatty():
            raise StackError("reset deletes all data of this instance: repeat with --yes to confirm.")
        say(f"This deletes the databases, the secrets and the logs of {instance.state}.")
        if input("Type yes to go on: ").strip().lower() not in ("yes", "oui"):
            raise StackError("nothing was deleted.")
    if any((instance.state / name / "supervisor.sock").exists() for name in ("test", "faults")):
        raise StackError("the tests are running on this copy: wait for their end.")
    down.run(instance)
    postgres.remove_data(instance)
    removal.remove(instance.state)
    hosted.remark(instance, "left as it is")
    say("all data are gone; ./stack up starts afresh")
