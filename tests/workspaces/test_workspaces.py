"""Make a workspace, open it, change its settings."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from gouvernail.decisions.models import Change
from gouvernail.workspaces.choices.words import RoleKind, Side
from gouvernail.workspaces.models import Role, Team, User, Workspace
from gouvernail.workspaces.services.door import Forbidden
from gouvernail.workspaces.services.workspaces import StaleSettings, workspace_create, workspace_edit
from tests.cast import PASSWORD, Cast

SignIn = Callable[[str], Client]
WANTED = {
    "name": "CRM Export",
    "product": "HubSpot",
    "language": "en",
    "currency": "CHF",
    "value_unit": "2000",
    "rhythm_days": "7",
    "users": "Sales\n  sales \nSupport\n",
    "builders": "CRM team",
}


@pytest.fixture
def alex(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_user("alex@example.com", PASSWORD, name="Alex", language="en"))
    return client


def settings_address(cast: Cast) -> str:
    return reverse("workspace:workspace_edit", args=[cast.workspace.slug])


def test_the_empty_list_teaches(alex: Client) -> None:
    page = alex.get(reverse("workspaces:workspace_list")).content.decode()
    assert reverse("workspaces:workspace_create") in page
    assert "alex@example.com" in page


def test_a_name_is_enough(alex: Client) -> None:
    form = alex.get(reverse("workspaces:workspace_create")).context["form"]
    sent = {field.name: field.value() or "" for field in form} | {"name": "CRM Export"}
    answer = alex.post(reverse("workspaces:workspace_create"), sent)
    workspace = Workspace.objects.get()
    assert answer.headers["Location"] == reverse("workspace:workspace_start", args=[workspace.slug])
    assert (workspace.language, workspace.currency, workspace.rhythm_days) == ("en", "EUR", 14)
    with scope(workspace=workspace):
        assert Team.objects.filter(side=Side.BUILDER).count() == 1
        assert Team.objects.count() == 4


def test_everything_can_be_chosen(alex: Client) -> None:
    alex.post(reverse("workspaces:workspace_create"), WANTED)
    workspace = Workspace.objects.get()
    assert (workspace.name, workspace.product, workspace.language) == ("CRM Export", "HubSpot", "en")
    assert (workspace.currency, workspace.value_unit, workspace.rhythm_days) == ("CHF", 2000, 7)
    with scope(workspace=workspace):
        teams = dict(Team.objects.values_list("name", "side"))
        held = set(Role.objects.values_list("kind", flat=True))
        assert Change.objects.filter(verb="workspace_create").exists()
    assert teams == {"Sales": "business", "Support": "business", "CRM team": "builder"}
    assert held == {RoleKind.ADMINISTRATOR, RoleKind.PRODUCT_OWNER, RoleKind.REQUESTER}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "é" * 10_000),
        ("users", "x" * 81),
        ("users", "\n".join(map(str, range(101)))),
        ("builders", "SUPPORT"),
        ("currency", "ZZZ"),
        ("value_unit", "-1"),
        ("rhythm_days", "3"),
        ("language", "tlh"),
    ],
    ids=["no name", "endless", "team", "teams", "both sides", "money", "value", "rhythm", "language"],
)
def test_a_wrong_value_is_said_beside_its_field(alex: Client, field: str, value: str) -> None:
    answer = alex.post(reverse("workspaces:workspace_create"), WANTED | {field: value})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not Workspace.objects.exists()


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "😀😀", "مرحبا", "../../etc", "工作"])
def test_any_name_makes_an_address(alex: Client, name: str) -> None:
    for _ in range(2):
        answer = alex.post(reverse("workspaces:workspace_create"), WANTED | {"name": name}, follow=True)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()
    assert len(set(Workspace.objects.values_list("slug", flat=True))) == 2


def test_the_last_opened_comes_first_with_what_awaits(cast: Cast, signed_in: SignIn) -> None:
    second = workspace_create(user=cast.camille.user, name="CRM Partenaires")
    client = signed_in("camille")
    first = [member.workspace for member, _ in client.get(reverse("workspaces:workspace_list")).context["cards"]]
    client.get(reverse("workspace:people", args=[second.workspace.slug]))
    cards = client.get(reverse("workspaces:workspace_list")).context["cards"]
    assert {workspace.name for workspace in first} == {"CRM Ventes", "CRM Partenaires"}
    assert [member.workspace.name for member, _ in cards] == ["CRM Partenaires", "CRM Ventes"]
    assert [one.url_name for one in cards[0][1]] == ["workspace:workspace_start"]
    client.get(reverse("workspace:people", args=["crm-ventes"]), headers={"Referer": "http://localhost/workspaces/"})
    cards = client.get(reverse("workspaces:workspace_list")).context["cards"]
    assert [member.workspace.name for member, _ in cards] == ["CRM Ventes", "CRM Partenaires"]


def test_the_first_steps_say_what_is_done(cast: Cast, signed_in: SignIn) -> None:
    address = reverse("workspace:workspace_start", args=[cast.workspace.slug])
    steps = {seen.step.name: seen for seen in signed_in("robin").get(address).context["steps"]}
    assert (steps["people"].is_done, steps["duties"].is_done) == (True, False)
    assert not any(seen.is_open for seen in steps.values())
    assert all(seen.is_open for seen in signed_in("camille").get(address).context["steps"])


def test_two_people_change_different_settings(cast: Cast, signed_in: SignIn) -> None:
    first, second = signed_in("camille"), signed_in("camille")
    pages = [sent(client, cast) for client in (first, second)]
    first.post(settings_address(cast), pages[0] | {"product": "Zoho CRM"})
    answer = second.post(settings_address(cast), pages[1] | {"value_unit": "5000"})
    assert answer.status_code == 302
    now = Workspace.objects.get(pk=cast.workspace.pk)
    assert (now.product, now.value_unit) == ("Zoho CRM", 5000)


def test_two_people_change_the_same_setting_and_the_second_sees_both(cast: Cast, signed_in: SignIn) -> None:
    first, second = signed_in("camille"), signed_in("camille")
    pages = [sent(client, cast) for client in (first, second)]
    first.post(settings_address(cast), pages[0] | {"product": "Zoho CRM"})
    answer = second.post(settings_address(cast), pages[1] | {"product": "HubSpot", "value_unit": "5000"})
    assert answer.status_code == 409
    assert [(kept, wanted) for _, kept, wanted in answer.context["differences"]] == [("Zoho CRM", "HubSpot")]
    now = Workspace.objects.get(pk=cast.workspace.pk)
    assert (now.product, now.value_unit) == ("Zoho CRM", 1000)


def test_what_two_people_wanted_alike_is_no_quarrel(cast: Cast) -> None:
    with scope(workspace=cast.workspace):
        workspace_edit(actor=cast.camille, seen={"product": "Salesforce"}, product="HubSpot")
        workspace_edit(actor=cast.camille, seen={"product": "Salesforce"}, product="HubSpot")
        with pytest.raises(StaleSettings):
            workspace_edit(actor=cast.camille, seen={"product": "Salesforce"}, product="Zoho CRM")
        assert Change.objects.filter(verb="workspace_edit").count() == 1


def test_settings_are_those_of_the_product_owner_and_the_administrator(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in("robin").get(settings_address(cast)).status_code == 403
    assert signed_in("robin").post(settings_address(cast), WANTED).status_code == 403
    with scope(workspace=cast.workspace), pytest.raises(Forbidden):
        workspace_edit(actor=cast.robin, name="Mine")
    with scope(workspace=cast.workspace), pytest.raises(ValidationError):
        workspace_edit(actor=cast.camille, name="")


def test_the_list_costs_the_same_for_a_menu(
    cast: Cast, signed_in: SignIn, django_assert_num_queries: Callable[[int], object]
) -> None:
    client = signed_in("camille")
    for number in range(5):
        workspace_create(user=cast.camille.user, name=f"CRM {number}")
    client.get(reverse("workspaces:workspace_list"))  # the first visit notes the device
    with django_assert_num_queries(3):  # session, reader, memberships
        page = client.get(reverse("workspaces:workspace_list"), headers={"HX-Request": "true"}).content.decode()
    assert page.count("data-workspace-link") == 6


def sent(client: Client, cast: Cast) -> dict[str, str]:
    """Give what a browser would send of the settings as they are."""
    form = client.get(settings_address(cast)).context["form"]
    values = {bound.name: str(bound.value()) for bound in form}
    return values | {bound.html_initial_name: values[bound.name] for bound in form}
