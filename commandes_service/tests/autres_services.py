"""stock_service and pieces_service at the network boundary, in memory, held to the files of contracts/.

It keeps reservations as stock_service promises to: all lines or none, idempotent per order, refusals not
kept, an answer kept per idempotency key. Every request it gets and every answer it gives is checked against
its contract, so a client that strays fails here.
"""

import json
import re
import threading
from collections import defaultdict
from decimal import Decimal

from chassis import http
from chassis.identifiers import new_id
from chassis.testing import contracts

ROUTES = [
    ("POST", r"/internal/reservations/", "stock.reserver", "_reserver"),
    ("POST", r"/internal/commandes/([0-9a-f-]{36})/liberer/", "stock.liberer", "_liberer"),
    ("POST", r"/internal/commandes/([0-9a-f-]{36})/expedier/", "stock.expedier", "_expedier"),
    ("POST", r"/internal/commandes/([0-9a-f-]{36})/recevoir/", "stock.recevoir", "_recevoir"),
    ("POST", r"/internal/commandes/([0-9a-f-]{36})/retourner/", "stock.retourner", "_retourner"),
    ("GET", r"/internal/commandes/([0-9a-f-]{36})/", "stock.commande", "_commande"),
    ("GET", r"/internal/pieces/\?(.*)", "pieces.copier", "_pieces"),
    ("GET", r"/internal/pieces/([0-9a-f-]{36})/", "pieces.lire", "_piece"),
]
CONTRATS = {name: contracts.load(f"calls/{name}") for _, _, name, _ in ROUTES}


class ProcessusTue(BaseException):
    """The process dies here: nothing after this point runs."""


