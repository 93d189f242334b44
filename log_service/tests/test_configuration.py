"""Central configuration: read with what is declared, changed within its bounds, with its history."""

import orjson
import pytest

from chassis import live_config
from chassis.live_config import Parameter
from chassis.models import OutboxMessage
from chassis.testing.clients import USER_ID
from chassis.testing.contracts import check, load
from journal import configuration, reglages
from journal.models import ChangementConfiguration

pytestmark = pytest.mark.django_db
CONFIG = "/api/gateway/config/"
MINUTES = f"{CONFIG}stock_service/reservation_minutes/"
DECLARED = {
    "reservation_minutes": Parameter(
        "reservation_minutes", 1440, 1, 525_600, "How long.", "Combien de temps."
    ),
    "taux": Parameter("taux", 1.5, 0.0, 2.0),
    "aveugle": Parameter("aveugle", False),
    "signature": Parameter("signature", "Le magasin"),
    "jours": Parameter("jours", [1, 2]),
    "couleurs": Parameter("couleurs", {"bas": "orange"}),
}


@pytest.fixture
def declared(consul):
    schema = {key: parameter.as_json() for key, parameter in DECLARED.items()}
    consul.values["config-schema/stock_service"] = orjson.dumps(schema).decode()
    return consul


@pytest.fixture
def operateur(api):
    return api("gateway.lire")


@pytest.fixture
def admin(api):
    return api("gateway.lire", "gateway.gerer")


def row(client, cle="reservation_minutes", service="stock_service") -> dict:
    rows = client.get(CONFIG).json()["results"]
    [found] = [each for each in rows if (each["service"], each["cle"]) == (service, cle)]
    return found


def test_what_is_declared_is_shown_with_its_type_bounds_and_words(operateur, declared):
    assert row(operateur) == {
        "service": "stock_service",
        "cle": "reservation_minutes",
        "valeur": 1440,
        "texte": "1440",
        "valide": True,
        "probleme": None,
        "definie": False,
        "declaree": True,
        "type": "entier",
        "defaut": 1440,
        "minimum": 1,
        "maximum": 525_600,
        "description": {"fr": "Combien de temps.", "en": "How long."},
        "version": 0,
    }
    types = {each["cle"]: each["type"] for each in operateur.get(CONFIG).json()["results"]}
    assert types == {
        "aveugle": "booleen",
        "couleurs": "objet",
        "jours": "liste",
        "reservation_minutes": "entier",
        "signature": "texte",
        "taux": "nombre",
    }


def test_what_the_kv_holds_goes_before_the_default(operateur, declared):
    declared.values["config/stock_service/reservation_minutes"] = "60"
    found = row(operateur)
    assert (found["valeur"], found["definie"]) == (60, True)
    assert found["version"] == declared.index("config/stock_service/reservation_minutes") > 0
    assert operateur.get(MINUTES).json() == found


@pytest.mark.parametrize(
    ("text", "probleme"),
    [
        ("soixante", "La valeur n'est pas du JSON."),
        ("0", "Un nombre entier est attendu, au moins 1 et au plus 525600."),
        ('"60"', "Un nombre entier est attendu, au moins 1 et au plus 525600."),
    ],
)
def test_a_value_that_the_service_refuses_says_why(operateur, declared, text, probleme):
    declared.values["config/stock_service/reservation_minutes"] = text
    found = row(operateur)
    assert (found["valide"], found["probleme"], found["texte"]) == (False, probleme, text)


