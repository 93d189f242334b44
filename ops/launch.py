"""python ops/launch.py COMMAND...: become the command, once nothing is left of a killed predecessor.

When gunicorn's master is killed, its workers stop accepting but hold the port until their last connection is
closed: 15 seconds in which connections are taken and never answered, and no successor can start.
"""

import os
import sys

# run by its path, so that the services need no PYTHONPATH: this folder is not a place to import from
sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

from ops import processes  # noqa: E402  it needs the path above

# enough for the requests in flight
PATIENCE_SECONDS = 1


def main(command: list[str]) -> None:
    marks = {name: os.environ[name] for name in (processes.INSTANCE_MARK, processes.PROGRAM_MARK)}
    # no TERM: they are ending already, as fast as they will by themselves
    processes.end(processes.marked(**marks), PATIENCE_SECONDS, politely=False)
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
