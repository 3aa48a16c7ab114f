"""Whatever a service changes, the points that are kept are those that would be judged: a walk through all of them."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django_scopes import scope

from gouvernail.decisions.choices.verbs import VERBS
from gouvernail.decisions.models import Change, Meeting
from gouvernail.decisions.services.meetings import meeting_hold, meeting_move, meeting_reopen, meeting_skip
from gouvernail.decisions.services.rituals import ritual_create, ritual_edit, ritual_stop
from gouvernail.workspaces.bridge import finding_of, findings_on
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Assignment, DataObject, Duty, Member, Point, Role, Team
from gouvernail.workspaces.selectors.findings import findings_now
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services import duties, leaving, members, roles, scopes
from gouvernail.workspaces.services.duty_edit import Draft, duty_edit, duty_mandate
from gouvernail.workspaces.services.erasure import person_erase
from gouvernail.workspaces.services.role_undo import role_memory, role_undo
from gouvernail.workspaces.services.workspaces import workspace_edit
from tests.workspaces.duties import add, held

_OF_WHAT_IS_JUDGED = (
    "member_",
    "role_",
    "duty_",
    "team_",
    "data_object_",
    "ritual_",
    "meeting_",
    "person_",
    "workspace_edit",
)


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        Team.objects.create(workspace=cast.workspace, name="South")
        duties.duties_propose(actor=cast.camille)
        yield cast


def _teams(here):
    team = scopes.team_add(actor=here.camille, name="North")
    yield
    scopes.team_edit(actor=here.camille, team=team, side="builder")
    yield
    scopes.team_archive(actor=here.camille, team=team)
    yield
    scopes.team_restore(actor=here.camille, team=team)
    yield


def _data_objects(here):
    about = scopes.data_object_add(actor=here.camille, name="Consents")
    yield
    scopes.data_object_edit(actor=here.camille, data_object=about, name="Consent")
    yield
    scopes.data_object_archive(actor=here.camille, data_object=about)
    yield
    scopes.data_object_restore(actor=here.camille, data_object=about)
    yield


def _roles(here):
    today = today_of(here.camille)
    role = roles.role_give(
        actor=here.camille, member=here.robin, kind=RoleKind.CHAMPION, team=Team.objects.get(name="South")
    )
    yield
    roles.role_edit(actor=here.camille, role=role, deputy=here.noa, starts_on=today - timedelta(days=9))
    yield
    memory = role_memory(role)
    roles.role_end(actor=here.camille, role=Role.objects.get(pk=role.pk))
    yield
    role_undo(actor=here.camille, memory=memory)
    yield
    coming = roles.role_give(
        actor=here.camille, member=here.lou, kind=RoleKind.CHAMPION, team=Team.objects.get(name="South")
    )
    roles.role_end(actor=here.camille, role=coming)
    yield


def _duties(here):
    duty = add(here, "Read the mail", noa="AR")
    yield
    duty_edit(actor=here.camille, duty=duty, version=1, draft=Draft(letters=held(here, noa="", lou="A")))
    yield
    arbitrates = Duty.objects.get(code="arbitrate_priorities")
    duty_mandate(actor=here.sacha, duty=arbitrates, version=arbitrates.version, member=here.camille, may_refuse=False)
    yield
    duties.duty_move(actor=here.camille, duty=duty, by=-1)
    yield
    duties.duty_archive(actor=here.camille, duty=duty)
    yield
    duties.duty_restore(actor=here.camille, duty=duty)
    yield


def _people(here):
    members.member_edit(actor=here.camille, member=here.noa, declared_hours=9, available_hours=2)
    yield
    roles.role_give(
        actor=here.camille, member=here.robin, kind=RoleKind.DATA_OWNER, data_object=DataObject.objects.first()
    )
    sponsor = Role.objects.get(member=here.sacha, kind=RoleKind.SPONSOR)
    roles.role_edit(actor=here.camille, role=sponsor, deputy=here.robin)
    yield
    add(here, "Keep the accounts", robin="AR")
    yield
    takers = leaving.Handover(
        roles={row.pk: here.noa for row in Role.objects.filter(member=here.robin, kind=RoleKind.DATA_OWNER)},
        letters={row.pk: here.noa for row in Assignment.objects.filter(member=here.robin)},
    )
    leaving.member_deactivate(actor=here.camille, member=here.robin, handover=takers)
    yield
    leaving.member_reactivate(actor=here.camille, member=Member.objects.get(pk=here.robin.pk))
    yield
    person_erase(user=here.noa.user)
    yield


def _rituals(here):
    ritual = ritual_create(
        actor=here.camille,
        kind="demo",
        label="Demo",
        first_at=timezone.now() - timedelta(days=200),
        owner=here.noa,
        rhythm_days=7,
    )
    yield
    past = list(Meeting.objects.filter(ritual=ritual, planned_at__lt=timezone.now()).order_by("planned_at"))
    held_on = past[0].planned_at.date()
    meeting_hold(actor=here.camille, meeting=past[0], held_on=held_on, presences={})
    yield
    meeting_skip(actor=here.camille, meeting=past[1], reason="Nobody came")
    yield
    meeting_reopen(actor=here.camille, meeting=past[0])
    yield
    coming = Meeting.objects.filter(ritual=ritual, planned_at__gt=timezone.now()).first()
    meeting_move(actor=here.camille, meeting=coming, starts_at=coming.starts_at + timedelta(hours=2))
    yield
    ritual_edit(actor=here.camille, ritual=ritual, rhythm_days=14)
    yield
    ritual_stop(actor=here.camille, ritual=ritual)
    yield
    ritual_stop(actor=here.camille, ritual=ritual, is_active=True)
    yield


def _workspace(here):
    workspace_edit(actor=here.camille, time_zone="Pacific/Auckland")
    here.workspace.refresh_from_db()
    yield


WALKS = (_teams, _data_objects, _roles, _duties, _rituals, _people, _workspace)


def _agree(here) -> None:
    camille = Member.objects.select_related("workspace").get(pk=here.camille.pk)
    findings_now(camille)
    day = today_of(camille)
    judged = {one.key: dict(one.values) for one in findings_on(day, ZoneInfo(camille.workspace.time_zone))}
    kept = {finding_of(point).key: point.values for point in Point.objects.all()}
    assert kept == judged


def test_what_is_kept_is_what_would_be_judged_after_every_service(here):
    for walk in WALKS:
        for _step in walk(here):
            _agree(here)
    told = set(Change.objects.values_list("verb", flat=True))
    expected = {verb for verb in VERBS if verb.startswith(_OF_WHAT_IS_JUDGED)}
    assert expected - told == set()