def test_a_key_that_nobody_declares_is_shown_and_cannot_be_changed(admin, declared):
    declared.values |= {"config/stock_service/autre": "1", "config/trop/de/niveaux": "1", "config/court": "1"}
    found = row(admin, "autre")
    assert (found["declaree"], found["type"], found["description"], found["valide"]) == (
        False,
        None,
        None,
        True,
    )
    assert admin.put(f"{CONFIG}stock_service/autre/", {"valeur": 2}).json()["code"] == "parametre_inconnu"
    assert admin.delete(f"{CONFIG}stock_service/autre/").status_code == 204
    assert "config/stock_service/autre" not in declared.values


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": 1}', '{"a": {}}', '{"a": {"default": null}}'])
def test_whatever_stands_where_a_service_publishes_is_no_error_of_ours(operateur, consul, text):
    consul.values["config-schema/stock_service"] = text
    assert operateur.get(CONFIG).json()["results"] == []


def test_one_service_may_be_asked_for(operateur, declared):
    declared.values["config/log_service/x"] = "1"
    rows = operateur.get(CONFIG, {"service": "log_service"}).json()["results"]
    assert [each["cle"] for each in rows] == ["x"]


def test_a_value_is_changed_and_everybody_is_told(admin, declared):
    answer = admin.put(MINUTES, {"valeur": 60}, headers={"If-Match": '"0"'})
    assert answer.status_code == 200, answer.json()
    assert (answer.json()["valeur"], answer.json()["definie"]) == (60, True)
    assert declared.values["config/stock_service/reservation_minutes"] == "60"
    [told] = OutboxMessage.objects.get().body["data"]
    check(told, load("messages/logs.create")["data"])
    assert (told["action"], told["module"], told["objet_id"]) == (
        "modifier",
        "configuration",
        "stock_service/reservation_minutes",
    )
    assert (told["avant"], told["apres"], told["user_id"]) == ({"valeur": 1440}, {"valeur": 60}, USER_ID)
    again = admin.put(MINUTES, {"valeur": 90}, headers={"If-Match": f'"{answer.json()["version"]}"'})
    assert again.json()["valeur"] == 90
    assert admin.delete(MINUTES).status_code == 204
    assert row(admin)["definie"] is False
    rows = admin.get(f"{CONFIG}historique/").json()["results"]
    assert [(each["avant"], each["apres"], each["origine"]) for each in rows] == [
        (90, None, "application"),
        (60, 90, "application"),
        (None, 60, "application"),
    ]
    assert (rows[0]["user_id"], rows[0]["user_email"], rows[0]["cle"]) == (
        USER_ID,
        "test@example.org",
        "reservation_minutes",
    )


@pytest.mark.parametrize(
    ("cle", "valeur"),
    [
        ("reservation_minutes", 0),
        ("reservation_minutes", 525_601),
        ("reservation_minutes", "60"),
        ("reservation_minutes", 60.5),
        ("reservation_minutes", True),
        ("reservation_minutes", None),
        ("reservation_minutes", [60]),
        ("taux", 1),
        ("taux", 2.1),
        ("aveugle", 1),
        ("aveugle", "true"),
        ("signature", 5),
        ("signature", "a" * 2_001),
        ("signature", "a" * 600_000),
        ("signature", "a\x0bb"),
        ("jours", ["a" * 600_000]),
        ("jours", {}),
        ("couleurs", []),
    ],
)
def test_what_the_service_would_refuse_is_a_400_and_changes_nothing(admin, declared, cle, valeur):
    answer = admin.put(f"{CONFIG}stock_service/{cle}/", {"valeur": valeur})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["valeur"])
    assert not [key for key in declared.values if key.startswith("config/")]
    assert not ChangementConfiguration.objects.exists() and not OutboxMessage.objects.exists()


