"""Requests and items enter from another tool: once, with their history, and nothing made up."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django_scopes import scope

from gouvernail.backlog.models import Answer, Item, Request
from gouvernail.backlog.services.comments import comment_add
from gouvernail.backlog.services.items.states import item_remove
from gouvernail.backlog.services.requests.asking import request_edit
from gouvernail.connectors.choices import BacklogState
from gouvernail.connectors.models import BacklogImport, ImportRun
from gouvernail.connectors.services.backlog_imports import (
    backlog_import_apply,
    backlog_import_choose,
    backlog_import_create,
    backlog_import_restore,
    backlog_import_undo,
)
from gouvernail.decisions.models import Change
from gouvernail.jobs.choices import State
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Member, Team
from gouvernail.workspaces.services.door import Forbidden
from tests.cast import Cast
from tests.connectors.backlog_scene import EXPORT, HEADER, Scene


@pytest.fixture
def scene(cast: Cast, sent: Callable[..., ImportRun], run_jobs: Callable[[], None]) -> Scene:
    with scope(workspace=cast.workspace):
        Team.objects.create(workspace=cast.workspace, name="ventes")
        Objective.objects.create(workspace=cast.workspace, label="Vendre plus")
    return Scene(cast, sent, run_jobs)


def requests() -> dict[str, Request]:
    return {one.foreign_key: one for one in Request.objects.filter(removed_at=None).select_related("team", "objective")}


def test_comparing_writes_nothing_to_the_backlog(scene: Scene) -> None:
    found = scene.compared()
    with scope(workspace=scene.cast.workspace):
        assert (found.state, found.job.state) == (BacklogState.PLANNED, State.SUCCEEDED)
        assert not Request.objects.exists()
        assert found.plan["counts"] | {"new": 3, "same": 0, "changed": 0, "refused": 0} == found.plan["counts"]
        assert found.plan["teams"] == [["Ventes", 1, Team.objects.get().pk], ["Service inconnu", 1, None]]
        assert [word for word, _count, _chosen in found.plan["people"]] == ["Jeanne Inconnue"]


def test_requests_enter_with_their_date_people_team_and_objective(scene: Scene) -> None:
    found = scene.written()
    with scope(workspace=scene.cast.workspace):
        rows = requests()
        first, second, third = (rows[f"EXT-{n}"] for n in (1, 2, 3))
        assert (found.state, sorted(rows)) == (BacklogState.APPLIED, ["EXT-1", "EXT-2", "EXT-3"])
        assert (first.title, first.team.name, first.objective.label) == (
            "Exporter les litiges",
            "ventes",
            "Vendre plus",
        )
        assert (first.requester_id, first.author_id) == (scene.cast.robin.pk, scene.cast.camille.pk)
        assert first.created_at.date().isoformat() == "2024-02-03"
        assert first.need.startswith("Avant chaque appel")
        assert "priorité Haute" in first.need
        assert (second.requester, second.asked_by, second.people) == (None, "Jeanne Inconnue", "")
        assert (second.team, second.objective, second.state) == (None, None, "accepted")
        assert "équipe Service inconnu" in second.need
        assert (third.state, third.decided_at, third.first_answer_at) == ("accepted", None, None)
        assert {one.origin for one in rows.values()} == {found.origin}
        assert sorted(one.number for one in rows.values()) == [1, 2, 3]


def test_nobody_is_written_to_invited_or_answered(scene: Scene) -> None:
    with scope(workspace=scene.cast.workspace):
        before = Member.objects.count()
    scene.written()
    with scope(workspace=scene.cast.workspace):
        assert (mail.outbox, Answer.objects.count(), Member.objects.count()) == ([], 0, before)


def test_items_enter_with_when_they_were_done_and_off_the_compass_without_objective(scene: Scene) -> None:
    scene.written(kind="items")
    with scope(workspace=scene.cast.workspace):
        first, second, third = Item.objects.order_by("foreign_key")
        assert (first.objective.label, [team.name for team in first.teams.all()]) == ("Vendre plus", ["ventes"])
        assert (second.objective, second.state, third.state) == (None, "started", "done")
        assert (third.owner_id, third.done_at) == (scene.cast.lou.pk, datetime(2024, 3, 6, tzinfo=UTC))


def test_the_same_file_twice_gives_no_double(scene: Scene) -> None:
    scene.written()
    again = scene.compared()
    assert again.plan["counts"] | {"new": 0, "same": 3, "changed": 0} == again.plan["counts"]
    with scope(workspace=scene.cast.workspace):
        backlog_import_apply(actor=scene.cast.camille, found=again)
        scene.after(again)
    with scope(workspace=scene.cast.workspace):
        assert Request.objects.count() == 3


def test_one_import_is_compared_once_by_kind(scene: Scene) -> None:
    found = scene.compared()
    with scope(workspace=scene.cast.workspace):
        again = backlog_import_create(actor=scene.cast.camille, run=found.run, kind="requests")
        assert again.pk == found.pk


def test_a_row_that_changed_there_is_brought_up_to_date_and_put_back(scene: Scene) -> None:
    scene.written()
    later = scene.written(EXPORT.replace("Exporter les litiges", "Exporter tous les litiges"))
    with scope(workspace=scene.cast.workspace):
        assert (requests()["EXT-1"].title, requests()["EXT-1"].version) == ("Exporter tous les litiges", 2)
        backlog_import_undo(actor=scene.cast.camille, found=later)
    later = scene.after(later)
    with scope(workspace=scene.cast.workspace):
        assert (requests()["EXT-1"].title, len(requests())) == ("Exporter les litiges", 3)
        backlog_import_restore(actor=scene.cast.camille, found=later)
    scene.after(later)
    with scope(workspace=scene.cast.workspace):
        assert requests()["EXT-1"].title == "Exporter tous les litiges"


def test_what_people_wrote_here_is_never_written_over(scene: Scene) -> None:
    scene.written()
    with scope(workspace=scene.cast.workspace):
        mine = requests()["EXT-1"]
        request_edit(actor=scene.cast.camille, request=mine, version=mine.version, title="Litiges, dans la fiche")
    later = scene.compared(EXPORT.replace("Exporter les litiges", "Exporter tous les litiges"))
    assert later.plan["counts"] | {"changed": 0, "kept": 1} == later.plan["counts"]
    with scope(workspace=scene.cast.workspace):
        backlog_import_apply(actor=scene.cast.camille, found=later)
    scene.after(later)
    with scope(workspace=scene.cast.workspace):
        assert requests()["EXT-1"].title == "Litiges, dans la fiche"


def test_updates_are_left_where_nobody_asked_for_them(scene: Scene) -> None:
    scene.written()
    scene.written(EXPORT.replace("Exporter les litiges", "Exporter tous les litiges"), updates=False)
    with scope(workspace=scene.cast.workspace):
        assert requests()["EXT-1"].title == "Exporter les litiges"


def test_an_import_is_taken_away_but_for_what_was_touched_and_comes_back(scene: Scene) -> None:
    found = scene.written()
    with scope(workspace=scene.cast.workspace):
        mine = requests()["EXT-2"]
        comment_add(actor=scene.cast.noa, request=mine, text="Pour les renouvellements aussi")
        backlog_import_undo(actor=scene.cast.camille, found=found)
    found = scene.after(found)
    with scope(workspace=scene.cast.workspace):
        assert (found.state, list(requests())) == (BacklogState.UNDONE, ["EXT-2"])
        backlog_import_restore(actor=scene.cast.camille, found=found)
    found = scene.after(found)
    with scope(workspace=scene.cast.workspace):
        assert (found.state, found.undone_at, len(requests())) == (BacklogState.APPLIED, None, 3)


def test_what_was_touched_goes_too_where_it_is_ticked(scene: Scene) -> None:
    found = scene.written()
    with scope(workspace=scene.cast.workspace):
        mine = requests()["EXT-2"]
        comment_add(actor=scene.cast.noa, request=mine, text="Pour les renouvellements aussi")
        backlog_import_undo(actor=scene.cast.camille, found=found, also=[mine.pk])
    scene.after(found)
    with scope(workspace=scene.cast.workspace):
        assert requests() == {}


def test_after_an_undo_the_same_file_comes_anew_and_the_redo_doubles_nothing(scene: Scene) -> None:
    found = scene.written()
    with scope(workspace=scene.cast.workspace):
        backlog_import_undo(actor=scene.cast.camille, found=found)
    scene.after(found)
    scene.written()
    with scope(workspace=scene.cast.workspace):
        assert len(requests()) == 3
        backlog_import_restore(actor=scene.cast.camille, found=found)
    scene.after(found)
    with scope(workspace=scene.cast.workspace):
        assert Request.objects.filter(removed_at=None).count() == 3


def test_what_somebody_removed_by_hand_stays_away(scene: Scene) -> None:
    scene.written(kind="items")
    with scope(workspace=scene.cast.workspace):
        item_remove(actor=scene.cast.camille, item=Item.objects.get(foreign_key="EXT-1"))
    again = scene.compared(kind="items")
    assert again.plan["counts"] | {"new": 0, "same": 2, "gone": 1} == again.plan["counts"]


def test_teams_are_made_only_where_they_are_ticked(scene: Scene) -> None:
    scene.written(teams=["Service inconnu"])
    with scope(workspace=scene.cast.workspace):
        assert sorted(Team.objects.values_list("name", flat=True)) == ["Service inconnu", "ventes"]
        assert requests()["EXT-2"].team.name == "Service inconnu"


def test_states_and_objectives_are_those_that_were_chosen(scene: Scene) -> None:
    with scope(workspace=scene.cast.workspace):
        other = Objective.objects.create(workspace=scene.cast.workspace, label="Servir mieux")
    scene.written(states={"done": "left_out", "started": "received"}, objectives={"Ailleurs": other.pk})
    with scope(workspace=scene.cast.workspace):
        assert sorted(requests()) == ["EXT-1", "EXT-2"]
        assert (requests()["EXT-2"].state, requests()["EXT-2"].objective) == ("received", other)


def test_choices_come_again_with_the_next_file_of_this_shape(scene: Scene) -> None:
    scene.written(states={"done": "left_out"})
    assert scene.compared(EXPORT.replace("EXT", "NEW")).options["states"] == {"done": "left_out"}


def test_what_was_chosen_is_compared_before_it_is_written(scene: Scene) -> None:
    found = scene.compared()
    with scope(workspace=scene.cast.workspace):
        BacklogImport.objects.filter(pk=found.pk).update(options={"states": {"done": "left_out"}})
        with pytest.raises(ValidationError, match="compar"):
            backlog_import_apply(actor=scene.cast.camille, found=found)
        assert not Request.objects.exists()


def test_titles_that_say_the_same_are_flagged(scene: Scene) -> None:
    scene.written()
    later = scene.compared(
        HEADER
        + "Z-1;Les litiges à exporter;;À faire;03/02/2024;;;;;;\nZ-2;Tableau de bord;;À faire;03/02/2024;;;;;;\n"
        + "Z-3;Tableaux de bords;;À faire;03/02/2024;;;;;;\n"
    )
    similar = {one["key"]: (len(one["others"]), one["before"]) for one in later.plan["similar"]}
    assert similar == {"Z-1": (1, ""), "Z-3": (0, "Z-2")}


def test_a_row_without_title_is_refused_and_named(scene: Scene) -> None:
    found = scene.compared(HEADER + "Z-1;;;À faire;03/02/2024;;;;;;\nZ-2;Ici;;À faire;03/02/2024;;;;;;\n")
    assert found.plan["refused"] == [{"key": "Z-1", "code": "no_title", "found": ""}]
    assert found.plan["counts"]["new"] == 1


def test_a_long_title_and_a_long_text_lose_nothing_in_silence(scene: Scene) -> None:
    scene.written(HEADER + f"Z-1;{'mot ' * 60};{'texte ' * 4000};À faire;03/02/2024;;;;;;\n")
    with scope(workspace=scene.cast.workspace):
        row = requests()["Z-1"]
        assert len(row.title) <= 140
        assert row.need.startswith("mot mot")
        assert "La suite est sous Z-1" in row.need
        assert len(row.need) <= 10_000


def test_a_file_without_keys_is_known_again_by_its_titles(scene: Scene) -> None:
    text = "Titre;Statut;Créé le\nUn;À faire;03/02/2024\nDeux;À faire;04/02/2024\n"
    scene.written(text)
    again = scene.compared("Titre;Statut;Créé le\nZéro;À faire;02/02/2024\nUn;À faire;03/02/2024\n")
    assert again.plan["counts"] | {"new": 1, "same": 1} == again.plan["counts"]


def test_a_stopped_import_goes_on_where_it_was(scene: Scene) -> None:
    found = scene.compared()
    with scope(workspace=scene.cast.workspace):
        backlog_import_apply(actor=scene.cast.camille, found=found)
        job = BacklogImport.objects.get(pk=found.pk).job
        job.state = State.CANCELLED
        job.save(update_fields=["state"])
        backlog_import_apply(actor=scene.cast.camille, found=found)
    found = scene.after(found)
    with scope(workspace=scene.cast.workspace):
        assert (found.state, Request.objects.count()) == (BacklogState.APPLIED, 3)


def test_every_write_asks_for_the_right(scene: Scene) -> None:
    found = scene.compared()
    with scope(workspace=scene.cast.workspace):
        for act in (backlog_import_apply, backlog_import_undo, backlog_import_restore):
            with pytest.raises(Forbidden):
                act(actor=scene.cast.sacha, found=found)
        with pytest.raises(Forbidden):
            backlog_import_choose(actor=scene.cast.sacha, found=found, options={})
        with pytest.raises(Forbidden):
            backlog_import_create(actor=scene.cast.sacha, run=found.run, kind="requests")


def test_the_trail_says_where_each_row_came_from(scene: Scene) -> None:
    found = scene.written()
    with scope(workspace=scene.cast.workspace):
        verbs = set(Change.objects.filter(subject_type="backlog.request").values_list("verb", flat=True))
        of_the_import = Change.objects.filter(subject_type="connectors.backlogimport", subject_id=str(found.pk))
        assert verbs == {"request_import"}
        assert set(of_the_import.values_list("verb", flat=True)) == {"backlog_import_create", "backlog_import_apply"}
