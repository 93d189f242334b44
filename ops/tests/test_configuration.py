"""What git says of the central configuration, and what a real Consul then holds."""

import json
import subprocess
import urllib.request

import pytest

from ops import configuration, consul, consul_binary, wait
from ops.tests.test_mailbox import free_port


@pytest.fixture(scope="module")
def url():
    """A Consul of this file's own, in memory."""
    http = free_port()
    ports = ["-dns-port=-1", "-grpc-port=-1", f"-serf-lan-port={free_port()}", "-serf-wan-port=-1"]
    ports += [f"-http-port={http}", f"-server-port={free_port()}"]
    command = [consul_binary.find(), "agent", "-dev", "-bind=127.0.0.1", *ports]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{http}"
    wait.until(lambda: consul.has_leader(url), 30, "Consul does not start")
    yield url
    process.terminate()
    process.wait(20)


@pytest.fixture
def git(url, tmp_path):
    """`git(seuil=5)` is what a commit says of stock_service; answers what its distribution did."""

    def commit(**keys):
        (tmp_path / "stock_service.json").write_text(json.dumps(keys))
        return configuration.distribute(url, tmp_path)

    commit()
    urllib.request.urlopen(urllib.request.Request(f"{url}/v1/kv/config?recurse", method="DELETE")).close()
    return commit


@pytest.fixture
def live(url):
    def values() -> dict:
        found = configuration._values(url, configuration.LIVE)
        return {key.removeprefix("stock_service/"): json.loads(value) for key, (value, _) in found.items()}

    return values


def operator_sets(url, key, value):
    address = f"{url}/v1/kv/config/stock_service/{key}"
    urllib.request.urlopen(
        urllib.request.Request(address, data=json.dumps(value).encode(), method="PUT")
    ).close()


def test_an_absent_key_is_written(git, live):
    assert git(seuil=5).written == ["stock_service/seuil"]
    assert live() == {"seuil": 5}
    assert git(seuil=5).written == [], "nothing to do the second time"


def test_a_change_in_git_arrives(git, live):
    git(seuil=5, devise="EUR")
    assert git(seuil=7, devise="EUR").written == ["stock_service/seuil"]
    assert live() == {"seuil": 7, "devise": "EUR"}


def test_what_an_operator_set_stays_and_is_named(git, live, url):
    git(seuil=5)
    operator_sets(url, "seuil", 9)
    for said_by_git in (5, 7):
        outcome = git(seuil=said_by_git)
        assert (outcome.written, outcome.kept) == ([], ["stock_service/seuil"])
        assert live() == {"seuil": 9}


def test_a_key_taken_out_of_git_goes_unless_an_operator_set_it(git, live, url):
    git(seuil=5, devise="EUR")
    operator_sets(url, "devise", "CHF")
    git()
    assert live() == {"devise": "CHF"}


def test_a_key_that_an_operator_deleted_is_back_with_the_value_of_git(git, live, url):
    git(seuil=5)
    address = f"{url}/v1/kv/config/stock_service/seuil"
    urllib.request.urlopen(urllib.request.Request(address, method="DELETE")).close()
    git(seuil=5)
    assert live() == {"seuil": 5}


def test_an_operator_who_agrees_with_git_follows_it_again(git, live, url):
    git(seuil=5)
    operator_sets(url, "seuil", 9)
    git(seuil=9)
    assert git(seuil=11).written == ["stock_service/seuil"]
    assert live() == {"seuil": 11}
