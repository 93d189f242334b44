"""A backup of the running system, and what it brings back."""

import os
import subprocess

from client import eventually

from ops.paths import ROOT


def stack(running, *arguments: str) -> str:
    here = running.instance
    own = {"GDS_STATE": str(here.state), "GDS_PORT_OFFSET": str(here.offset), "GDS_THROWN_AWAY": "1"}
    values = {**os.environ, **own}
    done = subprocess.run([str(ROOT / "stack"), *arguments], env=values, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_restored_backup_is_the_system_as_it_was(running, admin, shop, tmp_path):
    before, place = shop.piece(), shop.emplacement()
    shop.receive(before, place, "7")
    file = tmp_path / "saved.tar"
    stack(running, "backup", str(file))
    assert file.stat().st_mode & 0o077 == 0
    after = shop.piece()
    shop.receive(before, place, "1")
    stack(running, "restore", str(file), "--yes")
    assert shop.level(before)["quantite"] == "7.000"
    assert admin("GET", f"/api/pieces/{after['id']}/").status_code == 404
    eventually(lambda: admin.get(f"/api/logs/objets/{before['id']}/")["results"], within=15)
    stack(running, "verify")  # ends with an error when an invariant is broken
