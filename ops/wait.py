"""Waiting until something is true, with a limit and a sentence for when it is not."""

import json
import time
import urllib.error
from collections.abc import Callable

from ops import direct
from ops.errors import StackError


def until(
    condition: Callable[[], object], seconds: float, otherwise: str | Callable[[], str], every: float = 0.1
) -> None:
    """Return once `condition()` is true; after `seconds`, stop with `otherwise` (or what it returns)."""
    limit = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > limit:
            raise StackError(otherwise if isinstance(otherwise, str) else otherwise())
        time.sleep(every)


def http_status(url: str, timeout: float = 2) -> int:
    """The status `url` answers with; 0 when nothing answers."""
    try:
        with direct.urlopen(url, timeout=timeout) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def http_json(url: str, timeout: float = 2) -> object:
    """The JSON document at `url`, or None when there is none."""
    try:
        with direct.urlopen(url, timeout=timeout) as answer:
            return json.load(answer)
    except (OSError, ValueError):
        return None