class AutresServices:
    def __init__(self):
        self.quantites: dict[str, Decimal] = defaultdict(Decimal)
        self.reservations: dict[str, list[dict]] = defaultdict(list)
        self.mouvements: dict[str, list[dict]] = defaultdict(list)
        self.emplacements_inconnus: set[str] = set()
        self.retirees: set[str] = set()
        self.catalogue: dict[str, dict] = {}
        self.appels: list[tuple[str, str, object, str | None]] = []
        self.acteurs: list = []
        self.pannes: list = []  # one for each call to come: see `call`
        self.en_vol: list = []  # calls nobody waits for any more, not arrived yet
        self.reponse_imposee: http.Answer | None = None
        self._gardees: dict[str, http.Answer] = {}
        self._lock = threading.RLock()

    def call(self, target, method, path, body=None, *, actor=None, idempotency_key=None, **options):
        """Takes the place of chassis.http.call. A breakdown is one of:

        a function  runs after the other side has answered, before we have read it
        avant       unreachable, nothing is done         apres        done, but the answer is lost
        en_vol      no answer; arrives later             tue_avant / tue_apres   our process dies
        """
        if idempotency_key:  # a key belongs to its caller: the service and the user it acts for
            idempotency_key = f"{idempotency_key} {actor.id if actor else None}"
        with self._lock:
            panne = self.pannes.pop(0) if self.pannes else None
            self.appels.append((method, path, body, idempotency_key))
            self.acteurs.append(actor)
        if panne == "avant":
            raise http.CallFailed()
        if panne == "tue_avant":
            raise ProcessusTue()
        if panne == "en_vol":
            self.en_vol.append(lambda: self._servir(method, path, body, idempotency_key))
            raise http.CallFailed()
        if self.reponse_imposee is not None:
            return self.reponse_imposee
        answer = self._servir(method, path, body, idempotency_key)
        if callable(panne):
            panne()
        if panne == "apres":
            raise http.CallFailed()
        if panne == "tue_apres":
            raise ProcessusTue()
        return answer

    def arriver(self):
        """The calls in flight reach their target at last."""
        while self.en_vol:
            self.en_vol.pop(0)()

    def posts(self):
        return [(path, key) for method, path, _, key in self.appels if method == "POST"]

    def actives(self, commande_id) -> list[dict]:
        return [r for r in self.reservations[str(commande_id)] if r["etat"] == "active"]

    def disponible(self, piece_id) -> Decimal:
        reserve = sum(
            Decimal(r["quantite"])
            for rows in list(self.reservations.values())
            for r in rows
            if r["etat"] == "active" and r["piece_id"] == str(piece_id)
        )
        return self.quantites[str(piece_id)] - reserve

    def _servir(self, method, path, body, key) -> http.Answer:
        body = json.loads(json.dumps(body, default=str))
        with self._lock:
            if key and key in self._gardees:
                return self._gardees[key]
            for its_method, pattern, name, function in ROUTES:
                found = re.fullmatch(pattern, path)
                if its_method == method and found:
                    if CONTRATS[name]["request"]:
                        contracts.check(body, CONTRATS[name]["request"])
                    status, data = getattr(self, function)(*found.groups(), body)
                    contracts.check(data, CONTRATS[name]["answers"][str(status)]["schema"])
                    answer = http.Answer(status, data)
                    if key and answer.ok:
                        self._gardees[key] = answer
                    return answer
        raise AssertionError(f"no contract for {method} {path}")

    def _reserver(self, body):
        commande_id = body["commande_id"]
        if not self.actives(commande_id):
            demandes: dict[str, Decimal] = defaultdict(Decimal)
            for ligne in body["lignes"]:
                demandes[ligne["piece_id"]] += Decimal(ligne["quantite"])
            for piece_id in sorted(demandes):
                if piece_id not in self.quantites:
                    return 404, _probleme(404, "piece_inconnue", piece_id=piece_id)
            courtes = [
                {"piece_id": p, "demande": f"{q:.3f}", "disponible": f"{self.disponible(p):.3f}"}
                for p, q in sorted(demandes.items())
                if self.disponible(p) < q
            ]
            if courtes:
                return 409, _probleme(409, "stock_insuffisant", lignes=courtes)
            for ligne in body["lignes"]:
                self._poser(commande_id, ligne)
        return 201, {"commande_id": commande_id, "reservations": self.actives(commande_id)}

    def _poser(self, commande_id, ligne):
        """In two places when it can be cut in two: a line may be reserved here and there."""
        quantite = Decimal(ligne["quantite"])
        parts = [Decimal(1), quantite - 1] if quantite > 1 else [quantite]
        for part in parts:
            self.reservations[commande_id].append(
                {
                    "id": str(new_id()),
                    "ligne_id": ligne["ligne_id"],
                    "piece_id": ligne["piece_id"],
                    "emplacement_id": str(new_id()),
                    "quantite": f"{part:.3f}",
                    "etat": "active",
                }
            )

    def _liberer(self, commande_id, body):
        for reservation in self.actives(commande_id):
            reservation["etat"] = "liberee"
        return 200, {"commande_id": commande_id, "reservations": self.reservations[commande_id]}

    def _expedier(self, commande_id, body):
        """Takes from the active reservations of each line; what a reservation has too much stays active."""
        if not self.ecrits(commande_id, body["expedition_id"]):
            for ligne in body["lignes"]:
                tenu = sum(Decimal(r["quantite"]) for r in self._actives_de(commande_id, ligne["ligne_id"]))
                if tenu < Decimal(ligne["quantite"]):
                    return 409, _probleme(409, "reservation_absente")
            for ligne in body["lignes"]:
                self._consommer(commande_id, ligne, body["expedition_id"])
        return 200, {
            "commande_id": commande_id,
            "mouvements": self.ecrits(commande_id, body["expedition_id"]),
            "reservations": self.actives(commande_id),
        }

    def _consommer(self, commande_id, ligne, operation_id):
        reste = Decimal(ligne["quantite"])
        for reservation in self._actives_de(commande_id, ligne["ligne_id"]):
            pris = min(reste, Decimal(reservation["quantite"]))
            if not pris:
                break
            surplus = Decimal(reservation["quantite"]) - pris
            reservation["etat"], reservation["quantite"] = "consommee", f"{pris:.3f}"
            if surplus:
                self.reservations[commande_id].append(
                    reservation | {"id": str(new_id()), "etat": "active", "quantite": f"{surplus:.3f}"}
                )
            place = reservation["emplacement_id"]
            self._ecrire(commande_id, operation_id, reservation | {"quantite": str(-pris)}, place)
            reste -= pris

    def _recevoir(self, commande_id, body):
        operation_id, place = body["reception_id"], body["emplacement_id"]
        if not self.ecrits(commande_id, operation_id):
            if place in self.emplacements_inconnus:
                return 404, _probleme(404, "emplacement_inconnu", emplacement_id=place)
            for ligne in body["lignes"]:
                if ligne["piece_id"] in self.retirees:
                    return 409, _probleme(409, "piece_retiree", piece_id=ligne["piece_id"])
            for ligne in body["lignes"]:
                self._ecrire(commande_id, operation_id, ligne, place)
        return 200, {"commande_id": commande_id, "mouvements": self.ecrits(commande_id, operation_id)}

    def _retourner(self, commande_id, body):
        operation_id, place = body["retour_id"], body["emplacement_id"]
        signe = 1 if body["type"] == "vente" else -1
        if not self.ecrits(commande_id, operation_id):
            if place in self.emplacements_inconnus:
                return 404, _probleme(404, "emplacement_inconnu", emplacement_id=place)
            courtes = [
                {
                    "piece_id": x["piece_id"],
                    "demande": x["quantite"],
                    "disponible": f"{self.disponible(x['piece_id']):.3f}",
                }
                for x in body["lignes"]
                if signe < 0 and self.disponible(x["piece_id"]) < Decimal(x["quantite"])
            ]
            if courtes:
                return 409, _probleme(409, "stock_insuffisant", lignes=courtes)
            for ligne in body["lignes"]:
                nombre = {"quantite": str(signe * Decimal(ligne["quantite"]))}
                self._ecrire(commande_id, operation_id, ligne | nombre, place)
        return 200, {"commande_id": commande_id, "mouvements": self.ecrits(commande_id, operation_id)}

    def _ecrire(self, commande_id, operation_id, ligne, emplacement_id):
        nombre = Decimal(ligne["quantite"])
        self.quantites[ligne["piece_id"]] += nombre
        self.mouvements[commande_id].append(
            {
                "id": str(new_id()),
                "reference": f"MV-{len(self.mouvements):06d}",
                "operation_id": operation_id,
                "type": "IN" if nombre > 0 else "OUT",
                "ligne_id": ligne["ligne_id"],
                "piece_id": ligne["piece_id"],
                "emplacement_id": emplacement_id,
                "quantite": f"{nombre:.3f}",
                "cout_unitaire": ligne.get("cout_unitaire", "0.100000"),
            }
        )

    def _actives_de(self, commande_id, ligne_id):
        return [r for r in self.actives(commande_id) if r["ligne_id"] == ligne_id]

    def ecrits(self, commande_id, operation_id) -> list[dict]:
        rows = self.mouvements[str(commande_id)]
        return [mouvement for mouvement in rows if mouvement["operation_id"] == str(operation_id)]

    def _commande(self, commande_id, body):
        return 200, {
            "commande_id": commande_id,
            "reservations": self.reservations[commande_id],
            "mouvements": self.mouvements[commande_id],
        }

    def _pieces(self, query, body):
        """Two a page, so that tests turn pages."""
        apres = dict(pair.split("=") for pair in query.split("&")).get("apres", "")
        ids = sorted(piece_id for piece_id in self.catalogue if piece_id > apres)
        page = ids[:2]
        return 200, {
            "results": [self.catalogue[piece_id] for piece_id in page],
            "suivant": page[-1] if len(ids) > 2 else None,
        }

    def _piece(self, piece_id, body):
        if piece_id not in self.catalogue:
            return 404, _probleme(404, "piece_inconnue", piece_id=piece_id)
        return 200, self.catalogue[piece_id]


def _probleme(status, code, **data):
    return {
        "type": "about:blank",
        "title": code,
        "status": status,
        "detail": code,
        "code": code,
        "request_id": "01930000-0000-7000-8000-000000000008",
        **data,
    }
