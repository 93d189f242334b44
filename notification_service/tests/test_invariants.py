"""`manage.py verifier` is green on good data, and red when an invariant is broken behind the rules' back."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from chassis.identifiers import new_id
from notifications.models import Livraison, Notification, Preference, Remise

pytestmark = pytest.mark.django_db


def test_what_is_told_twice_is_seen(capsys, utilisateur, niveau):
    utilisateur()
    niveau()
    call_command("verifier")
    connection.cursor().execute("ALTER TABLE notifications DROP CONSTRAINT notifications_une_par_source")
    row = Notification.objects.get()
    row.id = new_id()
    row.save(force_insert=True)
    with pytest.raises(SystemExit):
        call_command("verifier")
    assert "BROKEN  N1" in capsys.readouterr().out


@pytest.fixture
def rouge(capsys):
    """`rouge("N2")`: the check passed before, and names this one now."""
    call_command("verifier")

    def rouge(code):
        with pytest.raises(SystemExit):
            call_command("verifier")
        return f"BROKEN  {code}" in capsys.readouterr().out

    return rouge


@pytest.mark.parametrize("modele", [Notification, Remise])
def test_a_notification_without_its_reason_is_seen_and_the_reverse(rouge, utilisateur, niveau, modele):
    utilisateur()
    niveau()
    modele.objects.all().delete()
    assert rouge("N2")


def test_a_webhook_called_twice_for_one_event_is_seen(rouge, webhook, niveau):
    webhook()
    niveau()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE livraisons_webhook DROP CONSTRAINT livraisons_une_par_source")
    row = Livraison.objects.get()
    row.id = new_id()
    row.save(force_insert=True)
    assert rouge("N3")


def test_a_mail_that_does_not_leave_is_seen(rouge, utilisateur, niveau):
    user = utilisateur()
    Preference.objects.create(user_id=user.id, type="stock_bas", courriel="immediat")
    niveau()
    Remise.objects.update(courriel_prevu_le=timezone.now() - timedelta(minutes=6))
    assert rouge("N4")


def test_a_call_that_is_not_tried_is_seen(rouge, webhook, niveau):
    webhook()
    niveau()
    Livraison.objects.update(prochain_essai_le=timezone.now() - timedelta(minutes=11))
    assert rouge("N5")
