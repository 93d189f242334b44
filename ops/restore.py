"""./stack restore FILE: this copy becomes what it was when the backup was made. What it holds now is lost."""

import json
import shutil
import sys
import tarfile
import tempfile
import urllib.request
from pathlib import Path

from ops import backup, direct, down, hosted, postgres, up
from ops.errors import StackError
from ops.instance import Instance
from ops.progress import say, step


def run(instance: Instance, file: str, confirmed: bool) -> None:
    instance.prepare()
    with tempfile.TemporaryDirectory(dir=instance.state) as scratch:
        content = _unpack(Path(file), Path(scratch))
        _ask(instance, content, confirmed)
        down.quietly(instance)
        with step("files of the backup"):
            _put_back(instance, Path(scratch))
        values = json.loads((Path(scratch) / "kv.json").read_text(encoding="utf-8"))
    up.run(instance, scale={}, demo=instance.demo_file.exists(), with_seed=False)
    with step("central configuration"):
        _configure(instance.url("consul"), values)
    hosted.remark(instance, "left as it is")
    say(f"restored as of {content['made_at']}; ./stack verify checks it")


def _unpack(file: Path, scratch: Path) -> dict:
    try:
        with tarfile.open(file) as archive:
            archive.extractall(scratch, filter="data")
        content = json.loads((scratch / backup.MANIFEST).read_text(encoding="utf-8"))
    except (OSError, tarfile.TarError, ValueError) as error:
        raise StackError(f"{file} is no backup of this system: {error}") from error
    if content["format"] != backup.FORMAT:
        raise StackError(f"{file} was made by another version (format {content['format']}).")
    return content


def _ask(instance: Instance, content: dict, confirmed: bool) -> None:
    if confirmed:
        return
    if not sys.stdin.isatty():
        raise StackError("restore replaces all data of this instance: repeat with --yes to confirm.")
    say(f"This replaces all data of {instance.state} by those of {content['made_at']}.")
    if input("Type yes to go on: ").strip().lower() not in ("yes", "oui"):
        raise StackError("nothing was changed.")


def _put_back(instance: Instance, scratch: Path) -> None:
    data = postgres.data_folder(instance)
    postgres.remove_data(instance)
    data.mkdir(parents=True, exist_ok=True)
    for part, folder in (("base", data), ("pg_wal", data / "pg_wal")):
        archive = scratch / "pg" / f"{part}.tar.gz"
        if archive.exists():
            with tarfile.open(archive) as content:
                content.extractall(folder, filter="data")
    postgres.own(data)
    for name in (*backup.FOLDERS, *backup.FILES):
        _replace(scratch / "state" / name, instance.state / name)


def _replace(new: Path, old: Path) -> None:
    if old.is_dir():
        shutil.rmtree(old)
    else:
        old.unlink(missing_ok=True)
    if new.exists():
        shutil.move(new, old)


def _configure(consul: str, values: dict[str, str]) -> None:
    for key, value in values.items():
        request = urllib.request.Request(f"{consul}/v1/kv/{key}", data=value.encode(), method="PUT")
        direct.urlopen(request, timeout=5).close()
