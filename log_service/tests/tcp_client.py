"""A client of the NestJS wire format, written apart from the server's own code, and a server to speak to."""

import asyncio
import json
import socket
import threading

from journal.tcp.serveur import Serveur


class TcpClient:
    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)

    def ask(self, pattern, data=None, *, id="1") -> dict:
        self.send(frame({"pattern": pattern, "data": data, "id": id}))
        return self.answer()

    def send(self, raw: bytes) -> None:
        self.socket.sendall(raw)

    def answer(self) -> dict:
        length = b""
        while not length.endswith(b"#"):
            length += self._some(1)
        return json.loads(self._some(int(length[:-1])))

    def closed(self) -> bool:
        """The server has said goodbye."""
        try:
            return self.socket.recv(1) == b""
        except ConnectionResetError:
            return True

    def close(self) -> None:
        self.socket.close()

    def _some(self, count: int) -> bytes:
        raw = b""
        while len(raw) < count:
            more = self.socket.recv(count - len(raw))
            if not more:
                raise EOFError(raw)
            raw += more
        return raw


def frame(packet: dict) -> bytes:
    """As JSON.stringify writes it: the length in UTF-16 code units."""
    text = json.dumps(packet, ensure_ascii=False)
    return f"{len(text.encode('utf-16-le')) // 2}#{text}".encode()


class RunningServer:
    """The real server, in a thread of this process."""

    def __init__(self):
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)
        self._thread.start()
        self._ready.wait(5)

    async def _run(self):
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        serveur = Serveur()
        server = await serveur.ouvrir("127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        await serveur.fermer()

    def stop(self):
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
