"""Sorting requests in a browser: by keyboard through the queue, two at the same one, many at once, without script."""

from typing import Any

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect

from gouvernail.backlog.models import Item, Request
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Role
from tests.backlog.requests_scene import ask
from tests.browser.conftest import PageAs, assert_accessible, assert_fits
from tests.cast import SINCE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TRIAGE = "/w/crm-ventes/requests/triage"
NEEDS = [  # title, need
    ("Voir les réclamations ouvertes", "Avant d'appeler un client."),
    ("Exporter les contacts", "Pour les envois de l'agence."),
    ("Synchroniser l'agenda", "Mon téléphone ne connaît pas mes rendez-vous."),
    ("Relancer les devis", "Un devis sur trois n'est jamais relancé."),
    ("Voir les réclamations ouvertes du client", "Avant d'appeler un client, ses réclamations."),
]


@pytest.fixture
def rows(cast: Any) -> list[Request]:
    with scope(workspace=cast.workspace):
        return [ask(cast.robin, title, need) for title, need in NEEDS]


def states(cast: Any) -> list[str]:
    with scope(workspace=cast.workspace):
        return list(Request.objects.order_by("pk").values_list("state", flat=True))


def shown(page: Page, number: int) -> None:
    """See that a request of the queue is shown, that the focus went to it, and that keys are listened to."""
    title = page.locator("#triage-title")
    expect(title).to_have_text(NEEDS[number - 1][0])
    expect(title).to_be_focused()
    page.wait_for_load_state()


def dialog(page: Page, name: str) -> Any:
    return page.get_by_role("dialog", name=name)


