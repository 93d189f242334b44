"""What git says of the central configuration, and what a real Consul then holds."""

import json
import subprocess
import urllib.request

import pytest

from ops import configuration, consul, consul_agent, consul_binary, wait
from ops.demo import seller, shop
from ops.tests.proxy import behind_a_proxy
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
    forget_everything(url)
    return commit


def forget_everything(url):
    urllib.request.urlopen(urllib.request.Request(f"{url}/v1/kv/config?recurse", method="DELETE")).close()


@pytest.fixture
def live(url):
    return lambda: values_of(url, "stock_service")


def values_of(url, service) -> dict:
    found = configuration._values(url, f"{configuration.LIVE}{service}/")
    return {key: json.loads(value) for key, (value, _) in found.items()}


def operator_sets(url, key, value):
    address = f"{url}/v1/kv/config/stock_service/{key}"
    urllib.request.urlopen(
        urllib.request.Request(address, data=json.dumps(value).encode(), method="PUT")
    ).close()


def operator_deletes(url, key):
    address = f"{url}/v1/kv/config/stock_service/{key}"
    urllib.request.urlopen(urllib.request.Request(address, method="DELETE")).close()


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


def test_a_key_that_an_operator_deleted_stays_away_until_git_says_something_else(git, live, url):
    git(seuil=5)
    operator_deletes(url, "seuil")
    outcome = git(seuil=5)
    assert (outcome.written, outcome.kept) == ([], ["stock_service/seuil"])
    assert live() == {}
    assert git(seuil=7).written == ["stock_service/seuil"]
    assert live() == {"seuil": 7}


def test_what_git_leaves_empty_is_the_operator_s_to_fill_in(git, live, url):
    git(nom="")
    assert live() == {"nom": ""}
    operator_sets(url, "nom", "Boulons Martin")
    outcome = git(nom="")
    assert (outcome.written, outcome.kept) == ([], []), "nothing of git's is missing there"
    assert live() == {"nom": "Boulons Martin"}


def test_a_value_that_git_no_longer_has_but_empty_stays_where_it_is_in_use(git, live):
    git(nom="Boulons Martin")
    assert git(nom="").written == []
    assert live() == {"nom": "Boulons Martin"}


def test_an_operator_who_agrees_with_git_follows_it_again(git, live, url):
    git(seuil=5)
    operator_sets(url, "seuil", 9)
    git(seuil=9)
    assert git(seuil=11).written == ["stock_service/seuil"]
    assert live() == {"seuil": 11}


@pytest.fixture
def sellers(url):
    """`sellers()`: what commandes_service of a new installation finds of its seller."""
    forget_everything(url)
    configuration.distribute(url)

    def named() -> dict:
        found = values_of(url, "commandes_service")
        return {key: found[key] for key in shop.data()["vendeur"]}

    return named


def test_a_new_installation_has_no_seller(sellers):
    assert set(sellers().values()) == {""}


def test_the_demo_names_its_seller_once(sellers, url):
    assert seller.name(url)
    assert sellers() == shop.data()["vendeur"]
    assert not seller.name(url)
    configuration.distribute(url)
    assert sellers() == shop.data()["vendeur"], "what is named stays at the next start"


def test_the_demo_leaves_the_seller_that_an_operator_named(sellers, url):
    configuration._set(url, "config/commandes_service/vendeur_nom", '"Boulons Martin"', index_of(url))
    assert not seller.name(url)
    assert sellers()["vendeur_nom"] == "Boulons Martin"
    assert sellers()["vendeur_iban"] == "", "no transfer to somebody else's account"


def test_what_an_operator_took_from_the_demo_s_seller_is_not_put_back(sellers, url):
    seller.name(url)
    address = f"{url}/v1/kv/config/commandes_service/vendeur_iban"
    urllib.request.urlopen(urllib.request.Request(address, method="DELETE")).close()
    outcome = configuration.distribute(url)
    assert (outcome.written, outcome.kept) == ([], []), "nothing of git's is missing there"
    assert not seller.name(url)
    assert "vendeur_iban" not in values_of(url, "commandes_service")


def test_the_demo_s_seller_is_there_again_after_consul_lost_everything(url, tmp_path, sellers):
    mark = tmp_path / "demo_data"
    forget_everything(url)
    assert consul_agent.load_when_ready(url, mark) == 0
    assert set(sellers().values()) == {""}, "no demo, no seller"
    mark.touch()
    forget_everything(url)
    assert consul_agent.load_when_ready(url, mark) == 0
    assert sellers() == shop.data()["vendeur"]


def test_a_seller_that_an_operator_emptied_stays_so_in_the_demo(url, tmp_path, sellers):
    mark = tmp_path / "demo_data"
    mark.touch()
    seller.name(url)
    for key in shop.data()["vendeur"]:
        address = f"{url}/v1/kv/config/commandes_service/{key}"
        urllib.request.urlopen(urllib.request.Request(address, method="DELETE")).close()
    assert consul_agent.load_when_ready(url, mark) == 0
    assert not values_of(url, "commandes_service").keys() & shop.data()["vendeur"].keys()


def index_of(url) -> int:
    return configuration._values(url, "config/commandes_service/")["vendeur_nom"][1]


def test_of_a_seller_half_written_nothing_is_kept(sellers, url, monkeypatch):
    """An operator is faster: what the demo read a moment ago is no longer so."""
    read = configuration._values

    def just_before(*arguments):
        found = read(*arguments)
        operator = found["vendeur_iban"][1]
        configuration._set(url, "config/commandes_service/vendeur_iban", '"FR14"', operator)
        return found

    monkeypatch.setattr(configuration, "_values", just_before)
    assert not seller.name(url)
    monkeypatch.undo()
    assert {key: value for key, value in sellers().items() if value} == {"vendeur_iban": "FR14"}


def test_a_proxy_of_the_environment_is_not_asked_for_consul(url, live, git, tmp_path):
    (tmp_path / "stock_service.json").write_text('{"seuil": 5}')
    given = "configuration.distribute(sys.argv[1], Path(sys.argv[2]))"
    behind_a_proxy(
        f"import sys; from pathlib import Path; from ops import configuration; {given}", url, tmp_path
    )
    assert live() == {"seuil": 5}
