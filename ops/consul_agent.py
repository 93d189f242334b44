"""python -m ops.consul_agent URL MARK COMMAND...: become Consul, the central configuration loaded behind it.

Whenever Consul starts, also when its data were wiped and the supervisor brought it back, the keys of
consul/config/ are there again; and where the demo data are (the file MARK tells), the demo's seller.
"""

import os
import sys
import urllib.error
from pathlib import Path

from ops import configuration, consul, wait
from ops.demo import seller
from ops.errors import StackError
from ops.progress import warn


def main(url: str, mark: Path, command: list[str]) -> None:
    if os.fork() == 0:
        # the child's child is nobody's: Consul, which the parent becomes, does not expect children
        if os.fork() == 0:
            os._exit(load_when_ready(url, mark))
        os._exit(0)
    os.wait()
    os.execv(command[0], command)


def load_when_ready(url: str, mark: Path) -> int:
    try:
        wait.until(
            lambda: consul.has_leader(url), 60, "Consul elects no leader: the configuration is not loaded."
        )
        given = configuration.distribute(url)
        if mark.exists():
            seller.name_again(url, given)
    except (StackError, urllib.error.URLError) as error:
        warn(str(error))
        return 1
    return 0


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
