"""My account: how I am called and spoken to, and the copy of what is known of me."""

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from gouvernail.workspaces.models import User
from gouvernail.workspaces.services.accounts import account_edit
from gouvernail.workspaces.services.leaving import member_deactivate
from tests.cast import Cast
from tests.workspaces.letters import invited

SignIn = Callable[[str], Client]
FIELDS = {"name": "Robin G.", "language": "en", "time_zone": "Indian/Reunion", "theme": "dark"}


def test_what_is_saved_is_what_is_shown_in_the_new_language(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("robin")
    assert "Mon compte" in client.get(reverse("workspaces:account")).content.decode()
    page = client.post(reverse("workspaces:account"), FIELDS, follow=True).content.decode()
    user = User.objects.get(pk=cast.robin.user.pk)
    assert {field: getattr(user, field) for field in FIELDS} == FIELDS
    assert "My account" in page
    assert "Saved." in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 10_000), ("language", "de"), ("time_zone", "Mars/Olympus"), ("theme", "neon")],
    ids=["no name", "endless name", "language", "zone", "theme"],
)
def test_nonsense_is_named_beside_its_field(cast: Cast, signed_in: SignIn, field: str, value: str) -> None:
    answer = signed_in("robin").post(reverse("workspaces:account"), {**FIELDS, field: value})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert User.objects.get(pk=cast.robin.user.pk).name == "Robin Garcia"


def test_the_service_refuses_a_zone_that_no_clock_knows(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refusal:
        account_edit(user=cast.robin.user, time_zone="Mars/Olympus")
    assert set(refusal.value.message_dict) == {"time_zone"}


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "\u202eשלום", "🚢🚢"], ids=["html", "rtl", "emoji"])
def test_any_name_is_text(cast: Cast, signed_in: SignIn, name: str) -> None:
    client = signed_in("robin")
    page = client.post(reverse("workspaces:account"), {**FIELDS, "name": name}, follow=True).content.decode()
    assert "<img src=x" not in page
    assert User.objects.get(pk=cast.robin.user.pk).name == name


@pytest.mark.parametrize("name", ["account", "account_export", "account_erase"])
def test_a_stranger_signs_in_first(client: Client, db: None, name: str) -> None:
    assert client.get(reverse(f"workspaces:{name}")).headers["Location"].startswith(reverse("account_login"))


def archive(client: Client) -> dict[str, list[dict[str, object]]]:
    answer = client.get(reverse("workspaces:account_export"))
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as found:  # type: ignore[attr-defined]
        return {name: json.loads(found.read(name)) for name in found.namelist()}


def test_the_copy_holds_what_is_known_and_nothing_of_others(
    cast: Cast, signed_in: SignIn, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    EmailAddress.objects.create(user=cast.robin.user, email=cast.robin.user.email, verified=True, primary=True)
    invited(cast.camille, mailoutbox, "ida@new.example")
    with scope(workspace=cast.workspace):
        member_deactivate(actor=cast.camille, member=cast.lou)
    robin, camille = archive(signed_in("robin")), archive(signed_in("camille"))
    about = "account devices duties invitations memberships roles second_factors single_sign_on trail jobs notices"
    assert set(robin) >= {f"{name}.json" for name in about.split()}
    assert set(robin) == set(camille)
    assert robin["account.json"][0]["email"] == cast.robin.user.email
    assert [row["kind"] for row in robin["roles.json"]] == ["requester"]
    assert robin["trail.json"] == []
    assert {row["verb"] for row in camille["trail.json"]} >= {"invitation_send", "member_deactivate"}
    for name in ("Camille", "Lou", "ida@new.example"):
        assert name not in json.dumps(robin)


def test_the_copy_holds_no_secret(cast: Cast, signed_in: SignIn) -> None:
    text = json.dumps(archive(signed_in("robin")))
    assert cast.robin.user.password not in text
    assert "session_key" not in text