def test_a_queue_is_sorted_by_keyboard(cast: Any, page_as: PageAs, rows: list[Request]) -> None:
    page = page_as("camille")
    page.goto(TRIAGE)
    page.keyboard.type("xHors du cap, rien ne presse.")  # at once: no letter may be taken for another answer
    expect(dialog(page, "Refuser D-1").get_by_label("Raison")).to_have_value("Hors du cap, rien ne presse.")
    page.keyboard.press("Control+Enter")
    shown(page, 2)
    expect(page.get_by_role("status").filter(has_text="D-1 est refusée")).to_be_visible()

    page.keyboard.press("a")
    expect(dialog(page, "Accepter D-2").get_by_label("Nouveaux éléments")).to_be_focused()
    page.keyboard.press("Control+Enter")
    shown(page, 3)

    page.keyboard.press("d")
    expect(dialog(page, "Différer D-3").get_by_label("Raison")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(dialog(page, "Différer D-3").get_by_text("Dites pourquoi")).to_be_visible()  # there, not on another page
    expect(dialog(page, "Différer D-3").get_by_label("Raison")).to_be_focused()
    page.keyboard.type("Après le salon.")
    page.keyboard.press("Control+Enter")
    shown(page, 4)
    page.keyboard.press("u")
    shown(page, 3)
    assert states(cast) == ["declined", "accepted", "received", "received", "received"]
    with scope(workspace=cast.workspace):
        assert Item.objects.get().title == "Exporter les contacts"


def test_every_key_of_the_page_does_what_it_says(cast: Any, page_as: PageAs, rows: list[Request]) -> None:
    page = page_as("camille")
    page.goto(f"{TRIAGE}?at={rows[2].pk}")
    shown(page, 3)
    for key, number in (("j", 4), ("j", 5), ("k", 4), ("j", 5)):
        page.keyboard.press(key)
        shown(page, number)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(dialog(page, "Raccourcis clavier")).to_contain_text("Fusionner avec ce qui y ressemble")
    page.keyboard.press("Escape")
    page.keyboard.press("1")  # what looks most like it
    expect(dialog(page, "Fusionner D-5").get_by_label("Se poursuit dans")).to_have_value("D-1")
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    expect(dialog(page, "D-5").get_by_label("Jusqu’au")).to_be_focused()
    page.keyboard.press("Enter")
    shown(page, 4)
    page.keyboard.press("r")
    expect(dialog(page, "Examiner D-4")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("D-4 est à l’examen")).to_be_visible()
    assert states(cast) == ["received", "received", "received", "in_review", "received"]


def test_the_second_of_two_learns_who_answered_what_and_loses_nothing(
    cast: Any, page_as: PageAs, rows: list[Request]
) -> None:
    with scope(workspace=cast.workspace):
        Role.objects.create(workspace=cast.workspace, member=cast.noa, kind=RoleKind.PROXY_PO, starts_on=SINCE)
    first, second = page_as("noa"), page_as("camille")
    for page in (first, second):
        page.goto(TRIAGE)
    second.keyboard.press("d")
    expect(dialog(second, "Différer D-1")).to_be_visible()
    second.keyboard.type("Nous attendons le nouvel outil du service.")
    first.keyboard.press("x")
    expect(dialog(first, "Refuser D-1")).to_be_visible()
    first.keyboard.type("Hors du cap.")
    first.keyboard.press("Control+Enter")
    shown(first, 2)

    second.keyboard.press("Control+Enter")
    told = dialog(second, "Différer D-1").get_by_role("alert")
    expect(told).to_contain_text("Noa Bernard")
    expect(told).to_contain_text("Refusée")
    expect(told).to_contain_text("Hors du cap.")
    expect(dialog(second, "Différer D-1").get_by_label("Raison")).to_have_value(
        "Nous attendons le nouvel outil du service."
    )
    assert_accessible(second, languages=())
    second.get_by_role("link", name="La laisser ainsi, et continuer").click()
    shown(second, 2)
    second.goto(f"{TRIAGE}?at={rows[0].pk}")
    expect(second.locator("#gone")).to_contain_text("Noa Bernard")
    expect(second.locator("#gone")).to_be_focused()
    assert states(cast)[0] == "declined"


def test_a_server_that_does_not_answer_loses_no_word(page_as: PageAs, rows: list[Request]) -> None:
    page = page_as("camille")
    page.goto(TRIAGE)
    page.keyboard.press("x")
    reason = dialog(page, "Refuser D-1").get_by_label("Raison")
    expect(reason).to_be_focused()
    page.keyboard.type("Hors du cap.")
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(dialog(page, "Refuser D-1").get_by_role("alert")).to_contain_text("Le serveur ne répond pas")
    expect(reason).to_have_value("Hors du cap.")
    page.context.set_offline(False)
    page.keyboard.press("Control+Enter")
    shown(page, 2)


def test_many_are_put_aside_and_declined_at_once_and_back(cast: Any, page_as: PageAs, rows: list[Request]) -> None:
    page = page_as("camille")
    page.goto(f"{TRIAGE}/list")
    for key in ("j", "Space", "j", "j", "Space"):
        page.keyboard.press(key)
    expect(page.locator("[data-ticked]")).to_have_text("2")
    page.get_by_label("Votre réponse").select_option("snooze")
    expect(page.get_by_label("Raison")).to_be_hidden()
    page.get_by_label("Jusqu’au").fill("2099-01-01")
    page.get_by_role("button", name="Leur répondre").click()
    expect(page.get_by_role("alert")).to_contain_text("Choisissez un jour avant")
    expect(page.locator("[name=pick]:checked")).to_have_count(2)  # what was ticked stays so

    page.get_by_label("Votre réponse").select_option("decline")
    page.get_by_label("Raison").fill("Hors du cap.")
    page.get_by_role("button", name="Leur répondre").click()
    expect(page.get_by_text("2 demandes ont reçu leur réponse")).to_be_visible()
    assert states(cast) == ["declined", "received", "declined", "received", "received"]
    page.keyboard.press("u")
    expect(page.get_by_text("2 demandes : réponses reprises")).to_be_visible()
    assert states(cast) == ["received"] * 5


def test_without_script_each_answer_is_a_page(cast: Any, page_as: PageAs, rows: list[Request]) -> None:
    page = page_as("camille", script=False)
    page.goto(TRIAGE)
    bar = page.get_by_role("group", name="Réponses")
    bar.get_by_role("link", name="Refuser").click()
    page.get_by_role("link", name="Annuler").click()
    expect(page.locator("#triage-title")).to_have_text(NEEDS[0][0])  # nothing was answered: the same one
    bar.get_by_role("link", name="Refuser").click()
    page.get_by_role("button", name="Refuser").click()
    expect(page.get_by_text("Dites pourquoi")).to_be_visible()
    page.get_by_label("Raison").fill("Hors du cap.")
    page.get_by_role("button", name="Refuser").click()
    expect(page.locator("#triage-title")).to_have_text(NEEDS[1][0])
    page.get_by_role("button", name="Défaire").click()
    expect(page.locator("#triage-title")).to_have_text(NEEDS[0][0])
    page.get_by_role("link", name="Plusieurs à la fois").click()
    page.get_by_label("Choisir D-2").check()
    page.get_by_label("Votre réponse").select_option("review")
    page.get_by_role("button", name="Leur répondre").click()
    assert states(cast) == ["received", "in_review", "received", "received", "received"]


def test_a_request_is_ticked_in_the_hand(page_as: PageAs, rows: list[Request]) -> None:
    page = page_as("camille", width=390)
    page.goto(f"{TRIAGE}/list")
    page.get_by_label("Choisir D-2").check()
    expect(page.locator("[data-ticked]")).to_have_text("1")


@pytest.mark.parametrize("path", ["triage", "triage/list", "{}/defer?next=" + TRIAGE])
def test_the_pages_are_accessible_and_fit_in_the_hand(page_as: PageAs, rows: list[Request], path: str) -> None:
    page = page_as("camille", width=390)
    page.goto(f"/w/crm-ventes/requests/{path.format(rows[-1].pk)}")
    assert_fits(page)
    assert_accessible(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    assert_fits(page)
