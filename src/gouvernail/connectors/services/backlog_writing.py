"""Write an import to the backlog, take it away, bring it back: done by a worker, in short transactions.

Each batch reads again what is there: a job that was stopped, killed or run twice goes on and doubles nothing.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Literal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.backlog.selectors.imported import batches
from gouvernail.backlog.services.imported import rows_bring_back, rows_overwrite, rows_take_away
from gouvernail.backlog.services.items.imports import ItemRow, items_import
from gouvernail.backlog.services.items.needs_imports import prerequisites_import, prerequisites_take_away
from gouvernail.backlog.services.requests.imports import RequestRow, requests_import
from gouvernail.connectors.bridge.backlog import ForeignLink
from gouvernail.connectors.choices import BacklogState
from gouvernail.connectors.models import BacklogImport, Overwrite
from gouvernail.connectors.selectors.backlog_links import links_plan
from gouvernail.connectors.selectors.backlog_plan import changes_of, freed, origins_of
from gouvernail.connectors.selectors.backlog_rows import MODELS, Entry, entry_of, said, targets
from gouvernail.connectors.services.backlog_reading import address_of, import_get, rows_read
from gouvernail.jobs.services.run import JobFailed, Result, Run
from gouvernail.workspaces.models import Member, Team
from gouvernail.workspaces.services.scopes import team_add

BATCH = 200  # rows of one transaction: others write to the backlog between two of them
_INSTANTS = {"started_at", "done_at"}


def backlog_import_write(run: Run, *, import_id: int) -> Result:
    """Write the rows of an import to the backlog.

    Raises
    ------
    JobFailed
        When the rows are not there any more, or who asked may not do it any more.
    """
    found, actor = import_get(import_id), _actor(run)
    file = rows_read(found)
    written = overwritten = linked = 0
    with _refused():
        _make_teams(actor, found.options.get("teams", ()))
        with translation.override(found.workspace.language):
            known = targets()
            read = [entry_of(row, found.kind, found.options, known) for row in file.rows]
        entries = list({one.foreign.key: one for one in read if isinstance(one, Entry)}.values())
        for done, some in _counted(run, entries):
            created, updated = _batch(actor, found, some)
            written, overwritten = written + created, overwritten + updated
            run.progress(done, len(entries), _("Writing the rows"))
        linked = _linked(actor, found, file.links)
    _ended(found, BacklogState.APPLIED, applied_at=timezone.now())
    text = ngettext("%(n)s row written", "%(n)s rows written", written) % {"n": written}
    more = ngettext("%(n)s brought up to date", "%(n)s brought up to date", overwritten) % {"n": overwritten}
    last = ngettext("%(n)s prerequisite", "%(n)s prerequisites", linked) % {"n": linked} if linked else ""
    return {"url": address_of(found), "text": ", ".join(filter(None, (text, more, last)))}


def backlog_import_take_away(run: Run, *, import_id: int, also: Collection[int]) -> Result:
    """Take away what an import wrote, but for what people touched since; put back what it wrote over.

    Raises
    ------
    JobFailed
        When who asked may not do it any more.
    """
    found, actor = import_get(import_id), _actor(run)
    model, at = MODELS[found.kind], _undone(found)
    keys = list(model.objects.filter(origin=found.origin, removed_at=None).values_list("pk", flat=True))
    gone = 0
    with _refused():
        for done, some in _counted(run, keys):
            gone += rows_take_away(actor=actor, model=model, origin=found.origin, keys=some, at=at, also=also)
            run.progress(done, len(keys), _("Taking the rows away"))
        _overwrites(actor, found, act="undone")
        _unlinked(actor, found)
    _ended(found, BacklogState.UNDONE)
    text = ngettext("%(n)s row taken away", "%(n)s rows taken away", gone) % {"n": gone}
    return {"url": address_of(found), "text": text}


def backlog_import_bring_back(run: Run, *, import_id: int) -> Result:
    """Bring back what was taken away, but for what another import has brought since.

    Raises
    ------
    JobFailed
        When who asked may not do it any more.
    """
    found, actor = import_get(import_id), _actor(run)
    model, at, origins = MODELS[found.kind], _undone(found), origins_of(found)
    keys = list(model.objects.filter(origin=found.origin, removed_at=at).values_list("pk", flat=True))
    back = 0
    with _refused():
        for done, some in _counted(run, keys):
            back += rows_bring_back(actor=actor, model=model, origins=origins, keys=some, at=at)
            run.progress(done, len(keys), _("Bringing the rows back"))
        _overwrites(actor, found, act="restored")
        _linked_again(actor, found)
    _ended(found, BacklogState.APPLIED, undone_at=None)
    text = ngettext("%(n)s row brought back", "%(n)s rows brought back", back) % {"n": back}
    return {"url": address_of(found), "text": text}


@transaction.atomic
def _batch(actor: Member, found: BacklogImport, entries: Sequence[Entry]) -> tuple[int, int]:
    """Write some rows: those that are not there, then, where it was asked, what changed in those that are."""
    origins = origins_of(found)
    updates = changes_of(found, entries) if found.options.get("updates") else {}
    free = freed(origins)
    if MODELS[found.kind] is MODELS["requests"]:
        asked = [entry.row for entry in entries if isinstance(entry.row, RequestRow)]
        made: Sequence[Any] = requests_import(actor=actor, origin=found.origin, rows=asked, same=origins, freed=free)
    else:
        built = [entry.row for entry in entries if isinstance(entry.row, ItemRow)]
        made = items_import(actor=actor, origin=found.origin, rows=built, same=origins, freed=free)
    written = rows_overwrite(actor=actor, model=MODELS[found.kind], values=updates) if updates else {}
    _remember(found, written)
    return len(made), len(written)


def _linked(actor: Member, found: BacklogImport, links: Sequence[ForeignLink]) -> int:
    """Write the links between rows that are there now; what was compared and what stands now may differ."""
    if MODELS[found.kind] is not MODELS["items"]:
        return 0
    kept = links_plan(found, links, origins_of(found), ()).kept
    pairs = [(item, needs) for item, needs in kept if isinstance(item, int) and isinstance(needs, int)]
    return len(prerequisites_import(actor=actor, origin=found.origin, pairs=pairs))


@transaction.atomic
def _unlinked(actor: Member, found: BacklogImport) -> None:
    """Take the prerequisites of an import away, and keep which: an undo that goes on keeps those of before too."""
    gone = [list(pair) for pair in prerequisites_take_away(actor=actor, origin=found.origin)]
    found.unlinked = [*found.unlinked, *gone]
    found.save(update_fields=["unlinked"])


@transaction.atomic
def _linked_again(actor: Member, found: BacklogImport) -> None:
    """Write the prerequisites of an import again, but for those that would close a circle with what came since."""
    prerequisites_import(actor=actor, origin=found.origin, pairs=[(item, needs) for item, needs in found.unlinked])
    found.unlinked = []
    found.save(update_fields=["unlinked"])


def _remember(found: BacklogImport, written: dict[int, Any]) -> None:
    """Keep what was written over; of what was written over twice, the first value."""
    known = {row.subject_id: row for row in found.overwrites.filter(subject_id__in=written)}
    for key, values in written.items():
        row = known.get(key) or Overwrite(workspace=found.workspace, backlog_import=found, subject_id=key)
        for name, (old, new) in values.items():
            first = row.values[name][0] if name in row.values else _plain(old)
            row.values[name] = [first, _plain(new)]
        row.full_clean()
        row.save()


def _overwrites(actor: Member, found: BacklogImport, *, act: Literal["undone", "restored"]) -> None:
    """Put back what was written over, or write it again."""
    for some in batches(found.overwrites.all(), BATCH):
        values = {
            row.subject_id: {
                name: (_read(name, pair[act == "undone"]), _read(name, pair[act != "undone"]))
                for name, pair in row.values.items()
            }
            for row in some
        }
        rows_overwrite(actor=actor, model=MODELS[found.kind], values=values, act=act)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _read(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if name in _INSTANTS and value else value


def _make_teams(actor: Member, words: Sequence[str]) -> None:
    """Make the teams that were ticked, where nobody has made them meanwhile."""
    there = {said(name) for name in Team.objects.values_list("name", flat=True)}
    for word in words:
        if said(word) not in there:
            team_add(actor=actor, name=word)


def _counted(run: Run, rows: Sequence[Any]) -> Iterator[tuple[int, list[Any]]]:
    """Give rows some at a time, with how many are then done."""
    run.progress(0, len(rows))
    done = 0
    for some in batches(rows, BATCH):
        done += len(some)
        yield done, some


def _actor(run: Run) -> Member:
    actor = run.job.actor
    assert actor is not None  # noqa: S101  # somebody asked for it
    return Member.objects.select_related("workspace", "user").get(pk=actor.pk)


def _undone(found: BacklogImport) -> datetime:
    assert found.undone_at is not None  # noqa: S101  # the service wrote it
    return found.undone_at


@transaction.atomic
def _ended(found: BacklogImport, state: BacklogState, **values: Any) -> None:
    BacklogImport.objects.filter(pk=found.pk).update(state=state, **values)


@contextmanager
def _refused() -> Iterator[None]:
    """Say a refusal as the end of a job: what was written before it stays, and the page offers to go on."""
    try:
        yield
    except PermissionDenied as error:
        raise JobFailed(str(error)) from error
    except ValidationError as error:
        raise JobFailed(" ".join(error.messages)) from error
