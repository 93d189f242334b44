"""Points at which a test makes this process die: FAIL_POINT=valider.intention; without it, nothing.

For each action of the saga: `<action>.intention` (the step is committed, stock_service not asked yet),
`<action>.reponse` (it has answered, nothing is written), `<action>.resultat` (written, nobody told).
"""

import os
import signal


def point(nom: str) -> None:
    """Die here, as by kill -9, when the environment says so."""
    if os.environ.get("FAIL_POINT") == nom:
        os.kill(os.getpid(), signal.SIGKILL)
