import subprocess
import sys


def test_logs_bring_nothing_for_colours_into_a_process():
    asked = "import sys, chassis.logs; sys.exit('rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], timeout=20).returncode == 0
