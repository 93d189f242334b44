"""Secrets are made once, private, and a new signing key sorts last."""

import stat

from ops import secrets
from ops.instance import Instance


def test_secrets_are_made_once_and_for_their_owner_alone(tmp_path):
    instance = Instance(tmp_path / "state")
    secrets.ensure(instance)
    files = {path: path.read_bytes() for path in instance.secrets.rglob("*") if path.is_file()}
    secrets.ensure(instance)
    assert files == {path: path.read_bytes() for path in instance.secrets.rglob("*") if path.is_file()}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    folders = [instance.secrets, *(path for path in instance.secrets.rglob("*") if path.is_dir())]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}


def test_a_new_signing_key_sorts_last_and_the_former_stays(tmp_path):
    instance = Instance(tmp_path / "state")
    secrets.write(instance.secrets / "jwt" / "20200101T000000Z.pem", "old")
    fresh = secrets.add_jwt_key(instance)
    assert [path.stem for path in secrets.jwt_keys(instance)] == ["20200101T000000Z", fresh.stem]


def test_django_keys_are_long_enough(tmp_path):
    assert len(secrets.text(Instance(tmp_path), "auth_service/django_secret_key", length=48)) >= 50
