"""The central configuration of every service: what each declares it may be, and what Consul's KV holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from chassis import registry
from chassis.live_config import BYTES_MAX, SCHEMA_PREFIX, TEXT_MAX, VALUES_PREFIX, Parameter
from journal.errors import ConsulIndisponible, ParametreInconnu

TYPES = {int: "entier", float: "nombre", str: "texte", bool: "booleen", list: "liste", dict: "objet"}
Cle = tuple[str, str]  # service, key


@dataclass(frozen=True)
class Stockee:
    """What the KV holds below one key. `valide` false: it is no JSON."""

    texte: str
    valeur: Any
    valide: bool
    version: int


@dataclass(frozen=True)
class Reglage:
    """One key: as its service declares it, and as the KV holds it; None where one of both does not."""

    service: str
    cle: str
    parametre: Parameter | None
    stockee: Stockee | None

    @property
    def valeur(self) -> Any:
        """What the KV says; else what the service takes by itself."""
        if self.stockee:
            return self.stockee.valeur
        return self.defaut

    @property
    def texte(self) -> str:
        return self.stockee.texte if self.stockee else orjson.dumps(self.valeur).decode()

    @property
    def version(self) -> int:
        return self.stockee.version if self.stockee else 0

    @property
    def definie(self) -> bool:
        return self.stockee is not None

    @property
    def declaree(self) -> bool:
        return self.parametre is not None

    @property
    def valide(self) -> bool:
        return self.probleme is None

    @property
    def probleme(self) -> str | None:
        """Why the service does not take what the KV holds."""
        if self.stockee is None:
            return None
        if not self.stockee.valide:
            return "La valeur n'est pas du JSON."
        return probleme(self.parametre, self.stockee.valeur) if self.parametre else None

    @property
    def type(self) -> str | None:
        return TYPES[type(self.parametre.default)] if self.parametre else None

    @property
    def defaut(self) -> Any:
        return self.parametre.default if self.parametre else None

    @property
    def minimum(self) -> Any:
        return self.parametre.minimum if self.parametre else None

    @property
    def maximum(self) -> Any:
        return self.parametre.maximum if self.parametre else None

    @property
    def description(self) -> dict[str, str] | None:
        return {"fr": self.parametre.about_fr, "en": self.parametre.about} if self.parametre else None


def probleme(parametre: Parameter, valeur: Any) -> str | None:
    """Why the service would refuse this value, as a sentence; None when it would take it."""
    if parametre.problem_with(valeur) is None:
        return None
    if isinstance(valeur, list | dict) and len(orjson.dumps(valeur)) > BYTES_MAX:
        return f"Au plus {BYTES_MAX} octets."
    attendu = {
        "entier": "Un nombre entier",
        "nombre": "Un nombre décimal, comme 1.5,",
        "texte": f"Un texte de {TEXT_MAX} caractères au plus, sans caractère de contrôle,",
        "booleen": "true ou false",
        "liste": "Une liste",
        "objet": "Un objet",
    }[TYPES[type(parametre.default)]]
    bornes = [
        f"{mot} {borne}"
        for mot, borne in (("au moins", parametre.minimum), ("au plus", parametre.maximum))
        if borne is not None
    ]
    return f"{attendu} est attendu{', ' if bornes else ''}{' et '.join(bornes)}."


def lire_configuration(service: str | None = None) -> list[Reglage]:
    """Every key of one service or of all, in their order. Raises ConsulIndisponible."""
    parametres, valeurs = dict(_parametres()), dict(_valeurs())
    return [
        Reglage(nom, cle, parametres.get((nom, cle)), valeurs.get((nom, cle)))
        for nom, cle in sorted(parametres.keys() | valeurs.keys())
        if service in (None, nom)
    ]


def texte_de(reglage: Reglage) -> str:
    """What a search in the configuration looks through."""
    return " ".join([reglage.service, reglage.cle, *(reglage.description or {}).values()])


def lire_reglage(service: str, cle: str) -> Reglage:
    """A key that is declared, or at least set. Raises ParametreInconnu, ConsulIndisponible."""
    for reglage in lire_configuration(service):
        if reglage.cle == cle:
            return reglage
    raise ParametreInconnu()


def ecrire_valeur(service: str, cle: str, valeur: Any, *, version: int) -> bool:
    """Set it if it is still at `version`, 0 meaning not set; whether it was. Raises ConsulIndisponible."""
    try:
        return registry.client().kv.put(f"{VALUES_PREFIX}{service}/{cle}", orjson.dumps(valeur), cas=version)
    except registry.UNREACHABLE as erreur:
        raise ConsulIndisponible() from erreur


def effacer_valeur(service: str, cle: str, *, version: int) -> bool:
    """Unset it if it is still at `version`; whether it was. Raises ConsulIndisponible."""
    try:
        return registry.client().kv.delete(f"{VALUES_PREFIX}{service}/{cle}", cas=version)
    except registry.UNREACHABLE as erreur:
        raise ConsulIndisponible() from erreur


def _parametres() -> Iterator[tuple[Cle, Parameter]]:
    for ligne in _lignes(SCHEMA_PREFIX):
        service = ligne["Key"].removeprefix(SCHEMA_PREFIX)
        for cle, declaration in _declarations(ligne["Value"] or b"").items():
            yield (service, cle), Parameter.from_json(cle, declaration)


def _declarations(octets: bytes) -> dict[str, dict[str, Any]]:
    """Those that a service could have published; operators may write anything there."""
    try:
        lues = orjson.loads(octets)
    except orjson.JSONDecodeError:
        return {}
    if not isinstance(lues, dict):
        return {}
    return {
        cle: lue for cle, lue in lues.items() if isinstance(lue, dict) and type(lue.get("default")) in TYPES
    }


def _valeurs() -> Iterator[tuple[Cle, Stockee]]:
    for ligne in _lignes(VALUES_PREFIX):
        service, _, cle = ligne["Key"].removeprefix(VALUES_PREFIX).partition("/")
        if service and cle and "/" not in cle:
            yield (service, cle), _stockee(ligne["Value"] or b"", ligne["ModifyIndex"])


def _stockee(octets: bytes, version: int) -> Stockee:
    texte = octets.decode(errors="replace")
    try:
        return Stockee(texte, orjson.loads(octets), True, version)
    except orjson.JSONDecodeError:
        return Stockee(texte, None, False, version)


def _lignes(prefixe: str) -> list[dict[str, Any]]:
    try:
        return registry.client().kv.get(prefixe, recurse=True)[1] or []
    except registry.UNREACHABLE as erreur:
        raise ConsulIndisponible() from erreur
