"""The health check of a container: exit 0 when all is well, otherwise 1 and a sentence.

python -m chassis.probe URL      it answers 200
python -m chassis.probe FILE     it was touched in the last 30 seconds (see chassis.heartbeat)
"""

import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

OLD_SECONDS = 30
direct = build_opener(ProxyHandler({}))  # a container may be told of a proxy for the world outside


def answers(url: str) -> str:
    """What is wrong with it, or nothing."""
    try:
        with direct.open(url, timeout=2) as answer:
            return "" if answer.status == 200 else f"{url} answers {answer.status}"
    except URLError as error:
        return f"{url}: {error}"


def beats(file: Path) -> str:
    """What is wrong with it, or nothing."""
    try:
        age = time.time() - file.stat().st_mtime
    except FileNotFoundError:
        return f"{file} is not there"
    return "" if age < OLD_SECONDS else f"{file} was last touched {age:.0f} s ago"


if __name__ == "__main__":
    [asked] = sys.argv[1:]
    sys.exit((answers(asked) if "://" in asked else beats(Path(asked))) or 0)
