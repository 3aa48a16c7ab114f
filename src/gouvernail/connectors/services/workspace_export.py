"""Everything that a workspace holds, in one archive that is readable without us. Rows of every room find their way."""

import base64
import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from gouvernail.connectors.selectors.workspace_exports import archive_of, exports_all, exports_made
from gouvernail.jobs.choices import ENDED
from gouvernail.jobs.models import Job
from gouvernail.jobs.services.run import Run, job_start
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member, User, Workspace
from gouvernail.workspaces.selectors.contents import folder_of, own_models
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import record

KEPT = timedelta(days=7)  # [choice] long enough to fetch it, short enough for a copy of everything lying about
_AT_ONCE = 2000
_SECRET = ("secret", "token", "password")  # in the name of a field: a key to a door is no record
_PERSON = ("id", "name", "email", "language", "time_zone", "joined_at")


class _Encoder(DjangoJSONEncoder):
    """Writes bytes as base64."""

    def default(self, o: Any) -> Any:
        return base64.b64encode(bytes(o)).decode() if isinstance(o, bytes | memoryview) else super().default(o)


@transaction.atomic
def workspace_export_start(*, actor: Member) -> Job:
    """Have everything of the actor's workspace written to an archive by a worker; one at a time.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.WORKSPACE_EXPORT)
    Workspace.objects.select_for_update().get(pk=actor.workspace_id)
    waiting = exports_made().exclude(state__in=ENDED).first()
    if waiting is not None:
        return waiting
    label = _("Export of everything")
    job = job_start(workspace=actor.workspace, actor=actor, work=workspace_export_run, label=label)
    record(workspace=actor.workspace, actor=actor, verb="workspace_export", subject=actor.workspace, changes={})
    return job


def workspace_export_run(run: Run) -> dict[str, Any]:
    """Write the archive: `workspace.json`, one JSON object a line for the rows of each model, and the files.

    Keys to doors (secrets of links and invitations) are left out. People who go on working meanwhile are not stopped:
    each row is as it was when it was read.
    """
    workspace = run.job.workspace
    rows = own_models()
    files = list(_files(folder_of(workspace.pk)))
    total = len(rows) + len(files) + 1
    with tempfile.TemporaryFile() as target:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            _write_head(archive, workspace)
            for done, model in enumerate(rows, start=1):
                run.progress(done, total, str(model._meta.verbose_name))  # noqa: SLF001  # Django's public door
                _write_rows(archive, model, workspace)
            for done, path in enumerate(files, start=len(rows) + 1):
                run.progress(done, total)
                _write_file(archive, path, workspace)
        target.seek(0)
        _keep(archive_of(run.job), target)
    return {"text": _("Everything is in one archive, kept for 7 days."), "url": _page(run.job)}


def exports_forget() -> None:
    """Remove the archives that are too old. Called once a day."""
    with scopes_disabled():
        for job in exports_all().filter(ended_at__lt=timezone.now() - KEPT):
            default_storage.delete(archive_of(job))


def _page(job: Job) -> str:
    return reverse("connectors:workspace_export", args=[job.workspace.slug])


def _write_head(archive: zipfile.ZipFile, workspace: Workspace) -> None:
    said = _("Each .jsonl file holds the rows of one kind, one JSON object a line. Files are in “files”.")
    archive.writestr(_("README.txt"), said + "\n")
    archive.writestr("workspace.json", _json({name: getattr(workspace, name) for name in _plain(Workspace)}))
    with archive.open("workspaces.user.jsonl", "w") as target:
        for row in User.objects.filter(memberships__workspace=workspace).order_by("pk").values(*_PERSON):
            target.write(_json(row))


def _write_rows(archive: zipfile.ZipFile, model: type[models.Model], workspace: Workspace) -> None:
    names = _plain(model)
    found = model._default_manager.filter(workspace=workspace).order_by("pk").values(*names)  # noqa: SLF001
    with archive.open(f"{model._meta.label_lower}.jsonl", "w", force_zip64=True) as target:  # noqa: SLF001
        for row in found.iterator(chunk_size=_AT_ONCE):
            target.write(_json(row))


def _write_file(archive: zipfile.ZipFile, path: str, workspace: Workspace) -> None:
    name = "files" + path.removeprefix(folder_of(workspace.pk))
    with (
        suppress(FileNotFoundError),  # somebody removed it since it was listed
        default_storage.open(path, "rb") as source,
        archive.open(name, "w", force_zip64=True) as target,
    ):
        for chunk in source.chunks():
            target.write(chunk)


def _keep(path: str, content: IO[bytes]) -> None:
    if default_storage.exists(path):  # a worker was killed after it wrote
        default_storage.delete(path)
    default_storage.save(path, File(content))


def _files(folder: str) -> Iterator[str]:
    """List the files of a workspace, but for the archives themselves."""
    with suppress(FileNotFoundError):
        folders, names = default_storage.listdir(folder)
        yield from (f"{folder}/{name}" for name in sorted(names))
        for name in sorted(folders):
            if name != "exports":
                yield from _files(f"{folder}/{name}")


def _plain(model: type[models.Model]) -> list[str]:
    fields = model._meta.concrete_fields  # noqa: SLF001  # Django's public door to a model's fields
    return [field.attname for field in fields if not any(word in field.name for word in _SECRET)]


def _json(row: dict[str, Any]) -> bytes:
    return (json.dumps(row, cls=_Encoder, ensure_ascii=False) + "\n").encode()
