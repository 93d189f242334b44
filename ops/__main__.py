"""python -m ops: what ./stack runs once the virtual environment exists."""

import sys

from ops.cli import main

sys.exit(main(sys.argv[1:]))