@pytest.mark.parametrize(("body", "field"), [({}, "valeur"), ({"valeur": 60, "version": 1}, "version")])
def test_a_body_holds_a_value_and_nothing_else(admin, declared, body, field):
    answer = admin.put(MINUTES, body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_every_type_can_be_set_to_a_good_value(admin, declared):
    for cle, valeur in {
        "taux": 2.0,
        "aveugle": True,
        "signature": "é",
        "jours": [],
        "couleurs": {"a": 1},
    }.items():
        answer = admin.put(f"{CONFIG}stock_service/{cle}/", {"valeur": valeur})
        assert (answer.status_code, answer.json()["valeur"]) == (200, valeur)
        assert orjson.loads(declared.values[f"config/stock_service/{cle}"]) == valeur


def test_an_old_version_is_refused(admin, declared):
    declared.values["config/stock_service/reservation_minutes"] = "60"
    version = declared.index("config/stock_service/reservation_minutes")
    for answer in (
        admin.put(MINUTES, {"valeur": 90}, headers={"If-Match": '"0"'}),
        admin.delete(MINUTES, headers={"If-Match": '"1"'}),
    ):
        told = answer.json()
        assert (answer.status_code, told["code"], told["version"]) == (412, "version_perimee", version)
    assert declared.values["config/stock_service/reservation_minutes"] == "60"


def test_somebody_who_changes_consul_in_between_is_not_overwritten(admin, declared, monkeypatch):
    """Read at one version, written at another: Consul itself refuses, and nothing of it is kept here."""
    noter = reglages._noter

    def meanwhile(*args):
        declared.answer("PUT", "/v1/kv/config/stock_service/reservation_minutes", {}, b"75")
        return noter(*args)

    monkeypatch.setattr(reglages, "_noter", meanwhile)
    answer = admin.put(MINUTES, {"valeur": 90})
    assert (answer.status_code, answer.json()["code"]) == (412, "version_perimee")
    assert declared.values["config/stock_service/reservation_minutes"] == "75"
    assert not ChangementConfiguration.objects.exists() and not OutboxMessage.objects.exists()


def test_the_same_value_again_is_no_change(admin, declared):
    for _ in range(2):
        assert admin.put(MINUTES, {"valeur": 60}).status_code == 200
    assert ChangementConfiguration.objects.count() == 1
    assert admin.delete(MINUTES).status_code == admin.delete(MINUTES).status_code == 204
    assert ChangementConfiguration.objects.count() == 2


@pytest.mark.parametrize("path", ["stock_service/inconnu/", "inconnu/reservation_minutes/", "..%2f/x/"])
def test_a_setting_that_does_not_exist_is_a_404(admin, declared, path):
    for answer in (
        admin.get(CONFIG + path),
        admin.put(CONFIG + path, {"valeur": 1}),
        admin.delete(CONFIG + path),
    ):
        assert answer.status_code == 404


def test_without_consul_the_configuration_is_a_503(admin):
    for answer in (
        admin.get(CONFIG),
        admin.get(MINUTES),
        admin.put(MINUTES, {"valeur": 1}),
        admin.delete(MINUTES),
    ):
        assert (answer.status_code, answer.json()["code"]) == (503, "consul_indisponible")
        assert answer["Retry-After"]


def test_an_empty_configuration_is_an_empty_list(consul):
    assert configuration.lire_configuration() == []


def test_what_was_changed_in_consul_itself_is_noted_without_a_name(admin, declared):
    key = "config/stock_service/reservation_minutes"
    admin.put(MINUTES, {"valeur": 60})
    reglages.relever_changements_externes()
    assert ChangementConfiguration.objects.count() == 1, "our own change is known already"
    declared.answer("PUT", f"/v1/kv/{key}", {}, b"75")
    for _ in range(2):
        reglages.relever_changements_externes()
    declared.answer("DELETE", f"/v1/kv/{key}", {}, b"")
    reglages.relever_changements_externes()
    rows = admin.get(f"{CONFIG}historique/", {"cle": "reservation_minutes"}).json()["results"]
    assert [(each["avant"], each["apres"], each["origine"]) for each in rows] == [
        (75, None, "externe"),
        (60, 75, "externe"),
        (None, 60, "application"),
    ]
    assert rows[0]["user_id"] is None


def test_a_consul_that_was_filled_anew_changed_nothing(declared):
    key = "config/stock_service/reservation_minutes"
    declared.values[key] = "60"
    reglages.relever_changements_externes()
    declared.answer("PUT", f"/v1/kv/{key}", {}, b"60")
    reglages.relever_changements_externes()
    assert ChangementConfiguration.objects.get().version == declared.index(key)


@pytest.mark.parametrize(
    "filtre", [{"service": "pieces_service"}, {"cle": "x"}, {"user_id": USER_ID}, {"depuis": "2999-01-01"}]
)
def test_the_history_has_filters(admin, declared, filtre):
    admin.put(MINUTES, {"valeur": 60})
    found = len(admin.get(f"{CONFIG}historique/", filtre).json()["results"])
    assert found == (1 if "user_id" in filtre else 0)
    unknown = admin.get(f"{CONFIG}historique/", {"valeur": "1"})
    assert (unknown.status_code, list(unknown.json()["errors"])) == (400, ["valeur"])


def test_a_change_reaches_the_service_that_declared_it(admin, consul):
    """What is written here is what chassis.live_config reads."""
    consul.values["config-schema/log_service"] = orjson.dumps(live_config.schema()).decode()
    admin.put(f"{CONFIG}log_service/corbeille_jours/", {"valeur": 7})
    try:
        live_config.accept({"corbeille_jours": consul.values["config/log_service/corbeille_jours"]})
        assert live_config.declared["corbeille_jours"]() == 7
    finally:
        live_config.accept({})


@pytest.mark.django_db(transaction=True)
def test_changes_at_once_leave_one_history_that_fits_together(race, admin, declared):
    statuses = race([lambda n=n: admin.put(MINUTES, {"valeur": n}).status_code for n in range(1, 9)])
    assert set(statuses) == {200}, "each read the value the one before had written"
    rows = list(ChangementConfiguration.objects.order_by("id").values_list("avant", "apres"))
    assert [avant for avant, _ in rows] == [None, *(apres for _, apres in rows[:-1])]
    assert declared.values["config/stock_service/reservation_minutes"] == str(rows[-1][1])


@pytest.mark.django_db(transaction=True)
def test_the_worker_takes_no_change_of_ours_for_a_foreign_one(race, admin, declared):
    def change(start: int) -> None:
        for n in range(start, start + 5):
            assert admin.put(MINUTES, {"valeur": n}).status_code == 200

    def look() -> None:
        for _ in range(15):
            reglages.relever_changements_externes()

    assert race([lambda: change(1), lambda: change(11), look, look]) == [None] * 4
    reglages.relever_changements_externes()
    assert set(ChangementConfiguration.objects.values_list("origine", flat=True)) == {"application"}


def test_the_configuration_is_a_list_by_page_all_of_it_unless_pages_are_asked_for(operateur, declared):
    whole = operateur.get(CONFIG).json()
    assert (whole["count"], whole["next"], whole["previous"]) == (len(whole["results"]), None, None)
    first = operateur.get(CONFIG, {"page_size": 2}).json()
    assert (first["count"], len(first["results"])) == (whole["count"], 2)
    second = operateur.get(first["next"].removeprefix("http://testserver")).json()
    assert first["results"] + second["results"] == whole["results"][:4]
    assert second["previous"]
    for wrong in ({"page": 0}, {"page_size": 201}, {"ordering": "cle"}, {"inconnu": 1}):
        refused = operateur.get(CONFIG, wrong)
        assert (refused.status_code, list(refused.json()["errors"])) == (400, list(wrong))
    assert operateur.get(CONFIG, {"page": 1000}).status_code == 404


@pytest.mark.parametrize("text", ["reservation", "COMBIEN de temps", "stock minutes how"])
def test_a_setting_is_found_by_its_name_or_its_words(operateur, declared, text):
    assert [row["cle"] for row in operateur.get(CONFIG, {"search": text}).json()["results"]] == [
        "reservation_minutes"
    ]
    assert operateur.get(CONFIG, {"search": "nulle part"}).json()["count"] == 0
