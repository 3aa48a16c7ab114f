"""Small scenes of a programme: what makes something expected of somebody."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django_scopes import scope

from gouvernail.decisions.choices.words import RitualKind
from gouvernail.decisions.models import Meeting, Ritual
from gouvernail.followup.models import Line
from gouvernail.followup.selectors.expectation import Item
from gouvernail.followup.selectors.week import Week, week_of
from gouvernail.jobs.choices import State
from gouvernail.jobs.models import Job
from gouvernail.workspaces.models import Member, Role

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=timezone.get_fixed_timezone(60))  # 9:00 in Paris


def job_fails(member: Member, at: datetime = TUESDAY, label: str = "Import de demandes.csv") -> Job:
    """Let a job of a member fail: expected of them two days later."""
    with scope(workspace=member.workspace):
        return Job.objects.create(
            workspace=member.workspace,
            kind="tests.jobs.works.refuse",
            label=label,
            actor=member,
            state=State.FAILED,
            error="Le fichier ne contient aucune ligne.",
            created_at=at,
            ended_at=at,
        )


def ritual(owner: Member | None, member: Member, *roles: str, at: datetime = TUESDAY) -> Meeting:
    """Plan one meeting of a ritual of the member's workspace."""
    with scope(workspace=member.workspace):
        one = Ritual.objects.create(
            workspace=member.workspace,
            kind=RitualKind.ARBITRATION,
            label="Arbitrage",
            first_at=at,
            owner=owner,
            expected_roles=list(roles),
        )
        return Meeting.objects.create(workspace=member.workspace, ritual=one, planned_at=at, starts_at=at)


def deputy(of: Member, who: Member) -> None:
    """Let somebody stand in for a member, in all their roles."""
    with scope(workspace=of.workspace):
        Role.objects.filter(member=of).update(deputy=who)


def week(member: Member, now: datetime = TUESDAY) -> Week:
    """Read a week, as the page does; a fresh member, as a new request has."""
    with scope(workspace=member.workspace):
        fresh = Member.objects.select_related("workspace", "user").get(pk=member.pk)
        return week_of(fresh, now)[0]


def keys(items: list[Item]) -> list[str]:
    """Give the kinds of what is on a list."""
    return [str(item.expectation.kind) for item in items]


def line_of(member: Member, key: str) -> Line:
    """Find what is remembered of a line."""
    with scope(workspace=member.workspace):
        return Line.objects.get(member=member, key=key)


def in_days(days: int, of: datetime = TUESDAY) -> date:
    """Give a day near the Tuesday of the tests."""
    return of.date() + timedelta(days=days)
