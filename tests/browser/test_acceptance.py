"""The whole product as a new user meets it: from an empty database to a programme steered by four people."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from gouvernail.followup.services.letters import letters_send
from gouvernail.jobs.models import Message
from gouvernail.jobs.services.post import messages_send
from gouvernail.jobs.services.worker import queue_empty
from tests.imports import items
from tests.jobs.smtp import Mailbox, mail_server

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "lanterne-et-compas-9"
ADDRESS = "Adresse e-mail"
ELSA = "elsa.morin@voiles.example"
GUESTS = {
    "Sponsor": ("Paul Vidal", "paul.vidal@voiles.example"),
    "Champion": ("Nadia Petit", "nadia.petit@voiles.example"),
    "Relecteur externe": ("Iris Faure", "iris.faure@dehors.example"),
}
DEVICE = {"viewport": {"width": 1440, "height": 900}, "locale": "fr", "reduced_motion": "reduce"}


@pytest.fixture
def box(settings: Settings, live_server: Any, tmp_path: Path) -> Iterator[Mailbox]:
    """Run a real mail server behind the queue, with the addresses in letters leading to the server under test."""
    cache.clear()
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.PUBLIC_URL = live_server.url
    settings.EMAIL_BACKEND = "gouvernail.jobs.services.mail.QueuedBackend"
    with mail_server() as box:
        settings.MAIL_SERVER = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": box.port}
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", box.port, 5
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield box


@pytest.fixture
def device(browser: Browser, live_server: Any) -> Iterator[Callable[[], Page]]:
    """Give pages of browsers that share nothing, one a person."""
    opened: list[BrowserContext] = []

    def open_one() -> Page:
        context = browser.new_context(base_url=live_server.url, **DEVICE)
        context.set_default_timeout(20_000)
        opened.append(context)
        return context.new_page()

    yield open_one
    for context in opened:
        context.close()


def test_a_new_user_steers_a_programme(box: Mailbox, device: Callable[[], Page], tmp_path: Path) -> None:
    elsa = device()
    _signs_up(elsa, box)
    home = _opens_a_workspace(elsa)
    guests = {name: _joins(device(), elsa, box, home, role) for role, (name, _) in GUESTS.items()}
    _takes_the_eight_duties(elsa, home)
    _two_edit_the_same_duty(guests["Paul Vidal"], elsa, home)
    _plans_the_rituals(elsa, home)
    _is_reminded(box)
    report = _diagnoses(elsa, home, tmp_path)
    _reads_behind_a_figure(elsa, report)
    _annotates(guests["Iris Faure"], report)
    _shares(elsa, report, device())
    _reads_the_trail(elsa, home)
    _may_not_write(guests["Nadia Petit"], home)
    _signs_out_for_good(elsa, home, device())


def _letter(box: Mailbox, address: str) -> EmailMessage:
    """Let the post leave, and give the last letter of somebody."""
    Message.objects.update(next_at=timezone.now())
    messages_send()
    return [mail for mail in box.taken if address in str(mail["To"])][-1]


def _link(mail: EmailMessage, part: str) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(rf"https?://\S+/{part}/\S+", str(body.get_content()))
    assert found is not None, body.get_content()
    return found[0]


def _signs_up(page: Page, box: Mailbox) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("Créer un compte|Inscri")).first.click()
    page.get_by_label("Nom", exact=True).fill("Elsa Morin")
    page.get_by_label(ADDRESS).fill(ELSA)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Créer mon compte").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Consultez votre messagerie")
    page.goto(_link(_letter(box, ELSA), "account/confirm-email"))
    page.get_by_role("button", name="Confirmer").click()
    page.wait_for_url("**/account/login/")


def _opens_a_workspace(page: Page) -> str:
    page.goto("/workspaces/new/")
    if "login" in page.url:
        page.get_by_label(ADDRESS).fill(ELSA)
        page.get_by_label("Mot de passe").fill(PASSWORD)
        page.get_by_role("button", name="Se connecter", exact=True).click()
    page.get_by_label("Nom", exact=True).fill("CRM Voiles")
    page.get_by_role("button", name="Créer l’espace").click()
    expect(page.get_by_role("heading", name="Premiers pas")).to_be_visible()
    return page.url.removesuffix("first-steps/")


def _joins(page: Page, inviting: Page, box: Mailbox, home: str, role: str) -> Page:
    """Invite one person to a role, and let them accept in a browser of their own."""
    name, address = GUESTS[role]
    inviting.goto(f"{home}people/invitations/new/")
    inviting.get_by_label("Adresses e-mail").fill(f"{name} <{address}>")
    inviting.get_by_label("Rôle", exact=True).select_option(label=role)
    if role == "Champion":
        inviting.get_by_label("Équipe").select_option(label="Ventes")
    if role == "Relecteur externe":
        end = timezone.localdate() + timedelta(days=30)
        inviting.get_by_label("Rôle jusqu’au").fill(end.isoformat())
    inviting.get_by_role("button", name="Envoyer les invitations").click()
    expect(inviting.get_by_role("row", name=re.compile(address))).to_be_visible()
    page.goto(_link(_letter(box, address), "invitation"))
    expect(page.get_by_role("heading", level=1)).to_have_text("CRM Voiles")
    expect(page.get_by_label("Nom", exact=True)).to_have_value(name)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Créer mon compte et rejoindre").click()
    page.wait_for_url(f"{home}**")
    return page


def _takes_the_eight_duties(page: Page, home: str) -> None:
    page.goto(f"{home}governance/matrix")
    page.get_by_role("button", name="Partir des huit responsabilités").click()
    expect(page.locator(".toast")).to_be_visible()
    page.goto(f"{home}governance/matrix")
    expect(page.locator("[id^=duty-]:has([data-cell])")).to_have_count(8)


def _two_edit_the_same_duty(first: Page, second: Page, home: str) -> None:
    second.goto(f"{home}governance/matrix")
    duty = second.locator("[id^=duty-]:has([data-cell])").first
    pk = str(duty.get_attribute("id")).removeprefix("duty-")
    for page in (first, second):
        page.goto(f"{home}governance/duties/{pk}/edit")
    first.get_by_label("Responsabilité").first.fill("Tenir le cap, à deux")
    first.get_by_role("button", name="Enregistrer").click()
    expect(first.get_by_role("heading", level=1)).to_have_text("Tenir le cap, à deux")
    second.get_by_label("Responsabilité").first.fill("Tenir la barre")
    second.get_by_role("button", name="Enregistrer").click()
    both = second.get_by_role("row", name="Responsabilité")
    expect(both).to_contain_text("Tenir le cap, à deux")
    expect(both).to_contain_text("Tenir la barre")
    second.get_by_role("button", name="Garder ce que j’ai choisi").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Tenir le cap, à deux")


def _plans_the_rituals(page: Page, home: str) -> None:
    page.goto(f"{home}rituals/")
    page.get_by_role("button", name="Planifier les quatre rituels d’usage").click()
    expect(page.get_by_role("listitem").filter(has_text="Revue du cap")).to_be_visible()


def _is_reminded(box: Mailbox) -> None:
    """Let the clock of the worker pass nine mornings, whatever today is: the Product Owner is written to on some.

    Nine mornings hold a Monday, and with it the letter of the week.
    """
    before = len(box.taken)
    now = timezone.localtime().replace(hour=9, minute=0)
    for day in range(9):
        letters_send(now + timedelta(days=day))
    _letter(box, ELSA)
    letters = [mail for mail in box.taken[before:] if ELSA in str(mail["To"])]
    assert 1 <= len(letters) <= 9
    assert any(str(mail["Subject"]).startswith("Votre semaine") for mail in letters)
    assert all(mail["List-Unsubscribe"] for mail in letters)


def _diagnoses(page: Page, home: str, tmp_path: Path) -> str:
    page.goto(f"{home}diagnosis/")
    page.evaluate(
        """content => {
          const held = new DataTransfer();
          held.items.add(new File([content], "demandes.csv"));
          document.querySelector(".drop").dispatchEvent(new DragEvent("drop", { dataTransfer: held, bubbles: true }));
        }""",
        items(60),
    )
    page.get_by_role("button", name="Lire ces fichiers").click()
    page.wait_for_url("**/imports/*/**")
    queue_empty()
    page.get_by_role("button", name=re.compile("[Dd]iagnosti")).first.click()
    page.wait_for_url("**/imports/*/**")
    queue_empty()
    page.wait_for_url(re.compile(r"/diagnosis/\d+/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Pourquoi ça n’avance pas\u202f?")
    return page.url


def _reads_behind_a_figure(page: Page, report: str) -> None:
    page.goto(report)
    page.locator(".symptom .ask summary").first.click()
    page.get_by_role("link", name=re.compile("Voir les? (.* )?(lignes?|éléments?)")).first.click()
    expect(page.get_by_role("cell", name=re.compile(r"^CRM-\d+")).first).to_be_visible()


def _annotates(reviewer: Page, report: str) -> None:
    reviewer.goto(report)
    reviewer.get_by_role("link", name=re.compile("^Annoter «")).first.click()
    reviewer.get_by_role("textbox").fill("À vérifier avec les ventes.")
    reviewer.get_by_role("button", name="Enregistrer").click()
    expect(reviewer.get_by_text("À vérifier avec les ventes.")).to_be_visible()


def _shares(page: Page, report: str, outside: Page) -> None:
    page.goto(f"{report}share/")
    page.get_by_role("button", name="Créer le lien").click()
    outside.goto(page.locator("code.address").inner_text())
    expect(outside.get_by_role("heading", level=1)).to_have_text("Pourquoi ça n’avance pas\u202f?")
    expect(outside.get_by_text("À vérifier avec les ventes.")).to_be_visible()
    page.goto(f"{report}share/")
    page.get_by_role("button", name="Fermer le lien").click()
    expect(page.get_by_role("button", name="Fermer le lien")).to_have_count(0)
    outside.reload()
    expect(outside.get_by_text("À vérifier avec les ventes.")).to_have_count(0)


def _reads_the_trail(page: Page, home: str) -> None:
    page.goto(f"{home}trail/")
    trail = page.locator("#trail-lines")
    for name, _address in GUESTS.values():
        expect(trail).to_contain_text(name)
    for subject in ("Tenir le cap, à deux", "Revue du cap", "demandes.csv"):
        expect(trail).to_contain_text(subject)


def _may_not_write(champion: Page, home: str) -> None:
    for part in ("people/invitations/new/", "governance/duties/new", "settings/", "trail/"):
        answer = champion.goto(f"{home}{part}")
        assert answer is not None
        assert answer.status == 403, part


def _signs_out_for_good(page: Page, home: str, thief: Page) -> None:
    """Sign out; who copied the cookie before is out as well."""
    thief.context.add_cookies([cookie for cookie in page.context.cookies() if cookie.get("name") == "sessionid"])  # type: ignore[misc]
    thief.goto(home)
    expect(thief.get_by_role("heading", level=1)).to_have_text("Ma semaine")
    page.goto(home)
    page.locator("details.me > summary").click()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/account/login/**")
    thief.goto(home)
    expect(thief).to_have_url(re.compile("/account/login/"))
