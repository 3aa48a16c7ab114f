"""An import into the backlog in a real browser: read on a screen and on a phone, written without script."""

from collections.abc import Callable

import pytest
from django_scopes import scope
from playwright.sync_api import expect

from gouvernail.connectors.models import BacklogImport, ImportRun
from gouvernail.jobs.services.worker import queue_empty
from gouvernail.workspaces.models import Team
from tests.browser.conftest import PageAs, assert_accessible, assert_fits
from tests.cast import Cast
from tests.connectors.backlog_scene import EXPORT, Scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LATER = (
    EXPORT.replace("Exporter les litiges", "Exporter tous les litiges")
    + "EXT-4;Les contrats échus à voir;;Nouveau;05/02/2024;;Inconnue;;Autre;Ailleurs;\nEXT-5;;;Nouveau;;;;;;;\n"
)


@pytest.fixture
def scene(cast: Cast, sent: Callable[..., ImportRun]) -> Scene:
    with scope(workspace=cast.workspace):
        Team.objects.create(workspace=cast.workspace, name="Ventes")
    return Scene(cast, sent, queue_empty)


def _address(found: BacklogImport) -> str:
    return f"/w/crm-ventes/backlog/imports/{found.pk}/"


@pytest.mark.parametrize("width", [1440, 390])
def test_what_an_import_would_do_is_read_by_everybody(scene: Scene, page_as: PageAs, width: int) -> None:
    scene.written()
    page = page_as("camille", width=width)
    page.goto(_address(scene.compared(LATER)))
    expect(page.get_by_text("Exporter tous les litiges")).to_be_visible()
    assert_fits(page)
    assert_accessible(page)


def test_an_import_is_written_and_taken_back_without_script(scene: Scene, page_as: PageAs) -> None:
    found = scene.compared()
    page = page_as("camille", script=False)
    page.goto(_address(found))
    page.get_by_role("button", name="Écrire les 3 lignes nouvelles").click()
    expect(page.locator("#choices")).to_have_count(0)
    queue_empty()
    page.goto(_address(found))
    expect(page.get_by_text("3 lignes de cet import sont dans le backlog")).to_be_visible()
    page.get_by_role("link", name="Retirer cet import").click()
    page.get_by_role("button", name="Le retirer").click()
    queue_empty()
    page.goto(_address(found))
    expect(page.get_by_text("Cet import a été retiré")).to_be_visible()
