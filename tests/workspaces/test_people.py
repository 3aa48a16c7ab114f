"""Find people, and see what one of them is."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member, Role, Team
from gouvernail.workspaces.services.leaving import member_deactivate
from gouvernail.workspaces.services.members import member_edit
from tests.cast import SINCE, Cast, member

SignIn = Callable[[str], Client]
LISTED_QUERIES = 7  # session, reader, membership, rights, how many, the page of people, their roles


def address(cast: Cast, query: str = "") -> str:
    return reverse("workspace:people", args=[cast.workspace.slug]) + query


def found(client: Client, cast: Cast, query: str) -> list[str]:
    return [str(one) for one in client.get(address(cast, query)).context["page"]]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?q=camille", ["Camille Leroy"]),
        ("?q=ROUX maxime", ["Maxime Roux"]),
        ("?q=lou.moreau@", []),  # who may not see addresses may not try them either
        ("?q=%25", []),
        ("?role=champion", ["Noa Bernard"]),
        ("?role=nonsense&q=robin", ["Robin Garcia"]),
        ("?state=gone", ["Sacha Martin"]),
        ("?q=faure", []),
        ("?sort=-name&role=sponsor&state=all", []),
    ],
)
def test_people_are_found(cast: Cast, signed_in: SignIn, query: str, names: list[str]) -> None:
    with scope(workspace=cast.workspace):
        member_deactivate(actor=cast.camille, member=cast.sacha)
        Role.objects.filter(kind=RoleKind.SPONSOR).update(ends_on="2026-01-31")
    assert found(signed_in("robin"), cast, query) == names


def test_who_invites_finds_by_address(cast: Cast, signed_in: SignIn) -> None:
    assert found(signed_in("camille"), cast, "?q=lou.moreau@") == ["Lou Moreau"]


def test_a_team_is_found(cast: Cast, signed_in: SignIn) -> None:
    with scope(workspace=cast.workspace):
        team = Team.objects.create(workspace=cast.workspace, name="Ventes")
        member_edit(actor=cast.camille, member=cast.noa, team=team, title="Directrice")
    assert found(signed_in("camille"), cast, f"?team={team.pk}") == ["Noa Bernard"]


@pytest.mark.parametrize("sort", ["seen", "-seen", "team", "-team"])
def test_those_of_whom_it_is_not_known_come_last(cast: Cast, signed_in: SignIn, sort: str) -> None:
    with scope(workspace=cast.workspace):
        team = Team.objects.create(workspace=cast.workspace, name="Ventes")
        Member.objects.filter(pk=cast.noa.pk).update(team=team, seen_at="2026-01-05T09:00:00Z")
        Member.objects.exclude(pk=cast.noa.pk).update(team=None, seen_at=None)
    people = found(signed_in("robin"), cast, f"?sort={sort}")
    assert people.index("Noa Bernard") in {0, 1}  # the reader, who has just been seen, may come before
    assert len(people) == 7


@pytest.mark.parametrize("crowd", [0, 60])
def test_the_list_costs_the_same_for_a_crowd(
    cast: Cast, signed_in: SignIn, crowd: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    for number in range(crowd):
        member(cast.workspace, f"Person {number:03}", RoleKind.BUILDER, RoleKind.REQUESTER)
    client = signed_in("robin")
    client.get(address(cast))  # the first visit is remembered
    with django_assert_num_queries(LISTED_QUERIES):
        page = client.get(address(cast), headers={"HX-Request": "true"}).context["page"]
    assert len(page) == min(50, 7 + crowd)


def test_a_page_of_a_person_shows_what_was_and_what_is(cast: Cast, signed_in: SignIn) -> None:
    with scope(workspace=cast.workspace):
        past = Role.objects.create(
            workspace=cast.workspace, member=cast.noa, kind=RoleKind.SPONSOR, starts_on=SINCE, ends_on="2025-12-31"
        )
    page = signed_in("robin").get(reverse("workspace:person", args=[cast.workspace.slug, cast.noa.pk]))
    assert page.context["roles"].past == [past]
    assert {role.kind for role in page.context["roles"].running} == {RoleKind.CHAMPION, RoleKind.REQUESTER}
    assert cast.noa.user.email not in page.content.decode()  # a reader does not harvest addresses


def test_the_product_owner_changes_team_title_and_hours(cast: Cast, signed_in: SignIn) -> None:
    edit = reverse("workspace:member_edit", args=[cast.workspace.slug, cast.noa.pk])
    sent = {"team": "", "title": "Directrice", "available_hours": "4", "declared_hours": "6.5"}
    assert signed_in("robin").post(edit, sent).status_code == 403
    assert signed_in("camille").post(edit, sent | {"available_hours": "200"}).status_code == 422
    assert signed_in("camille").post(edit, sent).status_code == 302
    with scope(workspace=cast.workspace):
        kept = Member.objects.get(pk=cast.noa.pk)
    assert (kept.title, float(kept.available_hours or 0), float(kept.declared_hours or 0)) == ("Directrice", 4, 6.5)


def test_the_palette_finds_people(cast: Cast, signed_in: SignIn) -> None:
    answer = signed_in("robin").get(reverse("shell:search", args=[cast.workspace.slug]) + "?q=noa")
    labels = [one.label for group in answer.context["groups"] for one in group.found]
    assert "Noa Bernard" in labels
