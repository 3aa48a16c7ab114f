"""Several people act in the same instant: the locks leave one result, nothing is lost, nobody sees an error page."""

from collections.abc import Callable
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.db import connection, connections
from django_scopes import scope, scopes_disabled

from gouvernail.decisions.models import Change
from gouvernail.workspaces.bridge import findings_on
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Assignment, Mark, Member, Point, Role, User
from gouvernail.workspaces.selectors.findings import findings_now
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.selectors.roles import administrators_for_good
from gouvernail.workspaces.services.duties import duties_propose
from gouvernail.workspaces.services.joining import DeadLink, invitation_accept
from gouvernail.workspaces.services.leaving import Handover, member_deactivate
from gouvernail.workspaces.services.roles import role_end, role_give
from gouvernail.workspaces.services.scopes import team_add
from tests.cast import SINCE, Cast, member
from tests.workspaces.duties import add
from tests.workspaces.letters import invited

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("sqlite" in connection.vendor, reason="the tests' SQLite is in memory: one connection, no race"),
]
REFUSALS = (ValidationError, DeadLink)


def at_once(cast: Cast, *acts: Callable[[], object]) -> list[str]:
    """Do several things in the same instant, each on a connection of its own; give what came of each, sorted."""
    start, results = Barrier(len(acts)), []

    def do(act: Callable[[], object]) -> None:
        try:
            with scope(workspace=cast.workspace):
                start.wait(timeout=30)
                act()
            results.append("done")
        except REFUSALS:
            results.append("refused")
        except Exception as fault:  # noqa: BLE001  # told to the thread that asserts
            results.append(repr(fault))
        finally:
            connections.close_all()

    threads = [Thread(target=do, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(results)


def test_one_person_is_handed_over_once_to_one_taker(cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        duty = add(cast, noa="AR")
        held = list(Assignment.objects.filter(member=cast.noa))
        role = Role.objects.get(member=cast.noa, kind=RoleKind.CHAMPION)
    admin = member(cast.workspace, "Other Admin", RoleKind.ADMINISTRATOR, RoleKind.PRODUCT_OWNER)

    def leave(actor: Member, taker: Member) -> Callable[[], object]:
        handover = Handover(roles={role.pk: taker}, letters={row.pk: taker for row in held})
        return lambda: member_deactivate(actor=actor, member=cast.noa, handover=handover)

    results = at_once(cast, leave(cast.camille, cast.lou), leave(admin, cast.robin))
    assert set(results) <= {"done", "refused"}
    with scope(workspace=cast.workspace):
        takers = set(Assignment.objects.filter(duty=duty).values_list("member__user__name", flat=True))
        champions = set(
            Role.objects.filter(kind=RoleKind.CHAMPION, ends_on=None).values_list("member__user__name", flat=True)
        )
        assert (len(takers), takers) == (1, champions)
        assert Change.objects.filter(verb="member_deactivate", field="is_active").count() == 1


def test_the_last_two_administrators_cannot_end_each_other(cast: Cast) -> None:
    admin = member(cast.workspace, "Other Admin", RoleKind.ADMINISTRATOR)
    with scope(workspace=cast.workspace):
        theirs = Role.objects.get(member=admin, kind=RoleKind.ADMINISTRATOR)
        mine = Role.objects.get(member=cast.camille, kind=RoleKind.ADMINISTRATOR)
    results = at_once(
        cast,
        lambda: role_end(actor=cast.camille, role=theirs),
        lambda: role_end(actor=cast.camille, role=mine),
    )
    assert results == ["done", "refused"]
    with scope(workspace=cast.workspace):
        assert administrators_for_good(cast.workspace).count() == 1


def test_the_same_role_is_given_once(cast: Cast) -> None:
    def give() -> object:
        return role_give(actor=cast.camille, member=cast.robin, kind=RoleKind.BUILDER, starts_on=SINCE)

    assert at_once(cast, give, give) == ["done", "refused"]
    with scope(workspace=cast.workspace):
        assert Role.objects.filter(member=cast.robin, kind=RoleKind.BUILDER).count() == 1


def test_one_link_makes_one_member_whoever_opens_it(cast: Cast, mailoutbox: list[EmailMultiAlternatives]) -> None:
    _invitation, secret = invited(cast.camille, mailoutbox, kind=RoleKind.BUILDER)
    users = [User.objects.create_user(f"p{number}@new.example", None, name=f"P {number}") for number in range(2)]
    acts = [lambda user=user: invitation_accept(user=user, secret=secret) for user in users]
    assert at_once(cast, *acts) == ["done", "refused"]
    with scopes_disabled():
        assert Member.objects.filter(user__in=users).count() == 1


def test_one_link_opened_twice_by_the_same_person_makes_one_member(
    cast: Cast, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    _invitation, secret = invited(cast.camille, mailoutbox, kind=RoleKind.BUILDER)
    user = User.objects.create_user("ida@new.example", None, name="Ida")
    assert at_once(cast, *[lambda: invitation_accept(user=user, secret=secret)] * 2) == ["done", "refused"]
    with scopes_disabled():
        assert Role.objects.filter(member__user=user, kind=RoleKind.BUILDER).count() == 1


def test_two_links_of_one_person_make_one_member_with_both_roles(
    cast: Cast, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    user = User.objects.create_user("ida@new.example", None, name="Ida")
    kinds = (RoleKind.BUILDER, RoleKind.PROXY_PO)
    secrets = [invited(cast.camille, mailoutbox, f"ida.{kind}@new.example", kind=kind)[1] for kind in kinds]
    acts = [lambda secret=secret: invitation_accept(user=user, secret=secret) for secret in secrets]
    assert at_once(cast, *acts) == ["done", "done"]
    with scopes_disabled():
        assert Member.objects.filter(user=user).count() == 1
        assert set(kinds) <= set(Role.objects.filter(member__user=user).values_list("kind", flat=True))


def test_readers_who_come_at_once_after_a_change_find_the_same_points_once(cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        duties_propose(actor=cast.camille)
    readers = [cast.camille, cast.sacha, cast.maxime]
    acts = [lambda reader=reader: len(findings_now(reader).shown) for reader in readers]
    assert at_once(cast, *acts) == ["done"] * 3
    with scope(workspace=cast.workspace):
        judged = findings_on(today_of(cast.camille), ZoneInfo("Europe/Paris"))
        assert Point.objects.count() == len(judged)
        assert not Mark.objects.exists()


def test_a_change_made_while_others_judge_is_never_lost(cast: Cast) -> None:
    def change() -> None:
        for number in range(8):
            team_add(actor=cast.camille, name=f"Team {number}")

    def read() -> None:
        for _turn in range(8):
            assert findings_now(cast.sacha).shown is not None

    assert at_once(cast, change, read, read) == ["done"] * 3
    with scope(workspace=cast.workspace):
        kept = {one.key for one in findings_now(cast.camille).shown}
        assert kept == {one.key for one in findings_on(today_of(cast.camille), ZoneInfo("Europe/Paris"))}
