"""The dry run of an import into the backlog: done by a worker."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from gouvernail.connectors.bridge.backlog import Foreign, ForeignLink, foreign_links, foreign_rows, format_of
from gouvernail.connectors.choices import BacklogState
from gouvernail.connectors.models import BacklogImport
from gouvernail.connectors.selectors.backlog_plan import plan_of
from gouvernail.connectors.selectors.backlog_rows import targets
from gouvernail.connectors.services.reading import reading_again
from gouvernail.jobs.services.run import JobFailed, Result, Run


@dataclass(frozen=True, kw_only=True)
class Read:
    """The rows of files, how they follow one another, and the tool that they come from."""

    rows: Sequence[Foreign]
    links: Sequence[ForeignLink]
    format: str


def backlog_import_compare(run: Run, *, import_id: int) -> Result:
    """Compare the rows of an import with the backlog, and keep what it would do: called by a worker.

    Raises
    ------
    JobFailed
        When what was read of the files is not there any more.
    """
    found = import_get(import_id)
    run.progress(0, 0, _("Reading the rows again"))
    read = rows_read(found)
    run.progress(0, 0, _("Comparing the rows with the backlog"))
    found.format = read.format
    with translation.override(found.workspace.language):
        plan = plan_of(found, read.rows, read.links, targets(tuple(found.options.get("teams", ()))))
    _write(found, plan | {"options": found.options})
    return {"url": address_of(found), "text": found.title}


def import_get(key: int) -> BacklogImport:
    """Read an import with what its jobs need."""
    return BacklogImport.objects.select_related("workspace", "run__workspace").get(pk=key)


def rows_read(found: BacklogImport) -> Read:
    """Give what was read of the files.

    Raises
    ------
    JobFailed
    """
    lost = _("What was read of these files is not kept any more. Send the files again.")
    if found.run is None or found.run.undone_at is not None:
        raise JobFailed(lost)
    try:
        reading = reading_again(found.run)
    except FileNotFoundError as error:
        raise JobFailed(lost) from error
    return Read(rows=foreign_rows(reading), links=foreign_links(reading), format=format_of(reading))


def address_of(found: BacklogImport) -> str:
    """Give the page of an import into the backlog."""
    return reverse("connectors:backlog_import_detail", args=[found.workspace.slug, found.pk])


@transaction.atomic
def _write(found: BacklogImport, plan: dict[str, object]) -> None:
    locked = BacklogImport.objects.select_for_update(of=("self",)).get(pk=found.pk)
    locked.plan, locked.format, locked.state = plan, found.format, BacklogState.PLANNED
    locked.save(update_fields=["plan", "format", "state"])
