"""Chromium on the running system. Each test has a window of its own, checked for faults when it ends."""

import os
import shutil
import uuid
from collections.abc import Iterator

import pytest
from mails import Mails
from playwright.sync_api import Browser, expect, sync_playwright
from screen import DESKTOP, Screen

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
QUIET += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
expect.set_options(timeout=30_000)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    program = os.environ.get("E2E_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def screen(browser, demo) -> Iterator[Screen]:
    """Nobody is signed in yet: `screen.log_in("vendeur")`."""
    context = browser.new_context(viewport=DESKTOP, locale="fr-FR")
    context.set_default_timeout(30_000)
    opened = Screen(context.new_page(), demo)
    yield opened
    context.close()
    assert not opened.faults, "\n".join(opened.faults)


@pytest.fixture(scope="session")
def mails(running) -> Mails:
    return Mails(running.instance.url("mail"))


@pytest.fixture
def person(admin):
    """`person("vendeur")` makes an account of that role, told apart by its address."""

    def make(role: str = "lecteur") -> dict:
        mark = uuid.uuid4().hex[:8]
        body = {"email": f"{mark}@navigateur.example", "password": f"une longue phrase {mark}", "role": role}
        return {**admin.post("/api/auth/users/", {**body, "prenom": "Zoé", "nom": mark}), **body}

    return make
