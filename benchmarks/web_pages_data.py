"""A workspace of a given size, written in bulk: people, roles, duties, letters, trail, items."""

from datetime import date, timedelta
from itertools import count

from django.db import connection
from django.utils import timezone
from django_scopes import scope

from gouvernail.decisions.models import Change
from gouvernail.workspaces.choices.words import RoleKind, Side
from gouvernail.workspaces.models import Assignment, DataObject, Duty, Member, Role, Team, User, Workspace
from web_pages_items import fill_items

AT_ONCE = 2_000
SINCE = date(2025, 1, 6)
LETTERS = "ARRCCIII"  # of each duty: eight people


def fill(slug: str, *, people: int, duties: int, trail: int, items: int) -> User:
    """Write the workspace and give its Product Owner and administrator."""
    workspace = Workspace.objects.create(name="Measured", slug=slug)
    with scope(workspace=workspace):
        members = _people(workspace, people)
        _roles(workspace, members)
        _duties(workspace, members, duties)
        _trail(workspace, members, trail)
        fill_items(workspace, members, items)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # what a database in service has done long ago
    return members[0].user


def _people(workspace: Workspace, number: int) -> list[Member]:
    teams = Team.objects.bulk_create(
        Team(workspace=workspace, name=f"Team {rank}", side=Side.BUSINESS) for rank in range(max(2, number // 100))
    )
    users = User.objects.bulk_create(
        (User(email=f"person.{rank}@measured.example", name=f"Person {rank}", password="!") for rank in range(number)),
        batch_size=AT_ONCE,
    )
    seen = timezone.now() - timedelta(days=2)
    return Member.objects.bulk_create(
        (
            Member(workspace=workspace, user=user, team=teams[rank % len(teams)], seen_at=seen)
            for rank, user in enumerate(users)
        ),
        batch_size=AT_ONCE,
    )


def _roles(workspace: Workspace, members: list[Member]) -> None:
    kinds = (RoleKind.CHAMPION, RoleKind.BUILDER, RoleKind.DATA_OWNER, RoleKind.PROXY_PO)
    owner = (RoleKind.PRODUCT_OWNER, RoleKind.ADMINISTRATOR)
    held = [(members[0], kind) for kind in owner]
    held += [(member, RoleKind.REQUESTER) for member in members]
    held += [(member, kinds[rank % len(kinds)]) for rank, member in enumerate(members) if rank % 5 == 0]
    Role.objects.bulk_create(
        (Role(workspace=workspace, member=member, kind=kind, starts_on=SINCE) for member, kind in held),
        batch_size=AT_ONCE,
    )


def _duties(workspace: Workspace, members: list[Member], number: int) -> None:
    about = DataObject.objects.create(workspace=workspace, name="Accounts")
    duties = Duty.objects.bulk_create(
        Duty(
            workspace=workspace,
            label=f"Duty {rank}",
            description="What it means, in two lines that everybody understands.",
            data_object=about if rank % 10 == 0 else None,
            position=rank,
        )
        for rank in range(number)
    )
    turn = count()
    Assignment.objects.bulk_create(
        (
            Assignment(workspace=workspace, duty=duty, member=members[next(turn) * 7 % len(members)], letter=letter)
            for duty in duties
            for letter in LETTERS
        ),
        batch_size=AT_ONCE,
    )


def _trail(workspace: Workspace, members: list[Member], number: int) -> None:
    now = timezone.now()
    rows = (
        Change(
            workspace=workspace,
            at=now - timedelta(minutes=number - rank),
            actor=members[rank % len(members)],
            verb="duty_edit",
            subject_type="workspaces.duty",
            subject_id=str(rank % 500),
            subject_label=f"Duty {rank % 500}",
            field="label",
            old=f"Before {rank}",
            new=f"After {rank}",
        )
        for rank in range(number)
    )
    Change.objects.bulk_create(rows, batch_size=AT_ONCE)
