"""Which reminder an item calls for on a day, and the day by which that reminder is known."""

from datetime import date, timedelta

from gouvernail.followup.choices.words import Step
from gouvernail.followup.selectors.expectation import Item

AGAIN_DAYS = 7  # [choice] what stays late is said again once a week: more often, it is no longer read


def step_of(item: Item, day: date, before_days: int) -> tuple[Step, date] | None:
    """Give the reminder that an item calls for, with the day that makes it unique; None where it is too early.

    Late items have one reminder a week of lateness, so that a mail server that was away for a day loses none.
    """
    if not item.is_open(day):
        return None
    if item.whose is not None:
        return Step.ESCALATED, _week_of_lateness(item, day)
    if item.due_on < day:
        return Step.LATE, _week_of_lateness(item, day)
    if item.due_on == day:
        return Step.TODAY, item.told_on(day)
    return (Step.BEFORE, item.told_on(day)) if item.due_on <= day + timedelta(days=before_days) else None


def _week_of_lateness(item: Item, day: date) -> date:
    if item.expectation.is_queue:
        return item.told_on(day)
    late = max((day - item.due_on).days - 1, 0)
    return item.due_on + timedelta(days=1 + late // AGAIN_DAYS * AGAIN_DAYS)
