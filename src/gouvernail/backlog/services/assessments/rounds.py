"""Open a round of opinions, reveal them together, ask again where they are opposed, and close it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.backlog.choices.assessments import RoundState
from gouvernail.backlog.choices.items import RANKED
from gouvernail.backlog.models import Item, Opinion, Round
from gouvernail.backlog.selectors.assessments.judges import RIGHT_OF
from gouvernail.backlog.selectors.assessments.results import flagged_in
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import may, today_of
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import changed, record

ITEMS_MOST = 40  # [choice] eight are usual; more than forty are not judged with care
RATERS_MOST = 60


@transaction.atomic
def round_open(*, actor: Member, title: str, items: Iterable[Item], raters: Iterable[Member], closes_on: date) -> Round:
    """Ask some people what they think of some items. Until the reveal nobody sees what the others said.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    require(actor, Right.ROUND_EDIT)
    chosen, people = list(dict.fromkeys(items)), list(dict.fromkeys(raters))
    _check_items(chosen)
    _check_raters(people)
    if closes_on < today_of(actor):
        raise ValidationError({"closes_on": _("This day is past: give people some days.")})
    row = Round(workspace=actor.workspace, title=title.strip(), closes_on=closes_on, opened_by=actor)
    row.full_clean()
    row.save()
    row.items.set(chosen)
    row.raters.set(people)
    changes: dict[str, tuple[list[Any], list[Any]]] = {
        "items": ([], [one.key for one in chosen]),
        "raters": ([], people),
    }
    record(workspace=actor.workspace, actor=actor, verb="round_open", subject=row, changes=changes)
    return row


@transaction.atomic
def round_reveal(*, actor: Member, round: Round) -> Round:  # noqa: A002  # the field's own word
    """Show everybody's opinions at once; those who have not answered answer no more."""
    require(actor, Right.ROUND_EDIT)
    locked = _locked(round, RoundState.OPEN)
    if not Opinion.objects.filter(round=locked, level__isnull=False).exists():
        raise ValidationError(_("Nobody has said anything yet: there is nothing to reveal."))
    now = timezone.now()
    changes = changed(locked, state=RoundState.REVEALED, revealed_at=now)
    locked.save(update_fields=["state", "revealed_at"])
    locked.items.update(assessed_at=now)
    changes.pop("revealed_at")
    record(workspace=actor.workspace, actor=actor, verb="round_reveal", subject=locked, changes=changes)
    return locked


@transaction.atomic
def round_again(*, actor: Member, round: Round) -> Round:  # noqa: A002  # the field's own word
    """Ask again, hidden, about the items on which opinions are opposed; first opinions stay visible.

    Raises
    ------
    Forbidden, ValidationError
        The second where opinions agree.
    """
    require(actor, Right.ROUND_EDIT)
    locked = _locked(round, RoundState.REVEALED)
    flagged = flagged_in(locked)
    if not flagged:
        raise ValidationError(_("Opinions agree well enough on every item: nothing to ask again."))
    changes = changed(locked, state=RoundState.SECOND, flagged=flagged)
    locked.save(update_fields=["state", "flagged"])
    record(workspace=actor.workspace, actor=actor, verb="round_again", subject=locked, changes=changes)
    return locked


@transaction.atomic
def round_close(*, actor: Member, round: Round) -> Round:  # noqa: A002  # the field's own word
    """End a round: the opinions of a second turn replace those of the first."""
    require(actor, Right.ROUND_EDIT)
    locked = _locked(round, RoundState.REVEALED, RoundState.SECOND)
    now = timezone.now()
    is_second = locked.state == RoundState.SECOND
    changes = changed(locked, state=RoundState.CLOSED, closed_at=now)
    locked.save(update_fields=["state", "closed_at"])
    if is_second:
        locked.items.filter(pk__in=locked.flagged).update(assessed_at=now)
    changes.pop("closed_at")
    record(workspace=actor.workspace, actor=actor, verb="round_close", subject=locked, changes=changes)
    return locked


@transaction.atomic
def round_cancel(*, actor: Member, round: Round, is_undone: bool = False) -> Round:  # noqa: A002  # the field's word
    """Give up a round that was not revealed, or take it up again: what was said stays, and stays hidden."""
    require(actor, Right.ROUND_EDIT)
    locked = _locked(round, RoundState.CANCELLED if is_undone else RoundState.OPEN)
    changes = changed(locked, state=RoundState.OPEN if is_undone else RoundState.CANCELLED)
    locked.save(update_fields=["state"])
    verb = "round_resume" if is_undone else "round_cancel"
    record(workspace=actor.workspace, actor=actor, verb=verb, subject=locked, changes=changes)
    return locked


def _locked(row: Round, *states: RoundState) -> Round:
    locked = Round.objects.select_for_update(of=("self",)).select_related("workspace").get(pk=row.pk)
    if locked.state not in states:
        raise ValidationError(
            _("This round is “%(state)s” now: somebody was faster.") % {"state": locked.get_state_display()}
        )
    return locked


def _check_items(items: list[Item]) -> None:
    if not items:
        raise ValidationError({"items": _("Choose at least one item.")})
    if len(items) > ITEMS_MOST:
        raise ValidationError({"items": _("At most %(most)d items in one round.") % {"most": ITEMS_MOST}})
    fit = Item.objects.filter(pk__in=[one.pk for one in items], removed_at=None, state__in=RANKED)
    aimed = set(fit.filter(objective__is_active=True).values_list("pk", flat=True))
    if wrong := [one.key for one in items if one.pk not in aimed]:
        raise ValidationError(
            {
                "items": _("Not to be judged (removed, ended, or without an objective): %(keys)s.")
                % {"keys": ", ".join(wrong)}
            }
        )


def _check_raters(raters: list[Member]) -> None:
    if not raters:
        raise ValidationError({"raters": _("Choose at least one person.")})
    if len(raters) > RATERS_MOST:
        raise ValidationError({"raters": _("At most %(most)d people in one round.") % {"most": RATERS_MOST}})
    wrong = [str(one) for one in raters if not one.is_active or not any(may(one, right) for right in RIGHT_OF.values())]
    if wrong:
        raise ValidationError(
            {"raters": _("They may judge neither value nor complexity today: %(names)s.") % {"names": ", ".join(wrong)}}
        )
