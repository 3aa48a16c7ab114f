"""Say what the CRM is for. Each time is a version of its own; nothing said before is lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.strategy.models import Compass, Objective
from gouvernail.strategy.selectors.compass import compass_now
from gouvernail.strategy.selectors.snapshots import snapshot_of
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member, Workspace
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import changed, record

OBJECTIVES_MOST = 12  # [choice] three to five are usual (method, section 6.4); more than a dozen steers nothing


@dataclass(frozen=True, kw_only=True)
class Line:
    """One objective of the compass as somebody wants it; without key, a new one."""

    key: int | None = None
    label: str
    weight: int
    is_active: bool = True


class StaleCompass(Exception):
    """Somebody said it anew since it was read: nothing is written."""

    def __init__(self, compass: Compass) -> None:
        self.compass = compass
        super().__init__(str(compass))


@transaction.atomic
def compass_write(
    *, actor: Member, purpose: str, excluded: str, lines: Sequence[Line], reason: str, number: int
) -> Compass:
    """Publish a version of the compass with its objectives.

    Parameters
    ----------
    number
        The version that the actor read; 0 where there was none.
    reason
        What changed and why; required from the second version on.

    Raises
    ------
    StaleCompass
        Another version was published since.
    Forbidden, ValidationError
        The second named by field: `purpose`, `reason` or `objectives`.
    """
    require(actor, Right.STRATEGY_EDIT)
    latest = _locked(actor)
    if (latest.number if latest else 0) != number:
        raise StaleCompass(latest) if latest else ValidationError(_("This compass is not there any more."))
    _lines_write(actor, lines)
    return _publish(actor, latest, purpose=purpose, excluded=excluded, reason=reason)


def compass_renew(*, actor: Member, reason: str) -> Compass | None:
    """Publish the present words again with the objectives as they are now; nothing where nothing was ever said.

    Called by the services of objectives, inside their transaction and after their own check of rights.
    """
    latest = _locked(actor)
    if latest is None or latest.objectives == snapshot_of(Objective.objects.all()):
        return None
    return _publish(actor, latest, purpose=latest.purpose, excluded=latest.excluded, reason=reason)


def _locked(actor: Member) -> Compass | None:
    """Let one writer at a time pass, and give the present version."""
    Workspace.objects.select_for_update().get(pk=actor.workspace_id)
    return compass_now()


def _publish(actor: Member, latest: Compass | None, *, purpose: str, excluded: str, reason: str) -> Compass:
    if latest is not None and not reason.strip():
        raise ValidationError({"reason": _("Say what changed and why: it will be read next to this version for ever.")})
    compass = Compass(
        workspace=actor.workspace,
        number=latest.number + 1 if latest else 1,
        purpose=purpose.strip(),
        excluded=excluded.strip(),
        objectives=snapshot_of(Objective.objects.all()),
        reason=reason.strip(),
        author=actor,
    )
    if latest is not None and _says(latest) == _says(compass):
        raise ValidationError({"reason": _("Nothing differs from the present version: there is nothing to publish.")})
    compass.full_clean()
    compass.save()
    old = latest or Compass(purpose="", excluded="")
    changes = {
        name: (getattr(old, name), getattr(compass, name))
        for name in ("purpose", "excluded")
        if getattr(old, name) != getattr(compass, name)
    }
    record(
        workspace=actor.workspace,
        actor=actor,
        verb="compass_write",
        subject=compass,
        changes=changes,
        reason=compass.reason,
    )
    return compass


def _says(compass: Compass) -> tuple[str, str, object]:
    return compass.purpose, compass.excluded, compass.objectives


def _lines_write(actor: Member, lines: Sequence[Line]) -> None:
    """Write the labels and weights, add what is new, archive what is left out of the active ones."""
    kept = [line for line in lines if line.is_active]
    _check(kept)
    known = {one.pk: one for one in Objective.objects.select_for_update()}
    for position, line in enumerate(lines):
        row = known.get(line.key) if line.key else None
        if line.key and row is None:
            raise ValidationError({"objectives": _("One of these objectives is not there any more.")})
        if row is None:
            _line_add(actor, line, position)
            continue
        changes = changed(
            row, label=line.label.strip(), weight=line.weight, is_active=line.is_active, position=position
        )
        if changes:
            row.version += 1
            _clean(row)
            row.save(update_fields=[*changes, "version"])
            changes.pop("position", None)
        if changes:
            record(workspace=actor.workspace, actor=actor, verb="objective_edit", subject=row, changes=changes)


def _line_add(actor: Member, line: Line, position: int) -> None:
    row = Objective(
        workspace=actor.workspace,
        label=line.label.strip(),
        weight=line.weight,
        is_active=line.is_active,
        position=position,
    )
    _clean(row)
    row.save()
    changes = {"label": ("", row.label), "weight": (None, row.weight)}
    record(workspace=actor.workspace, actor=actor, verb="objective_add", subject=row, changes=changes)


def _clean(row: Objective) -> None:
    """Say what is wrong with one line of the form under the name that the form gives to them all."""
    try:
        row.full_clean()
    except ValidationError as refusal:
        raise ValidationError(
            {"objectives": _("“%(label)s”: %(problem)s") % {"label": row.label, "problem": " ".join(refusal.messages)}}
        ) from refusal


def _check(kept: Sequence[Line]) -> None:
    labels = [line.label.strip().casefold() for line in kept]
    if twice := next((line.label for line in kept if labels.count(line.label.strip().casefold()) > 1), ""):
        raise ValidationError({"objectives": _("“%(label)s” stands there twice.") % {"label": twice}})
    if len(kept) > OBJECTIVES_MOST:
        raise ValidationError(
            {"objectives": _("At most %(most)d objectives: more would steer nothing.") % {"most": OBJECTIVES_MOST}}
        )
    if kept and not any(line.weight for line in kept):
        raise ValidationError({"objectives": _("The weights sum to zero: give one objective at least 1.")})
