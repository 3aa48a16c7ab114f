"""From a blank workspace to a ranked backlog of thirty imported items, by four people in four browsers."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, expect

from gouvernail.jobs.services.worker import queue_empty
from tests.browser.conftest import PageAs
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOME = "/w/crm-ventes/"
ITEMS = 30
OBJECTIVES = {"Vendre mieux": "60", "Connaître le client": "40"}


class Features(NamedTuple):
    """A file of features, and the title of the first of them."""

    file: bytes
    first: str


@pytest.fixture
def features(shared_data: Callable[[str], Path]) -> Features:
    """Give thirty features of a real CRM, as a French team would paste them in a spreadsheet."""
    text = shared_data("ms_business_apps_release_notes/fr_feature_texts.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["title"].strip()]
    told: dict[str, dict[str, str]] = {}
    for row in rows:
        told.setdefault(row["title"], row)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Clé", "Titre", "Description", "Statut"])
    for number, row in enumerate(list(told.values())[:ITEMS], start=1):
        writer.writerow([f"FR-{number}", row["title"][:140], row["description"], "Nouveau"])
    return Features(out.getvalue().encode(), next(iter(told))[:140])


def test_thirty_items_are_imported_judged_proved_and_ranked(
    cast: Cast, page_as: PageAs, features: Features, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    owner, requester, builder, data = (page_as(name) for name in ("camille", "robin", "lou", "dominique"))
    sponsor = page_as("sacha")
    _writes_the_compass(owner)
    _imports(owner, features.file)
    _asks(requester)
    _accepts_by_keyboard(owner)
    _is_told(requester)
    _opens_a_round(owner)
    for page in (builder, data, sponsor):
        _judges(page)
    _reveals(owner)
    _proves(builder, features.first)
    _verifies(data)
    _reads_the_ranks(owner, features.first)


def _writes_the_compass(page: Page) -> None:
    page.goto(f"{HOME}compass/edit")
    page.get_by_label("À quoi sert ce CRM").fill("Un client reconnu, un devis relancé.")
    for place, (label, weight) in enumerate(OBJECTIVES.items()):
        page.get_by_role("textbox", name="Objectif").nth(place).fill(label)
        page.get_by_label("Poids").nth(place).fill(weight)
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_role("region", name="Objectifs")).to_contain_text("60 %")


def _imports(page: Page, features: bytes) -> None:
    page.goto(f"{HOME}backlog/")
    page.get_by_role("link", name="Importer").first.click()
    page.get_by_label("Fichiers à lire").set_input_files(
        {"name": "fonctionnalités.csv", "mimeType": "text/csv", "buffer": features}
    )
    page.get_by_role("button", name="Lire ces fichiers").click()
    page.wait_for_url("**/diagnosis/imports/*/**")
    queue_empty()
    page.reload()
    page.get_by_role("button", name="En éléments du backlog").click()
    page.wait_for_url("**/backlog/imports/*/**")
    queue_empty()
    page.reload()
    page.get_by_label("Objectif").last.select_option(label="Vendre mieux")
    page.get_by_role("button", name="Comparer à nouveau").click()
    expect(page.locator("#choices")).to_have_count(0)
    queue_empty()
    page.reload()
    page.get_by_role("button", name=f"Écrire les {ITEMS} lignes nouvelles").click()
    expect(page.locator("#choices")).to_have_count(0)
    queue_empty()
    page.reload()
    expect(page.get_by_text(f"{ITEMS} lignes de cet import sont dans le backlog")).to_be_visible()


def _asks(page: Page) -> None:
    page.goto(f"{HOME}requests/new")
    page.get_by_label("Que cherchez-vous à faire").fill("Savoir quels devis dorment depuis une semaine.")
    page.get_by_label("En quelques mots").fill("Les devis oubliés")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Les devis oubliés")


def _accepts_by_keyboard(page: Page) -> None:
    page.goto(f"{HOME}requests/triage")
    expect(page.get_by_role("heading", name="Les devis oubliés")).to_be_visible()
    page.keyboard.press("a")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Objectif").select_option(label="Connaître le client")
    dialog.get_by_role("button", name="Accepter").click()
    expect(page.get_by_text("Rien n’attend de réponse")).to_be_visible()


def _is_told(page: Page) -> None:
    page.goto(f"{HOME}notices/")
    expect(page.locator("main")).to_contain_text("Les devis oubliés")


def _opens_a_round(page: Page) -> None:
    page.goto(f"{HOME}backlog/rounds/new")
    page.get_by_role("button", name="Ouvrir le tour").click()
    expect(page.get_by_role("region", name="Qui a répondu")).to_contain_text("Lou Moreau")


def _judges(page: Page) -> None:
    page.goto(f"{HOME}backlog/rounds/")
    page.get_by_role("link", name="Juger").first.click()
    lines = page.locator("[data-line]")
    expect(lines.first).to_be_visible()
    asked = lines.count()
    for place in range(asked):
        lines.nth(place).locator("label").nth(place % 5 + 1).click()
    expect(page.locator("#scoring-advance")).to_contain_text(re.compile(rf"{asked} réponses? gardées? sur {asked}"))


def _reveals(page: Page) -> None:
    page.goto(f"{HOME}backlog/rounds/")
    page.locator("main tbody a").first.click()
    page.get_by_role("button", name="Révéler").click()
    expect(page.get_by_role("heading", name="Valeur métier")).to_be_visible()
    expect(page.get_by_role("heading", name="Complexité")).to_be_visible()


def _proves(page: Page, title: str) -> None:
    page.goto(f"{HOME}backlog/items/")
    page.get_by_role("link", name=title).click()
    page.get_by_role("link", name="Apporter une preuve").click()
    page.get_by_label("Ce qu’elle dit").fill("Le connecteur n’est plus maintenu.")
    page.get_by_label("Ce qui la rend urgente").select_option(label="Fin de support")
    page.get_by_label("Échéance").fill("2027-03-31")
    page.get_by_label("Date du document").fill("2026-01-05")
    page.get_by_label("Adresse du document").fill("https://documents.example/avis")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("main")).to_contain_text("Documentée")


def _verifies(page: Page) -> None:
    page.goto(f"{HOME}backlog/evidence/")
    page.get_by_role("link", name="Le connecteur n’est plus maintenu.").first.click()
    page.get_by_role("radio", name="Confirmée").check()
    page.get_by_label("Ce que vous avez vérifié").fill("L’avis de l’éditeur, et sa date.")
    page.get_by_role("button", name="Noter").click()
    expect(page.locator("main")).to_contain_text("Vérifiée par une seconde personne")


def _reads_the_ranks(page: Page, proved: str) -> None:
    page.goto(f"{HOME}backlog/")
    queue_empty()  # where ranks are left to a worker
    page.goto(f"{HOME}backlog/")
    rows = page.locator("main table tbody tr")
    expect(rows).to_have_count(ITEMS + 1)
    expect(rows.first).to_contain_text(proved)  # the only one whose urgency was proved, and verified
    expect(page.get_by_role("main")).to_contain_text("Les devis oubliés")
    expect(page.get_by_role("main")).to_contain_text("Sûr du top 10")
    page.get_by_role("link", name=proved).first.click()
    expect(page.get_by_role("main")).to_contain_text("Vérifiée par une seconde personne")
    page.get_by_role("link", name="Pourquoi ce rang").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(proved)
    page.goto(f"{HOME}backlog/matrix")
    expect(page.locator("main svg a").first).to_be_visible()
