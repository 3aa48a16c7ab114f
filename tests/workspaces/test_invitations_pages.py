"""The pages of invitations: who may open them, what they say."""

from collections.abc import Callable

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries

from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Invitation
from tests.cast import Cast
from tests.workspaces.letters import invited

Outbox = list[EmailMultiAlternatives]
SignIn = Callable[[str], Client]


def page(cast: Cast, name: str, *keys: int) -> str:
    return reverse(f"workspace:{name}", args=[cast.workspace.slug, *keys])


def filled(guests: str, **more: str) -> dict[str, str]:
    return {"guests": guests, "kind": "requester", "language": "fr", **more}


def test_several_people_are_invited_at_once(cast: Cast, signed_in: SignIn, mailoutbox: Outbox) -> None:
    guests = 'ida@new.example\n\n"Tom Weber" <TOM@new.example>; Zoé <zoe@new.example>\na@new.example, b@new.example'
    answer = signed_in("camille").post(page(cast, "invitation_send"), filled(guests, kind="builder"))
    assert answer.status_code == 302
    assert [letter.to[0] for letter in mailoutbox] == [
        "ida@new.example",
        "tom@new.example",
        "zoe@new.example",
        "a@new.example",
        "b@new.example",
    ]
    with scope(workspace=cast.workspace):
        assert Invitation.objects.get(email="tom@new.example").name == "Tom Weber"
        assert set(Invitation.objects.values_list("kind", flat=True)) == {"builder"}


def test_each_bad_line_is_named_and_nobody_is_invited(cast: Cast, signed_in: SignIn, mailoutbox: Outbox) -> None:
    lines = (
        "ida@new.example",
        "nonsense",
        "IDA@new.example",
        cast.robin.user.email,
        "<script>alert(1)</script>",
        f"{'x' * 250}@new.example",
    )
    guests = "\n".join(lines)
    answer = signed_in("camille").post(page(cast, "invitation_send"), filled(guests))
    assert answer.status_code == 422
    said = answer.context["form"].errors["guests"]
    assert [sentence.split()[1].strip("\u00a0:") for sentence in said] == ["2", "3", "5", "6", "4"]
    assert "<script>alert" not in answer.content.decode()
    assert mailoutbox == []


def test_too_many_at_once_are_refused(cast: Cast, signed_in: SignIn, mailoutbox: Outbox) -> None:
    guests = "\n".join(f"p{n}@new.example" for n in range(101))
    assert signed_in("camille").post(page(cast, "invitation_send"), filled(guests)).status_code == 422
    assert mailoutbox == []


def test_what_the_role_lacks_is_said_beside_its_field(cast: Cast, signed_in: SignIn) -> None:
    for kind, field in (("reviewer", "role_ends_on"), ("champion", "team"), ("data_owner", "data_object")):
        answer = signed_in("camille").post(page(cast, "invitation_send"), filled("ida@new.example", kind=kind))
        assert answer.status_code == 422
        assert field in answer.context["form"].errors


def test_a_role_that_is_not_offered_is_refused(cast: Cast, signed_in: SignIn, mailoutbox: Outbox) -> None:
    with scope(workspace=cast.workspace):
        cast.robin.roles.update(kind=RoleKind.PROXY_PO)
    answer = signed_in("robin").post(page(cast, "invitation_send"), filled("eve@new.example", kind="administrator"))
    assert answer.status_code == 422
    assert mailoutbox == []


def test_the_list_shows_what_waits_and_what_became_of_the_rest(
    cast: Cast, signed_in: SignIn, mailoutbox: Outbox
) -> None:
    client = signed_in("camille")
    assert "Personne n’a encore été invité" in client.get(page(cast, "invitation_list")).content.decode()
    waiting, _secret = invited(cast.camille, mailoutbox, "wait@new.example")
    gone, _secret = invited(cast.camille, mailoutbox, "gone@new.example")
    answer = client.get(page(cast, "invitation_revoke", gone.pk))
    assert answer.status_code == 200
    client.post(page(cast, "invitation_revoke", gone.pk))
    context = client.get(page(cast, "invitation_list")).context
    assert [row.pk for row, _state in context["waiting"]] == [waiting.pk]
    assert [row.pk for row, _state in context["closed"]] == [gone.pk]


def test_sending_again_from_the_list_writes_a_new_letter(cast: Cast, signed_in: SignIn, mailoutbox: Outbox) -> None:
    waiting, _secret = invited(cast.camille, mailoutbox)
    signed_in("camille").post(page(cast, "invitation_resend", waiting.pk))
    assert len(mailoutbox) == 2


def test_an_answered_invitation_is_left_alone(cast: Cast, signed_in: SignIn, mailoutbox: Outbox) -> None:
    row, _secret = invited(cast.camille, mailoutbox)
    with scope(workspace=cast.workspace):
        Invitation.objects.update(accepted_at=timezone.now())
    for name in ("invitation_resend", "invitation_revoke"):
        assert signed_in("camille").post(page(cast, name, row.pk)).status_code == 302
    with scope(workspace=cast.workspace):
        assert Invitation.objects.get().revoked_at is None
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("name", ["invitation_list", "invitation_send", "invitation_resend", "invitation_revoke"])
def test_each_door_has_its_lock(cast: Cast, signed_in: SignIn, client: Client, mailoutbox: Outbox, name: str) -> None:
    row, _secret = invited(cast.camille, mailoutbox)
    keys = [row.pk] if name in {"invitation_resend", "invitation_revoke"} else []
    url = page(cast, name, *keys)
    ask = "get" if name == "invitation_list" else "post"
    assert getattr(client, ask)(url).headers["Location"].startswith(reverse("account_login"))
    assert getattr(signed_in("stranger"), ask)(url).status_code == 404
    assert getattr(signed_in("robin"), ask)(url).status_code == 403
    if name == "invitation_resend":
        assert signed_in("camille").get(url).status_code == 405


def test_an_invitation_of_another_workspace_is_not_there(cast: Cast, signed_in: SignIn, mailoutbox: Outbox) -> None:
    row, _secret = invited(cast.stranger, mailoutbox)
    for name in ("invitation_resend", "invitation_revoke"):
        assert signed_in("camille").post(page(cast, name, row.pk)).status_code == 404


def test_the_list_asks_the_same_of_the_database_however_long(
    cast: Cast, signed_in: SignIn, mailoutbox: Outbox, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in("camille")
    client.get(page(cast, "invitation_list"))
    for number in range(2):
        invited(cast.camille, mailoutbox, f"p{number}@new.example")
    with django_assert_num_queries(QUERIES) as asked:
        client.get(page(cast, "invitation_list"))
    for number in range(2, 12):
        invited(cast.camille, mailoutbox, f"p{number}@new.example")
    with django_assert_num_queries(len(asked)):
        client.get(page(cast, "invitation_list"))


QUERIES = 7  # with the counts of the rail
