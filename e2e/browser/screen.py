"""One browser window on the UI, watched: what must never happen in it is collected as it happens."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Error, Locator, Page, expect

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
# a refusal is an answer of the API, but the browser also writes it into its console
REFUSAL = re.compile(r"Failed to load resource.*status of (\d+)")
# Chromium drops what it is loading when the machine's network changes, as when a container starts beside
MOVED = "net::ERR_NETWORK_CHANGED"
# a violation of the policy is an event of the page; the console is where it is read from here
REPORT_VIOLATIONS = """addEventListener('securitypolicyviolation', (event) =>
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"""


class Screen:
    """`expects(409)` announces a refusal that the test provokes."""

    def __init__(self, page: Page, demo: dict):
        self.page = page
        self._demo = demo
        self._origins = {demo["ui"].rstrip("/"), demo["api"].rstrip("/")}
        self._expected: set[int] = set()
        self._first, self._moved = True, False
        self.faults: list[str] = []
        page.add_init_script(REPORT_VIOLATIONS)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("request", self._asked)

    def expects(self, status: int) -> None:
        self._expected.add(status)

    def log_in(self, role: str) -> None:
        account = next(account for account in self._demo["comptes"] if account["role"] == role)
        self.sign_in(account["email"], account["password"])
        self.sees_heading("Bonjour")

    def sign_in(self, email: str, password: str) -> None:
        """Give the name and the password; what comes next is the test's to say."""
        self.go("/")
        self.page.get_by_label("Adresse e-mail").fill(email)
        self.page.get_by_label("Mot de passe", exact=True).fill(password)
        self.page.keyboard.press("Enter")

    def sign_out(self) -> None:
        self.page.get_by_role("button", name=re.compile(", mon compte$")).click()
        self.button("Se déconnecter").click()
        self.sees_heading("Connexion")

    def sees_heading(self, text: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(text)

    def open(self, path: str) -> None:
        """Go to a screen and wait until it shows what it read."""
        self.go(path)
        self.wait_until_read()

    def go(self, path: str) -> None:
        """Follow an address, once more if the network changed under it."""
        for _ in range(3):
            self._moved = False
            try:
                self.page.goto(f"{self._demo['ui'].rstrip('/')}/#{path}")
                self.page.wait_for_load_state("networkidle" if self._first else "load")
            except Error as error:
                if MOVED not in str(error):
                    raise
                self._moved = True
            if not self._moved:
                break
            self.page.reload()
        self._first = False

    def wait_until_read(self) -> None:
        expect(self.page.locator("#contenu").locator("h1, h2").first).to_be_visible()
        expect(self.page.locator(".skeleton, .skeleton-row, .skeleton-page")).to_have_count(0)

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label, exact=True)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def pick(self, label: str, text: str) -> None:
        """Choose in a search box, as a person does: type, then click the line."""
        self.page.get_by_role("combobox", name=label).fill(text)
        self.page.locator("[role=option]").filter(has_text=text).first.click()

    def choose(self, label: str, containing: str) -> None:
        """Choose the entry of a list that contains the text."""
        option = self.field(label).locator("option").filter(has_text=containing)
        self.field(label).select_option(option.first.get_attribute("value"))

    def sees_message(self, text: str) -> None:
        expect(self.page.locator(".toast-card").filter(has_text=text).first).to_be_visible()

    def confirm(self, name: str) -> None:
        self.page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()

    def fits(self) -> bool:
        """Nothing is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def _heard(self, message) -> None:
        if MOVED in message.text:
            self._moved = True
            return
        refused = REFUSAL.search(message.text)
        if message.type == "error" and not (refused and int(refused[1]) in self._expected):
            self.faults.append(f"{self.page.url}: console: {message.text}")

    def _asked(self, request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss"):
            origin = f"{address.scheme}://{address.netloc}"
            if origin not in self._origins:
                self.faults.append(f"{self.page.url}: asked {request.url}")
