"""What makes `up` restart a process or migrate a database."""

import pytest

from ops import code_version, programs, registry
from ops.instance import Instance

STOCK = registry.service("stock_service")


@pytest.fixture
def digest(monkeypatch):
    """Of the files as they are now: one run of ./stack looks at them once."""

    def of(*paths) -> str:
        code_version.of.cache_clear()
        return code_version.of(*paths)

    yield of
    code_version.of.cache_clear()


def test_a_file_that_is_named_counts_whatever_its_ending(tmp_path, digest):
    file = tmp_path / "packages.stamp"
    file.write_text("one")
    before = digest(file)
    file.write_text("two")
    assert digest(file) != before


@pytest.mark.parametrize("version", [code_version.of_service, code_version.of_migrations])
def test_other_packages_are_another_version_of_each_service(monkeypatch, tmp_path, digest, version):
    packages = tmp_path / "base.txt"
    monkeypatch.setattr(code_version, "PACKAGES", packages)
    packages.write_text("django==5.2.1")
    before = version(STOCK)
    code_version.of.cache_clear()
    packages.write_text("django==5.2.2")
    assert version(STOCK) != before


@pytest.mark.parametrize(
    ("program", "packages"),
    [(programs.ui, "PACKAGES"), (programs.mail, "PACKAGES"), (programs.gateway, "STACK_PACKAGES")],
)
def test_other_packages_restart_what_runs_beside_the_services(monkeypatch, tmp_path, program, packages):
    file = tmp_path / "packages.txt"
    monkeypatch.setattr(code_version, packages, file)
    file.write_text("one==1")
    before = program(Instance(tmp_path))
    assert program(Instance(tmp_path)) == before
    code_version.of.cache_clear()
    file.write_text("one==2")
    assert program(Instance(tmp_path)) != before


def test_the_packages_are_files_that_are_there():
    assert code_version.PACKAGES.is_file()
    assert code_version.STACK_PACKAGES.is_file()


def test_code_counts_and_its_tests_do_not_wherever_the_clone_lies(tmp_path, digest):
    folder = tmp_path / "tests" / "clone"
    (folder / "tests").mkdir(parents=True)
    (folder / "rules.py").write_text("")
    before = digest(folder)
    (folder / "tests" / "test_rules.py").write_text("")
    assert digest(folder) == before
    (folder / "rules.py").write_text("pass")
    assert digest(folder) != before
