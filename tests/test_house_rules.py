"""What must hold across the repository, and no service's own tests can see."""

import ast
import importlib.util
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SERVICES = sorted(path.parent for path in ROOT.glob("*_service/manage.py"))
REGISTRY = json.loads((ROOT / "consul" / "service-registry.json").read_text())["services"]
# words that every English sentence here has some of, and French has not
ENGLISH = re.compile(r"\b(?:the|of|that|who|how|what|are|is|whether|by|and|after|which|its)\b", re.IGNORECASE)
DOMAIN_WORDS = re.compile(r"piece|pièce|commande|stock|mouvement|facture|emplacement", re.IGNORECASE)


def setting(service: Path, name: str):
    """The value assigned to a name in the service's settings.py."""
    tree = ast.parse((service / "config" / "settings.py").read_text())
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) == name:
            value = node.value
            if isinstance(value, ast.Call):  # env.integer("SERVICE_PORT", 8002)
                value = value.args[1]
            return ast.literal_eval(value)
    raise AssertionError(f"{service.name} does not set {name}")


def test_psycopg_3_is_absent():
    """Where both are installed Django silently drives the database with psycopg 3."""
    assert importlib.util.find_spec("psycopg2")
    assert importlib.util.find_spec("psycopg") is None


def test_the_chassis_holds_no_domain_word():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sorted((ROOT / "chassis" / "chassis").rglob("*.py"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if DOMAIN_WORDS.search(line)
    ]
    assert found == []


def test_the_registry_names_every_service_and_no_other():
    assert sorted(row["folder"] for row in REGISTRY) == [service.name for service in SERVICES]


@pytest.mark.parametrize("row", REGISTRY, ids=lambda row: row["name"])
def test_the_registry_says_what_the_settings_say(row):
    service = ROOT / row["folder"]
    assert setting(service, "SERVICE_NAME") == row["name"]
    assert setting(service, "SERVICE_PREFIXES") == row["prefixes"]
    assert setting(service, "SERVICE_PORT") == row["port"]
    assert row["health"] == row["prefixes"][0] + "health/ready/"  # what chassis/registry.py gives to Consul
    assert (service / row["app"] / "apps.py").exists() or (service / row["app"] / "__init__.py").exists()


@pytest.mark.parametrize("row", REGISTRY, ids=lambda row: row["name"])
def test_the_registry_names_every_further_process_with_its_port(row):
    """A process of its own port reads it from <NAME>_PORT; each such setting is a process of the registry."""
    found = {}
    for path in (ROOT / row["folder"] / "config").glob("*.py"):
        for name, port in re.findall(r'env\.integer\("([A-Z]+)_PORT", (\d+)\)', path.read_text()):
            found[name.lower()] = int(port)
    assert found.pop("service") == row["port"]
    assert found == {process["name"]: process["port"] for process in row.get("processes", ())}


def test_the_gateway_listens_where_the_registry_says():
    ports = json.loads((ROOT / "consul" / "service-registry.json").read_text())["infrastructure"]
    entries = dict(
        re.findall(
            r'^  (\w+):\n(?:    #[^\n]*\n)*    address: "127\.0\.0\.1:(\d+)"',
            (ROOT / "traefik" / "traefik.yml").read_text(),
            re.MULTILINE,
        )
    )
    assert {name: int(port) for name, port in entries.items()} == {
        "web": ports["traefik"],
        "nest": ports["nest"],
        "traefik": ports["traefik_dashboard"],
    }


def test_the_gateway_knows_what_to_answer_for_every_prefix():
    fallback = (ROOT / "traefik" / "dynamic" / "fallback.yml").read_text()
    known = set(re.findall(r"PathPrefix\(`(/[A-Za-z]+/(?:[a-z]+/)?)`\)", fallback))
    assert known == {prefix for row in REGISTRY for prefix in row["prefixes"]}


def test_every_contract_names_services_that_exist():
    known = {service.name for service in SERVICES} | {
        "every service",
        "every service that deletes",
        "the owner of the module",
    }
    for path in ROOT.glob("contracts/*/*.json"):
        contract = json.loads(path.read_text())
        named = {contract.get("publisher"), contract.get("provider"), *contract["consumers"]} - {None}
        assert named <= known, path.name


def test_no_module_is_a_dumping_ground():
    names = {"utils", "util", "helpers", "helper", "common", "misc", "services"}
    found = [
        str(path.relative_to(ROOT))
        for folder in [*SERVICES, ROOT / "chassis", ROOT / "ops", ROOT / "e2e", ROOT / "bench"]
        for path in folder.rglob("*.py")
        if path.stem in names or path.parent.name in names
    ]
    assert found == []


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.name)
def test_each_value_operators_change_is_described_in_english_and_in_french(service):
    declared = []
    for path in service.glob("*/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "parameter":
                words = {word.arg: word.value.value for word in node.keywords if word.arg.startswith("about")}
                declared.append(node.args[0].value)
                about, about_fr = words.get("about", ""), words.get("about_fr", "")
                assert about and about_fr, f"{declared[-1]} lacks about or about_fr"
                assert ENGLISH.search(about) and not ENGLISH.search(about_fr), f"{declared[-1]}: {about_fr}"
    given = json.loads((ROOT / "consul" / "config" / f"{service.name}.json").read_text())
    assert sorted(given) == sorted(declared)
