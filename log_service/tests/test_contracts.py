"""This service as the consumer of contracts/messages; as a caller and a publisher see test_corbeille.py."""

import pytest

from chassis.testing.contracts import load
from chassis.testing.messages import deliver, message
from journal.models import AppelService, EntreeCorbeille, Log

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("logs.create", Log),
        ("corbeille.create", EntreeCorbeille),
        ("journal_services.create", AppelService),
    ],
)
def test_the_example_of_each_message_is_taken_in_once_and_whole(name, model):
    contract = load(f"messages/{name}")
    assert "log_service" in contract["consumers"]
    [method] = contract["methods"]
    one = message(contract["moduleName"], method, [contract["example"]], source="commandes_service")
    assert deliver(one, one) == ["done", "duplicate"]
    row = model.objects.values().get()
    for field, value in contract["example"].items():
        stored = row[field]
        assert value == (stored if isinstance(stored, dict | float | int | None) else _as_json(stored)), field


def _as_json(value) -> str:
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if hasattr(value, "strftime") else str(value)


@pytest.mark.parametrize("name", ["logs.create", "corbeille.create", "journal_services.create"])
def test_every_required_field_is_relied_on(name):
    """A provider that stops sending one is told so, and nothing of its message is kept."""
    contract = load(f"messages/{name}")
    for field in contract["data"]["required"]:
        data = {key: value for key, value in contract["example"].items() if key != field}
        assert deliver(message(contract["moduleName"], "create", [data], source="pieces_service")) == [
            "failed"
        ], field
    assert not (Log.objects.exists() or EntreeCorbeille.objects.exists() or AppelService.objects.exists())


def test_the_example_of_a_return_closes_the_entry_and_each_of_its_fields_is_relied_on(deposer):
    contract = load("messages/corbeille.restore")
    assert "log_service" in contract["consumers"]
    [method], example = contract["methods"], contract["example"]
    deposer(module=example["module"], objet_id=example["objet_id"])
    for field in contract["data"]["required"]:
        data = {key: value for key, value in example.items() if key != field}
        assert deliver(message(contract["moduleName"], method, [data], source="pieces_service")) == [
            "failed"
        ], field
    assert deliver(message(contract["moduleName"], method, [example], source="pieces_service")) == ["done"]
    entree = EntreeCorbeille.objects.get()
    assert (entree.etat, str(entree.restaure_par)) == ("restaure", example["restaure_par"])


def test_a_service_deletes_in_its_own_name_only():
    example = load("messages/corbeille.create")["example"]
    deliver(message("corbeille", "create", [example], source="commandes_service"))
    assert EntreeCorbeille.objects.get().service == "commandes_service"
