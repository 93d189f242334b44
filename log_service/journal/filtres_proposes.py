"""What the filters of the audit log can be set to: what occurs in it, with its words."""

from dataclasses import dataclass

from journal.valeurs import valeurs
from journal.vocabulaire import ACTES, ACTIONS, MODULES, Paire, sans_article


@dataclass(frozen=True)
class Nom:
    code: str
    fr: str
    en: str


@dataclass(frozen=True)
class Propositions:
    services: list[str]
    modules: list[Nom]
    actions: list[Nom]


def proposer_filtres() -> Propositions:
    return Propositions(
        services=valeurs("service"),
        modules=[_nom(code, MODULES) for code in valeurs("module")],
        actions=[_nom(code, ACTIONS | ACTES) for code in valeurs("action")],
    )


def _nom(code: str, mots: dict[str, Paire]) -> Nom:
    fr, en = mots.get(code, (code, code))
    return Nom(code, sans_article(fr), sans_article(en))
