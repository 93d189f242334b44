"""What the OpenAPI files promise, tried with made-up requests: no 500, no answer that they do not declare."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from ops import registry
from ops.paths import BIN

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
EXAMPLES = 4
# of each service; more with OPENAPI_SECONDS
SECONDS = int(os.environ.get("OPENAPI_SECONDS", "10"))
# they end the session that asks, or never end
LEFT_OUT = "logout|stream"


# auth_service last: made-up passwords make it refuse whoever comes from this address for a while
@pytest.mark.parametrize("service", registry.services()[::-1], ids=lambda service: service.name)
def test_no_made_up_request_is_answered_otherwise_than_declared(demo, admin, figures, service, tmp_path):
    admin.login()
    command = [
        str(BIN / "schemathesis"),
        "run",
        f"{demo['api']}{service.prefixes[0]}schema/?format=json",
        f"--url={demo['api']}",
        f"--header=Authorization: {admin.authorization}",
        f"--checks={CHECKS}",
        "--phases=coverage,fuzzing",
        f"--max-examples={EXAMPLES}",
        f"--max-time={SECONDS}",
        f"--exclude-path-regex={LEFT_OUT}",
        "--generation-deterministic",
        "--continue-on-failure",
        "--no-color",
    ]
    hooks = {**os.environ, "SCHEMATHESIS_HOOKS": "openapi_hooks", "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=hooks)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-1000:]
    tried = int(re.search(r"(\d+) generated", done.stdout)[1])
    figures.count("made-up requests, none answered otherwise than declared", tried, service.name)
