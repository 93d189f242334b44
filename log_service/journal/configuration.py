"""Reading the central configuration of every service, as Consul's KV holds it."""

from dataclasses import dataclass
from typing import Any

import orjson

from chassis import registry
from journal.errors import ConsulIndisponible

RACINE = "config/"


@dataclass
class Valeur:
    """`texte` is what the KV holds; `valeur` what it means, None (and `valide` false) when it is no JSON."""

    service: str
    cle: str
    texte: str
    valeur: Any
    valide: bool


def lire_configuration(service: str | None = None) -> list[Valeur]:
    """The values of one service or of all, in their order. Raises ConsulIndisponible."""
    try:
        _, lignes = registry.client().kv.get(RACINE, recurse=True)
    except registry.UNREACHABLE as erreur:
        raise ConsulIndisponible() from erreur
    valeurs = [_valeur(ligne) for ligne in lignes or [] if ligne["Key"].count("/") == 2]
    choisies = [valeur for valeur in valeurs if service in (None, valeur.service)]
    return sorted(choisies, key=lambda valeur: (valeur.service, valeur.cle))


def _valeur(ligne: dict[str, Any]) -> Valeur:
    _, service, cle = ligne["Key"].split("/")
    octets = ligne["Value"] or b""
    texte = octets.decode(errors="replace")
    try:
        return Valeur(service, cle, texte, orjson.loads(octets), True)
    except orjson.JSONDecodeError:
        return Valeur(service, cle, texte, None, False)
