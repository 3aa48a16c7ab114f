"""Decisions in a real browser: taken by keyboard, without script, read on a phone, and what axe says."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import expect

from gouvernail.backlog.services.items.decisions import item_decide
from gouvernail.decisions.services.drafts import Draft, Room, Said
from tests.backlog.items import W, asked, item, objective, team
from tests.browser.conftest import assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REGISTER = "/w/crm-ventes/decisions/"


@pytest.fixture
def made(cast):
    with scope(workspace=cast.workspace):
        asks = [asked(cast, team=team(cast, "Ventes Sud"))]
        return item(cast, "Relances devis automatiques", objective=objective(cast), claimed_urgency=4, requests=asks)


@pytest.fixture
def decided(cast, made):
    """Write a decision with a dissent, and another one that goes back on it."""
    soon = timezone.localdate() + timedelta(days=30)
    said = [Said(member=cast.noa, stance="dissent", words="Nous en perdons un sur cinq.")]
    with scope(workspace=cast.workspace):
        draft = Draft(verdict="later", reason="La valeur repose sur la qualification des leads.", review_on=soon)
        first = item_decide(actor=cast.camille, item=made, draft=draft, room=Room(said=said, present=[cast.sacha]))
        draft = Draft(verdict="next", reason="La qualification est livrée.", reverses=first)
        item_decide(actor=cast.sacha, item=made, draft=draft, room=Room())
    return first


def test_a_decision_is_taken_by_keyboard_and_read_in_the_register(made, page_as):
    page = page_as("camille")
    page.goto(f"{W}{made.pk}/")
    page.get_by_role("link", name="Décider").click()
    page.get_by_role("radio", name="Maintenant").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Ensuite")).to_be_checked()
    page.get_by_label("Raison").fill("On relancera mieux ce qu’on connaît mieux.")
    page.get_by_text("Quelqu’un objecte").click()
    first = page.get_by_role("group", name="Personne 1")
    first.get_by_label("Qui").fill("Noa Bernard")
    first.get_by_label("Avec ses mots").fill("Nous en perdons un sur cinq.")
    page.get_by_role("button", name="Consigner la décision").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("vient ensuite")
    expect(page.get_by_text("Nous en perdons un sur cinq.")).to_be_visible()
    page.goto(REGISTER)
    expect(page.locator("#decision-1")).to_contain_text("On relancera mieux")


def test_without_script_a_later_without_a_day_is_refused_beside_its_field(made, page_as):
    page = page_as("sacha", script=False)
    page.goto(f"{W}{made.pk}/decide")
    page.get_by_role("radio", name="Plus tard").check()
    page.get_by_label("Raison").fill("Rien de prêt")
    page.get_by_role("button", name="Consigner la décision").click()
    expect(page.get_by_text("sans jour est un refus")).to_be_visible()
    page.get_by_label("À revoir le").fill((timezone.localdate() + timedelta(days=9)).isoformat())
    page.get_by_role("button", name="Consigner la décision").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("attendra")


@pytest.mark.parametrize(
    "path",
    [REGISTER, REGISTER + "{first}/", W + "{item}/", W + "{item}/decide", REGISTER + "?q=nothing"],
    ids=["register", "decision", "item", "form", "nothing found"],
)
def test_every_page_is_accessible_and_fits_a_phone(page_as, made, decided, path):
    page = page_as("camille", width=390)
    page.goto(path.format(first=decided.pk, item=made.pk))
    assert_fits(page)
    assert_accessible(page)
