"""Five mails an hour to an address that somebody gave, whichever way they gave it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comptes import envois
from comptes.jobs import oublier_le_passe
from comptes.models import Envois, Lien
from tests.conftest import MOT_DE_PASSE

pytestmark = pytest.mark.django_db
ZOE = "zoe@example.org"


@pytest.fixture
def anne(compte):
    return compte("vendeur", email="anne@example.org", prenom="Anne")


@pytest.fixture
def manieres(anne, admin, public, en_tant_que):
    """By its name, each way to have a mail sent to an address."""

    def inviter(email: str):
        return en_tant_que(admin).post("/api/auth/users/", {"email": email, "role": "vendeur"})

    def deplacer(email: str):
        corps = {"new_email": email, "password": MOT_DE_PASSE}
        return en_tant_que(anne).post("/api/auth/email/change/", corps)

    return {
        "register": lambda email: public("register/", email=email, password="brouette-lilas-77"),
        "forgot": lambda email: public("password/forgot/", email=email),
        "change": deplacer,
        "invite": inviter,
    }


@pytest.fixture
def epuiser():
    def cinq_fois(email: str) -> None:
        assert [envois.compter(email) for _ in range(6)] == [True] * 5 + [False]

    return cinq_fois


def vieillir(**depuis: float) -> None:
    """As if the mails had gone some time ago."""
    for ligne in Envois.objects.all():
        ligne.envoyes_le = [moment - timedelta(**depuis) for moment in ligne.envoyes_le]
        ligne.save()


def test_one_way_after_the_other_sends_five_in_all(compte, manieres, courrier):
    compte(email=ZOE)
    for maniere in ("register", "forgot", "change") * 3:
        assert manieres[maniere](ZOE).status_code == 202
        courrier(ZOE)
    assert len(courrier(ZOE)) == 5


@pytest.mark.parametrize("maniere", ["register", "forgot", "change"])
def test_the_answer_does_not_say_that_no_mail_goes(compte, manieres, epuiser, courrier, maniere):
    """It would say that others have asked, and so that there is an account."""
    compte(email=ZOE)
    permis = manieres[maniere](ZOE)
    vus = len(courrier(ZOE))
    Envois.objects.all().delete()
    epuiser(ZOE)
    refuse = manieres[maniere](ZOE)
    assert (permis.status_code, permis.content) == (refuse.status_code, refuse.content)
    assert len(courrier(ZOE)) == vus


def test_a_new_address_that_gets_no_mail_has_no_link(manieres, epuiser):
    epuiser(ZOE)
    manieres["change"](ZOE)
    assert not Lien.objects.filter(objet="adresse").exists()


def test_who_invites_is_told_to_wait(manieres, epuiser, admin, en_tant_que):
    invite = manieres["invite"](ZOE).json()
    Envois.objects.all().delete()
    epuiser(ZOE)
    encore = en_tant_que(admin).post(f"/api/auth/users/{invite['id']}/invite/")
    assert (encore.status_code, encore.json()["code"]) == (429, "trop_de_courriels")
    assert 3590 <= int(encore["Retry-After"]) <= 3600
    assert Lien.objects.filter(objet="invitation").count() == 1, "the one sent before still works"


def test_within_any_hour_there_are_five():
    def envoyer(fois: int) -> list[bool]:
        return [envois.compter(ZOE) for _ in range(fois)]

    assert envoyer(3) == [True] * 3
    vieillir(minutes=30)
    assert envoyer(3) == [True, True, False]
    vieillir(minutes=29)
    assert envoyer(1) == [False]
    vieillir(minutes=2)
    assert envoyer(4) == [True, True, True, False]


def test_each_address_has_its_own(epuiser):
    epuiser(ZOE)
    assert envois.compter("max@example.org")


def test_what_no_longer_counts_is_forgotten(epuiser):
    epuiser(ZOE)
    vieillir(hours=23)
    envois.compter("max@example.org")
    oublier_le_passe()
    assert Envois.objects.count() == 2
    Envois.objects.filter(email=ZOE).update(envoyes_le=[timezone.now() - timedelta(hours=25)])
    oublier_le_passe()
    assert list(Envois.objects.values_list("email", flat=True)) == ["max@example.org"]
