"""The services that run: what Consul says now, and what it said last."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from chassis import registry
from journal.models import MicroService

OK, DEGRADE, ABSENT, ECHEC = "ok", "degrade", "absent", "echec"


@dataclass
class EtatService:
    """`sante`: ok when every instance passes its checks, degrade when some do, absent when none does."""

    nom: str
    derniere_vue: datetime | None
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


def lire_annuaire() -> Annuaire:
    """Every service that Consul names or once named; one that has vanished is absent, without instances."""
    connus = {service.nom: service for service in MicroService.objects.order_by("nom")}
    try:
        vus = {service.nom: service for service in _demander_a_consul()}
    except registry.UNREACHABLE:
        derniers = [
            EtatService(connu.nom, connu.derniere_vue, connu.version, connu.instances)
            for connu in connus.values()
        ]
        return Annuaire(False, derniers)
    disparus = [
        EtatService(connu.nom, connu.derniere_vue, connu.version)
        for nom, connu in connus.items()
        if nom not in vus
    ]
    return Annuaire(True, sorted([*vus.values(), *disparus], key=lambda service: service.nom))


def memoriser_services() -> None:
    """Remember what Consul names now, for the day it does not. Raises registry.UNREACHABLE."""
    vus = _demander_a_consul()
    MicroService.objects.bulk_create(
        [
            MicroService(
                nom=vu.nom,
                version=vu.version,
                instances=vu.instances,
                premiere_vue=vu.derniere_vue,
                derniere_vue=vu.derniere_vue,
            )
            for vu in sorted(vus, key=lambda vu: vu.nom)
        ],
        update_conflicts=True,
        unique_fields=["nom"],
        update_fields=["version", "instances", "derniere_vue"],
    )


def _demander_a_consul() -> list[EtatService]:
    maintenant = timezone.now()
    services = []
    for nom in registry.service_names():
        instances = [_instance(instance) for instance in registry.instances(nom)]
        if instances:
            version = max(instance["version"] for instance in instances)
            services.append(EtatService(nom, maintenant, version, instances))
    return services


def _instance(instance: dict[str, Any]) -> dict[str, Any]:
    versions = [tag.removeprefix("version=") for tag in instance["tags"] or [] if tag.startswith("version=")]
    return {
        "id": instance["id"],
        "adresse": instance["address"],
        "port": instance["port"],
        "sante": OK if instance["healthy"] else ECHEC,
        "version": versions[0] if versions else "",
    }
