"""A small world to test in: pieces, places, and acts on them."""

import threading
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import orjson
from django.db import connection

from chassis.auth.actor import Actor
from chassis.identifiers import new_id
from chassis.invariants import all_invariants
from chassis.models import OutboxMessage
from chassis.testing import contracts
from stock import operations, pieces, reservations
from stock.emplacements import creer_emplacement
from stock.models import Emplacement, NiveauStock, PieceCopie, StockPiece
from stock.mouvements import Demande, enregistrer_mouvement
from stock.operations import Part
from stock.pieces import copier_pieces

ACTEUR = Actor(id=UUID("01920000-0000-7000-8000-000000000001"), email="magasin@example.org", ip="203.0.113.9")
_numbers = count(1)


def donnees_de_piece(**champs) -> dict:
    """A piece as pieces_service tells of it."""
    number = next(_numbers)
    return {
        "id": str(new_id()),
        "reference": f"PC-{number:06d}",
        "nom": f"Écrou {number}",
        "unite": "pièce",
        "prix_achat": "2.00",
        "prix_vente": "5.00",
        "taux_tva": "20.00",
        "actif": True,
        "supprimee": False,
        "version": 1,
        "fournisseur_id": None,
        "code_barres": "",
    } | champs


def copier_piece(donnees: dict) -> None:
    copier_pieces([donnees])


def une_piece(**champs) -> PieceCopie:
    donnees = donnees_de_piece(**champs)
    copier_piece(donnees)
    return PieceCopie.objects.get(pk=donnees["id"])


def une_place(code: str | None = None, **champs) -> Emplacement:
    code = code or f"A-{next(_numbers):04d}"
    return creer_emplacement(
        **{"code": code, "nom": f"Place {code}", "type": "rayon"} | champs, acteur=ACTEUR
    )


def bouger(type: str, piece, place, quantite, *, vers=None, **champs):
    demande = Demande(
        piece_id=getattr(piece, "id", piece),
        type=type,
        quantite=Decimal(quantite),
        emplacement_id=getattr(place, "id", place),
        emplacement_destination_id=vers and getattr(vers, "id", vers),
        **champs,
    )
    return enregistrer_mouvement(demande=demande, acteur=ACTEUR)


def entrer(piece, place, quantite, **champs):
    return bouger("IN", piece, place, quantite, **champs)


def sortir(piece, place, quantite, **champs):
    return bouger("OUT", piece, place, quantite, **champs)


def transferer(piece, place, vers, quantite):
    return bouger("TRANSFER", piece, place, quantite, vers=vers)


def ajuster(piece, place, quantite, **champs):
    return bouger("ADJUST", piece, place, quantite, **champs)


def reserver(commande_id, *lignes):
    """Lines are (piece, quantite)."""
    demandees = [
        reservations.Ligne(ligne_id=new_id(), piece_id=piece.id, quantite=Decimal(quantite))
        for piece, quantite in lignes
    ]
    return reservations.reserver_commande(commande_id=commande_id, lignes=demandees, acteur=ACTEUR)


def expedier(commande_id, *, expedition_id=None, lignes=None):
    """`lignes` are (ligne_id, quantite); left out: all that is reserved."""
    parts = lignes and [Part(ligne_id=ligne_id, quantite=Decimal(q)) for ligne_id, q in lignes]
    return operations.expedier_commande(
        commande_id=commande_id,
        expedition_id=expedition_id or new_id(),
        reference="CMD-1",
        parts=parts,
        acteur=ACTEUR,
    )


def recevoir(commande_id, place, *lignes, reception_id=None):
    """`lignes` are (piece, quantite, cout)."""
    parts = [
        Part(ligne_id=new_id(), piece_id=piece.id, quantite=Decimal(q), cout_unitaire=Decimal(cout))
        for piece, q, cout in lignes
    ]
    return operations.recevoir_commande(
        commande_id=commande_id,
        reception_id=reception_id or new_id(),
        reference="CMD-2",
        emplacement_id=place.id,
        parts=parts,
        acteur=ACTEUR,
    )


