"""A workspace goes after a delay, with everything of it and nothing of another; until then it can be kept."""

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from pytest_django import Settings

from gouvernail.decisions.models import Change
from gouvernail.jobs.models import Message
from gouvernail.workspaces.models import User, Workspace
from gouvernail.workspaces.selectors.contents import folder_of, scoped_models
from gouvernail.workspaces.services.deletion import workspace_delete, workspace_keep, workspaces_purge
from gouvernail.workspaces.services.door import Forbidden
from tests.architecture.rows import fill
from tests.cast import Cast

SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def queued(settings: Settings) -> None:
    """Letters go to the queue, as in the product."""
    settings.EMAIL_BACKEND = "gouvernail.jobs.services.mail.QueuedBackend"


def ask(cast: Cast) -> Workspace:
    with scope(workspace=cast.workspace):
        return workspace_delete(actor=cast.camille, typed="CRM  Ventes ")


def rows_of(workspace: Workspace) -> int:
    with scopes_disabled():
        return sum(model._default_manager.filter(workspace=workspace).count() for model in scoped_models())


def test_it_waits_thirty_days_and_everybody_is_told(cast: Cast) -> None:
    workspace = ask(cast)
    assert workspace.deletes_at is not None
    assert timedelta(days=29) < workspace.deletes_at - timezone.now() <= timedelta(days=30)
    told = set(Message.objects.values_list("recipient", flat=True))
    assert told == {one.user.email for one in vars(cast).values() if getattr(one, "workspace", None) == workspace}
    with scope(workspace=workspace):
        assert Change.objects.filter(verb="workspace_delete", actor=cast.camille).count() == 1


def test_each_is_told_in_their_language(cast: Cast) -> None:
    User.objects.filter(pk=cast.lou.user_id).update(language="en")
    ask(cast)
    letters = {one.recipient: bytes(one.content or b"") for one in Message.objects.all()}
    assert b"will be deleted on" in letters[cast.lou.user.email]
    assert b"will be deleted on" not in letters[cast.noa.user.email]
    assert not any(cast.noa.user.email.encode() in text for text in letters.values())  # nobody reads the list
    assert all(b"To: undisclosed-recipients:;" in text for text in letters.values())
    french = message_from_bytes(letters[cast.noa.user.email], policy=default)
    plain = french.get_body(("plain",))
    assert plain is not None
    assert "Voir ce qui disparaîtra\u00a0:\nhttp" in plain.get_content().replace("\r\n", "\n")


@pytest.mark.parametrize("typed", ["", "CRM", "crm ventes", "CRM Service"])
def test_the_name_is_typed_by_hand(cast: Cast, signed_in: SignIn, typed: str) -> None:
    address = reverse("workspace:workspace_delete", args=[cast.workspace.slug])
    answer = signed_in("camille").post(address, {"typed": typed})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"typed"})
    with scope(workspace=cast.workspace), pytest.raises(ValidationError):
        workspace_delete(actor=cast.camille, typed=typed)
    assert not Workspace.objects.exclude(deletes_at=None).exists()


def test_every_page_says_it_and_it_can_be_taken_back(cast: Cast, signed_in: SignIn) -> None:
    client, slug = signed_in("camille"), cast.workspace.slug
    page = client.post(reverse("workspace:workspace_delete", args=[slug]), {"typed": "CRM Ventes"}, follow=True)
    keep = reverse("workspace:workspace_keep", args=[slug])
    assert keep in page.content.decode()
    seen = signed_in("robin").get(reverse("workspace:people", args=[slug])).content.decode()
    assert "deletion-notice" in seen
    assert signed_in("robin").post(keep).status_code == 403
    assert client.post(keep).status_code == 302
    assert "deletion-notice" not in client.get(reverse("workspace:people", args=[slug])).content.decode()
    assert Message.objects.filter(recipient=cast.noa.user.email).count() == 2


def test_only_administrators_ask(cast: Cast, signed_in: SignIn) -> None:
    address = reverse("workspace:workspace_delete", args=[cast.workspace.slug])
    assert signed_in("sacha").get(address).status_code == 403
    assert signed_in("sacha").post(address, {"typed": "CRM Ventes"}).status_code == 403
    with scope(workspace=cast.workspace), pytest.raises(Forbidden):
        workspace_delete(actor=cast.sacha, typed="CRM Ventes")
    with scope(workspace=cast.workspace), pytest.raises(Forbidden):
        workspace_keep(actor=cast.sacha)


def test_nothing_goes_before_the_delay(cast: Cast) -> None:
    ask(cast)
    before = rows_of(cast.workspace)
    workspaces_purge()
    assert rows_of(cast.workspace) == before


def test_everything_goes_after_the_delay_and_nothing_of_another(
    cast: Cast, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    fill(cast.workspace, [cast.camille])  # one row of every room
    Workspace.objects.filter(pk=cast.workspace.pk).update(name="CRM Ventes")
    ask(cast)
    here, there = f"{folder_of(cast.workspace.pk)}/a/b.txt", f"{folder_of(cast.elsewhere.pk)}/c.txt"
    for path in (here, there):
        default_storage.save(path, ContentFile(b"1"))
    other = rows_of(cast.elsewhere)
    Workspace.objects.filter(pk=cast.workspace.pk).update(deletes_at=timezone.now() - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        workspaces_purge()
    assert not Workspace.objects.filter(pk=cast.workspace.pk).exists()
    assert rows_of(cast.workspace) == 0
    assert rows_of(cast.elsewhere) == other
    assert (default_storage.exists(here), default_storage.exists(there)) == (False, True)
    assert User.objects.filter(pk=cast.camille.user_id).exists()
    default_storage.delete(there)
