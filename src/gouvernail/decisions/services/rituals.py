"""Make, change and stop rituals."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from gouvernail.decisions.choices.words import Rhythm, RitualKind
from gouvernail.decisions.models import Ritual
from gouvernail.decisions.services.planning import meetings_replan
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import changed, record

_STEERING = (RoleKind.PRODUCT_OWNER, RoleKind.PROXY_PO)
# [choice] The usual four: who is expected, how long, and after how many days the first one comes.
_USUAL: tuple[tuple[RitualKind, int | None, tuple[RoleKind, ...], int, int], ...] = (
    (RitualKind.ARBITRATION, None, (RoleKind.SPONSOR, *_STEERING, RoleKind.DATA_OWNER, RoleKind.BUILDER), 40, 7),
    (RitualKind.DEMO, None, (*_STEERING, RoleKind.CHAMPION, RoleKind.BUILDER), 45, 10),
    (RitualKind.DATA_REVIEW, Rhythm.MONTHLY, (*_STEERING, RoleKind.DATA_OWNER), 45, 14),
    (RitualKind.COMPASS_REVIEW, Rhythm.QUARTERLY, (RoleKind.SPONSOR, *_STEERING), 60, 21),
)
_HOUR = time(10, 0)
_REPLANNED = {"rhythm_days", "first_at"}


@transaction.atomic
def ritual_create(
    *, actor: Member, kind: str, label: str, first_at: datetime, owner: Member | None = None, **fields: Any
) -> Ritual:
    """Make a ritual and plan its meetings.

    Parameters
    ----------
    fields
        `rhythm_days`, `minutes`, `place`, `expected_roles`.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    require(actor, Right.RITUAL_EDIT)
    ritual = Ritual(workspace=actor.workspace, kind=kind, label=label, first_at=first_at, owner=owner, **fields)
    _check(ritual)
    ritual.save()
    record(
        workspace=actor.workspace,
        actor=actor,
        verb="ritual_create",
        subject=ritual,
        changes={"label": ("", label), "rhythm_days": (None, ritual.rhythm_days), "owner": (None, owner)},
    )
    meetings_replan(ritual, timezone.now())
    return ritual


@transaction.atomic
def ritual_edit(*, actor: Member, ritual: Ritual, **fields: Any) -> Ritual:
    """Change a ritual; a new rhythm or first date moves the meetings to come.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    require(actor, Right.RITUAL_EDIT)
    locked = Ritual.objects.select_for_update().select_related("workspace").get(pk=ritual.pk)
    changes = changed(locked, **fields)
    if not changes:
        return locked
    _check(locked)
    locked.save(update_fields=list(changes))
    record(workspace=actor.workspace, actor=actor, verb="ritual_edit", subject=locked, changes=changes)
    if not _REPLANNED.isdisjoint(changes):
        meetings_replan(locked, timezone.now())
    return locked


@transaction.atomic
def ritual_stop(*, actor: Member, ritual: Ritual, is_active: bool = False) -> Ritual:
    """Stop a ritual, or start it again: its past stays, its meetings to come go or come back."""
    require(actor, Right.RITUAL_EDIT)
    locked = Ritual.objects.select_for_update().select_related("workspace").get(pk=ritual.pk)
    changes = changed(locked, is_active=is_active)
    if changes:
        locked.save(update_fields=["is_active"])
        verb = "ritual_start" if is_active else "ritual_stop"
        record(workspace=actor.workspace, actor=actor, verb=verb, subject=locked, changes=changes)
        meetings_replan(locked, timezone.now())
    return locked


@transaction.atomic
def rituals_propose(*, actor: Member) -> list[Ritual]:
    """Make the usual rituals that the workspace lacks, in its language and at its rhythm."""
    require(actor, Right.RITUAL_EDIT)
    workspace = actor.workspace
    known = set(Ritual.objects.filter(is_active=True).values_list("kind", flat=True))
    zone = ZoneInfo(workspace.time_zone)
    made = []
    for kind, rhythm, roles, minutes, days in _USUAL:
        if kind in known:
            continue
        with override(workspace.language):
            label = str(kind.label)
        made.append(
            ritual_create(
                actor=actor,
                kind=kind,
                label=label,
                owner=actor,
                first_at=datetime.combine(_weekday(today_of(actor) + timedelta(days=days)), _HOUR, zone),
                rhythm_days=rhythm or workspace.rhythm_days,
                minutes=minutes,
                expected_roles=[str(role) for role in roles],
            )
        )
    return made


def _weekday(day: date) -> date:
    """Move a Saturday or a Sunday to the Monday after."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)  # Friday is 4


def _check(ritual: Ritual) -> None:
    ritual.full_clean()
    strangers = sorted(set(ritual.expected_roles) - set(RoleKind.values))
    if strangers:
        raise ValidationError(
            {"expected_roles": _("These roles do not exist: %(roles)s.") % {"roles": ", ".join(strangers)}}
        )
    if ritual.owner is not None and (ritual.owner.workspace_id != ritual.workspace_id or not ritual.owner.is_active):
        raise ValidationError({"owner": _("Choose an active member of this workspace.")})
