"""The pages of an import into the backlog: compare, choose, write, take back; and who may not."""

from collections.abc import Callable

import pytest
from django.test import Client
from django_scopes import scope

from gouvernail.backlog.models import Request
from gouvernail.backlog.services.comments import comment_add
from gouvernail.connectors.choices import BacklogState
from gouvernail.connectors.models import BacklogImport, ImportRun
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Team
from tests.cast import Cast
from tests.connectors.backlog_scene import EXPORT, HEADER, Scene

WRITES = ("backlog/imports/{pk}/choose/", "backlog/imports/{pk}/undo/", "backlog/imports/{pk}/restore/")
FROM_FILES = "diagnosis/imports/{run}/backlog/"
READS = ("backlog/imports/", "backlog/imports/{pk}/")
SignedIn = Callable[[str], Client]


@pytest.fixture
def scene(cast: Cast, sent: Callable[..., ImportRun], run_jobs: Callable[[], None]) -> Scene:
    with scope(workspace=cast.workspace):
        Team.objects.create(workspace=cast.workspace, name="Ventes")
    return Scene(cast, sent, run_jobs)


@pytest.fixture
def address(scene: Scene) -> Callable[[str], str]:
    found = scene.compared()
    return lambda path: "/w/crm-ventes/" + path.format(pk=found.pk, run=found.run_id)


def _page(found: BacklogImport) -> str:
    return f"/w/crm-ventes/backlog/imports/{found.pk}/"


@pytest.mark.parametrize("path", [*WRITES, FROM_FILES])
def test_who_has_not_signed_in_is_asked_to(address: Callable[[str], str], client: Client, path: str) -> None:
    response = client.post(address(path))
    assert (response.status_code, "/account/login/" in response.headers["Location"]) == (302, True)


@pytest.mark.parametrize("path", [*WRITES, *READS, FROM_FILES])
def test_a_stranger_finds_nothing(address: Callable[[str], str], signed_in: SignedIn, path: str) -> None:
    client = signed_in("stranger")
    response = client.get(address(path)) if path in READS else client.post(address(path))
    assert response.status_code == 404


@pytest.mark.parametrize("path", [*WRITES, FROM_FILES])
@pytest.mark.parametrize("name", ["robin", "sacha"])
def test_who_does_not_steer_is_refused(
    address: Callable[[str], str], signed_in: SignedIn, path: str, name: str
) -> None:
    assert signed_in(name).post(address(path)).status_code == 403


@pytest.mark.parametrize("path", READS)
def test_a_reader_reads(address: Callable[[str], str], signed_in: SignedIn, path: str) -> None:
    page = signed_in("robin").get(address(path))
    assert page.status_code == 200
    assert "into-state-0" not in page.content.decode()


@pytest.mark.parametrize("path", [WRITES[0], WRITES[2], FROM_FILES])
def test_nothing_is_written_by_reading(address: Callable[[str], str], signed_in: SignedIn, path: str) -> None:
    assert signed_in("camille").get(address(path)).status_code == 405


def test_from_the_files_to_the_backlog_and_back(
    scene: Scene, signed_in: SignedIn, run_jobs: Callable[[], None]
) -> None:
    run, client = scene.sent(("demandes.csv", EXPORT)), signed_in("camille")
    assert "En demandes" in client.get(f"/w/crm-ventes/diagnosis/imports/{run.pk}/").content.decode()
    client.post(f"/w/crm-ventes/diagnosis/imports/{run.pk}/backlog/", {"kind": "requests"})
    run_jobs()
    with scope(workspace=scene.cast.workspace):
        found = BacklogImport.objects.get()
    page = client.get(_page(found)).content.decode()
    assert "rien n’est encore écrit" in page
    assert "Écrire les 3 lignes nouvelles" in page
    client.post(f"{_page(found)}choose/", {"act": "write", **_as_shown(client, found)})
    run_jobs()
    assert "3 lignes de cet import sont dans le backlog" in client.get(_page(found)).content.decode()
    assert "Exporter les litiges" in client.get("/w/crm-ventes/requests/?whose=all").content.decode()
    assert "3 lignes auxquelles personne n’a touché" in client.get(f"{_page(found)}undo/").content.decode()
    client.post(f"{_page(found)}undo/")
    run_jobs()
    assert "Exporter les litiges" not in client.get("/w/crm-ventes/requests/?whose=all").content.decode()
    client.post(f"{_page(found)}restore/")
    run_jobs()
    assert "Exporter les litiges" in client.get("/w/crm-ventes/requests/?whose=all").content.decode()


