"""Links between imported rows become prerequisites: once, without a circle, and gone with the import."""

from collections.abc import Callable

import pytest
from django_scopes import scope

from gouvernail.backlog.models import Item, Prerequisite
from gouvernail.backlog.services.items.needs import prerequisite_add, prerequisite_remove
from gouvernail.connectors.models import BacklogImport, ImportRun
from gouvernail.connectors.services.backlog_imports import backlog_import_restore, backlog_import_undo
from gouvernail.decisions.models import Change
from tests.cast import Cast
from tests.connectors.backlog_scene import Scene

HEADER = "Issue key,Summary,Status,Created,Inward issue link (Blocks),Outward issue link (Blocks),Parent key\n"
LINKED = (
    HEADER
    + "CRM-1,Fusionner les comptes,To Do,2024-02-03,,CRM-2,\n"
    + "CRM-2,Exporter les litiges,To Do,2024-02-04,CRM-1,,CRM-3\n"
    + "CRM-3,Les litiges,To Do,2024-02-05,,,\n"
)
IN_CIRCLE = (
    HEADER
    + "CRM-1,Fusionner les comptes,To Do,2024-02-03,,CRM-2,\n"
    + "CRM-2,Exporter les litiges,To Do,2024-02-04,,CRM-3,\n"
    + "CRM-3,Les litiges,To Do,2024-02-05,,CRM-1,\n"
)


@pytest.fixture
def scene(cast: Cast, sent: Callable[..., ImportRun], run_jobs: Callable[[], None]) -> Scene:
    return Scene(cast, sent, run_jobs)


def pairs() -> list[tuple[str, str]]:
    """List who waits for whom, by the keys of the other tool."""
    found = Prerequisite.objects.filter(item__removed_at=None, needs__removed_at=None)
    return sorted(found.values_list("item__foreign_key", "needs__foreign_key"))


def counted(found: BacklogImport) -> dict[str, int]:
    return {name: n for name, n in found.plan["links"].items() if n}


def test_what_is_blocked_waits_and_a_whole_waits_for_its_parts(scene: Scene) -> None:
    found = scene.written(LINKED, "items")
    with scope(workspace=scene.cast.workspace):
        assert pairs() == [("CRM-2", "CRM-1"), ("CRM-3", "CRM-2")]
        assert counted(found) == {"kept": 2, "wanted": 2, "of_parts": 1}
        told = Change.objects.filter(verb="item_import_link").values_list("subject_label", "field", "new")
        assert sorted(told) == [
            ("CRM-2 · Exporter les litiges", "needs", "CRM-1 · Fusionner les comptes"),
            ("CRM-3 · Les litiges", "needs", "CRM-2 · Exporter les litiges"),
        ]


def test_parts_are_left_where_it_is_chosen(scene: Scene) -> None:
    found = scene.written(LINKED, "items", parts=False)
    with scope(workspace=scene.cast.workspace):
        assert pairs() == [("CRM-2", "CRM-1")]
        assert counted(found) == {"kept": 1, "parts": 1, "wanted": 2, "of_parts": 1}


def test_a_circle_is_said_before_and_is_not_written(scene: Scene) -> None:
    compared = scene.compared(IN_CIRCLE, "items")
    assert counted(compared) == {"kept": 2, "circles": 1, "wanted": 3}
    assert compared.plan["circles"] == ["CRM-1 → CRM-3 → CRM-2 → CRM-1"]
    scene.written(IN_CIRCLE, "items")
    with scope(workspace=scene.cast.workspace):
        assert pairs() == [("CRM-2", "CRM-1"), ("CRM-3", "CRM-2")]


def test_a_circle_with_what_people_wrote_here_is_said_by_both_keys(scene: Scene) -> None:
    scene.written(LINKED.replace(",CRM-2,\n", ",,\n").replace("CRM-1,,CRM-3", ",,"), "items")
    with scope(workspace=scene.cast.workspace):
        one, other = Item.objects.get(foreign_key="CRM-1"), Item.objects.get(foreign_key="CRM-2")
        prerequisite_add(actor=scene.cast.camille, item=one, needs=other)
    found = scene.compared(LINKED, "items")
    assert found.plan["circles"] == ["CRM-2 → CRM-1 → CRM-2"]


