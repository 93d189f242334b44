"""One readable sentence per entry of the audit log, in French and in English."""

import re
from collections.abc import Callable
from typing import Any

from journal.changements import changements
from journal.tournures import TOURNURES
from journal.vocabulaire import ACTIONS, MODULES, champ

CHAMPS_NOMMES = 5
CHAMPS_DETAILLES = 3  # with this few, their values are shown as well
VALEUR_COURTE = 40
DETAILLEES = {"changer_adresse", "definir", "modifier"}
IDENTIFIANT = re.compile(r"\A[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")
FR, EN = 0, 1
GUILLEMETS = ("« {} »", "“{}”")
DEUX_POINTS = (" : ", ": ")
BOOLEENS = (("non", "oui"), ("no", "yes"))


def phrases(entree: dict[str, Any], service: str) -> tuple[str, str]:
    """The French and the English sentence of one entry, as its message carries it."""
    return _phrase(entree, service, FR), _phrase(entree, service, EN)


def _phrase(entree: dict[str, Any], service: str, langue: int) -> str:
    return f"{_auteur(entree, service, langue)} {_acte(entree, langue)}{_details(entree, langue)}."


def _auteur(entree: dict[str, Any], service: str, langue: int) -> str:
    if entree["user_email"]:
        return entree["user_email"]
    if entree["user_id"]:
        return ("L'utilisateur {}", "User {}")[langue].format(entree["user_id"])
    return ("Le service {}", "Service {}")[langue].format(service)


def _acte(entree: dict[str, Any], langue: int) -> str:
    action, module = entree["action"], entree["module"]
    libelle = entree["libelle"] or entree["objet_id"]
    if (module, action) in TOURNURES:
        # not str.format: what people called their object may hold braces
        return TOURNURES[module, action][langue].replace("{libelle}", libelle)
    cite = GUILLEMETS[langue].format
    inconnue = ("a effectué l'action {} sur", "performed the action {} on")[langue].format(cite(action))
    inconnu = ("l'objet {}", "the object {}")[langue].format(cite(module))
    faire = ACTIONS[action][langue] if action in ACTIONS else inconnue
    objet = MODULES[module][langue] if module in MODULES else inconnu
    return f"{faire} {objet} {cite(libelle)}"


def _details(entree: dict[str, Any], langue: int) -> str:
    """The changed fields, of acts whose verb alone does not say what became of the object."""
    if entree["action"] not in DETAILLEES or not entree["avant"] or not entree["apres"]:
        return ""
    changes = changements(entree["avant"], entree["apres"])
    if not changes:
        return ""
    montrer: Callable[[dict, int], str] = _avec_valeurs if len(changes) <= CHAMPS_DETAILLES else _nom
    morceaux = ", ".join(montrer(change, langue) for change in changes[:CHAMPS_NOMMES])
    autres = len(changes) - CHAMPS_NOMMES
    if autres > 0:
        reste = (" et {} autre", " and {} other")[langue].format(autres)
        morceaux += reste + ("s" if autres > 1 else "")
    return f" ({morceaux})"


def _nom(change: dict[str, Any], langue: int) -> str:
    return champ(change["champ"])[langue]


def _avec_valeurs(change: dict[str, Any], langue: int) -> str:
    valeurs = [_valeur(change[cote], langue) for cote in ("avant", "apres")]
    if None in valeurs:
        return _nom(change, langue)
    return f"{_nom(change, langue)}{DEUX_POINTS[langue]}{' → '.join(valeurs)}"


def _valeur(valeur: Any, langue: int) -> str | None:
    """A short value as people read it; None for what would fill the sentence, or says nothing to anybody."""
    if valeur is None or valeur == "":
        return "—"
    if isinstance(valeur, bool):
        return BOOLEENS[langue][valeur]
    if not isinstance(valeur, str | int | float) or IDENTIFIANT.match(str(valeur)):
        return None
    return str(valeur) if len(str(valeur)) <= VALEUR_COURTE else None
