"""`manage.py verifier` is green on good data, and red when an invariant is broken behind the rules' back."""

import pytest
from django.core.management import call_command
from django.db import connection

from chassis.identifiers import new_id
from notifications.models import Notification

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
