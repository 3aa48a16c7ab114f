"""Bring an import into the backlog: compare, choose, write, take away, bring back. Jobs do what is long."""

from collections.abc import Callable, Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.connectors.choices import BacklogKind, BacklogState, ImportState
from gouvernail.connectors.models import BacklogImport, ImportRun
from gouvernail.connectors.services.backlog_reading import backlog_import_compare
from gouvernail.connectors.services.backlog_writing import (
    backlog_import_bring_back,
    backlog_import_take_away,
    backlog_import_write,
)
from gouvernail.connectors.services.imports import lock
from gouvernail.jobs.services.run import Result, job_start
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import changed, record

Options = dict[str, Any]


@transaction.atomic
def backlog_import_create(*, actor: Member, run: ImportRun, kind: str) -> BacklogImport:
    """Compare what was read of files with the backlog; nothing is written there. The same import twice is one.

    Raises
    ------
    Forbidden, ValidationError
        The second where the files are not read yet, or the import was undone.
    """
    require(actor, Right.BACKLOG_IMPORT)
    locked = lock(run)
    if locked.state not in {ImportState.READY, ImportState.APPLIED}:
        raise ValidationError(_("These files could not be read yet. Correct what is shown, then try again."))
    known = BacklogImport.objects.filter(origin=locked.code, kind=kind).select_related("job", "workspace").first()
    if known is not None:
        return known
    found = BacklogImport(
        workspace=locked.workspace,
        run=locked,
        kind=BacklogKind(kind),
        title=locked.title,
        origin=locked.code,
        fingerprint=locked.fingerprint,
        options=_last_options(locked.fingerprint, kind),
        actor=actor,
    )
    found.full_clean()
    found.save()
    changes = {"title": ("", found.title), "kind": ("", found.kind)}
    record(workspace=found.workspace, actor=actor, verb="backlog_import_create", subject=found, changes=changes)
    _start(actor, found, BacklogState.WAITING, backlog_import_compare, _("Comparison of %(title)s with the backlog"))
    return found


@transaction.atomic
def backlog_import_choose(*, actor: Member, found: BacklogImport, options: Options) -> BacklogImport:
    """Choose what states, objectives and teams become, and compare again; nothing is written to the backlog.

    Raises
    ------
    Forbidden, ValidationError
        The second where it is written already, or a job is at work on it.
    """
    require(actor, Right.BACKLOG_IMPORT)
    locked = held(found, {BacklogState.WAITING, BacklogState.PLANNED})
    if options.get("teams"):
        require(actor, Right.PEOPLE_EDIT)
    before = dict(locked.options)
    if changed(locked, options=options):
        locked.save(update_fields=["options"])
        changes = {"options": (_lines(before), _lines(options))}
        record(workspace=locked.workspace, actor=actor, verb="backlog_import_choose", subject=locked, changes=changes)
    _start(actor, locked, BacklogState.WAITING, backlog_import_compare, _("Comparison of %(title)s with the backlog"))
    return locked


@transaction.atomic
def backlog_import_apply(*, actor: Member, found: BacklogImport) -> BacklogImport:
    """Have what was compared written to the backlog; called again after it was stopped, it goes on where it was.

    Raises
    ------
    Forbidden, ValidationError
        The second where it was not compared with the choices of now, or a job is at work on it.
    """
    require(actor, Right.BACKLOG_IMPORT)
    locked = held(found, {BacklogState.PLANNED, BacklogState.APPLYING})
    if locked.options.get("teams"):
        require(actor, Right.PEOPLE_EDIT)
    if locked.plan.get("options") != locked.options:
        raise ValidationError(_("What you chose was not compared yet. Compare first, then write."))
    _move(actor, locked, "backlog_import_apply", BacklogState.APPLYING)
    _start(actor, locked, BacklogState.APPLYING, backlog_import_write, _("Import of %(title)s into the backlog"))
    return locked


