"""The checks that need no running system: style, imports, boundaries, generated files."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from ops import django_command, documents, postman
from ops.instance import Instance
from ops.paths import BIN, ROOT
from ops.progress import say
from ops.registry import Service


def run(instance: Instance, services: tuple[Service, ...]) -> tuple[bool, str]:
    """Run them all, print what is wrong as it goes, tell whether nothing is."""
    results = list(_results(instance, services))
    for name, problem in results:
        say(f"  {'✗' if problem else '✓'} {name}")
        if problem:
            say("    " + problem.replace("\n", "\n    "))
    return not any(problem for _, problem in results), ""


def _results(instance: Instance, services: tuple[Service, ...]) -> Iterator[tuple[str, str]]:
    yield "ruff check", _command(ROOT, "ruff", "check", ".")
    yield "ruff format", _command(ROOT, "ruff", "format", "--check", ".")
    for service in services:
        yield f"imports of {service.name}", _imports(service)
        yield f"migrations of {service.name}", _migrations(instance, service)
        yield f"schema.sql of {service.name}", _schema(instance, service)
    yield "documents", "\n".join(documents.problems())
    yield "Postman collection", postman.problem(instance)


def _command(folder: Path, tool: str, *arguments: str, environment: dict[str, str] | None = None) -> str:
    """What the tool complains of; empty when it is content."""
    done = subprocess.run(
        [str(BIN / tool), *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )
    return (done.stdout + done.stderr).strip() if done.returncode else ""


def _imports(service: Service) -> str:
    environment = {"PYTHONPATH": str(service.folder), "PATH": str(BIN)}
    return _command(service.folder, "lint-imports", "--no-logo", "--no-cache", environment=environment)


def _migrations(instance: Instance, service: Service) -> str:
    done = django_command.run(instance, service, "makemigrations", "--check", "--dry-run", role="owner")
    return (done.stdout + done.stderr).strip() if done.returncode else ""


def _schema(instance: Instance, service: Service) -> str:
    file = service.folder / "schema.sql"
    if not file.exists():
        return f"{file.relative_to(ROOT)} is missing: python manage.py schema_sql > schema.sql"
    done = django_command.run(instance, service, "schema_sql", role="owner")
    if done.returncode:
        return (done.stdout + done.stderr).strip()
    if done.stdout.strip() != file.read_text(encoding="utf-8").strip():
        return "it differs from the migrations: python manage.py schema_sql > schema.sql"
    return ""
