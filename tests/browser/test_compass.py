"""The compass in a browser: written, read, measured; with and without script."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django_scopes import scope
from playwright.sync_api import expect

from gouvernail.strategy.models import Objective, Reading
from gouvernail.strategy.services.compass import Line, compass_write
from tests.browser.conftest import assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOME = "/w/crm-ventes/compass/"
PAGES = ["", "edit", "versions", "objectives/{}/", "objectives/{}/edit"]


@pytest.fixture
def objective(cast: Any) -> Objective:
    with scope(workspace=cast.workspace):
        lines = [
            Line(label="Relancer chaque devis", weight=50),
            Line(label="Connaître le client", weight=30),
            Line(label="Rester conforme", weight=20),
        ]
        compass_write(
            actor=cast.camille,
            purpose="Ce CRM aide chaque commercial à tenir sa promesse : un devis relancé, un client reconnu.",
            excluded="La paie, la facturation.",
            lines=lines,
            reason="",
            number=0,
        )
        row = Objective.objects.get(label="Relancer chaque devis")
        row.measure, row.unit, row.owner = "Devis relancés dans la semaine", "%", cast.noa
        row.baseline, row.baseline_on, row.target, row.target_on = (
            Decimal(38),
            date(2026, 1, 5),
            Decimal(80),
            date(2026, 12, 31),
        )
        row.save()
        for month, value in ((2, 41), (4, 47), (6, 46), (8, 58), (10, 66)):
            Reading.objects.create(
                workspace=cast.workspace, objective=row, on=date(2026, month, 2), value=Decimal(value), author=cast.noa
            )
        return row


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_write_the_compass_and_note_a_reading(cast: Any, page_as: Any, script: bool) -> None:
    page = page_as("camille", script=script)
    page.goto(HOME)
    page.get_by_role("link", name="Écrire le cap").click()
    page.get_by_label("À quoi sert ce CRM").fill("Vendre mieux, ensemble.")
    page.get_by_role("textbox", name="Objectif").first.fill("Relancer")
    page.get_by_label("Poids").first.fill("40")
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_role("region", name="À quoi sert ce CRM")).to_contain_text("Vendre mieux, ensemble.")
    page.get_by_role("link", name="Relancer").click()
    page.get_by_role("link", name="Modifier").click()
    page.get_by_label("Ce qui est mesuré").fill("Devis relancés")
    page.get_by_label("Qu’est-ce qui change").fill("Une mesure")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_label("Jour").fill("2026-01-05")
    page.get_by_label("Valeur").fill("41,5")
    page.get_by_role("button", name="Noter").click()
    expect(page.get_by_role("table")).to_contain_text("41,5")


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible(cast: Any, page_as: Any, objective: Objective, path: str) -> None:
    page = page_as("camille")
    page.goto(HOME + path.format(objective.pk))
    assert_accessible(page)


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_a_phone(cast: Any, page_as: Any, objective: Objective, path: str) -> None:
    page = page_as("camille", width=390)
    page.goto(HOME + path.format(objective.pk))
    assert_fits(page)
