"""./stack secret, as typed; without root it is in test_rights.py."""

from ops import cli, secrets


def test_each_time_a_key_is_added_and_the_former_ones_stay(monkeypatch, instance, capsys):
    monkeypatch.setenv("GDS_STATE", str(instance.state))
    assert cli.main(["secret"]) == 0
    (first,) = secrets.jwt_keys(instance)
    assert "Still published" not in capsys.readouterr().out
    first = first.rename(first.with_name("20200101T000000Z.pem"))  # keys are named by the second
    assert cli.main(["secret"]) == 0
    assert secrets.jwt_keys(instance)[0] == first
    assert len(secrets.jwt_keys(instance)) == 2
    said = capsys.readouterr().out
    assert f"New signing key: {secrets.jwt_keys(instance)[1]}" in said
    assert "Still published: 20200101T000000Z" in said