def backlog_import_confirm(*, actor: Member, found: BacklogImport, options: Options | None) -> bool:
    """Write what was compared; where something else was chosen since (`options`), compare again and write nothing.

    Returns
    -------
    bool
        Whether it is being written.

    Raises
    ------
    Forbidden, ValidationError
        As `backlog_import_choose` and `backlog_import_apply`.
    """
    if options is None or options == found.options:
        backlog_import_apply(actor=actor, found=found)
        return True
    backlog_import_choose(actor=actor, found=found, options=options)
    return False


@transaction.atomic
def backlog_import_undo(*, actor: Member, found: BacklogImport, also: Collection[int] = ()) -> BacklogImport:
    """Have what an import wrote taken away, but for what people touched since, unless `also` names it.

    Raises
    ------
    Forbidden, ValidationError
        The second where nothing is written, or a job is at work on it.
    """
    require(actor, Right.BACKLOG_IMPORT)
    locked = held(found, {BacklogState.APPLIED, BacklogState.APPLYING, BacklogState.UNDOING, BacklogState.RESTORING})
    locked.undone_at = locked.undone_at or timezone.now()
    _move(actor, locked, "backlog_import_undo", BacklogState.UNDOING)
    label = _("Taking %(title)s out of the backlog")
    _start(actor, locked, BacklogState.UNDOING, backlog_import_take_away, label, also=sorted(also))
    return locked


@transaction.atomic
def backlog_import_restore(*, actor: Member, found: BacklogImport) -> BacklogImport:
    """Have what was taken away brought back.

    Raises
    ------
    Forbidden, ValidationError
        The second where it was not taken away, or a job is at work on it.
    """
    require(actor, Right.BACKLOG_IMPORT)
    locked = held(found, {BacklogState.UNDONE, BacklogState.UNDOING, BacklogState.RESTORING})
    _move(actor, locked, "backlog_import_restore", BacklogState.RESTORING)
    label = _("Bringing %(title)s back into the backlog")
    _start(actor, locked, BacklogState.RESTORING, backlog_import_bring_back, label)
    return locked


def held(found: BacklogImport, states: Collection[str]) -> BacklogImport:
    """Hold an import that is in one of these states and that no job is at work on.

    Raises
    ------
    ValidationError
    """
    rows = BacklogImport.objects.select_for_update(of=("self",)).select_related("workspace", "job")
    locked = rows.get(pk=found.pk)
    if locked.is_busy:
        raise ValidationError(_("This import is at work. Wait until it is done, or cancel the job."))
    if locked.state not in states:
        raise ValidationError(
            _("This cannot be done now: the import is in the state “%(state)s”.")
            % {"state": locked.get_state_display()}
        )
    return locked


def _move(actor: Member, locked: BacklogImport, verb: str, state: BacklogState) -> None:
    changes = changed(locked, state=state)
    locked.save(update_fields=["state", "undone_at"])
    record(workspace=locked.workspace, actor=actor, verb=verb, subject=locked, changes=changes)


def _start(
    actor: Member,
    locked: BacklogImport,
    state: BacklogState,
    work: Callable[..., Result | None],
    label: str,
    **arguments: Any,
) -> None:
    said = label % {"title": locked.title}
    job = job_start(workspace=locked.workspace, actor=actor, work=work, label=said, import_id=locked.pk, **arguments)
    locked.job, locked.state = job, state
    locked.save(update_fields=["job", "state"])


def _last_options(fingerprint: str, kind: str) -> Options:
    """Propose what was chosen the last time for files of this shape; teams are made already."""
    known = BacklogImport.objects.filter(fingerprint=fingerprint, kind=kind).exclude(fingerprint="").first()
    return {**known.options, "teams": []} if known is not None and known.options else {"updates": True}


def _lines(options: Options) -> list[str]:
    lines = [f"{word} → {state}" for word, state in options.get("states", {}).items()]
    lines += [f"{word} → {key or ''}" for word, key in options.get("objectives", {}).items()]
    lines += [f"+ {word}" for word in options.get("teams", [])]
    people = len(options.get("people", {}))
    lines += [f"people: {people}"] if people else []  # no name: what the trail keeps is never forgotten
    return [*lines, *(name for name in ("parts", "updates", "same_keys") if options.get(name))]
