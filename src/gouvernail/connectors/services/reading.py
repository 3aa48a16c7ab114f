"""Read an import: the dry run that a worker does."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gouvernail.connectors.bridge.decisions import Decisions
from gouvernail.connectors.bridge.kept import history_files, kept_reading
from gouvernail.connectors.bridge.reading import Outcome, read_files, write_sample_files
from gouvernail.connectors.bridge.seen import seen_of
from gouvernail.connectors.choices import ImportState
from gouvernail.connectors.models import ImportRun, Source
from gouvernail.connectors.services.files import file_put, getter
from gouvernail.jobs.services.run import JobFailed, Result, Run

if TYPE_CHECKING:
    from gouvernail.exchange.reading import Reading

PARTS = 1000  # of the progress that a job shows


def import_read(run: Run, *, import_id: int) -> Result:
    """Read the files of an import and keep what was understood: called by a worker.

    Raises
    ------
    JobFailed
        When the files cannot be read; the page of the import says why, and lets people correct it.
    """
    found = ImportRun.objects.get(pk=import_id)
    reading_of(run, found, share=1.0)
    return {"url": address_of(found), "text": found.title}


def reading_of(run: Run, found: ImportRun, *, share: float) -> "Reading":
    """Read the files of an import, keep what was understood, and give it for the rest of the job.

    Parameters
    ----------
    share
        The part of the job's whole progress that the reading is, 0 to 1.

    Raises
    ------
    JobFailed
        When the files cannot be read.
    """

    def progress(what: str, done: float) -> None:
        # Names of files come from outside: they are shown as texts, escaped by the page.
        run.progress(int(PARTS * share * done), PARTS, what if "." in what else _("Putting everything together"))

    with _files_of(found) as paths:
        outcome = read_files(
            paths,
            now=timezone.now().astimezone(UTC).replace(tzinfo=None),
            decisions=found.decisions,
            remembered=_remembered,
            progress=progress,
        )
        seen = seen_of(outcome)
        kept = dict(history_files(outcome.reading)) if outcome.reading is not None else {}
    for name, content in kept.items():
        file_put(f"{found.folder}/history/{name}", content)
    _write(found, outcome, seen)
    if outcome.reading is None:
        raise JobFailed(_sentence(seen))
    return outcome.reading


def reading_again(found: ImportRun) -> "Reading":
    """Give what the last reading kept.

    Raises
    ------
    FileNotFoundError
        When nothing was kept, or it was removed.
    """
    return kept_reading(getter(f"{found.folder}/history"))


def address_of(found: ImportRun) -> str:
    """Give the page of an import."""
    return reverse("connectors:import_detail", args=[found.workspace.slug, found.pk])


@transaction.atomic
def _write(found: ImportRun, outcome: Outcome, seen: dict[str, object]) -> None:
    locked = ImportRun.objects.select_for_update(of=("self",)).get(pk=found.pk)
    locked.seen, locked.fingerprint, locked.read_at = seen, outcome.fingerprint, timezone.now()
    locked.source = Source.objects.filter(fingerprint=outcome.fingerprint).first()
    locked.state = ImportState.REFUSED if outcome.reading is None else ImportState.READY
    locked.save(update_fields=["seen", "fingerprint", "read_at", "source", "state"])
    found.seen, found.fingerprint, found.state, found.source = seen, locked.fingerprint, locked.state, locked.source


def _remembered(fingerprint: str) -> Decisions:
    source = Source.objects.filter(fingerprint=fingerprint).first()
    return source.decisions if source is not None else {}


@contextmanager
def _files_of(found: ImportRun) -> Iterator[list[Path]]:
    """Put the files of an import in a folder of this machine, under the names that people know."""
    with tempfile.TemporaryDirectory(prefix="gouvernail-import-") as name:
        folder = Path(name)
        if found.is_sample:
            yield write_sample_files(folder)
            return
        paths = []
        for upload in found.uploads.all():
            path = folder / upload.name
            _fetch(upload.path, path)
            paths.append(path)
        yield paths


def _fetch(stored: str, path: Path) -> None:
    try:
        path.symlink_to(default_storage.path(stored))
    except (NotImplementedError, OSError):  # a storage that is not on this machine
        with default_storage.open(stored, "rb") as source, path.open("wb") as target:
            for chunk in source.chunks():
                target.write(chunk)


def _sentence(seen: dict[str, object]) -> str:
    words = seen["words"]
    assert isinstance(words, dict)  # noqa: S101  # written a few lines above
    fault = words[get_language() if get_language() in words else "fr"]["fault"]
    place = f"{fault['file']}:{fault['line']}" if fault["line"] else fault["file"]
    return f"{place} – {fault['what']}"
