"""The trash: the owner marks a row as deleted and tells log_service, which lists it and asks for it back.

A service declares in its `corbeille.py` how each of its modules is restored and purged:

    register("clients", restaurer=restaurer_client, purger=purger_client, apercu=apercu_client)

The first two are rules with keyword arguments `objet_id` and `acteur`, harmless when done twice, and answer
the object's `libelle`. `apercu(objet_id=...)` changes nothing, and answers an Apercu. What they bring back
beside the object they were asked for is told by `reprendre`, else its own entry would stay in the trash.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import timezone

from chassis.auth.actor import Actor
from chassis.errors import NotFound, Refusal
from chassis.messages import publish


@dataclass(frozen=True)
class Apercu:
    """What would come back: `revient` [{module, objet_id, libelle}], `conflits` [{code, detail}]."""

    libelle: str
    revient: list[dict[str, Any]] = field(default_factory=list)
    conflits: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Module:
    restaurer: Callable[..., str]
    purger: Callable[..., str]
    apercu: Callable[..., Apercu] | None


_modules: dict[str, Module] = {}


class ModuleInconnu(NotFound):
    code = "module_inconnu"
    title = "Ce service ne tient aucun objet de ce module"


class ObjetVivant(Refusal):
    """It is not in the trash (any more): an owner's refusal of that kind has log_service close its entry."""

    code = "objet_vivant"
    title = "Cet objet n'est pas dans la corbeille"

    def __init__(self, detail: str | None = None, **data: Any):
        super().__init__(detail, vivant=True, **data)


def register(
    module: str,
    *,
    restaurer: Callable[..., str],
    purger: Callable[..., str],
    apercu: Callable[..., Apercu] | None = None,
) -> None:
    _modules[module] = Module(restaurer, purger, apercu)


def module_named(name: str) -> Module:
    """Raises ModuleInconnu."""
    if name not in _modules:
        raise ModuleInconnu(module=name)
    return _modules[name]


def deposer(module: str, objet_id: Any, *, libelle: str, instantane: dict[str, Any], acteur: Actor) -> None:
    """Tell the trash of a row just marked as deleted; `instantane` is what it looked like."""
    publish(
        "corbeille",
        "create",
        [
            {
                "module": module,
                "objet_id": str(objet_id),
                "libelle": libelle,
                "instantane": instantane,
                "supprime_par": acteur.id,
                "supprime_par_email": acteur.email,
                "supprime_le": timezone.now(),
            }
        ],
        to=[settings.LOG_SERVICE],
        ordering_key=f"{module}:{objet_id}",
        actor=acteur,
    )


def reprendre(module: str, objet_id: Any, *, acteur: Actor) -> None:
    """Tell the trash that this object came back with another one: the entry it had is over."""
    publish(
        "corbeille",
        "restore",
        [
            {
                "module": module,
                "objet_id": str(objet_id),
                "restaure_par": acteur.id,
                "restaure_par_email": acteur.email,
                "restaure_le": timezone.now(),
            }
        ],
        to=[settings.LOG_SERVICE],
        ordering_key=f"{module}:{objet_id}",
        actor=acteur,
    )
