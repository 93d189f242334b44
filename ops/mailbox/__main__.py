import argparse
import signal
import threading
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from ops.mailbox.store import Store
from ops.mailbox.web import serve


class Catch:
    def __init__(self, store: Store):
        self._store = store

    async def handle_DATA(self, server, session, envelope: Envelope) -> str:
        self._store.add(envelope.original_content, envelope.rcpt_tos)
        return "250 OK"


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    return host, int(port)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m ops.mailbox")
    parser.add_argument("--smtp", type=_address, default=("127.0.0.1", 1025), metavar="HOST:PORT")
    parser.add_argument("--http", type=_address, default=("127.0.0.1", 8025), metavar="HOST:PORT")
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()
    store = Store(options.folder)
    smtp_host, smtp_port = options.smtp
    controller = Controller(Catch(store), hostname=smtp_host, port=smtp_port, decode_data=False)
    controller.start()
    web = serve(store, *options.http)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=web.serve_forever, daemon=True).start()
    print(f"catching mail on {smtp_host}:{smtp_port}", flush=True)
    stop.wait()
    web.shutdown()
    controller.stop()


if __name__ == "__main__":
    main()