def test_the_same_file_twice_links_once(scene: Scene) -> None:
    scene.written(LINKED, "items")
    again = scene.written(LINKED.replace("Les litiges", "Les litiges échus"), "items")
    with scope(workspace=scene.cast.workspace):
        assert (len(pairs()), counted(again)) == (2, {"there": 2, "wanted": 2, "of_parts": 1})
        assert Change.objects.filter(verb="item_import_link").count() == 2


def test_an_end_that_the_backlog_has_already_is_found_by_its_key(scene: Scene) -> None:
    scene.written(HEADER + "CRM-1,Fusionner les comptes,To Do,2024-02-03,,,\n", "items")
    later = HEADER + "CRM-2,Exporter les litiges,To Do,2024-02-04,CRM-1,CRM-9,\n"
    found = scene.written(later, "items")
    with scope(workspace=scene.cast.workspace):
        assert pairs() == [("CRM-2", "CRM-1")]
        assert counted(found) == {"kept": 1, "unknown": 1, "wanted": 2}
        assert found.plan["lost_ends"] == ["CRM-9"]


def test_rows_that_are_there_keep_their_prerequisites_where_nothing_is_to_be_brought_up_to_date(scene: Scene) -> None:
    scene.written(HEADER + "CRM-2,Exporter les litiges,To Do,2024-02-04,,,\n", "items")
    found = scene.written(LINKED, "items", updates=False)
    with scope(workspace=scene.cast.workspace):
        assert pairs() == [("CRM-3", "CRM-2")]
        assert counted(found)["left_alone"] == 1


def test_what_somebody_took_away_here_stays_away(scene: Scene) -> None:
    scene.written(LINKED, "items")
    with scope(workspace=scene.cast.workspace):
        one, other = Item.objects.get(foreign_key="CRM-2"), Item.objects.get(foreign_key="CRM-1")
        prerequisite_remove(actor=scene.cast.camille, item=one, needs=other)
    found = scene.written(LINKED.replace("Les litiges", "Les litiges échus"), "items")
    with scope(workspace=scene.cast.workspace):
        assert pairs() == [("CRM-3", "CRM-2")]
        assert counted(found) == {"refused": 1, "there": 1, "wanted": 2, "of_parts": 1}


def test_links_go_with_the_import_and_come_back_with_it(scene: Scene) -> None:
    scene.written(LINKED.replace("CRM-1,,CRM-3", ",,").replace(",CRM-2,\n", ",,\n"), "items")
    later = scene.written(LINKED, "items")
    with scope(workspace=scene.cast.workspace):
        assert len(pairs()) == 2
        backlog_import_undo(actor=scene.cast.camille, found=later)
    later = scene.after(later)
    with scope(workspace=scene.cast.workspace):
        assert (pairs(), Item.objects.filter(removed_at=None).count()) == ([], 3)
        backlog_import_restore(actor=scene.cast.camille, found=later)
    scene.after(later)
    with scope(workspace=scene.cast.workspace):
        assert pairs() == [("CRM-2", "CRM-1"), ("CRM-3", "CRM-2")]


def test_an_imported_link_does_not_make_its_items_touched(scene: Scene) -> None:
    found = scene.written(LINKED, "items")
    with scope(workspace=scene.cast.workspace):
        backlog_import_undo(actor=scene.cast.camille, found=found)
    scene.after(found)
    with scope(workspace=scene.cast.workspace):
        assert not Item.objects.filter(removed_at=None).exists()


def test_what_comes_back_closes_no_circle_with_what_was_linked_meanwhile(scene: Scene) -> None:
    scene.written(LINKED.replace("CRM-1,,CRM-3", ",,").replace(",CRM-2,\n", ",,\n"), "items")
    later = scene.written(LINKED, "items")
    with scope(workspace=scene.cast.workspace):
        backlog_import_undo(actor=scene.cast.camille, found=later)
    later = scene.after(later)
    with scope(workspace=scene.cast.workspace):
        one, other = Item.objects.get(foreign_key="CRM-1"), Item.objects.get(foreign_key="CRM-2")
        prerequisite_add(actor=scene.cast.camille, item=one, needs=other)
        backlog_import_restore(actor=scene.cast.camille, found=later)
    scene.after(later)
    with scope(workspace=scene.cast.workspace):
        assert pairs() == [("CRM-1", "CRM-2"), ("CRM-3", "CRM-2")]


def test_requests_have_no_prerequisites(scene: Scene) -> None:
    found = scene.written(LINKED)
    with scope(workspace=scene.cast.workspace):
        assert (found.plan["links"], Prerequisite.objects.exists()) == ({"wanted": 2}, False)
