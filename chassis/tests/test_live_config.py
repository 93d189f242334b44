"""Central configuration: what is declared is published, what is good is taken, live."""

import threading

import orjson
import pytest

from chassis import live_config
from chassis.live_config import Parameter
from chassis.testing.consul import ConsulStandIn


@pytest.fixture
def consul(settings):
    server = ConsulStandIn()
    settings.CONSUL_URL = server.url
    yield server
    server.stop()


@pytest.fixture
def minutes(monkeypatch):
    monkeypatch.setattr(live_config, "declared", {})
    monkeypatch.setattr(live_config, "_values", {})
    return live_config.parameter(
        "minutes", 10, minimum=1, maximum=60, about="how long", about_fr="combien de temps"
    )


def follow_for_a_moment(until) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=live_config.follow, args=(stop,), daemon=True)
    thread.start()
    pause = threading.Event()
    assert any(until() or pause.wait(0.01) for _ in range(300))
    stop.set()
    thread.join(5)


def test_a_service_says_what_it_declares_and_takes_the_value_it_finds(consul, minutes):
    consul.values["config/log_service/minutes"] = "20"
    follow_for_a_moment(lambda: minutes() == 20)
    published = orjson.loads(consul.values["config-schema/log_service"])
    assert published == {
        "minutes": {
            "default": 10,
            "minimum": 1,
            "maximum": 60,
            "about": "how long",
            "about_fr": "combien de temps",
        }
    }
    assert Parameter.from_json("minutes", published["minutes"]) == minutes


def test_what_is_published_already_is_not_written_again(consul, minutes):
    consul.values["config-schema/log_service"] = orjson.dumps(live_config.schema()).decode()
    before = consul.index("config-schema/log_service")
    consul.values["config/log_service/minutes"] = "30"
    follow_for_a_moment(lambda: minutes() == 30)
    assert consul.index("config-schema/log_service") == before


@pytest.mark.parametrize("text", ["0", "61", '"20"', "true", "20.5", "{", ""])
def test_a_bad_value_is_refused_and_the_one_before_stays(minutes, text):
    live_config.accept({"minutes": "20"})
    live_config.accept({"minutes": text})
    assert minutes() == 20
    live_config.accept({})
    assert minutes() == 10


@pytest.mark.parametrize("text", ["a" * 2_001, "a\x00b", "a\x0bb", "\u202eb"])
def test_a_text_is_bounded_and_can_be_shown(text):
    assert Parameter("name", "").problem_with(text)


@pytest.mark.parametrize("text", ["", "a" * 2_000, "1 rue de l'Œuvre\n69003 Lyon", "👩‍🔧"])
def test_a_text_may_have_lines(text):
    assert Parameter("name", "").problem_with(text) is None


@pytest.mark.parametrize("value", [["a" * 200_000], ["a"] * 50_000])
def test_a_list_is_bounded_too(value):
    assert Parameter("names", []).problem_with(value)


def test_a_declaration_of_another_version_is_understood():
    published = Parameter("minutes", 10).as_json() | {"choices": [10, 20]}
    assert Parameter.from_json("minutes", published) == Parameter("minutes", 10)
