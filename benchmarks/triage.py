"""How long the triage makes a Product Owner wait: forty requests of the demonstration, sorted by keyboard in a browser.

    gouvernail demo --folder /tmp/demo --port 8765 --no-open
    python benchmarks/triage.py [--url http://localhost:8765] [--requests 40] [--chromium /usr/bin/chromium]

Signs in as Camille, asks for what is missing to have so many requests wait, then answers each by keys alone, in turn:
declined, accepted, deferred, put aside. Prints, for each answer, the time from the key to a dialog where one
can type, and from sending it to the next request with the focus on it, with the part of each that the server takes; and
the ratio of their sum to one plain reading of the triage in the same run. What it answers stays answered: use a
demonstration that may be thrown away.
"""

import argparse
import statistics
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, sync_playwright

ANSWERS = [  # key, what is typed, what sends it
    ("x", "Hors du cap : rien ne presse.", "Control+Enter"),
    ("a", "", "Control+Enter"),
    ("d", "Après le salon de mars.", "Control+Enter"),
    ("s", "", "Enter"),
]
HEAD, TITLE = ".triage-head", "#triage-title"


@dataclass
class Waits:
    """Milliseconds of one kind of step: what one waits, and what the server takes of it."""

    waited: list[float] = field(default_factory=list)
    served: list[float] = field(default_factory=list)

    def line(self, name: str) -> str:
        """Say the median and the worst."""
        return (
            f"{name:<34} {statistics.median(self.waited):6.0f} ms (worst {max(self.waited):.0f}),"
            f" of which the server {statistics.median(self.served):.0f} ms"
        )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--url", default="http://localhost:8765")
    options.add_argument("--requests", type=int, default=40)
    options.add_argument("--chromium", default="/usr/bin/chromium")
    given = options.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(base_url=given.url, locale="fr")
        _sort(page, given.requests)
        browser.close()


def _sort(page: Page, number: int) -> None:
    served: list[float] = []
    page.on("requestfinished", lambda request: served.append(_served(request)))
    page.goto("/demo/?next=/")
    page.locator("button", has_text="Camille").first.click()
    page.wait_for_load_state()
    home = "/".join(urlsplit(page.url).path.split("/")[:3])
    _ask(page, home, number + 1)  # the last answer leads to one more
    page.goto(f"{home}/requests/triage")
    reference, opened, sent = Waits(), Waits(), Waits()
    for _ in range(7):
        _timed(reference, served, lambda: page.goto(f"{home}/requests/triage"))
    begun = time.perf_counter()
    for place in range(number):
        key, text, send = ANSWERS[place % len(ANSWERS)]
        before = page.locator(f"{HEAD} .strong").inner_text()  # its key
        _timed(opened, served, lambda key=key: _open(page, key))  # type: ignore[misc]
        page.keyboard.type(text)
        _timed(sent, served, lambda send=send, before=before: _send(page, send, before))  # type: ignore[misc]
    spent = time.perf_counter() - begun
    each = statistics.median(a + b for a, b in zip(opened.waited, sent.waited, strict=True))
    print(opened.line("from the key to its dialog"))
    print(sent.line("from sending it to the next request"))
    print(reference.line("one plain reading of the triage"))
    print(f"an answer: {each:.0f} ms, {each / statistics.median(reference.waited):.1f} plain readings")
    print(f"{number} requests: {spent:.0f} s in all, of the 900 s that a Product Owner has")


def _ask(page: Page, home: str, number: int) -> None:
    """Ask for what is missing to have so many requests wait."""
    page.goto(f"{home}/requests/triage/list")
    waiting = int(page.locator(".page-head p").inner_text().split()[0])
    for place in range(waiting, number):
        page.goto(f"{home}/requests/new")
        page.locator("#id_need").fill(f"Avant chaque rendez-vous, tenir le dossier {place} à jour sans le ressaisir.")
        page.locator("#id_title").fill(f"Dossier {place} sans ressaisie")
        page.locator("button[form=ask]").last.click()
        page.wait_for_load_state()
        if page.locator("#exists").count():
            page.locator("#exists button[form=ask]").click()
            page.wait_for_load_state()


def _open(page: Page, key: str) -> None:
    page.keyboard.press(key)
    page.locator("#asked[open] :focus").wait_for()


def _send(page: Page, key: str, before: str) -> None:
    page.keyboard.press(key)
    page.locator(HEAD).filter(has=page.locator(f"{TITLE}:focus")).filter(has_not=page.get_by_text(before)).wait_for()
    page.wait_for_load_state()  # its scripts listen


def _timed(waits: Waits, served: list[float], act: "object") -> None:
    served.clear()
    begun = time.perf_counter()
    act()  # type: ignore[operator]
    waits.waited.append((time.perf_counter() - begun) * 1000)
    waits.served.append(sum(served))


def _served(request: Request) -> float:
    """Give what the server takes to begin an answer; of files, which are cached, nothing."""
    if request.resource_type not in {"document", "fetch", "xhr"}:
        return 0.0
    timing = request.timing
    return max(timing["responseStart"] - timing["requestStart"], 0.0)


if __name__ == "__main__":
    main()
