"""Exit 0 when an address answers 200: the health check of a container. python -m chassis.probe URL"""

import sys
from urllib.error import URLError
from urllib.request import urlopen

try:
    sys.exit(0 if urlopen(sys.argv[1], timeout=2).status == 200 else 1)
except URLError as error:
    sys.exit(f"{sys.argv[1]}: {error}")
