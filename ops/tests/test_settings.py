"""What .env says reaches the processes that read it, under ./stack and in containers, or is refused."""

import re
from pathlib import Path

import pytest
import yaml

from ops import environment, hosted, programs, registry, settings_file
from ops.errors import StackError
from ops.instance import Instance
from ops.paths import ROOT
from ops.tests.documented_settings import BOTH, CONTAINERS, GIVEN, read_below, read_by_templates, tables

COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load(COMPOSE_TEXT)["services"]
SERVICES = registry.services()
STOCK = registry.service("stock_service")
HOSTED = re.compile(r"([A-Z_]+?)(_OWNER)?_DATABASE_URL")


def value_of(name: str) -> str:
    return f"postgresql://role@db.example/{name}" if HOSTED.fullmatch(name) else f"chosen-{name}"


@pytest.fixture
def here(tmp_path) -> Instance:
    return Instance(tmp_path / "state")


@pytest.fixture
def dotenv(tmp_path, monkeypatch):
    """`dotenv("NAME=value", ...)` is what .env says."""
    monkeypatch.setattr(settings_file, "FILE", tmp_path / ".env")

    def write(*lines: str) -> None:
        (tmp_path / ".env").write_text("\n".join(lines))

    return write


@pytest.fixture
def binaries(tmp_path) -> programs.Binaries:
    """A Consul that knows its version, which its command line depends on."""
    consul = tmp_path / "consul"
    consul.write_text("#!/bin/sh\necho Consul v1.20.0\n")
    consul.chmod(0o755)
    return programs.Binaries(postgres=tmp_path, consul=consul)


def read_by(part: str) -> set[str]:
    """The settings of .env that this part of the system reads: a service, "ui", "traefik"."""
    if part == "traefik":
        found = read_by_templates()
    elif part == "ui":
        found = read_below(ROOT / "ui")
    else:
        found = read_below(ROOT / "chassis" / "chassis") | read_below(registry.service(part).folder)
    return found.keys() & tables()[BOTH].keys()


PARTS = [*(service.name for service in SERVICES), "ui", "traefik"]


@pytest.mark.parametrize("part", PARTS)
def test_what_env_says_reaches_every_process_of_the_part_that_reads_it(here, dotenv, binaries, part):
    dotenv(*(f"{name}={value_of(name)}" for name in tables()[BOTH]))
    running = programs.all_programs(here, binaries, {})
    mine = [program for program in running if re.fullmatch(rf"{part}(-.*)?", program.name)]
    assert mine
    for program in mine:
        wanted = {name: value_of(name) for name in read_by(part)}
        assert {name: program.environment.get(name) for name in wanted} == wanted, program.name


@pytest.mark.parametrize("part", PARTS)
def test_it_reaches_every_container_of_the_part_as_well(part):
    name = part.replace("_", "-")
    mine = {each: row for each, row in COMPOSE.items() if re.fullmatch(rf"{name}(-.*)?", each)}
    assert mine
    for container, row in mine.items():
        said = {key: str(value) for key, value in row["environment"].items()}
        said["IMAGES_DIR"] = str(row.get("volumes", ""))  # the folder of this machine that is mounted there
        for setting in read_by(part):
            assert f"${{{setting}:-" in said.get(setting, ""), f"{container} {setting}"


def test_no_setting_of_the_tables_is_read_by_nobody():
    read = set().union(*(read_by(part) for part in PARTS))
    assert {name for name in tables()[BOTH].keys() - read if not HOSTED.fullmatch(name)} == set()
    assert {name for name in tables()[CONTAINERS] if f"${{{name}:-" not in COMPOSE_TEXT} == set()


def test_the_interface_calls_the_api_at_its_public_address(here, dotenv):
    dotenv("PUBLIC_API_URL=https://api.example.com")
    assert environment.of_ui(here)["UI_API_URL"] == "https://api.example.com"
    assert COMPOSE["ui"]["environment"]["UI_API_URL"].startswith("${PUBLIC_API_URL:-")