def _as_shown(client: Client, found: BacklogImport) -> dict[str, str]:
    """Give what the page sends where nothing was touched."""
    form = client.get(_page(found)).context["form"]
    values = {field.html_name: field.value() for field in form}
    return {name: "on" if value is True else str(value or "") for name, value in values.items() if value is not False}


def test_other_choices_are_compared_before_anything_is_written(
    scene: Scene, signed_in: SignedIn, run_jobs: Callable[[], None]
) -> None:
    found, client = scene.compared(), signed_in("camille")
    sent = {**_as_shown(client, found), "act": "write", "into-state-0": "left_out"}
    said = client.post(f"{_page(found)}choose/", sent, follow=True).content.decode()
    found = scene.after(found)
    assert "Vos choix ont changé" in said
    assert (found.state, found.plan["counts"]["left_out"]) == (BacklogState.PLANNED, 1)
    with scope(workspace=scene.cast.workspace):
        assert not Request.objects.exists()


def test_a_form_that_makes_no_sense_is_the_same_page_again(scene: Scene, signed_in: SignedIn) -> None:
    found, client = scene.compared(), signed_in("camille")
    sent = {**_as_shown(client, found), "into-state-0": "no_such_state"}
    response = client.post(f"{_page(found)}choose/", sent)
    assert response.status_code == 422
    assert "aria-invalid" in response.content.decode()


def test_what_was_touched_is_listed_before_it_is_taken_back(scene: Scene, signed_in: SignedIn) -> None:
    found = scene.written()
    with scope(workspace=scene.cast.workspace):
        mine = Request.objects.get(foreign_key="EXT-2")
        comment_add(actor=scene.cast.noa, request=mine, text="Pour les renouvellements aussi")
    client = signed_in("camille")
    page = client.get(f"{_page(found)}undo/").content.decode()
    assert f'value="{mine.pk}"' in page
    client.post(f"{_page(found)}undo/", {"also": [mine.pk, "nonsense"]})
    scene.after(found)
    with scope(workspace=scene.cast.workspace):
        assert not Request.objects.filter(removed_at=None).exists()


def test_differences_are_said_in_the_readers_language(scene: Scene, signed_in: SignedIn) -> None:
    with scope(workspace=scene.cast.workspace):
        Objective.objects.create(workspace=scene.cast.workspace, label="Vendre plus")
    scene.written(kind="items")
    later = scene.compared(EXPORT.replace("En cours", "Livré").replace("les comptes", "tous les comptes"), kind="items")
    page = signed_in("camille").get(_page(later)).content.decode()
    assert "Fusionner tous les comptes" in page
    assert "Commencé" in page


def test_a_refused_row_says_its_key_and_what_to_do(scene: Scene, signed_in: SignedIn) -> None:
    found = scene.compared(
        HEADER + "Z-1;;;À faire;03/02/2024;;;;;;\nZ-2;Ici;;À faire;pas une date;;;;;;\nZ-3;Là;;;;;;;;;\n"
    )
    page = signed_in("camille").get(_page(found)).content.decode()
    assert "Donnez-lui un titre" in page
    assert "pas une date" in page
    assert "demandes.csv" in page


def test_markup_of_a_file_stays_text(scene: Scene, signed_in: SignedIn) -> None:
    found = scene.compared(HEADER + "Z-1;<script>alert(1)</script>;;À faire;03/02/2024;;<b>X</b>;;<i>T</i>;<u>O</u>;\n")
    page = signed_in("camille").get(_page(found)).content.decode()
    assert "<script>alert" not in page
    assert "<b>X</b>" not in page


def test_a_page_asks_the_database_as_little_whatever_the_rows(
    scene: Scene, signed_in: SignedIn, django_assert_max_num_queries: Callable
) -> None:
    rows = "".join(f"Z-{n};Ligne {n};;Nouveau;03/02/2024;;P{n};;T{n % 9};O{n % 9};\n" for n in range(300))
    found = scene.written(HEADER + rows)
    client = signed_in("camille")
    client.get(_page(found))
    with django_assert_max_num_queries(16):
        client.get(_page(found))
