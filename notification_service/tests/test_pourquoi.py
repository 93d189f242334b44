"""Why somebody was told, or was not."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from chassis.identifiers import new_id
from chassis.models import Mail
from chassis.testing.clients import USER_ID
from notifications.courriels import envoyer_courriels_dus
from notifications.models import Evenement, Notification, Preference, Reglages, Remise

pytestmark = pytest.mark.django_db
API = "/api/notifications/"


@pytest.fixture
def responsable(api):
    return api("notifications.envoyer")


@pytest.fixture
def raisons(responsable):
    """`raisons()`: what is said of each user about the one event there is, by e-mail address."""

    def raisons(**filtre):
        evenement = Evenement.objects.get()
        answer = responsable.get(f"{API}evenements/{evenement.id}/pourquoi/", filtre)
        assert answer.status_code == 200, answer.json()
        return {row["email"]: row for row in answer.json()["results"]}

    return raisons


def test_everybody_is_listed_with_the_reason(utilisateur, niveau, raisons):
    utilisateur(email="told@x", role="magasinier")
    refuses = utilisateur(email="refuses@x")
    Preference.objects.create(user_id=refuses.id, type="stock_bas", dans_app=False)
    utilisateur(email="lacks@x", permissions=["pieces.lire"])
    utilisateur(email="off@x", actif=False)
    niveau()
    utilisateur(email="later@x", emis_le=(timezone.now() + timedelta(hours=1)).isoformat())
    gone = utilisateur(email="gone@x")
    utilisateur("delete", id=str(gone.id), emis_le="2026-11-21T10:00:00Z")
    told = raisons()
    assert {email: (row["raison"], row["recu"]) for email, row in told.items()} == {
        "told@x": ("permission", True),
        "refuses@x": ("desabonne", False),
        "lacks@x": ("permission_manquante", False),
        "off@x": ("compte_inactif", False),
        "later@x": ("compte_plus_recent", False),
    }
    phrase = told["told@x"]["phrase"]
    assert phrase["fr"] == (
        "Le rôle a la permission « stock.lire ». Affichée dans l'application. Pas de courriel souhaité."
    )
    assert phrase["en"].startswith("The role has the permission “stock.lire”. Shown in the application.")
    assert told["lacks@x"]["phrase"]["fr"] == "Le rôle n'avait pas la permission « stock.lire »."
    assert told["told@x"]["notification_id"] and told["lacks@x"]["notification_id"] is None


def test_a_sending_by_hand_says_who_was_chosen(responsable, utilisateur, raisons):
    utilisateur(email="chosen@x", role="vendeur")
    utilisateur(email="other@x", role="lecteur")
    sent = responsable.post(API, {"role": "vendeur", "titre": "Promo"}).json()
    assert {email: row["raison"] for email, row in raisons().items()} == {
        "chosen@x": "nomme",
        "other@x": "non_vise",
    }
    event = responsable.get(f"{API}evenements/{sent['id']}/").json()
    assert (event["origine"], event["permission"], event["titre"]) == ("envoi", None, "Promo")


def test_the_way_of_a_mail_is_told(utilisateur, niveau, raisons):
    user = utilisateur(email="a@x")
    Preference.objects.create(user_id=user.id, type="stock_bas", courriel="immediat")
    Reglages.objects.create(user_id=user.id, fuseau="UTC")
    niveau()

    def etat():
        return raisons()["a@x"]["courriel"]

    assert etat() == "en_file"
    envoyer_courriels_dus()
    assert etat() == "en_file"
    Mail.objects.update(sent_at="2026-11-20T09:05:00Z")
    told = raisons()["a@x"]
    assert (told["courriel"], told["courriel_le"]) == ("envoye", "2026-11-20T09:05:00Z")
    assert told["phrase"]["fr"].endswith("Courriel envoyé 20/11/2026 09:05.")
    Mail.objects.update(sent_at=None, dead_at="2026-11-20T09:05:00Z")
    assert etat() == "echec"
    Mail.objects.all().delete()
    assert etat() == "envoye"
    Remise.objects.update(courriel="annule", courriel_prevu_le=None, mail_id=None)
    assert etat() == "annule"


@pytest.mark.parametrize(
    ("courriel", "etat", "words"),
    [
        ("immediat", "attend_silence", "Courriel à la fin des heures de silence"),
        ("resume", "attend_resume", "Dans le résumé du"),
    ],
)
def test_a_mail_that_waits_says_until_when(utilisateur, niveau, raisons, courriel, etat, words):
    user = utilisateur(email="a@x")
    Preference.objects.create(user_id=user.id, type="stock_bas", courriel=courriel)
    now = timezone.now()
    Reglages.objects.create(
        user_id=user.id,
        fuseau="UTC",
        silence_debut=(now - timedelta(hours=1)).time(),
        silence_fin=(now + timedelta(hours=1)).time(),
    )
    niveau()
    told = raisons()["a@x"]
    assert (told["courriel"], told["silencieuse"]) == (etat, True)
    assert told["courriel_prevu_le"] is not None
    assert words in told["phrase"]["fr"] and "Sans signal" in told["phrase"]["fr"]


def test_reasons_filter_and_search(utilisateur, niveau, raisons, responsable):
    first = utilisateur(email="a@x", nom="Elan")
    utilisateur(email="b@x", nom="Zoo", permissions=[])
    niveau()
    assert set(raisons(recu="true")) == {"a@x"}
    assert set(raisons(recu="false")) == {"b@x"}
    assert set(raisons(user_id=str(first.id))) == {"a@x"}
    assert set(raisons(search="ÉLAN")) == {"a@x"}
    assert [row["nom"] for row in raisons(ordering="-nom").values()] == ["Zoo", "Elan"]
    event = Evenement.objects.get()
    assert responsable.get(f"{API}evenements/{event.id}/pourquoi/", {"role": "x"}).status_code == 400


def test_one_may_know_why_one_was_told_and_not_why_others_were(api, moi, utilisateur, niveau):
    utilisateur()
    niveau()
    [mine] = api().get(API).json()["results"]
    told = api().get(f"{API}{mine['id']}/pourquoi/").json()
    assert told["remise"]["user_id"] == USER_ID
    assert (told["remise"]["raison"], told["evenement"]["origine"]) == ("permission", "niveaux.bas")
    other = Remise.objects.exclude(user_id=USER_ID).get()
    foreign = Notification.objects.get(user_id=other.user_id)
    for unknown in (foreign.id, new_id()):
        answer = api().get(f"{API}{unknown}/pourquoi/")
        assert (answer.status_code, answer.json()["code"]) == (404, "evenement_inconnu")


def test_events_are_listed_with_their_figures(responsable, utilisateur, niveau, commande):
    both = ["stock.lire", "commandes.lire"]
    utilisateur(permissions=both)
    mails = utilisateur(permissions=both)
    Preference.objects.create(user_id=mails.id, type="stock_bas", dans_app=False, courriel="immediat")
    niveau()
    commande("valider")
    latest, first = responsable.get(f"{API}evenements/").json()["results"]
    assert (latest["origine"], latest["destinataires"]) == ("commandes.valider", 2)
    assert {name: first[name] for name in ("destinataires", "dans_app", "par_courriel")} == {
        "destinataires": 2,
        "dans_app": 1,
        "par_courriel": 1,
    }
    assert responsable.get(f"{API}evenements/", {"type": "stock_bas"}).json()["count"] == 1
    assert responsable.get(f"{API}evenements/", {"piece_id": first["piece_id"]}).json()["count"] == 1
    assert responsable.get(f"{API}evenements/", {"search": "low stock"}).json()["count"] == 1
    assert responsable.get(f"{API}evenements/{new_id()}/").json()["code"] == "evenement_inconnu"
    assert responsable.get(f"{API}evenements/{new_id()}/pourquoi/").status_code == 404


def test_events_speak_the_readers_language(responsable, utilisateur, niveau):
    utilisateur(id=USER_ID, langue="en")
    niveau()
    [event] = responsable.get(f"{API}evenements/").json()["results"]
    assert event["titre"] == "Low stock: PC-000001 Vis M8"


def test_explanations_cost_the_same_whatever_the_number(
    responsable, utilisateur, niveau, django_assert_num_queries
):
    for _ in range(12):
        utilisateur()
    niveau()
    niveau("epuise")
    event = Evenement.objects.first()
    responsable.get(f"{API}evenements/")
    with django_assert_num_queries(6):  # event, count, people, remittances, notifications, settings
        answer = responsable.get(f"{API}evenements/{event.id}/pourquoi/").json()
    assert answer["count"] == 12
    with django_assert_num_queries(3):  # language, count, page
        responsable.get(f"{API}evenements/")


def test_midnight_is_a_time_like_another(utilisateur, niveau, raisons):
    user = utilisateur(email="a@x")
    Reglages.objects.create(
        user_id=user.id, silence_debut=time(0), silence_fin=time(23, 59, 59), fuseau="UTC"
    )
    niveau()
    assert raisons()["a@x"]["dans_app"] is True
