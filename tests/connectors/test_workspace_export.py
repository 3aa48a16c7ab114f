"""Everything of a workspace in one archive, and nothing of another."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope
from pytest_django import Settings

from gouvernail.connectors.selectors.workspace_exports import archive_of
from gouvernail.connectors.services.workspace_export import exports_forget, workspace_export_start
from gouvernail.jobs.models import Job
from gouvernail.workspaces.selectors.contents import folder_of, own_models
from gouvernail.workspaces.services.door import Forbidden
from gouvernail.workspaces.services.invitations import Guest, Terms, invitations_send
from tests.cast import Cast

SignIn = Callable[[str], Client]


@pytest.fixture
def archive(cast: Cast, run_jobs: Callable[[], None], signed_in: SignIn, settings: Settings, tmp_path: object) -> bytes:
    settings.MEDIA_ROOT = tmp_path
    for workspace in (cast.workspace, cast.elsewhere):
        default_storage.save(f"{folder_of(workspace.pk)}/imports/a.csv", ContentFile(workspace.name.encode()))
    with scope(workspace=cast.workspace):
        invitations_send(actor=cast.camille, guests=[Guest("new@example.com")], terms=Terms())
        job = workspace_export_start(actor=cast.camille)
        assert workspace_export_start(actor=cast.camille) == job  # one at a time
    run_jobs()
    address = reverse("connectors:workspace_export_file", args=[cast.workspace.slug, job.pk])
    for name, status in (("robin", 403), ("sacha", 403), ("stranger", 404)):
        assert signed_in(name).get(address).status_code == status
    answer = signed_in("camille").get(address)
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def test_every_kind_of_row_and_every_file_are_there(cast: Cast, archive: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        names = set(opened.namelist())
        people = [json.loads(line) for line in opened.read("workspaces.user.jsonl").splitlines()]
        invited = json.loads(opened.read("workspaces.invitation.jsonl"))
        assert opened.read("files/imports/a.csv") == b"CRM Ventes"
        assert json.loads(opened.read("workspace.json"))["name"] == "CRM Ventes"
    assert {f"{model._meta.label_lower}.jsonl" for model in own_models()} <= names
    assert {one["email"] for one in people} & {cast.stranger.user.email} == set()
    assert len(people) == 7
    assert invited["email"] == "new@example.com"
    assert "secret_hash" not in invited
    assert "password" not in people[0]


def test_an_old_archive_is_removed(cast: Cast, archive: bytes, signed_in: SignIn) -> None:
    with scope(workspace=cast.workspace):
        job = Job.objects.get()
        exports_forget()
        assert default_storage.exists(archive_of(job))
        Job.objects.update(ended_at=timezone.now() - timedelta(days=8))
    exports_forget()
    assert not default_storage.exists(archive_of(job))
    page = reverse("connectors:workspace_export", args=[cast.workspace.slug])
    assert [is_there for _, is_there in signed_in("camille").get(page).context["rows"]] == [False]
    gone = reverse("connectors:workspace_export_file", args=[cast.workspace.slug, job.pk])
    assert signed_in("camille").get(gone).status_code == 404


def test_only_administrators_take_everything_away(cast: Cast, signed_in: SignIn) -> None:
    page = reverse("connectors:workspace_export", args=[cast.workspace.slug])
    assert [signed_in(name).post(page).status_code for name in ("robin", "sacha", "stranger")] == [403, 403, 404]
    with scope(workspace=cast.workspace), pytest.raises(Forbidden):
        workspace_export_start(actor=cast.robin)
    assert signed_in("camille").post(page).status_code == 302
