"""How long things are kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chassis import live_config
from chassis.identifiers import new_id
from notifications import retention
from notifications.models import Evenement, Livraison, Notification, Remise, Tentative

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def jours(monkeypatch):
    """`jours(notifications_jours=10)` sets the central configuration."""

    def jours(**values):
        for key, value in values.items():
            monkeypatch.setitem(live_config._values, key, value)

    return jours


def vieillir(modele, jours: int) -> None:
    modele.objects.update(cree_le=timezone.now() - timedelta(days=jours))


def compter() -> list[int]:
    return [modele.objects.count() for modele in (Notification, Remise, Evenement)]


def test_notifications_go_with_their_reasons_when_they_are_old(utilisateur, niveau, jours):
    utilisateur()
    for _ in range(7):
        niveau()
    for modele in (Notification, Evenement):
        vieillir(modele, 20)
    niveau()
    jours(notifications_jours=21)
    retention.oublier_anciennes()
    assert compter() == [8, 8, 8]
    jours(notifications_jours=19)
    retention.oublier_anciennes()
    assert compter() == [1, 1, 1]


def test_many_go_in_batches(utilisateur, niveau, jours, monkeypatch):
    monkeypatch.setattr(retention, "PAR_LOT", 2)
    utilisateur()
    for _ in range(5):
        niveau()
    for modele in (Notification, Evenement):
        vieillir(modele, 500)
    retention.oublier_anciennes()
    assert compter() == [0, 0, 0]


def test_calls_go_when_they_are_over_and_old(webhook, recepteur, niveau, livrer):
    webhook()
    niveau()
    livrer()
    niveau()
    vieillir(Livraison, 31)
    retention.oublier_anciennes()
    assert Livraison.objects.get().etat == "en_attente"
    assert Tentative.objects.count() == 0
    assert new_id() != Livraison.objects.get().id
