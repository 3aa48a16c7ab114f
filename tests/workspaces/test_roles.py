"""Give, change and end roles; what they need, who may give them, and what they open from one day to the next."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from gouvernail.decisions.models import Change
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import DataObject, Member, Role, Team
from gouvernail.workspaces.selectors.rights import kinds_of
from gouvernail.workspaces.services.door import Forbidden
from gouvernail.workspaces.services.role_undo import role_memory, role_undo
from gouvernail.workspaces.services.roles import role_edit, role_end, role_give
from tests.cast import SINCE, Cast, member

SignIn = Callable[[str], Client]
TODAY = timezone.localdate()


def kinds(person: Member) -> set[RoleKind]:
    return set(kinds_of(Member.objects.select_related("workspace").get(pk=person.pk)))


def test_a_role_opens_its_door_at_once_and_closes_it_at_once(cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        role = role_give(actor=cast.camille, member=cast.robin, kind=RoleKind.PROXY_PO)
        assert RoleKind.PROXY_PO in kinds(cast.robin)
        assert role_end(actor=cast.camille, role=role) is None
        assert RoleKind.PROXY_PO not in kinds(cast.robin)


def test_a_role_that_ran_is_kept_as_history(cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        ended = role_end(actor=cast.camille, role=Role.objects.get(kind=RoleKind.SPONSOR))
        assert ended is not None
        assert ended.ends_on == TODAY - timedelta(days=1)
        assert RoleKind.SPONSOR not in kinds(cast.sacha)
        line = Change.objects.get(verb="role_end")
    assert (line.field, line.new) == ("ends_on", ended.ends_on.isoformat())


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [(-10, None, True), (0, None, True), (1, None, False), (-10, -1, False), (-10, 0, True), (0, 0, True)],
)
def test_a_role_runs_from_its_first_day_to_its_last(cast: Cast, starts: int, ends: int | None, holds: bool) -> None:
    with scope(workspace=cast.workspace):
        Role.objects.create(
            workspace=cast.workspace,
            member=cast.robin,
            kind=RoleKind.SPONSOR,
            starts_on=TODAY + timedelta(days=starts),
            ends_on=None if ends is None else TODAY + timedelta(days=ends),
        )
        assert (RoleKind.SPONSOR in kinds(cast.robin)) is holds


def test_a_deputy_acts_until_the_role_ends(cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        role = Role.objects.get(kind=RoleKind.SPONSOR)
        role_edit(actor=cast.camille, role=role, deputy=cast.robin)
        assert RoleKind.SPONSOR in kinds(cast.robin)
        role_end(actor=cast.camille, role=role)
        assert RoleKind.SPONSOR not in kinds(cast.robin)


@pytest.mark.parametrize(
    ("kind", "terms", "field"),
    [
        (RoleKind.CHAMPION, {}, "team"),
        (RoleKind.DATA_OWNER, {}, "data_object"),
        (RoleKind.REVIEWER, {}, "ends_on"),
        (RoleKind.SPONSOR, {"ends_on": TODAY - timedelta(days=1), "starts_on": SINCE}, "ends_on"),
        (RoleKind.SPONSOR, {"ends_on": TODAY, "starts_on": TODAY + timedelta(days=1)}, "ends_on"),
        (RoleKind.REQUESTER, {}, "kind"),
    ],
    ids=["champion", "data owner", "reviewer", "over", "backwards", "twice"],
)
def test_a_role_that_is_not_complete_is_refused(cast: Cast, kind: RoleKind, terms: dict[str, Any], field: str) -> None:
    with scope(workspace=cast.workspace), pytest.raises(ValidationError) as refusal:
        role_give(actor=cast.camille, member=cast.robin, kind=kind, **terms)
    assert set(refusal.value.message_dict) == {field}


def test_a_scope_belongs_to_its_kind(cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        team = Team.objects.create(workspace=cast.workspace, name="Ventes")
        data = DataObject.objects.create(workspace=cast.workspace, name="Contacts")
        champion = role_give(actor=cast.camille, member=cast.robin, kind=RoleKind.CHAMPION, team=team)
        owner = role_give(actor=cast.camille, member=cast.robin, kind=RoleKind.DATA_OWNER, data_object=data)
        assert (str(champion.team), str(owner.data_object)) == ("Ventes", "Contacts")
        with pytest.raises(ValidationError) as refusal:
            role_give(actor=cast.camille, member=cast.robin, kind=RoleKind.BUILDER, team=team)
    assert set(refusal.value.message_dict) == {"team"}


@pytest.mark.parametrize("name", ["deputy", "member", "team"])
def test_nothing_of_another_workspace_enters_a_role(cast: Cast, name: str) -> None:
    with scope(workspace=cast.elsewhere):
        theirs: Any = Team.objects.create(workspace=cast.elsewhere, name="Leurs ventes")
    terms = {"member": cast.robin, name: theirs if name == "team" else cast.stranger}
    kind = RoleKind.CHAMPION if name == "team" else RoleKind.SPONSOR
    with scope(workspace=cast.workspace), pytest.raises(ValidationError) as refusal:
        role_give(actor=cast.camille, kind=kind, **terms)
    assert name in refusal.value.message_dict


def test_nobody_gives_more_than_they_have(cast: Cast) -> None:
    owner = member(cast.workspace, "Alix Roy", RoleKind.PRODUCT_OWNER)
    with scope(workspace=cast.workspace):
        helm = Role.objects.get(kind=RoleKind.ADMINISTRATOR)
        with pytest.raises(Forbidden):
            role_give(actor=owner, member=owner, kind=RoleKind.ADMINISTRATOR)
        with pytest.raises(Forbidden):
            role_edit(actor=owner, role=helm, deputy=owner)
        with pytest.raises(Forbidden):
            role_end(actor=owner, role=helm)
        with pytest.raises(Forbidden):
            role_give(actor=cast.robin, member=cast.robin, kind=RoleKind.BUILDER)
        assert kinds(owner) == {RoleKind.PRODUCT_OWNER}


def test_somebody_stays_at_the_helm(cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        helm = Role.objects.get(kind=RoleKind.ADMINISTRATOR)
        with pytest.raises(ValidationError):
            role_end(actor=cast.camille, role=helm)
        with pytest.raises(ValidationError):
            role_edit(actor=cast.camille, role=helm, ends_on=TODAY + timedelta(days=90))
        helm.refresh_from_db()
        assert helm.ends_on is None
        role_give(actor=cast.camille, member=cast.sacha, kind=RoleKind.ADMINISTRATOR)
        assert role_end(actor=cast.camille, role=helm) is not None


def test_the_place_of_a_requester_ends_only_by_leaving(cast: Cast) -> None:
    with scope(workspace=cast.workspace), pytest.raises(ValidationError):
        role_end(actor=cast.camille, role=Role.objects.get(member=cast.robin))


@pytest.mark.parametrize("removed", [False, True], ids=["ended", "removed"])
def test_what_was_ended_can_be_undone(cast: Cast, removed: bool) -> None:
    with scope(workspace=cast.workspace):
        role = Role.objects.get(kind=RoleKind.SPONSOR)
        if removed:
            role = role_give(actor=cast.camille, member=cast.robin, kind=RoleKind.PROXY_PO, deputy=cast.lou)
        memory, holder, kind = role_memory(role), role.member, role.kind
        role_end(actor=cast.camille, role=role)
        again = role_undo(actor=cast.camille, memory=memory)
        assert (again.member, again.kind, again.ends_on) == (holder, kind, None)
        assert RoleKind(kind) in kinds(holder)
        assert again.deputy == (cast.lou if removed else None)


def test_a_forged_or_foreign_memory_undoes_nothing(cast: Cast) -> None:
    with scope(workspace=cast.elsewhere):
        theirs = role_memory(Role.objects.filter(member=cast.stranger).first() or Role())
    with scope(workspace=cast.workspace):
        for memory in ("forged", theirs):
            with pytest.raises(ValidationError):
                role_undo(actor=cast.camille, memory=memory)
        with pytest.raises(Forbidden):
            role_undo(actor=cast.robin, memory=role_memory(Role.objects.get(kind=RoleKind.SPONSOR)))


def test_the_pages_give_change_end_and_undo(cast: Cast, signed_in: SignIn) -> None:
    client, slug = signed_in("camille"), cast.workspace.slug
    form = client.get(reverse("workspace:role_add", args=[slug]) + f"?member={cast.robin.pk}&kind=builder")
    assert form.context["form"]["kind"].value() == "builder"
    sent = {"member": "robin", "kind": "builder", "starts_on": TODAY.isoformat()}
    client.post(reverse("workspace:role_add", args=[slug]), sent)
    with scope(workspace=cast.workspace):
        role = Role.objects.get(member=cast.robin, kind="builder")
    edited = {"starts_on": "2026-01-05", "deputy": f"Lou Moreau <{cast.lou.user.email}>"}
    client.post(reverse("workspace:role_edit", args=[slug, role.pk]), edited)
    page = client.post(reverse("workspace:role_end", args=[slug, role.pk]), follow=True)
    assert reverse("workspace:role_undo", args=[slug, "x"])[:-2] in page.content.decode()
    role.refresh_from_db()
    assert (role.deputy, role.starts_on, role.ends_on) == (cast.lou, date(2026, 1, 5), TODAY - timedelta(days=1))


@pytest.mark.parametrize("name", ["role_add", "role_edit", "role_end", "role_undo"])
def test_a_reader_is_refused(cast: Cast, signed_in: SignIn, name: str) -> None:
    with scope(workspace=cast.workspace):
        key = Role.objects.get(kind=RoleKind.SPONSOR).pk
    args = {"role_add": [], "role_undo": ["x"]}.get(name, [key])
    assert signed_in("robin").post(reverse(f"workspace:{name}", args=[cast.workspace.slug, *args])).status_code == 403
