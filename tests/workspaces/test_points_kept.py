"""Points are kept until anything that they were judged on changes: what is kept is always what would be judged."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from gouvernail.decisions.models import Meeting, Ritual
from gouvernail.method.governance import load
from gouvernail.workspaces.bridge import finding_of, findings_on
from gouvernail.workspaces.models import (
    Assignment,
    DataObject,
    Duty,
    Judgement,
    Mark,
    Member,
    Point,
    Role,
    Team,
    Workspace,
)
from gouvernail.workspaces.selectors import judgement
from gouvernail.workspaces.selectors.findings import findings_now
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.duties import duties_propose
from gouvernail.workspaces.services.watching import UNSEEN_DAYS, WATCHED, triggers_install
from tests.workspaces.duties import add

_COLUMN = re.compile(r'"(\w+)"\."(\w+)"')
# Read to tell rows apart, to name them to engineers, or to keep to the workspace: a change of these changes no finding.
UNJUDGED = {"id", "workspace_id", "label", "position", "name"}

APPEND_ONLY = {"decisions_decision"}  # the database refuses that a row of it changes: one that comes is watched


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        Team.objects.create(workspace=cast.workspace, name="South")
        DataObject.objects.create(workspace=cast.workspace, name="Accounts")
        duties_propose(actor=cast.camille)
        ritual = Ritual.objects.create(
            workspace=cast.workspace, kind="demo", label="Demo", first_at=timezone.now(), owner=cast.noa
        )
        Meeting.objects.create(
            workspace=cast.workspace, ritual=ritual, planned_at=timezone.now(), starts_at=timezone.now()
        )
        findings_now(cast.camille)
        yield cast


def _is_fresh() -> bool:
    return not Mark.objects.exists()


def _judged(here) -> set[tuple[str, str]]:
    found = findings_on(today_of(here.camille), ZoneInfo(here.workspace.time_zone))
    return {(one.key, str(sorted(one.values.items()))) for one in found}


def _kept(here) -> set[tuple[str, str]]:
    findings_now(here.camille)
    return {(finding_of(point).key, str(sorted(point.values.items()))) for point in Point.objects.all()}


def test_every_column_that_is_read_to_judge_is_watched(here):
    with CaptureQueriesContext(connection) as queries:
        _judged(here)
    read = {pair for query in queries for pair in _COLUMN.findall(query["sql"]) if pair[1] not in UNJUDGED}
    read = {(table, column) for table, column in read if table not in APPEND_ONLY}
    watched = {(one.table, column) for one in WATCHED.values() for column in one.columns}
    assert read <= watched | {("workspaces_member", "seen_at")}


@pytest.mark.parametrize("label", sorted(WATCHED))
def test_every_change_that_counts_calls_for_another_judgement(here, label):
    model = apps.get_model(label)
    for name in WATCHED[label].fields:
        rows = model._default_manager.all()
        rows.filter(pk=rows.order_by("pk").first().pk).update(**{name: _other(model, name)})
        assert not _is_fresh(), name
        Mark.objects.all().delete()


def _other(model, name):
    """Give a value that the column takes; whether it differs does not matter to the trigger."""
    return model._default_manager.values_list(name, flat=True).order_by("pk").first()


@pytest.mark.parametrize(
    "model", [Team, DataObject, Role, Duty, Assignment, Ritual, Meeting], ids=lambda model: model.__name__
)
def test_a_row_that_comes_or_goes_calls_for_another_judgement(here, model):
    row = model.objects.order_by("pk").last()
    Mark.objects.all().delete()
    if model not in {Team, DataObject, Duty}:
        model.objects.filter(pk=row.pk).delete()
        assert not _is_fresh()
    fresh = {Team: {"name": "New"}, DataObject: {"name": "New"}, Duty: {"label": "New"}}.get(model)
    if fresh:
        Mark.objects.all().delete()
        model.objects.create(workspace=here.workspace, **fresh)
        assert not _is_fresh()
    assert _kept(here) == _judged(here)


def test_what_changes_no_finding_has_nothing_judged_again(here):
    Duty.objects.update(label="Another name", position=3)
    Team.objects.update(name="North")
    Member.objects.update(title="Head of sales")
    Ritual.objects.update(place="Room 4")
    assert _is_fresh()


def test_a_visit_counts_only_after_an_absence(here):
    now = timezone.now()
    Member.objects.update(seen_at=now - timedelta(days=UNSEEN_DAYS - 1))
    findings_now(here.camille)
    Member.objects.update(seen_at=now)
    assert _is_fresh()
    Member.objects.filter(pk=here.noa.pk).update(seen_at=now - timedelta(days=1))
    assert not _is_fresh()  # moved back: by hand
    findings_now(here.camille)
    Member.objects.filter(pk=here.noa.pk).update(seen_at=now + timedelta(days=UNSEEN_DAYS + 1))
    assert not _is_fresh()
    assert load().ghost_days > UNSEEN_DAYS + 1  # who is missed by the trigger was no ghost, and is none


def test_a_new_day_is_judged_again(here):
    add(here, noa="A", camille="R")
    Member.objects.update(seen_at=timezone.now(), joined_at=timezone.now() - timedelta(days=90))
    assert not any(one.rule == "R4" for one in findings_now(here.camille).shown)
    later = datetime.combine(today_of(here.camille) + timedelta(days=31), time(12), ZoneInfo("Europe/Paris"))
    with time_machine.travel(later, tick=False):
        assert any(one.rule == "R4" for one in findings_now(here.camille).shown)
        assert _kept(here) == _judged(here)


def test_another_version_of_the_product_judges_again(here):
    Judgement.objects.update(rules="0.0.1 other thresholds")
    Point.objects.all().delete()
    assert findings_now(here.camille).shown


def test_a_workspace_that_changes_its_time_zone_is_judged_again(here):
    Workspace.objects.filter(pk=here.workspace.pk).update(time_zone="Pacific/Auckland")
    assert not _is_fresh()


def test_another_workspace_is_left_alone(here):
    with scope(workspace=here.elsewhere):
        Team.objects.create(workspace=here.elsewhere, name="Far away")
    assert _is_fresh()


def test_a_mark_set_while_the_duties_are_judged_stays(here, monkeypatch):
    add(here)

    def judge(day, zone):
        found = findings_on(day, zone)
        Team.objects.create(workspace=here.workspace, name="Meanwhile")
        return found

    monkeypatch.setattr(judgement, "findings_on", judge)
    findings_now(here.camille)
    monkeypatch.undo()
    assert not _is_fresh()
    assert _kept(here) == _judged(here)


def test_a_change_that_is_taken_back_leaves_no_mark(here):
    with transaction.atomic():
        Team.objects.create(workspace=here.workspace, name="Never")
        was_fresh = _is_fresh()
        transaction.set_rollback(True)
    assert (was_fresh, _is_fresh()) == (False, True)


def test_only_what_changed_is_written_again(here):
    before = dict(Point.objects.values_list("digest", "pk"))
    Team.objects.create(workspace=here.workspace, name="North")
    findings_now(here.camille)
    after = dict(Point.objects.values_list("digest", "pk"))
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1


def test_the_triggers_come_back_after_a_migration_that_lost_them(here):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'workspaces_team'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = 'workspaces_team'::regclass AND NOT tgisinternal"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name} ON workspaces_team")
    Team.objects.create(workspace=here.workspace, name="Unseen")
    assert _is_fresh()
    triggers_install(connection)
    Team.objects.create(workspace=here.workspace, name="Seen")
    assert not _is_fresh()
