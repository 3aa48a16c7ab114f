"""My week: what is expected, of whom, why, and by when."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django_scopes import scope

from gouvernail.decisions.models import Meeting
from gouvernail.followup.choices.words import Answer, Kind
from gouvernail.followup.selectors.expectations import decisions, duties, first_steps, jobs, workspaces
from gouvernail.followup.selectors.week import week_of
from gouvernail.followup.services.answers import line_snooze
from gouvernail.followup.services.lines import lines_keep
from gouvernail.workspaces.choices.words import Letter, RoleKind
from gouvernail.workspaces.models import Assignment, Duty, Member, Role, Workspace
from gouvernail.workspaces.selectors.findings import findings_now
from gouvernail.workspaces.services.invitations import invitation_revoke
from tests.cast import Cast
from tests.followup.scenes import TUESDAY, deputy, in_days, job_fails, keys, line_of, ritual, week
from tests.workspaces.letters import invited


def duty(cast: Cast, label: str = "Tenir le backlog", **letters: Member) -> Duty:
    with scope(workspace=cast.workspace):
        one = Duty.objects.create(workspace=cast.workspace, label=label)
        for letter, member in letters.items():
            Assignment.objects.create(workspace=cast.workspace, duty=one, member=member, letter=Letter(letter))
    return one


def test_nothing_is_expected_of_who_only_asks(cast: Cast) -> None:
    assert week(cast.robin).open == []


def test_a_meeting_is_expected_of_who_leads_it_and_of_the_roles_it_names(cast: Cast) -> None:
    ritual(cast.camille, cast.camille, RoleKind.SPONSOR, at=TUESDAY + timedelta(hours=5))
    for reader, why in ((cast.camille, "You lead this ritual."), (cast.sacha, "Executive sponsor")):
        with translation.override("en"):
            [item] = [one for one in week(reader).today if one.expectation.kind == Kind.MEETING]
        assert why in item.expectation.why
        assert item.due_on == in_days(0)
    assert Kind.MEETING not in keys(week(cast.robin).open)


@pytest.mark.parametrize(("days", "is_there"), [(6, True), (8, False), (-1, False)])
def test_only_the_seven_days_to_come_are_shown(cast: Cast, days: int, is_there: bool) -> None:
    ritual(None, cast.robin, RoleKind.REQUESTER, at=TUESDAY + timedelta(days=days))
    assert (Kind.MEETING in keys(week(cast.robin).open)) is is_there


def test_who_leads_says_what_became_of_it_within_two_days(cast: Cast) -> None:
    meeting = ritual(cast.noa, cast.noa, RoleKind.SPONSOR, at=TUESDAY - timedelta(days=3))
    [item] = week(cast.noa).late
    assert (item.expectation.kind, item.due_on) == (Kind.OUTCOME, in_days(-1))
    assert item.expectation.url.endswith(f"/meetings/{meeting.pk}/hold")
    assert Kind.OUTCOME not in keys(week(cast.sacha).open)


def test_a_ritual_that_nobody_leads_falls_to_who_looks_after_the_workspace(cast: Cast) -> None:
    ritual(None, cast.camille, at=TUESDAY - timedelta(days=1))
    assert Kind.OUTCOME in keys(week(cast.camille).open)
    assert Kind.OUTCOME not in keys(week(cast.sacha).open)


def test_a_duty_that_nobody_does_is_for_who_answers_for_it(cast: Cast) -> None:
    one = duty(cast, A=cast.noa)
    with translation.override("en"):
        [item] = [item for item in week(cast.noa).open if "Nobody does" in item.expectation.title]
    assert one.label in item.expectation.title
    assert item.expectation.why == "You answer for this duty."
    assert item.due_on == in_days(duties.GRACE_DAYS["error"])


def test_a_duty_without_anybody_is_for_who_looks_after_the_workspace(cast: Cast) -> None:
    duty(cast)
    assert any("Tenir le backlog" in item.expectation.title for item in week(cast.camille).open)
    assert not any("Tenir le backlog" in item.expectation.title for item in week(cast.sacha).open)


def test_who_lacks_a_deputy_is_told_and_finds_where_to_name_one(cast: Cast) -> None:
    duty(cast, A=cast.camille, R=cast.lou)
    with translation.override("en"):
        [item] = [item for item in week(cast.camille).open if "has no deputy" in item.expectation.title]
    assert item.expectation.act == "Name a deputy"
    assert item.expectation.why == "It is about you."


def test_an_invitation_waits_three_days_before_its_sender_hears_of_it(
    cast: Cast, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    invitation, _secret = invited(cast.camille, mailoutbox, name="Ida Weber")
    assert Kind.INVITATION not in keys(week(cast.camille).open)
    later = TUESDAY + workspaces.PATIENCE
    [item] = [one for one in week(cast.camille, later).open if one.expectation.kind == Kind.INVITATION]
    assert "Ida Weber" in item.expectation.title
    assert item.due_on == in_days(14)
    with scope(workspace=cast.workspace):
        invitation_revoke(actor=cast.camille, invitation=invitation)
    assert Kind.INVITATION not in keys(week(cast.camille, later).open)


@pytest.mark.parametrize(("days", "is_there"), [(30, True), (31, False)])
def test_a_role_that_ends_is_told_a_month_before(cast: Cast, days: int, is_there: bool) -> None:
    with scope(workspace=cast.workspace):
        Role.objects.filter(member=cast.maxime).update(ends_on=in_days(days))
    assert (Kind.ROLE_END in keys(week(cast.maxime).open)) is is_there


def test_the_end_of_a_deputy_is_told_to_whom_they_stand_in_for(cast: Cast) -> None:
    deputy(cast.sacha, cast.noa)
    with scope(workspace=cast.workspace):
        Role.objects.filter(member=cast.noa, kind=RoleKind.CHAMPION).update(ends_on=in_days(5))
    [item] = [one for one in week(cast.sacha).open if one.expectation.kind == Kind.ROLE_END]
    assert "Noa Bernard" in item.expectation.title


@pytest.mark.parametrize(("days", "is_there"), [(0, True), (13, True), (15, False)])
def test_a_job_that_failed_is_told_to_who_asked_for_it(cast: Cast, days: int, is_there: bool) -> None:
    job = job_fails(cast.lou, TUESDAY - timedelta(days=days))
    assert (Kind.JOB in keys(week(cast.lou).open)) is is_there
    assert week(cast.robin).open == []
    assert timedelta(days=14) == jobs.REMEMBERED
    assert job.error in "".join(item.expectation.reason for item in week(cast.lou).open) or not is_there


def test_a_new_workspace_leads_its_maker_by_the_hand(cast: Cast) -> None:
    Workspace.objects.update(created_at=TUESDAY - timedelta(days=1))
    steps = [one.key for one in week(cast.camille).open if one.expectation.kind == Kind.FIRST_STEP]
    assert steps[0] == "first_step:duties"  # people are there already
    assert {"first_step:rituals", "first_step:diagnosis"} <= set(steps)
    assert Kind.FIRST_STEP not in keys(week(cast.sacha).open)
    duty(cast)
    assert "first_step:duties" not in [one.key for one in week(cast.camille).open]
    later = TUESDAY + first_steps.YOUNG
    assert Kind.FIRST_STEP not in keys(week(cast.camille, later).open)


def test_each_line_has_a_reason_a_date_a_link_and_a_why(cast: Cast, mailoutbox: list[EmailMultiAlternatives]) -> None:
    duty(cast, A=cast.camille)
    duty(cast, "Arbitrer")
    ritual(cast.camille, cast.camille, at=TUESDAY + timedelta(days=1))
    ritual(cast.camille, cast.camille, at=TUESDAY - timedelta(days=1))
    job_fails(cast.camille)
    invited(cast.camille, mailoutbox)
    items = week(cast.camille, TUESDAY + timedelta(days=4)).open
    assert {Kind.FINDING, Kind.OUTCOME, Kind.JOB, Kind.INVITATION} <= {item.expectation.kind for item in items}
    for item in items:
        one = item.expectation
        assert all((one.title, one.reason, one.why, one.act, item.due_on, item.since))
        assert one.url.startswith("/w/crm-ventes/")
        assert len(item.key) <= 120
    assert len({item.key for item in items}) == len(items)


def test_the_week_goes_from_the_oldest_to_the_latest(cast: Cast) -> None:
    for days in (-9, -3, -2, 0, 1):
        job_fails(cast.lou, TUESDAY + timedelta(days=days), f"job {days}")
    found = week(cast.lou)
    assert [item.due_on for item in found.late] == [in_days(-7), in_days(-1)]
    assert [item.due_on for item in found.today] == [in_days(0)]
    assert [item.due_on for item in found.this_week] == [in_days(2), in_days(3)]
    assert found.until == in_days(5)
    assert timedelta(days=2) == decisions.NOTED_WITHIN


def test_nobody_sees_the_week_of_another_workspace(cast: Cast) -> None:
    job_fails(cast.stranger)
    ritual(None, cast.stranger, RoleKind.PRODUCT_OWNER, at=TUESDAY + timedelta(hours=3))
    assert week(cast.camille).open == []
    assert {Kind.JOB, Kind.MEETING} <= set(keys(week(cast.stranger).open))


def test_what_stays_late_goes_to_the_deputy_who_reads_whose_it_is(cast: Cast) -> None:
    deputy(cast.noa, cast.lou)
    ritual(cast.noa, cast.noa, at=TUESDAY - timedelta(days=3))  # due yesterday
    assert week(cast.lou).open == []
    assert week(cast.lou, TUESDAY + timedelta(days=1)).open == []
    [item] = week(cast.lou, TUESDAY + timedelta(days=2)).late  # three days late
    assert (item.whose, item.since) == (cast.noa, in_days(-3))
    [mine] = week(cast.noa, TUESDAY + timedelta(days=2)).late
    assert item.key == f"for:{cast.noa.pk}:{mine.key}"
    assert mine.expectation.url.endswith("/hold")
    assert "/rituals/" in item.expectation.url  # who leads may note it; who stands in for them may read it
    assert week(cast.robin, TUESDAY + timedelta(days=2)).open == []


def test_the_delay_is_that_of_the_workspace_and_what_is_personal_is_never_passed_on(cast: Cast) -> None:
    from gouvernail.followup.services.policy import policy_edit

    deputy(cast.noa, cast.lou)
    ritual(cast.noa, cast.noa, at=TUESDAY - timedelta(days=3))
    job_fails(cast.noa, TUESDAY - timedelta(days=9))
    with scope(workspace=cast.workspace):
        policy_edit(actor=cast.camille, escalate_after_days=1)
    assert keys(week(cast.lou).late) == [Kind.OUTCOME]
    with scope(workspace=cast.workspace):
        policy_edit(actor=cast.camille, escalate_after_days=0)
    assert week(cast.lou, TUESDAY + timedelta(days=9)).open == []


def test_several_late_points_of_one_person_are_one_line_for_their_deputy(cast: Cast) -> None:
    deputy(cast.noa, cast.lou)
    for days in (4, 3):
        ritual(cast.noa, cast.noa, at=TUESDAY - timedelta(days=days))
    now = TUESDAY + timedelta(days=2)
    with translation.override("en"):
        [item] = week(cast.lou, now).late
    assert item.expectation.title == "2 late points with Noa Bernard"
    assert (item.key, item.since, item.due_on, len(item.parts)) == (f"for:{cast.noa.pk}", in_days(-4), in_days(-2), 2)
    assert [part.due_on for part in item.parts] == [in_days(-2), in_days(-1)]
    assert item.expectation.url.endswith(f"/people/{cast.noa.pk}/")
    assert len(week(cast.noa, now).late) == 2


def test_what_was_said_of_them_holds_until_more_comes(cast: Cast) -> None:
    deputy(cast.noa, cast.lou)
    for days in (4, 3):
        ritual(cast.noa, cast.noa, at=TUESDAY - timedelta(days=days))
    read_at = TUESDAY + timedelta(days=2)
    with time_machine.travel(read_at, tick=False):
        _keep(cast.lou, read_at)
        with scope(workspace=cast.workspace):
            lou = Member.objects.select_related("workspace", "user").get(pk=cast.lou.pk)
            line_snooze(actor=lou, line=line_of(cast.lou, f"for:{cast.noa.pk}"), returns_on=in_days(30))
    assert week(cast.lou, read_at).late == []
    ritual(cast.noa, cast.noa, at=TUESDAY)
    later = TUESDAY + timedelta(days=6)
    [item] = week(cast.lou, later).late
    assert len(item.parts) == 3
    _keep(cast.lou, later)
    assert line_of(cast.lou, item.key).answer == Answer.NONE  # the rail counts it again


def _keep(member: Member, now: datetime) -> None:
    with scope(workspace=member.workspace):
        fresh = Member.objects.select_related("workspace", "user").get(pk=member.pk)
        found, facts = week_of(fresh, now)
        lines_keep(facts=facts, items={fresh: [*found.open, *found.aside]})


def test_a_ritual_that_slips_is_for_who_leads_it(cast: Cast) -> None:
    first = ritual(cast.noa, cast.noa, at=TUESDAY - timedelta(days=100)).ritual
    with scope(workspace=cast.workspace):
        for days in range(30, 100, 7):
            at = TUESDAY - timedelta(days=days)
            Meeting.objects.create(
                workspace=cast.workspace, ritual=first, planned_at=at, starts_at=at, state="skipped", reason="Nobody"
            )
    with translation.override("en"):
        [item] = [one for one in week(cast.noa).open if one.expectation.kind == Kind.FINDING]
    assert "“Arbitrage” was held on time 0 times out of 11" in item.expectation.title
    assert item.expectation.why == "You lead this ritual."
    assert Kind.FINDING not in keys(week(cast.lou).open)
    with scope(workspace=cast.workspace):
        Member.objects.filter(pk=cast.noa.pk).update(is_active=False)
    urls = [one.expectation.url for one in week(cast.camille).open if one.expectation.kind == Kind.FINDING]
    assert f"/w/crm-ventes/rituals/{first.pk}/edit" in urls  # nobody leads it: who looks after the workspace


def test_many_points_are_one_line_for_who_looks_after_the_workspace(cast: Cast) -> None:
    for number in range(duties.FEW):
        duty(cast, f"Duty {number}")
    with scope(workspace=cast.workspace):
        errors = findings_now(cast.camille).points("error").count()
    assert errors > 0
    few = [one for one in week(cast.camille).open if one.expectation.key.startswith("findings:")]
    assert bool(few) is (errors > duties.FEW)
    for number in range(20):
        duty(cast, f"More {number}")
    with translation.override("en"):
        [line] = [one for one in week(cast.camille).open if one.expectation.key == "findings:error"]
    assert line.expectation.title == f"{errors + 20} points of governance to fix"
    assert line.expectation.url == "/w/crm-ventes/governance/findings?level=error"
