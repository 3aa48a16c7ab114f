"""Leave and hand over; come back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from gouvernail.decisions.models import Change
from gouvernail.workspaces.choices.words import Letter, RoleKind
from gouvernail.workspaces.models import Assignment, Duty, Member, Role
from gouvernail.workspaces.selectors.leaving import holdings_of
from gouvernail.workspaces.selectors.rights import kinds_of
from gouvernail.workspaces.services.door import Forbidden
from gouvernail.workspaces.services.leaving import Handover, member_deactivate, member_reactivate
from tests.cast import Cast
from tests.workspaces.letters import invited

SignIn = Callable[[str], Client]


def duty(cast: Cast, member: Member, *letters: Letter) -> list[Assignment]:
    made = Duty.objects.create(workspace=cast.workspace, label="Trancher les priorités")
    return [
        Assignment.objects.create(workspace=cast.workspace, duty=made, member=member, letter=letter)
        for letter in letters
    ]


def running(member: Member) -> set[str]:
    fresh = Member.objects.select_related("workspace").get(pk=member.pk)
    return {str(kind) for kind in kinds_of(fresh)}


def test_roles_end_and_the_door_is_shut(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("robin")
    with scope(workspace=cast.workspace):
        member_deactivate(actor=cast.camille, member=cast.robin)
        assert running(cast.robin) == set()
        assert set(Role.objects.filter(member=cast.robin).values_list("ends_on", flat=True)) == {timezone.localdate()}
    assert client.get(reverse("workspace:invitation_list", args=[cast.workspace.slug])).status_code == 404


@pytest.mark.parametrize("letter", [Letter.ACCOUNTABLE, Letter.RESPONSIBLE])
def test_a_duty_must_find_a_taker(cast: Cast, letter: Letter) -> None:
    with scope(workspace=cast.workspace):
        [held] = duty(cast, cast.noa, letter)
        with pytest.raises(ValidationError) as refusal:
            member_deactivate(actor=cast.camille, member=cast.noa)
        assert set(refusal.value.message_dict) == {f"letter-{held.pk}"}
        assert Member.objects.get(pk=cast.noa.pk).is_active
        member_deactivate(actor=cast.camille, member=cast.noa, handover=Handover(letters={held.pk: cast.lou}))
        assert [(one.member, one.letter) for one in Assignment.objects.filter(duty=held.duty)] == [(cast.lou, letter)]


def test_a_voice_needs_no_taker(cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        duty(cast, cast.noa, Letter.CONSULTED, Letter.INFORMED)
        member_deactivate(actor=cast.camille, member=cast.noa)
        assert not Assignment.objects.filter(member=cast.noa).exists()


def test_who_has_the_letter_already_does_not_get_it_twice(cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        [held] = duty(cast, cast.noa, Letter.RESPONSIBLE)
        Assignment.objects.create(workspace=cast.workspace, duty=held.duty, member=cast.lou, letter=Letter.RESPONSIBLE)
        member_deactivate(actor=cast.camille, member=cast.noa, handover=Handover(letters={held.pk: cast.lou}))
        assert Assignment.objects.filter(duty=held.duty).count() == 1


def test_a_role_is_taken_over_with_its_term(cast: Cast) -> None:
    last = timezone.localdate() + timedelta(days=90)
    with scope(workspace=cast.workspace):
        role = Role.objects.get(member=cast.noa, kind=RoleKind.CHAMPION)
        Role.objects.filter(pk=role.pk).update(ends_on=last, deputy=cast.robin)
        member_deactivate(actor=cast.camille, member=cast.noa, handover=Handover(roles={role.pk: cast.lou}))
        taken = Role.objects.get(member=cast.lou, kind=RoleKind.CHAMPION)
        assert (taken.ends_on, taken.deputy, taken.starts_on) == (last, cast.robin, timezone.localdate())


def test_the_last_administrator_stays_until_somebody_takes_the_helm(cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        helm = Role.objects.get(member=cast.camille, kind=RoleKind.ADMINISTRATOR)
        with pytest.raises(ValidationError):
            member_deactivate(actor=cast.camille, member=cast.camille)
        assert running(cast.camille) >= {"administrator", "product_owner"}
        member_deactivate(actor=cast.camille, member=cast.camille, handover=Handover(roles={helm.pk: cast.sacha}))
        assert "administrator" in running(cast.sacha)


def test_a_taker_is_an_active_member_of_this_workspace_and_another_person(cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        [held] = duty(cast, cast.noa, Letter.RESPONSIBLE)
        gone = cast.robin
        Member.objects.filter(pk=gone.pk).update(is_active=False)
        gone.refresh_from_db()
        for wrong in (cast.stranger, gone, cast.noa):
            with pytest.raises(ValidationError) as refusal:
                member_deactivate(actor=cast.camille, member=cast.noa, handover=Handover(letters={held.pk: wrong}))
            assert set(refusal.value.message_dict) == {f"letter-{held.pk}"}


def test_others_lose_their_deputy_and_their_letters_that_wait(
    cast: Cast, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    with scope(workspace=cast.workspace):
        Role.objects.filter(member=cast.sacha).update(deputy=cast.noa)
        Role.objects.create(
            workspace=cast.workspace, member=cast.noa, kind=RoleKind.PROXY_PO, starts_on=timezone.localdate()
        )
    noa = cast.noa
    invitation, _secret = invited(noa, mailoutbox)
    with scope(workspace=cast.workspace):
        assert holdings_of(noa).invitations == 1
        member_deactivate(actor=cast.camille, member=noa)
        assert not Role.objects.filter(deputy=noa).exists()
        invitation.refresh_from_db()
    assert invitation.revoked_at is not None


@pytest.mark.parametrize("who", ["sacha", "dominique", "noa", "lou", "robin", "maxime"])
def test_who_may_not_change_people_sends_nobody_away(cast: Cast, who: str) -> None:
    with scope(workspace=cast.workspace), pytest.raises(Forbidden):
        member_deactivate(actor=getattr(cast, who), member=cast.camille)


def test_who_holds_nothing_may_leave_by_themselves(cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        assert not member_deactivate(actor=cast.robin, member=cast.robin).is_active
        with pytest.raises(Forbidden):  # a champion speaks for others
            member_deactivate(actor=cast.noa, member=cast.noa)


def test_coming_back_undoes_the_leaving(cast: Cast) -> None:
    last = timezone.localdate() + timedelta(days=90)
    with scope(workspace=cast.workspace):
        Role.objects.filter(member=cast.noa, kind=RoleKind.CHAMPION).update(ends_on=last)
        before = set(Role.objects.filter(member=cast.noa).values_list("kind", "ends_on"))
        member_deactivate(actor=cast.camille, member=cast.noa)
        member_reactivate(actor=cast.camille, member=cast.noa)
        assert set(Role.objects.filter(member=cast.noa).values_list("kind", "ends_on")) == before
        assert running(cast.noa) == {"champion", "requester"}


def test_what_was_taken_over_stays_with_who_took_it(cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        role = Role.objects.get(member=cast.noa, kind=RoleKind.CHAMPION)
        member_deactivate(actor=cast.camille, member=cast.noa, handover=Handover(roles={role.pk: cast.lou}))
        member_reactivate(actor=cast.camille, member=cast.noa)
        assert running(cast.noa) == {"requester"}
        assert "champion" in running(cast.lou)


def test_a_reviewer_whose_term_is_over_does_not_come_back_as_a_member(cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        yesterday = timezone.localdate() - timedelta(days=1)
        Role.objects.filter(member=cast.maxime).update(ends_on=yesterday)
        member_deactivate(actor=cast.camille, member=cast.maxime)
        with pytest.raises(ValidationError):
            member_reactivate(actor=cast.camille, member=cast.maxime)


def test_the_trail_says_who_left_who_took_and_names_nobody(cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        [held] = duty(cast, cast.noa, Letter.ACCOUNTABLE)
        member_deactivate(
            actor=cast.camille, member=cast.noa, handover=Handover(letters={held.pk: cast.lou}), reason="Mutation"
        )
        member_reactivate(actor=cast.camille, member=cast.noa)
        rows = list(Change.objects.values("verb", "subject_label", "field", "old", "new", "reason"))
    assert {"member_deactivate", "duty_hand_over", "role_end", "role_resume", "member_reactivate"} <= {
        row["verb"] for row in rows
    }
    assert {"A"} == {row["field"] for row in rows if row["verb"] == "duty_hand_over"}
    assert [row["new"] for row in rows if row["verb"] == "duty_hand_over"] == [f"@member:{cast.lou.pk}"]
    assert [row["reason"] for row in rows if row["verb"] == "member_deactivate"] == ["Mutation"]
    assert "Noa" not in str(rows)
    assert "Lou" not in str(rows)


def page(cast: Cast, member: Member, name: str = "member_deactivate") -> str:
    return reverse(f"workspace:{name}", args=[cast.workspace.slug, member.pk])


def test_the_page_hands_everything_over_in_one_go(cast: Cast, signed_in: SignIn) -> None:
    with scope(workspace=cast.workspace):
        [held] = duty(cast, cast.noa, Letter.ACCOUNTABLE)
    client = signed_in("camille")
    shown = client.get(page(cast, cast.noa)).content.decode()
    assert "Trancher les priorités" in shown
    refused = client.post(page(cast, cast.noa), {})
    assert refused.status_code == 422
    assert f"letter-{held.pk}" in refused.context["form"].errors
    assert client.post(page(cast, cast.noa), {"everything": str(cast.lou.pk)}).status_code == 302
    with scope(workspace=cast.workspace):
        assert not Member.objects.get(pk=cast.noa.pk).is_active
        assert Assignment.objects.get(letter="A").member == cast.lou
    assert client.post(page(cast, cast.noa, "member_reactivate")).status_code == 302
    with scope(workspace=cast.workspace):
        assert Member.objects.get(pk=cast.noa.pk).is_active


def test_a_taker_that_was_not_offered_is_refused_beside_its_field(cast: Cast, signed_in: SignIn) -> None:
    with scope(workspace=cast.workspace):
        [held] = duty(cast, cast.noa, Letter.ACCOUNTABLE)
    answer = signed_in("camille").post(page(cast, cast.noa), {f"letter-{held.pk}": str(cast.stranger.pk)})
    assert answer.status_code == 422
    assert f"letter-{held.pk}" in answer.context["form"].errors


@pytest.mark.parametrize(("who", "status"), [("robin", 403), ("stranger", 404)])
def test_who_may_not_is_told_so(cast: Cast, signed_in: SignIn, who: str, status: int) -> None:
    for name in ("member_deactivate", "member_reactivate"):
        assert signed_in(who).post(page(cast, cast.noa, name)).status_code == status


def test_nobody_is_sent_away_by_a_link(cast: Cast, signed_in: SignIn, client: Client) -> None:
    assert signed_in("camille").get(page(cast, cast.noa, "member_reactivate")).status_code == 405
    assert client.post(page(cast, cast.noa)).headers["Location"].startswith(reverse("account_login"))


def test_nobody_takes_more_than_they_have_by_sending_somebody_away(cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        Role.objects.create(
            workspace=cast.workspace, member=cast.lou, kind=RoleKind.PRODUCT_OWNER, starts_on=timezone.localdate()
        )
        helm = Role.objects.get(member=cast.camille, kind=RoleKind.ADMINISTRATOR)
        with pytest.raises(Forbidden):
            member_deactivate(actor=cast.lou, member=cast.camille, handover=Handover(roles={helm.pk: cast.lou}))
        Role.objects.create(
            workspace=cast.workspace, member=cast.noa, kind=RoleKind.ADMINISTRATOR, starts_on=timezone.localdate()
        )
        member_deactivate(actor=cast.camille, member=cast.noa)
        with pytest.raises(Forbidden):
            member_reactivate(actor=cast.lou, member=cast.noa)