def test_traefik_reads_error_pages_here_whatever_the_public_address(here, dotenv):
    dotenv("UI_URL=https://stock.example.com")
    values = environment.of_gateway(here)
    assert (values["UI_URL"], values["UI_INTERNAL_URL"]) == ("https://stock.example.com", here.url("ui"))


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_database_elsewhere_is_told_to_its_service_alone_and_its_owner_to_migrations_alone(
    here, dotenv, service
):
    name = service.name.upper()
    app, owner = value_of(f"{name}_DATABASE_URL"), value_of(f"{name}_OWNER_DATABASE_URL")
    dotenv(f"{name}_DATABASE_URL={app}", f"{name}_OWNER_DATABASE_URL={owner}")
    for each in SERVICES:
        values = {role: environment.of_service(here, each, role=role) for role in ("app", "owner")}
        if each == service:
            assert (values["app"]["DATABASE_URL"], values["owner"]["DATABASE_URL"]) == (app, owner)
            assert owner not in values["app"].values()
        else:
            assert "db.example" not in str(values)
            assert {Path(row["DATABASE_URL_FILE"]).parent.name for row in values.values()} == {each.name}
    container = name.lower().replace("_", "-")
    assert COMPOSE[container]["environment"]["DATABASE_URL"] == f"${{{name}_DATABASE_URL:-}}"
    assert (
        COMPOSE[f"{container}-migrations"]["environment"]["DATABASE_URL"]
        == f"${{{name}_OWNER_DATABASE_URL:-${{{name}_DATABASE_URL:-}}}}"
    )


def test_the_keys_that_sign_tokens_are_auth_service_s_alone(here):
    told = [each.name for each in SERVICES if "JWT_KEYS_DIR" in environment.of_service(here, each)]
    assert told == ["auth_service"]
    containers = [part for part in COMPOSE.values() if "JWT_KEYS_DIR" in part.get("environment", {})]
    assert {part["image"] for part in containers} == {"gestion-de-stock/auth-service"}


def test_without_an_owner_migrations_use_the_one_role(here, dotenv):
    dotenv("STOCK_SERVICE_DATABASE_URL=postgresql://one@db/stock")
    assert hosted.url(here, STOCK, "owner") == "postgresql://one@db/stock"


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["DATABASE_URL=postgresql://a@db/all"], "STOCK_SERVICE_DATABASE_URL"),
        (["DATABASE_URL_FILE=/secret"], "STOCK_SERVICE_DATABASE_URL"),
        (["SERVICE_PORT=9000"], "SERVICE_PORT"),
        (["SERVICE_KEY_FILE=/secret"], "SERVICE_KEY_FILE"),
        (["STOCK_SERVICE_OWNER_DATABASE_URL=postgresql://a@db/stock"], "STOCK_SERVICE_DATABASE_URL"),
        (
            [
                "STOCK_SERVICE_DATABASE_URL=postgresql://a@db/one",
                "LOG_SERVICE_DATABASE_URL=postgresql://b@db:5432/one?sslmode=require",
            ],
            "stock_service and log_service",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_sentence(here, dotenv, lines, sentence):
    dotenv(*lines)
    with pytest.raises(StackError, match=sentence):
        hosted.require_one_each(here)


def test_what_the_launchers_give_themselves_is_what_env_may_not_say():
    assert tables()[GIVEN].keys() == settings_file.GIVEN


def test_a_value_in_a_file_goes_before_the_usual_one(here, dotenv):
    dotenv("SMTP_URL_FILE=/run/secrets/smtp")
    values = environment.of_service(here, STOCK)
    assert values["SMTP_URL_FILE"] == "/run/secrets/smtp"
    assert "SMTP_URL" not in values


def test_a_copy_for_tests_does_as_if_there_were_no_env(tmp_path, dotenv):
    dotenv("STOCK_SERVICE_DATABASE_URL=postgresql://a@db/stock", "SMTP_URL=smtp://mail.example")
    assert settings_file.read(Instance(tmp_path, durable=False)) == {}


def test_the_example_names_every_setting_of_env_and_no_other():
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = re.findall(r"^#?([A-Z][A-Z0-9_]+)=", text, re.MULTILINE)
    assert sorted(named) == sorted([*tables()[BOTH], *tables()[CONTAINERS]])
