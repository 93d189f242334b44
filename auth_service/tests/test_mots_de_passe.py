import pytest

from chassis.models import OutboxMessage
from comptes.models import Session
from tests.conftest import MOT_DE_PASSE

pytestmark = pytest.mark.django_db
CHANGE = "/api/auth/password/change/"
NOUVEAU = "brouette-lilas-77"


def corps(ancien=MOT_DE_PASSE, nouveau=NOUVEAU):
    return {"old_password": ancien, "new_password": nouveau}


def test_the_new_password_replaces_the_old_one(login, compte, bearer):
    email = compte().email
    assert bearer(login(email).json()["access"]).post(CHANGE, corps()).status_code == 204
    assert login(email).status_code == 401
    assert login(email, NOUVEAU).status_code == 200
    actes = [row.body["data"][0]["action"] for row in OutboxMessage.objects.filter(body__moduleName="logs")]
    assert "changer_mot_de_passe" in actes


def test_the_other_sessions_are_closed_and_this_one_goes_on(login, compte, bearer, refresh):
    email = compte().email
    ici, ailleurs = login(email).json(), login(email).json()
    bearer(ici["access"]).post(CHANGE, corps())
    assert bearer(ici["access"]).get("/api/auth/me/").status_code == 200
    assert refresh(ici["refresh"]).status_code == 200
    assert bearer(ailleurs["access"]).get("/api/auth/me/").status_code == 401
    assert refresh(ailleurs["refresh"]).status_code == 401
    assert set(Session.objects.values_list("fin", flat=True)) == {"", "mot_de_passe"}


def test_a_wrong_old_password_changes_nothing(login, compte, bearer):
    email = compte().email
    response = bearer(login(email).json()["access"]).post(CHANGE, corps(ancien="mauvais"))
    assert (response.status_code, response.json()["code"]) == (400, "mot_de_passe_incorrect")
    assert list(response.json()["errors"]) == ["old_password"]
    assert login(email).status_code == 200


def test_guesses_at_the_old_password_are_limited_also_under_an_idempotency_key(login, compte, bearer):
    client = bearer(login(compte().email).json()["access"])
    codes = [
        client.post(CHANGE, corps(ancien="mauvais"), headers={"Idempotency-Key": "k"}).status_code
        for _ in range(6)
    ]
    assert codes == [400] * 5 + [429]
    response = client.post(CHANGE, corps())
    assert (response.status_code, response.json()["code"]) == (429, "trop_de_tentatives")
    assert 0 < int(response["Retry-After"]) <= 30


@pytest.mark.parametrize("nouveau", ["court", "password123", "1029384756"])
def test_a_weak_new_password_is_refused(login, compte, bearer, nouveau):
    email = compte().email
    response = bearer(login(email).json()["access"]).post(CHANGE, corps(nouveau=nouveau))
    assert (response.status_code, response.json()["code"]) == (400, "mot_de_passe_refuse")
    assert list(response.json()["errors"]) == ["new_password"]
    assert login(email).status_code == 200


def test_spaces_belong_to_a_password(login, compte, bearer):
    email = compte().email
    nouveau = "  brouette lilas  "
    assert bearer(login(email).json()["access"]).post(CHANGE, corps(nouveau=nouveau)).status_code == 204
    assert login(email, nouveau).status_code == 200
    assert login(email, nouveau.strip()).status_code == 401


@pytest.mark.parametrize(
    ("envoye", "champ"),
    [
        ({"new_password": NOUVEAU}, "old_password"),
        ({"old_password": MOT_DE_PASSE}, "new_password"),
        (corps(nouveau="x" * 129), "new_password"),
        (corps(nouveau="a\x00bcdefghijk"), "new_password"),
    ],
)
def test_a_malformed_request_is_a_400(compte, en_tant_que, envoye, champ):
    response = en_tant_que(compte()).post(CHANGE, envoye)
    assert (response.status_code, list(response.json()["errors"])) == (400, [champ])
