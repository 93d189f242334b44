"""The pictures of the README, taken from the running system: .venv/bin/python e2e/screenshots.py

E2E_STATE is the state folder of the system, .stack by default. It needs the demo data.
"""

import json
import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
STATE = Path(os.environ.get("E2E_STATE", ROOT / ".stack"))
IMAGES = ROOT / "docs" / "images"
# file: width, height, path of the screen
PICTURES = {
    "tableau-de-bord.png": (1440, 900, "/"),
    "telephone.png": (390, 844, "/stock"),
}


def main() -> None:
    demo = json.loads((STATE / "demo.json").read_text())
    account = next(account for account in demo["comptes"] if account["role"] == "gestionnaire")
    IMAGES.mkdir(parents=True, exist_ok=True)
    program = os.environ.get("E2E_CHROMIUM") or shutil.which("chromium")
    if not program:
        sys.exit("Chromium is not installed; E2E_CHROMIUM may name it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for name, (width, height, path) in PICTURES.items():
            size = {"width": width, "height": height}
            page = browser.new_page(viewport=size, locale="fr-FR", color_scheme="light")
            log_in(page, demo["ui"], account)
            page.goto(f"{demo['ui'].rstrip('/')}/#{path}")
            take(page, IMAGES / name)
            page.close()
        browser.close()


def log_in(page: Page, ui: str, account: dict) -> None:
    page.goto(ui)
    page.get_by_label("Adresse e-mail").fill(account["email"])
    page.get_by_label("Mot de passe", exact=True).fill(account["password"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bonjour")


def take(page: Page, file: Path) -> None:
    expect(page.locator(".skeleton, .skeleton-row, .skeleton-page")).to_have_count(0)
    page.wait_for_timeout(1_000)  # the charts; the network is never idle, as the event stream stays open
    page.mouse.move(0, 0)
    page.screenshot(path=file, animations="disabled")
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
