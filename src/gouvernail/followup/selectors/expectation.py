"""The shape of what is expected of somebody, before it has a date and after."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.followup.choices.words import CHASED, ICONS, Answer, Kind
from gouvernail.followup.models import Line
from gouvernail.workspaces.models import Member


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """One thing expected of one member, in the words of the active language.

    Parameters
    ----------
    key
        Names the cause: the same as long as that lasts, another one when it comes back otherwise.
    reason
        What happens if nothing is done.
    why
        Why this person and not another one.
    act, url
        What the button says, and the page that does it.
    page
        What who stands in may open, where `url` is for this person alone; empty where it is not.
    since, due_on
        Days; None where only the day on which it was first seen is known: it is then due `grace_days` later.
    is_queue
        Whether it stands for a queue, whose date moves each time that the oldest leaves it.
    """

    kind: Kind
    key: str
    title: str
    reason: str
    why: str
    act: str
    url: str
    page: str = ""
    since: date | None = None
    due_on: date | None = None
    grace_days: int = 7
    is_queue: bool = False


@dataclass(frozen=True, kw_only=True)
class Item:
    """An expectation on one person's week: dated, answered or not, theirs or that of whom they stand in for.

    Parameters
    ----------
    parts
        What this one line stands for, the oldest first; empty where it stands for itself.
    """

    expectation: Expectation
    key: str
    since: date
    due_on: date
    answer: Answer = Answer.NONE
    returns_on: date | None = None
    line: int | None = None
    whose: Member | None = None
    parts: "tuple[Item, ...]" = ()

    @property
    def icon(self) -> str:
        """Name the icon of its kind."""
        return ICONS[self.expectation.kind]

    def is_open(self, day: date) -> bool:
        """Tell whether it still asks for something: an answer holds until the day on which the line returns."""
        return self.answer == Answer.NONE or (self.returns_on is not None and self.returns_on <= day)

    def came_back(self, day: date) -> bool:
        """Tell whether it was said to be done and is still seen."""
        return self.answer == Answer.DONE and self.is_open(day)

    def told_on(self, day: date) -> date:
        """Give the day that makes what is told of it unique: its date; a queue is told of once a week at most."""
        return day - timedelta(days=day.weekday()) if self.expectation.is_queue else self.due_on

    def is_passed_on(self, day: date, after_days: int) -> bool:
        """Tell whether it is late enough for the deputy."""
        is_late = after_days > 0 and self.due_on + timedelta(days=after_days) <= day
        return is_late and self.expectation.kind in CHASED and self.is_open(day)


def dated(one: Expectation, line: Line | None, day: date) -> Item:
    """Put an expectation on a week, with what is remembered of it."""
    since = one.since or (line.since if line else day)
    item = Item(expectation=one, key=one.key, since=since, due_on=one.due_on or since + timedelta(days=one.grace_days))
    return answered(item, line)


def passed_on(item: Item, whose: Member, line: Line | None) -> Item:
    """Put what is late at somebody else's on the week of who stands in for them."""
    one = item.expectation
    theirs = replace(one, url=one.page or one.url, act=_("See") if one.page else one.act)
    bare = Item(
        expectation=theirs,
        key=f"for:{whose.pk}:{item.key}",
        since=item.since,
        due_on=item.due_on,
        whose=whose,
    )
    return answered(bare, line)


def together(parts: Sequence[Item], whose: Member, line: Line | None, said_on: date | None, after_days: int) -> Item:
    """Put all that is late at somebody else's on one line of the week of who stands in for them.

    Parameters
    ----------
    said_on
        Day on which the line was answered: what was passed on since calls for another word.
    after_days
        After how many days late something is passed on.
    """
    parts = sorted(parts, key=lambda item: (item.due_on, item.since, item.key))
    oldest = parts[0]
    title = ngettext("%(n)d late point with %(name)s", "%(n)d late points with %(name)s", len(parts))
    item = Item(
        expectation=Expectation(
            kind=oldest.expectation.kind,
            key=f"for:{whose.pk}",
            title=title % {"n": len(parts), "name": whose},
            reason=_("The oldest: %(title)s") % {"title": oldest.expectation.title},
            why=oldest.expectation.why,
            act=_("See the person"),
            url=reverse("workspace:person", args=[whose.workspace.slug, whose.pk]),
        ),
        key=f"for:{whose.pk}",
        since=oldest.since,
        due_on=oldest.due_on,
        whose=whose,
        parts=tuple(parts),
    )
    newest = max(part.due_on for part in parts) + timedelta(days=after_days)
    if line is not None and said_on is not None and said_on < newest:
        return replace(item, line=line.pk)
    return answered(item, line)


def answered(item: Item, line: Line | None) -> Item:
    """Add what the person said of it."""
    if line is None:
        return item
    return replace(item, answer=Answer(line.answer), returns_on=line.returns_on, line=line.pk)
