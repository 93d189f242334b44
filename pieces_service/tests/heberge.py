"""A loopback HTTP server that speaks the documented interfaces of S3, ImgBB and Freeimage.host."""

import json
import threading
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

IMGBB = {
    "data": {
        "id": "2ndCYJK",
        "url_viewer": "https://ibb.co/2ndCYJK",
        "url": "https://i.ibb.co/w04Prt6/c1f64245afb2.jpg",
        "display_url": "https://i.ibb.co/98W13PY/c1f64245afb2.jpg",
        "width": "800",
        "height": "600",
        "size": "42",
        "time": "1552042565",
        "expiration": "0",
        "image": {
            "filename": "c1.jpg",
            "mime": "image/jpeg",
            "url": "https://i.ibb.co/w04Prt6/c1f64245afb2.jpg",
        },
        "thumb": {
            "filename": "c1.jpg",
            "mime": "image/jpeg",
            "url": "https://i.ibb.co/2ndCYJK/c1f64245afb2.jpg",
        },
        "delete_url": "https://ibb.co/2ndCYJK/670a7e48ddcb85ac340c717a41047e5c",
    },
    "success": True,
    "status": 200,
}
FREEIMAGE = {
    "status_code": 200,
    "success": {"message": "image uploaded", "code": 200},
    "image": {
        "name": "example",
        "extension": "jpg",
        "width": "800",
        "height": "600",
        "url": "https://iili.io/HEx4mP.jpg",
        "url_viewer": "https://freeimage.host/i/HEx4mP",
        "thumb": {"filename": "HEx4mP.th.jpg", "mime": "image/jpeg", "url": "https://iili.io/HEx4mP.th.jpg"},
        "display_url": "https://iili.io/HEx4mP.md.jpg",
    },
    "status_txt": "OK",
}


class Heberge:
    """`demandes` is what came in; `objets` what S3 holds; `panne` answers that status to everything."""

    def __init__(self):
        self.demandes: list[dict] = []
        self.objets: dict[str, bytes] = {}
        self.panne = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, args=[0.01], daemon=True).start()
        self.adresse = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(heberge):
        """`self` is the request's handler below."""

        class Handler(BaseHTTPRequestHandler):
            def _servir(self):
                corps = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                chemin = urlsplit(self.path).path
                heberge.demandes.append(
                    {"methode": self.command, "chemin": chemin, "entetes": dict(self.headers), "corps": corps}
                )
                self._repondre(*heberge._reponse(self.command, chemin, corps, self.headers))

            do_POST = do_PUT = do_GET = do_DELETE = _servir

            def _repondre(self, statut: int, contenu: bytes, type: str):
                self.send_response(statut)
                self.send_header("Content-Type", type)
                self.send_header("Content-Length", str(len(contenu)))
                self.end_headers()
                self.wfile.write(contenu)

            def log_message(self, *args):
                pass

        return Handler

    def _reponse(self, methode: str, chemin: str, corps: bytes, entetes) -> tuple[int, bytes, str]:
        if self.panne:
            return self.panne, b'{"error": {"message": "Invalid API v1 key."}}', "application/json"
        if chemin in ("/1/upload", "/api/1/upload"):
            return 200, json.dumps(IMGBB if chemin == "/1/upload" else FREEIMAGE).encode(), "application/json"
        return self._s3(methode, chemin, corps)

    def _s3(self, methode: str, chemin: str, corps: bytes) -> tuple[int, bytes, str]:
        if methode == "PUT":
            self.objets[chemin] = corps
            return 200, b"", "application/xml"
        if methode == "DELETE":
            self.objets.pop(chemin, None)
            return 204, b"", "application/xml"
        if chemin in self.objets:
            return 200, self.objets[chemin], "image/jpeg"
        return 404, b"<Error><Code>NoSuchKey</Code></Error>", "application/xml"


def formulaire(demande: dict) -> dict[str, bytes]:
    """The fields of a multipart request."""
    entete = f"Content-Type: {demande['entetes']['Content-Type']}\r\n\r\n".encode()
    message = BytesParser().parsebytes(entete + demande["corps"])
    return {
        partie.get_param("name", header="content-disposition"): partie.get_payload(decode=True)
        for partie in message.get_payload()
    }
