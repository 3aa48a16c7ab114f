"""Opinions in browsers: three people judge at once, alone; then everybody reads everything."""

from typing import Any

import pytest
from django_scopes import scope
from playwright.sync_api import expect

from gouvernail.backlog.choices.assessments import Filter
from gouvernail.backlog.models import Opinion, Round
from gouvernail.backlog.services.assessments.rounds import round_reveal
from gouvernail.backlog.services.urgency.evidences import evidence_add
from tests.backlog.assessments import a_round, in_teams, say
from tests.browser.conftest import assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOME = "/w/crm-ventes/backlog/"


@pytest.fixture
def opened(cast: Any) -> Round:
    with scope(workspace=cast.workspace):
        in_teams(cast)
        return a_round(cast, "Relances de devis automatiques", "Synchronisation de l’agenda mobile")


def _levels(cast: Any, name: str) -> list[int | None]:
    with scope(workspace=cast.workspace):
        return list(
            Opinion.objects.filter(rater=getattr(cast, name)).order_by("item__number").values_list("level", flat=True)
        )


def test_three_people_judge_at_once_with_and_without_script(cast: Any, page_as: Any, opened: Round) -> None:
    address = f"{HOME}rounds/{opened.pk}/score"
    sacha, noa, lou = page_as("sacha"), page_as("noa", script=False), page_as("lou", width=390)
    for page in (sacha, noa, lou):
        page.goto(address)
    first = sacha.locator("[data-line]").first.locator("input[type=radio]").first
    first.focus()
    sacha.keyboard.press("5")
    expect(sacha.locator("#scoring-advance")).to_contain_text("1 réponse gardée sur 2")
    sacha.keyboard.press("?")
    expect(sacha.locator("#scoring-advance")).to_contain_text("2 réponses gardées sur 2")
    for line in noa.locator("[data-line]").all():
        line.locator("input[value='1']").check(force=True)
    noa.get_by_role("button", name="Garder et continuer").click()
    expect(noa.locator(".toast").first).to_contain_text("il ne manque rien")
    for line in lou.locator("[data-line]").all():
        line.locator("label").nth(3).click()
    expect(lou.locator("#scoring-advance")).to_contain_text("2 réponses gardées sur 2")
    assert (_levels(cast, "sacha"), _levels(cast, "noa"), _levels(cast, "lou")) == ([5, None], [1, 1], [3, 3])
    owner = page_as("camille")
    owner.goto(f"{HOME}rounds/{opened.pk}/")
    owner.get_by_role("button", name="Révéler").click()
    expect(owner.locator("main")).to_contain_text("Service : 1")


def test_pages_are_accessible(cast: Any, page_as: Any, opened: Round) -> None:
    with scope(workspace=cast.workspace):
        item = opened.items.order_by("number").first()
        evidence = evidence_add(actor=cast.lou, item=item, kind="law", statement="Article 7", ends_on="2027-06-30")
    page = page_as("camille")
    for path in (
        "rounds/",
        "rounds/new",
        f"rounds/{opened.pk}/",
        f"rounds/{opened.pk}/score",
        "scales/",
        "evidence/",
        f"evidence/{evidence.pk}/",
        f"items/{item.pk}/evidence/new",
    ):
        page.goto(HOME + path)
        assert_accessible(page)


def test_the_reveal_and_the_phone(cast: Any, page_as: Any, opened: Round) -> None:
    with scope(workspace=cast.workspace):
        for actor, level in ((cast.camille, 5), (cast.sacha, 5), (cast.noa, 1)):
            say(actor, opened, level, comment="Vu chez trois clients sur quatre cette semaine")
        say(cast.lou, opened, 3, on=Filter.COMPLEXITY)
        item = opened.items.order_by("number").first()
        evidence = evidence_add(actor=cast.lou, item=item, kind="law", statement="Article 7", ends_on="2027-06-30")
    page = page_as("camille", width=390)
    paths = ("rounds/", f"rounds/{opened.pk}/score", "rounds/new", "scales/", "evidence/", f"evidence/{evidence.pk}/")
    for path in paths:
        page.goto(HOME + path)
        assert_fits(page)
    with scope(workspace=cast.workspace):
        round_reveal(actor=cast.camille, round=opened)
    page.goto(f"{HOME}rounds/{opened.pk}/")
    assert_fits(page)
    page = page_as("camille")
    page.goto(f"{HOME}rounds/{opened.pk}/")
    assert_accessible(page)


def test_a_scale_that_changes_asks_again_who_had_answered(cast: Any, page_as: Any, opened: Round) -> None:
    with scope(workspace=cast.workspace):
        say(cast.sacha, opened, 3)
    steward = page_as("camille", width=390)
    steward.goto(f"{HOME}scales/value/edit")
    assert_fits(steward)
    steward.get_by_label("Niveau 3").fill("Un contrat gagné par trimestre")
    steward.get_by_label("Pourquoi elle change").fill("Nos montants ont doublé")
    steward.get_by_role("button", name="Enregistrer").click()
    expect(steward.get_by_text("Un contrat gagné par trimestre")).to_be_visible()
    rater = page_as("sacha")
    rater.goto(f"{HOME}rounds/{opened.pk}/score")
    expect(rater.get_by_text("L’échelle a changé depuis votre réponse")).to_be_visible()
    expect(rater.locator("#scoring-advance")).to_contain_text("0 réponse gardée")
    assert_accessible(rater)
    steward.goto(f"{HOME}scales/value/edit")
    assert_accessible(steward)
