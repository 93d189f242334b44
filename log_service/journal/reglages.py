"""Changing the central configuration, and remembering who changed what.

The value lives in Consul, its history here. The history is written first, Consul is asked last, in one
transaction: a refusal leaves no trace of either. Should the process die in between, or somebody change
Consul by other means, the worker finds the value changed and notes that, without a name.
"""

import zlib
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from chassis import audit, request_id
from chassis.auth.actor import Actor
from chassis.errors import InvalidInput, VersionMismatch
from chassis.versions import require_version
from journal.configuration import (
    Reglage,
    ecrire_valeur,
    effacer_valeur,
    lire_configuration,
    lire_reglage,
    probleme,
)
from journal.errors import ParametreInconnu
from journal.models import ChangementConfiguration, Origine

VERROU = zlib.crc32(b"configuration")


def lister_changements() -> QuerySet[ChangementConfiguration]:
    return ChangementConfiguration.objects.order_by("-modifie_le", "-id")


def modifier_reglage(*, service: str, cle: str, valeur: Any, version: int | None, acteur: Actor) -> Reglage:
    """Set a value that the service would take; `version` is the one the caller read, if any.

    Raises ParametreInconnu, InvalidInput, VersionMismatch, ConsulIndisponible.
    """
    with transaction.atomic():
        ancien = _prendre(service, cle, version)
        refus = probleme(ancien.parametre, valeur)
        if refus:
            raise InvalidInput({"valeur": [refus]})
        if ancien.definie and ancien.stockee.valide and ancien.valeur == valeur:
            return ancien
        ligne = _noter(ancien, valeur, acteur)
        if not ecrire_valeur(service, cle, valeur, version=ancien.version):
            raise _entre_temps(service, cle)
        return _retenir_version(ligne)


def reinitialiser_reglage(*, service: str, cle: str, version: int | None, acteur: Actor) -> None:
    """Forget a value: the service goes by its default again. Harmless when there is none.

    Raises ParametreInconnu, VersionMismatch, ConsulIndisponible.
    """
    with transaction.atomic():
        ancien = _prendre(service, cle, version, declare=False)
        if not ancien.definie:
            return
        _noter(ancien, None, acteur)
        if not effacer_valeur(service, cle, version=ancien.version):
            raise _entre_temps(service, cle)


def relever_changements_externes() -> None:
    """Note what was changed in Consul itself since the last look. Raises ConsulIndisponible."""
    with transaction.atomic():
        _verrouiller()
        connus = {(c.service, c.cle): c for c in _derniers_changements()}
        reglages = {(r.service, r.cle): r for r in lire_configuration()}
        for cle in sorted(connus.keys() | reglages.keys()):
            _relever(cle, connus.get(cle), reglages.get(cle))


def _relever(cle: tuple[str, str], connu: ChangementConfiguration | None, reglage: Reglage | None) -> None:
    version = reglage.version if reglage else 0
    if version == (connu.version if connu else 0):
        return
    if connu and connu.apres == _valeur_stockee(reglage):
        connu.version = version  # written again as it was, by a Consul that was filled anew
        connu.save(update_fields=["version"])
        return
    ChangementConfiguration.objects.create(
        service=cle[0],
        cle=cle[1],
        avant=connu.apres if connu else None,
        apres=_valeur_stockee(reglage),
        version=version,
        origine=Origine.EXTERNE,
        modifie_le=timezone.now(),
    )


def _prendre(service: str, cle: str, version: int | None, *, declare: bool = True) -> Reglage:
    """The setting as it is, with no other change of ours under way."""
    _verrouiller()
    reglage = lire_reglage(service, cle)
    if declare and not reglage.declaree:
        raise ParametreInconnu()
    require_version(reglage.version, version)
    return reglage


def _noter(ancien: Reglage, valeur: Any, acteur: Actor) -> ChangementConfiguration:
    avant = _valeur_stockee(ancien)
    audit.record(
        "modifier",
        "configuration",
        f"{ancien.service}/{ancien.cle}",
        acteur=acteur,
        libelle=f"{ancien.service} : {ancien.cle}",
        avant={"valeur": ancien.defaut if avant is None else avant},
        apres={"valeur": ancien.defaut if valeur is None else valeur},
    )
    return ChangementConfiguration.objects.create(
        service=ancien.service,
        cle=ancien.cle,
        avant=avant,
        apres=valeur,
        version=0,
        origine=Origine.APPLICATION,
        user_id=acteur.id,
        user_email=acteur.email,
        ip=acteur.ip,
        request_id=request_id.current(),
        modifie_le=timezone.now(),
    )


def _retenir_version(ligne: ChangementConfiguration) -> Reglage:
    """The version that Consul gave the new value, so that the worker knows it as ours."""
    reglage = lire_reglage(ligne.service, ligne.cle)
    ligne.version = reglage.version
    ligne.save(update_fields=["version"])
    return reglage


def _valeur_stockee(reglage: Reglage | None) -> Any:
    return reglage.valeur if reglage and reglage.definie else None


def _entre_temps(service: str, cle: str) -> VersionMismatch:
    version = lire_reglage(service, cle).version
    return VersionMismatch("La valeur a changé entre-temps dans Consul.", version=version)


def _derniers_changements() -> QuerySet[ChangementConfiguration]:
    lignes = ChangementConfiguration.objects.order_by("service", "cle", "-modifie_le", "-id")
    return lignes.distinct("service", "cle")


def _verrouiller() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [VERROU])
