"""Mails: wanted or not, at once, together, later, or no longer."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from chassis.models import Mail
from chassis.testing.clients import USER_ID
from chassis.testing.contracts import load
from notifications.courriels import envoyer_courriels_dus
from notifications.models import Notification, Preference, Reglages, Remise

pytestmark = pytest.mark.django_db
NIVEAU = load("messages/niveaux")["example"]
PREFERENCES = "/api/notifications/preferences/"


@pytest.fixture
def veut():
    """`veut(user, "stock_bas", "immediat")`; further fields are settings such as silence=(debut, fin)."""

    def veut(user, type_="stock_bas", courriel="immediat", dans_app=True, silence=None, **reglages):
        Preference.objects.create(user_id=user.id, type=type_, dans_app=dans_app, courriel=courriel)
        debut, fin = silence or (None, None)
        Reglages.objects.update_or_create(
            user_id=user.id, defaults={"silence_debut": debut, "silence_fin": fin, **reglages}
        )

    return veut


def maintenant_silencieux() -> tuple[time, time]:
    """Quiet hours around this very moment, in UTC."""
    now = timezone.now()
    return (now - timedelta(hours=1)).time(), (now + timedelta(hours=1)).time()


def avancer(heures: int) -> None:
    """Let time pass for the mails that wait."""
    for remise in Remise.objects.exclude(courriel_prevu_le=None):
        remise.courriel_prevu_le -= timedelta(hours=heures)
        remise.save()


def test_nobody_is_mailed_unless_they_asked(utilisateur, niveau):
    utilisateur()
    niveau()
    assert envoyer_courriels_dus() == 0
    assert Mail.objects.count() == 0


@pytest.mark.parametrize(
    ("langue", "subject", "words"),
    [
        ("fr", "Stock bas : PC-000001 Vis M8", "Choisir ce que vous recevez"),
        ("en", "Low stock: PC-000001 Vis M8", "Choose what you receive"),
    ],
)
def test_one_notification_is_one_mail_in_its_language(utilisateur, niveau, veut, langue, subject, words):
    user = utilisateur(langue=langue, email="a@b.example")
    veut(user)
    niveau()
    assert envoyer_courriels_dus() == 1
    assert envoyer_courriels_dus() == 0
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == ("a@b.example", subject)
    assert words in mail.text and words in mail.html
    assert "/pieces/01930000-0000-7000-8000-000000000001" in mail.text


def test_what_is_told_is_text_and_not_markup(utilisateur, niveau, veut):
    veut(utilisateur())
    niveau(nom="<script>alert(1)</script>" + "x" * 300)
    envoyer_courriels_dus()
    mail = Mail.objects.get()
    assert "<script>" not in mail.html
    assert "<script>alert(1)" in mail.text
    assert len(mail.subject) <= 250


def test_a_mail_may_be_wanted_without_the_application(utilisateur, niveau, veut):
    veut(utilisateur(), dans_app=False)
    niveau()
    assert (envoyer_courriels_dus(), Notification.objects.count()) == (1, 0)


def test_what_waits_in_the_quiet_hours_leaves_after_them_as_one(utilisateur, niveau, veut):
    veut(utilisateur(), silence=maintenant_silencieux(), fuseau="UTC")
    for _ in range(3):
        niveau()
    assert envoyer_courriels_dus() == 0
    assert set(Notification.objects.values_list("silencieuse", flat=True)) == {True}
    avancer(2)
    assert envoyer_courriels_dus() == 1
    assert Mail.objects.get().subject == "3 notifications de Gestion de Stock"


def test_the_digest_gathers_a_day(utilisateur, niveau, commande, veut):
    user = utilisateur(permissions=["stock.lire", "commandes.lire"], prenom="Ada", langue="en")
    veut(user, "stock_bas", "resume")
    veut(user, "commande", "resume")
    niveau()
    commande("valider", reference="C-7")
    assert envoyer_courriels_dus() == 0
    avancer(24)
    assert envoyer_courriels_dus() == 1
    mail = Mail.objects.get()
    assert mail.subject == "2 notifications from Gestion de Stock"
    for words in ("Ada", "Low stock: PC-000001 Vis M8", "Order C-7 validated"):
        assert words in mail.text and words in mail.html


def test_a_long_digest_says_how_many_it_leaves_out(utilisateur, niveau, veut, monkeypatch):
    monkeypatch.setattr("notifications.courriels.LIGNES", 2)
    veut(utilisateur(), "stock_bas", "resume")
    for _ in range(5):
        niveau()
    avancer(24)
    envoyer_courriels_dus()
    mail = Mail.objects.get()
    assert "5 notifications" in mail.subject
    assert "… et 3 de plus" in mail.text


def test_a_digest_of_one_is_a_digest(utilisateur, niveau, veut):
    veut(utilisateur(), "stock_bas", "resume")
    niveau()
    avancer(24)
    envoyer_courriels_dus()
    assert Mail.objects.get().subject == "1 notification de Gestion de Stock"


def test_whoever_was_disabled_meanwhile_gets_no_mail(utilisateur, niveau, veut):
    user = utilisateur()
    veut(user, "stock_bas", "resume")
    niveau()
    utilisateur("update", id=str(user.id), actif=False, emis_le="2026-11-20T10:00:00Z")
    avancer(24)
    assert envoyer_courriels_dus() == 0
    assert Remise.objects.get().courriel == "annule"


def test_what_waits_follows_the_wishes(api, moi, niveau):
    client = api()

    def veut(courriel, **more):
        preferences = [{"type": "stock_bas", "courriel": courriel}]
        assert client.put(PREFERENCES, {"preferences": preferences, **more}).status_code == 200
        remise = Remise.objects.first()
        return (remise.courriel, remise.courriel_prevu_le) if remise else None

    veut("resume")
    niveau()
    assert Remise.objects.get().courriel == "resume"
    assert veut("immediat")[0] == "immediat"
    assert veut("resume", resume_heure=3)[1] != veut("resume", resume_heure=4)[1]
    assert veut("jamais") == ("annule", None)
    assert veut("immediat") == ("annule", None)
    assert envoyer_courriels_dus() == 0


def test_what_has_left_is_not_called_back(api, moi, niveau):
    client = api()
    client.put(PREFERENCES, {"preferences": [{"type": "stock_bas", "courriel": "immediat"}]})
    niveau()
    envoyer_courriels_dus()
    client.put(PREFERENCES, {"preferences": []})
    assert Remise.objects.get().mail_id == Mail.objects.get().pk


def test_all_wishes_are_read_as_they_were_put(api):
    client = api()
    body = {
        "preferences": [{"type": "commande", "dans_app": False, "courriel": "resume"}],
        "resume_heure": 18,
        "silence": {"debut": "22:30", "fin": "06:15"},
        "fuseau": "America/New_York",
    }
    answer = client.put(PREFERENCES, body)
    assert answer.json() == client.get(PREFERENCES).json()
    told = answer.json()
    assert {name: told[name] for name in ("resume_heure", "silence", "fuseau")} == {
        name: body[name] for name in ("resume_heure", "silence", "fuseau")
    }
    assert body["preferences"][0] in told["preferences"]
    assert len(told["preferences"]) == 5
    default = client.put(PREFERENCES, {"preferences": []}).json()
    assert (default["resume_heure"], default["silence"], default["fuseau"]) == (8, None, "Europe/Paris")


def test_mails_cost_the_same_whatever_waits(utilisateur, niveau, veut, django_assert_num_queries):
    veut(utilisateur())
    for _ in range(8):
        niveau()
    with django_assert_num_queries(7):  # who; savepoint, lines, user, mail, mark, savepoint
        assert envoyer_courriels_dus() == 1


def test_two_workers_at_once_mail_once(race, utilisateur, niveau, veut):
    for _ in range(10):
        veut(utilisateur())
    niveau()
    race([envoyer_courriels_dus] * 6)
    assert Mail.objects.count() == 10
    assert not Remise.objects.filter(mail_id=None).exists()


def test_a_change_of_wishes_while_mails_leave_loses_none(race, api, moi, niveau):
    """Each line is in one mail, or cancelled; never both, never neither."""
    client = api()

    def vouloir(courriel):
        body = {"preferences": [{"type": "stock_bas", "courriel": courriel}]}
        assert client.put(PREFERENCES, body).status_code == 200

    for _ in range(8):
        vouloir("immediat")
        niveau(data=[NIVEAU] * 15)
        race([lambda: vouloir("jamais"), envoyer_courriels_dus])
        for remise in Remise.objects.filter(user_id=USER_ID):
            assert (remise.mail_id is None) == (remise.courriel == "annule")


def test_the_database_knows_no_mail_without_its_time(utilisateur, niveau, veut):
    veut(utilisateur())
    niveau()
    with pytest.raises(IntegrityError, match="remises_courriel_prevu"), transaction.atomic():
        Remise.objects.update(courriel_prevu_le=None)
    with pytest.raises(IntegrityError, match="reglages_silence"), transaction.atomic():
        Reglages.objects.update(silence_debut=time(1), silence_fin=time(1))
