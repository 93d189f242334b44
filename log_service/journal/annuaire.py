"""The services that run: what Consul says now, and what it said last."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from chassis import registry
from journal.models import MicroService

OK, DEGRADE, ABSENT, ECHEC = "ok", "degrade", "absent", "echec"
SORTIE_MAXIMALE = 500
INCONNU = {"depuis": None, "sante_depuis": None, "controles": []}  # of what an older version remembered


@dataclass
class EtatService:
    """`sante`: ok when every instance passes its checks, degrade when some do, absent when none does."""

    nom: str
    derniere_vue: datetime
    premiere_vue: datetime
    version: str = ""
    instances: list[dict[str, Any]] = field(default_factory=list)

    @property
    def sante(self) -> str:
        bonnes = sum(instance["sante"] == OK for instance in self.instances)
        if not bonnes:
            return ABSENT
        return OK if bonnes == len(self.instances) else DEGRADE


@dataclass
class Annuaire:
    """`consul_joignable` false: the services stand as they were when they were last seen."""

    consul_joignable: bool
    services: list[EtatService]
    releve_le: datetime


def lire_annuaire() -> Annuaire:
    """Every service that Consul names or once named; one that has vanished is absent, without instances."""
    connus = {service.nom: service for service in MicroService.objects.order_by("nom")}
    try:
        vus = {service.nom: service for service in _demander_a_consul(connus)}
    except registry.UNREACHABLE:
        return Annuaire(False, [_comme_vu(connu) for connu in connus.values()], timezone.now())
    disparus = [_comme_vu(connu, instances=()) for nom, connu in connus.items() if nom not in vus]
    services = sorted([*vus.values(), *disparus], key=lambda service: service.nom)
    return Annuaire(True, services, timezone.now())


def memoriser_services() -> None:
    """Remember what Consul names now, for the day it does not. Raises registry.UNREACHABLE."""
    connus = MicroService.objects.in_bulk()
    vus = _demander_a_consul(connus)
    MicroService.objects.bulk_create(
        [
            MicroService(
                nom=vu.nom,
                version=vu.version,
                instances=vu.instances,
                premiere_vue=vu.premiere_vue,
                derniere_vue=vu.derniere_vue,
            )
            for vu in sorted(vus, key=lambda vu: vu.nom)
        ],
        update_conflicts=True,
        unique_fields=["nom"],
        update_fields=["version", "instances", "derniere_vue"],
    )


def _comme_vu(connu: MicroService, instances: Iterable[dict[str, Any]] | None = None) -> EtatService:
    vues = [INCONNU | vue for vue in (connu.instances if instances is None else instances)]
    return EtatService(connu.nom, connu.derniere_vue, connu.premiere_vue, connu.version, vues)


def _demander_a_consul(connus: dict[str, MicroService]) -> list[EtatService]:
    maintenant = timezone.now()
    services = []
    for nom in registry.service_names():
        connu = connus.get(nom)
        avant = {instance["id"]: instance for instance in connu.instances} if connu else {}
        instances = [_instance(vue, avant.get(vue["id"], {}), maintenant) for vue in registry.instances(nom)]
        if instances:
            version = max(instance["version"] for instance in instances)
            depuis = connu.premiere_vue if connu else maintenant
            services.append(EtatService(nom, maintenant, depuis, version, instances))
    return services


def _instance(vue: dict[str, Any], avant: dict[str, Any], maintenant: datetime) -> dict[str, Any]:
    """`depuis`: since when it runs, as it says itself; `sante_depuis`: since when it is as well as it is."""
    sante = OK if vue["healthy"] else ECHEC
    pareille = avant.get("sante") == sante and avant.get("sante_depuis")
    return {
        "id": vue["id"],
        "adresse": vue["address"],
        "port": vue["port"],
        "sante": sante,
        "sante_depuis": pareille or maintenant.isoformat(),
        "version": _etiquette(vue, "version"),
        "depuis": _moment(_etiquette(vue, "depuis")),
        "controles": [
            {"nom": one["name"], "statut": one["status"], "sortie": one["output"][:SORTIE_MAXIMALE]}
            for one in vue["checks"]
        ],
    }


def _etiquette(vue: dict[str, Any], nom: str) -> str:
    debut = f"{nom}="
    return next((tag.removeprefix(debut) for tag in vue["tags"] or [] if tag.startswith(debut)), "")


def _moment(texte: str) -> str | None:
    """What an instance wrote, where it is a moment."""
    try:
        lu = parse_datetime(texte)
    except ValueError:
        return None
    return lu.isoformat() if lu and timezone.is_aware(lu) else None