def retourner(commande_id, type, place, *lignes, retour_id=None):
    """`lignes` are (ligne_id, piece, quantite)."""
    return operations.retourner_commande(
        commande_id=commande_id,
        retour_id=retour_id or new_id(),
        type=type,
        reference="CMD-3",
        emplacement_id=place.id,
        parts=[
            Part(ligne_id=ligne_id, piece_id=piece.id, quantite=Decimal(q)) for ligne_id, piece, q in lignes
        ],
        acteur=ACTEUR,
    )


def retirer(piece, *, version=2):
    pieces.retirer_piece(piece_id=piece.id, version=version, acteur=ACTEUR)


def niveau(piece, place) -> tuple[str, str]:
    """(quantite, reserve) at a place."""
    row = NiveauStock.objects.filter(piece=piece, emplacement=place).first()
    return (str(row.quantite), str(row.reserve)) if row else ("0.000", "0.000")


def total(piece) -> StockPiece:
    return StockPiece.objects.get(piece=piece)


def invariants_casses() -> dict[str, list]:
    """What `manage.py verifier` would find. Inside a test's transaction, foreign keys are checked first."""
    if connection.in_atomic_block:
        connection.check_constraints()
    found = {each.sentence: list(each.broken_rows()) for each in all_invariants}
    return {sentence: rows for sentence, rows in found.items() if rows}


def messages(module: str, piece=None) -> list[tuple[str, dict]]:
    """(method, data) of what the outbox holds of a module."""
    rows = OutboxMessage.objects.filter(body__moduleName=module).order_by("id")
    found = [(row.body["method"], data) for row in rows for data in row.body["data"]]
    return [each for each in found if piece is None or each[1]["piece_id"] == str(piece.id)]


class ServiceDesPieces:
    """Stands where pieces_service is, at the end of a real connection."""

    def __init__(self):
        self.pieces: dict[str, dict] = {}
        self.asked: list[str] = []
        self.before_answering = lambda: None
        self.status: int | None = None
        self.page_size = 500
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                service.asked.append(self.path)
                service.before_answering()
                self._answer(*service.answer(self.path))

            def _answer(self, status, body):
                content = orjson.dumps(body)
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def add(self, **champs) -> dict:
        """One more piece of the catalogue, of which no message has come yet."""
        donnees = donnees_de_piece(**champs)
        self.pieces[donnees["id"]] = donnees
        return donnees

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, path: str) -> tuple[int, dict]:
        piece_id = path.removeprefix("/internal/pieces/").strip("/")
        if self.status:
            return self.status, {}
        if path.startswith("/internal/pieces/?"):
            return 200, self.page(parse_qs(urlsplit(path).query).get("apres", [""])[0])
        if piece_id in self.pieces:
            return 200, self.pieces[piece_id]
        return 404, {"code": "piece_inconnue", "status": 404, "piece_id": piece_id}

    def page(self, apres: str) -> dict:
        found = sorted(
            (each for each in self.pieces.values() if each["id"] > apres), key=lambda each: each["id"]
        )
        page = found[: self.page_size]
        return {"results": page, "suivant": page[-1]["id"] if len(found) > len(page) else None}

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class ServiceDesCommandes:
    """Stands where commandes_service is: makes one draft purchase per proposition_id."""

    def __init__(self):
        self.received: list[tuple[str, dict]] = []
        self.achats: dict[str, dict] = {}
        self.status: int | None = None
        self.fails_at: int | None = None
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = orjson.loads(self.rfile.read(int(self.headers["Content-Length"])))
                service.received.append((self.path, body))
                content = orjson.dumps(service.answer(body))
                self.send_response(service.code(body))
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def code(self, body: dict) -> int:
        if self.fails_at is not None and len(self.achats) > self.fails_at:
            return 503
        return self.status or 201

    def answer(self, body: dict) -> dict:
        example = contracts.load("calls/achats.creer")["answers"]
        if self.status == 404:
            return example["404"]["example"] | {"fournisseur_id": body["fournisseur_id"]}
        first = {
            "fournisseur_id": body["fournisseur_id"],
            "commande_id": example["201"]["example"]["commande_id"],
        }
        return self.achats.setdefault(
            body["proposition_id"], first | {"reference": f"CMD-2026-{43 + len(self.achats):05d}"}
        )

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
