"""Say what the levels mean here, and which known items show how each one reads a scale."""

from collections.abc import Mapping
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.backlog.choices.assessments import Filter
from gouvernail.backlog.choices.requests import Level
from gouvernail.backlog.models import Anchor, Calibration
from gouvernail.backlog.selectors.assessments.scales import anchors_of
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member, Workspace
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import record

CALIBRATIONS = (1, 2)  # of each scale (method, section 1.1)


@transaction.atomic
def scale_edit(*, actor: Member, scale: str, texts: Mapping[int, str], reason: str, is_rewording: bool = False) -> None:
    """Write what the six levels of a filter mean here, with the reason why that changes.

    Opinions given before were given on another scale: they count no more and are asked for again.

    Parameters
    ----------
    is_rewording
        Only the words change, each level means what it meant: opinions stay.

    Raises
    ------
    Forbidden, ValidationError
        The second named `reason`, or by level: a scale without all its anchors is no scale.
    """
    require(actor, Right.RANKING_EDIT)
    if scale not in Filter.values:
        raise ValidationError(_("There are three scales: value, complexity and urgency."))
    if not reason.strip():
        raise ValidationError(
            {"reason": _("Say why the scale changes: opinions given before were given on another one.")}
        )
    given = {level: _plain(texts.get(level, "")) for level in Level.values}
    if empty := [level for level, text in given.items() if not text]:
        raise ValidationError(
            {
                f"level_{level}": _("Say what this level means: without anchor, everybody reads their own.")
                for level in empty
            }
        )
    Workspace.objects.select_for_update().get(pk=actor.workspace_id)
    rows = {row.level: row for row in Anchor.objects.filter(filter=scale)}
    before = anchors_of(actor.workspace, Filter(scale), {level: row.text for level, row in rows.items()})
    changes = {}
    for level, text in given.items():
        if _plain(before[level]) == text:  # the usual words hold spaces that no line breaks at
            continue
        row = rows.get(level) or Anchor(workspace=actor.workspace, filter=scale, level=level)
        row.text = text
        row.full_clean()
        row.save()
        changes[f"level_{level}"] = (before[level], text)
    if changes:
        subject = Anchor.objects.filter(filter=scale).order_by("level").first()
        assert subject is not None  # noqa: S101  # one was just written
        told = partial(record, workspace=actor.workspace, actor=actor, subject=subject, changes=changes, reason=reason)
        if is_rewording:
            told(verb="scale_reword")
        else:
            told(verb="scale_edit")


def _plain(text: str) -> str:
    """Give a text with its spaces as anybody types them."""
    return " ".join(text.split())


@transaction.atomic
def calibration_edit(
    *,
    actor: Member,
    scale: str,
    position: int,
    title: str,
    level: int,
    text: str = "",
) -> Calibration:
    """Choose an item that everybody knows, and the level on which all agree.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    require(actor, Right.RANKING_EDIT)
    if position not in CALIBRATIONS or scale not in {Filter.VALUE, Filter.COMPLEXITY}:
        raise ValidationError(_("Each of the two scales that people judge on has two calibration items."))
    row = Calibration.objects.select_for_update().filter(filter=scale, position=position).first()
    row = row or Calibration(workspace=actor.workspace, filter=scale, position=position)
    old = (row.title, row.level)
    row.title, row.text, row.level = title.strip(), text.strip(), level
    row.full_clean()
    row.save()
    changes = {
        name: (was, now)
        for name, was, now in (("title", old[0], row.title), ("level", old[1], row.level))
        if was != now
    }
    if changes:
        record(workspace=actor.workspace, actor=actor, verb="calibration_edit", subject=row, changes=changes)
    return row
