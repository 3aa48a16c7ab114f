"""The diagnosis as a person makes it: files dropped, what was understood corrected, the report read and repaired."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect
from pytest_django import Settings

from gouvernail.diagnosis.models import Report
from gouvernail.diagnosis.services.annotations import annotation_add
from gouvernail.jobs.services.worker import queue_empty
from tests.browser.conftest import PageAs, assert_accessible, assert_fits
from tests.cast import Cast
from tests.imports import items

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DIAGNOSIS = "/w/crm-ventes/diagnosis/"
REPORT = re.compile(r"/diagnosis/\d+/$")
SETS = {
    "agile_project": ("agile_project_dataset/jira.csv",),
    "titanium": (
        "jira_titanium/issues.csv.gz",
        "jira_titanium/comments.csv.gz",
        "jira_titanium/links.csv",
        "jira_titanium/sprints.csv",
        "jira_titanium/versions.csv",
    ),
    "enhancements": ("k8s_enhancements_history/kep_versions.csv",),
}


@pytest.fixture(autouse=True)
def _storage(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def demandes(tmp_path: Path) -> Path:
    path = tmp_path / "demandes.csv"
    path.write_text(items(60) + "CRM-2;Deux fois;Livré;01/02/2024;;;;;;;\n", encoding="utf-8")
    return path


def _send(page: Page, *paths: Path) -> None:
    """Send files and let a worker read them: the page goes on by itself."""
    page.goto(DIAGNOSIS)
    page.set_input_files("#exports", list(paths))
    page.get_by_role("button", name="Lire ces fichiers").click()
    page.wait_for_url("**/imports/*/**")
    queue_empty()
    expect(page.locator("#understood, [role=alert]").first).to_be_visible()


def _diagnose(page: Page) -> None:
    page.locator(".go button").click()
    page.wait_for_url("**/imports/*/**")
    queue_empty()
    page.wait_for_url(REPORT)


@pytest.mark.parametrize("name", SETS)
def test_real_sets_go_through_the_pages(
    cast: Cast, page_as: PageAs, shared_data: Callable[[str], Path], name: str
) -> None:
    page = page_as("camille")
    _send(page, *(shared_data(path) for path in SETS[name]))
    if (
        name == "enhancements"
    ):  # copies stacked in one file: the page notices it, the reader says which column dates them
        expect(page.get_by_text("empiler des copies datées")).to_be_visible()
        page.get_by_label("when", exact=True).select_option("version")
        page.get_by_role("button", name="Relire avec ces corrections").click()
        page.wait_for_url("**/imports/*/**")
        queue_empty()
        expect(page.get_by_text("log de changements").or_(page.get_by_text("empile"))).not_to_have_count(0)
    _diagnose(page)
    expect(page.locator("h1")).to_have_text("Pourquoi ça n’avance pas\u202f?")
    expect(page.locator(".symptom")).to_have_count(4)
    expect(page.locator("#indicators .measures > li")).not_to_have_count(0)
    assert_fits(page)


def test_from_a_file_to_a_repaired_report(cast: Cast, page_as: PageAs, demandes: Path) -> None:
    page = page_as("camille")
    _send(page, demandes)
    expect(page.get_by_text("Une ligne est écartée")).to_be_visible()
    expect(page.get_by_role("cell", name="CRM-2", exact=True)).to_be_visible()
    assert_accessible(page, languages=("en", "fr"))
    page.goto(page.url)
    _diagnose(page)
    page.locator(".symptom .ask summary").first.click()
    expect(page.locator(".symptom .answer").first).to_contain_text("Source du seuil")
    page.locator("#unsaid").get_by_role("link", name=re.compile("colonne objectif")).click()
    page.get_by_label("But visé").check()
    page.get_by_role("button", name="Relire et diagnostiquer de nouveau").click()
    page.wait_for_url("**/imports/*/**")
    queue_empty()
    page.wait_for_url(REPORT)
    page.get_by_role("link", name="ce que la colonne ajoutée a changé").click()
    expect(page.locator("h1")).to_have_text("Comparer deux rapports")
    assert_accessible(page, languages=("fr",))


@pytest.mark.parametrize("width", [390, 760, 1440])
def test_the_columns_and_their_samples_are_seen_at_any_width(
    cast: Cast, page_as: PageAs, demandes: Path, width: int
) -> None:
    page = page_as("camille", width=width)
    _send(page, demandes)
    rows = page.locator(".columns tbody tr")
    expect(rows).not_to_have_count(0)
    assert_fits(page)
    cut = """cells => cells.filter(cell => { const box = cell.getBoundingClientRect(), table = cell.closest(".table");
             return box.left < 0 || box.right > innerWidth || table.scrollWidth > table.clientWidth; }).length"""
    assert page.locator(".columns tbody :is(th, td, select, bdi), .understood tbody td").evaluate_all(cut) == 0
    if width == 390:  # each value says its column, as the head of the table is away
        label = "cell => getComputedStyle(cell, '::before').content"
        assert rows.first.locator("td.samples").evaluate(label) == '"Premières lignes"'


def test_files_are_dropped_on_the_page(cast: Cast, page_as: PageAs) -> None:
    page = page_as("camille")
    page.goto(DIAGNOSIS)
    page.evaluate(
        """content => {
          const held = new DataTransfer();
          held.items.add(new File([content], "deposee.csv"));
          document.querySelector(".drop").dispatchEvent(new DragEvent("drop", { dataTransfer: held, bubbles: true }));
        }""",
        items(5),
    )
    page.get_by_role("button", name="Lire ces fichiers").click()
    page.wait_for_url("**/imports/*/**")
    expect(page.locator("h1")).to_have_text("deposee.csv")


def test_everything_works_without_a_script(cast: Cast, page_as: PageAs, demandes: Path) -> None:
    page = page_as("camille", script=False)
    page.goto(DIAGNOSIS)
    page.set_input_files("#exports", demandes)
    page.get_by_role("button", name="Lire ces fichiers").click()
    page.wait_for_url("**/imports/*/**")
    queue_empty()
    page.goto(f"{page.url.split('?')[0]}?wait=1")
    with page.expect_navigation():
        page.locator(".go button").click()
    queue_empty()
    page.goto(f"{page.url.split('?')[0]}?wait=1")
    expect(page).to_have_url(REPORT)
    page.locator(".symptom .ask summary").first.click()
    expect(page.locator(".symptom .answer").first).to_be_visible()


def test_the_report_is_accessible_and_fits(cast: Cast, page_as: PageAs) -> None:
    report = _sample(cast)
    page = page_as("camille")
    page.goto(f"{DIAGNOSIS}{report.pk}/")
    page.locator(".finding .ask").first.evaluate("one => { one.open = true }")
    page.locator(".others").first.evaluate("one => { one.open = true }")
    assert_accessible(page)
    for width in (390, 820, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert_fits(page)


@pytest.mark.parametrize("path", ["", "imports/new/", "compare/", "{pk}/share/", "{pk}/rename/", "{pk}/notes/report/"])
def test_the_pages_around_are_accessible_and_fit(cast: Cast, page_as: PageAs, path: str) -> None:
    report = _sample(cast)
    page = page_as("camille")
    page.goto(f"{DIAGNOSIS}{path.format(pk=report.pk)}")
    assert_accessible(page)
    page.set_viewport_size({"width": 390, "height": 900})
    assert_fits(page)


def test_the_rows_are_sorted_and_turned(cast: Cast, page_as: PageAs) -> None:
    report = _sample(cast)
    page = page_as("robin")
    page.goto(f"{DIAGNOSIS}{report.pk}/rows/indicator/on_time_rate/")
    page.get_by_role("link", name="Clé").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Clé")
    page.get_by_role("link", name="Suivant").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Clé")
    assert_accessible(page, languages=("fr",))
    page.set_viewport_size({"width": 390, "height": 900})
    assert_fits(page)


def test_a_link_is_read_by_a_stranger(cast: Cast, page_as: PageAs, live_server: Any, settings: Settings) -> None:
    settings.PUBLIC_URL = live_server.url
    report = _sample(cast)
    page = page_as("camille")
    page.goto(f"{DIAGNOSIS}{report.pk}/share/")
    page.get_by_role("button", name="Créer le lien").click()
    address = page.locator(".address").inner_text()
    outside = page_as(None)
    outside.goto(address)
    expect(outside.locator("h1")).to_have_text("Pourquoi ça n’avance pas\u202f?")
    expect(outside.locator(".rail")).to_have_count(0)
    assert_accessible(outside, languages=())
    outside.set_viewport_size({"width": 390, "height": 900})
    assert_fits(outside)


def _sample(cast: Cast) -> Report:
    """Have the bundled sample diagnosed, with a note of a reviewer."""
    from gouvernail.diagnosis.services.reports import sample_make

    with scope(workspace=cast.workspace):
        sample_make(actor=cast.camille)
    queue_empty()
    with scope(workspace=cast.workspace):
        report = Report.objects.get()
        cause = report.figures["causes"][0]["id"]
        annotation_add(actor=cast.maxime, report=report, about="cause", part=cause, text="À revoir en comité.")
    return report
