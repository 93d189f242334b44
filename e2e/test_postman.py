"""The Postman collection as people get it, run by newman against the running system."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import npm
import pytest
import requests

from ops import registry
from ops.paths import ROOT

FOLDER = Path(__file__).parent / "newman"
COLLECTION = ROOT / "docs" / "postman" / "gestion-de-stock.postman_collection.json"
ENVIRONMENT = ROOT / "docs" / "postman" / "local.postman_environment.json"
LIMIT_SECONDS = 300
# what variables stand for; the others are ids
VALUES = {"email": "a@example.org", "$randomEmail": "a@example.org", "password": "secret", "run": "1"}
AS_JSON = {"Accept": "application/json"}
AN_ID = "01930000-0000-7000-8000-000000000001"


@dataclass
class Run:
    exit_code: int
    output: str
    report: dict

    @property
    def sent(self) -> list[str]:
        return [each["item"]["name"] for each in self.report["executions"] if "response" in each]

    @property
    def failures(self) -> list[str]:
        return [f"{each['source']['name']}: {each['error']['message']}" for each in self.report["failures"]]

    @property
    def checked(self) -> int:
        return self.report["stats"]["assertions"]["total"]


@pytest.fixture(scope="module")
def newman(demo, tmp_path_factory):
    """`newman(collection, "--folder", "Story", email=...)`: what a run did, with these variables."""
    npm.install(FOLDER)

    def run(collection: Path, *options: str, **variables: str) -> Run:
        report = tmp_path_factory.mktemp("newman") / "report.json"
        values = [f"--env-var={name}={value}" for name, value in {"api": demo["api"], **variables}.items()]
        command = [npm.program("node"), "node_modules/newman/bin/newman.js", "run", str(collection)]
        command += ["-e", str(ENVIRONMENT), *values, *options]
        command += ["--reporters", "cli,json", "--reporter-json-export", str(report)]
        done = subprocess.run(
            command,
            cwd=FOLDER,
            capture_output=True,
            text=True,
            timeout=LIMIT_SECONDS,
            env={"PATH": os.environ["PATH"]},
        )
        assert report.exists(), done.stdout + done.stderr
        return Run(done.returncode, done.stdout + done.stderr, json.loads(report.read_text())["run"])

    return run


@pytest.fixture(scope="module")
def account(demo) -> dict[str, str]:
    administrator = next(each for each in demo["comptes"] if each["role"] == "administrateur")
    return {"email": administrator["email"], "password": administrator["password"]}


def requests_in(items: list[dict]) -> Iterator[dict]:
    for item in items:
        if "request" in item:
            yield item
        yield from requests_in(item.get("item", []))


def test_the_story_and_every_read_answer_as_the_collection_says(newman, account):
    story, *services = json.loads(COLLECTION.read_text())["item"]
    run = newman(COLLECTION, reads_only="1", **account)
    assert run.failures == []
    assert run.exit_code == 0, run.output
    steps = {item["name"] for item in story["item"]}
    assert sorted(steps - set(run.sent)) == []
    assert all(name in steps or name.startswith("GET ") for name in run.sent)
    plain_reads = {
        item["name"]
        for item in requests_in(services)
        if item["request"]["method"] == "GET"
        and "{" not in item["name"]
        and "test" in listens(item)
        # a link that was mailed is not known to a run
        and not any(each["value"] == "{{token}}" for each in item["request"]["url"]["query"])
    }
    assert sorted(plain_reads - set(run.sent)) == []
    assert len(plain_reads) > 60
    assert run.checked >= 2 * len(plain_reads)


def listens(item: dict) -> set[str]:
    return {each["listen"] for each in item["event"]}


def test_a_wrong_expectation_is_told(newman, account, tmp_path):
    content = json.loads(COLLECTION.read_text())
    login = content["item"][0]["item"][0]
    script = "\n".join(login["event"][-1]["script"]["exec"])
    login["event"][-1]["script"]["exec"] = script.replace("status(200)", "status(299)").split("\n")
    content["item"] = [login]
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(content))
    run = newman(wrong, **account)
    assert run.exit_code == 1
    [failure] = run.failures
    assert "299" in failure and "Log in" in failure


def test_an_access_token_that_is_over_is_renewed(newman, demo, account):
    refresh = requests.post(f"{demo['api']}/api/auth/login/", json=account, timeout=20).json()["refresh"]
    run = newman(COLLECTION, "--folder", "/api/gateway/", reads_only="1", refresh=refresh)
    assert run.failures == []
    assert "GET /api/gateway/services/" in run.sent

    refused = newman(COLLECTION, "--folder", "/api/gateway/", reads_only="1")
    assert len(refused.failures) >= len(run.sent)


def test_every_body_is_one_that_the_openapi_documents_allow(demo):
    checked = 0
    folders = json.loads(COLLECTION.read_text())["item"][1:]
    for service, folder in zip(registry.services(), folders, strict=True):
        document = requests.get(
            f"{demo['api']}{service.prefixes[0]}schema/", headers=AS_JSON, timeout=30
        ).json()
        for item in requests_in(folder["item"]):
            body = item["request"].get("body", {}).get("raw")
            if body:
                method, path = item["name"].split()
                content = document["paths"][path][method.lower()]["requestBody"]["content"]
                schema = {**content["application/json"]["schema"], "components": document["components"]}
                filled = re.sub(r"{{(.*?)}}", lambda name: VALUES.get(name[1], AN_ID), body)
                jsonschema.validate(json.loads(filled), schema)
                checked += 1
    assert checked > 50
