"""Play the whole demonstration, week after week, up to today."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from django.conf import settings
from django.utils import translation
from django_scopes import scope

from gouvernail.backlog.services.ranking.computing import ranking_refresh
from gouvernail.cli.demonstration import answering, deciding, judging, people, rituals, strategy, wanting
from gouvernail.cli.demonstration.clock import at
from gouvernail.cli.demonstration.report import diagnose_programme
from gouvernail.cli.demonstration.script import WEEKS, Part, Script, script
from gouvernail.cli.demonstration.wishes import Course, course
from gouvernail.workspaces.models import Member, Workspace
from gouvernail.workspaces.services.duties import duties_propose

SEED: Final = 2026
_ZONE: Final = ZoneInfo("Europe/Paris")
_MORNING, _EVENING = time(9, 12), time(18, 5)
_DUTIES_WEEK, _DEPUTIES_WEEK, _RITUALS_WEEK = 5, 7, 6
_LEADERS: Final = {"arbitration": "philippe", "demo": "nadia", "data_review": "valerie"}
_GUEST: Final = Part(key="elodie", name="Élodie Masson", title="", kind="champion", scope="Marketing", week=WEEKS - 1)
_GHOST: Final = "julien"  # answers for a duty and has not been seen for two months


def is_loaded() -> bool:
    """Tell whether a demo workspace is there already."""
    return Workspace.objects.filter(is_demo=True).exists()


def load(today: date, *, seed: int = SEED, say: Callable[[int, int], None] = lambda _done, _total: None) -> Workspace:
    """Load the demo workspace: the same seed and the same day give the same history.

    Parameters
    ----------
    today
        The last day that is played.
    say
        Called with how many weeks are played and how many there are.
    """
    start = today - timedelta(weeks=WEEKS, days=today.weekday())
    with translation.override("fr"), _letters_kept():
        return _play(script(), start, today, np.random.default_rng(seed), say)


def _play(
    told: Script, start: date, today: date, rng: np.random.Generator, say: Callable[[int, int], None]
) -> Workspace:
    members: dict[str, Member] = {}
    wanted, said, decided = course(), answering.answers(), deciding.verdicts()
    first = told.people[0]
    with at(_instant(start, _MORNING)):
        owner = members[first.key] = people.found(first, told)
    with scope(workspace=owner.workspace):
        for week in range(WEEKS + 1):
            monday = start + timedelta(weeks=week)
            acts = [*_acts_of(week, monday, told, members, owner, start)]
            if week >= _RITUALS_WEEK and monday + timedelta(days=7) <= today:
                sunday, opening = _instant(monday + timedelta(days=6), _EVENING), _instant(monday, time.min)
                acts.append((sunday, partial(rituals.live, opening, owner, rng)))
            acts += _wanted(week, monday, wanted, said, decided, members, start, rng)
            for moment, act in sorted(acts, key=lambda pair: pair[0]):
                with at(moment):
                    act()
            say(week, WEEKS)
        _end(members, owner, today)
    return owner.workspace


def _acts_of(
    week: int, monday: date, told: Script, members: dict[str, Member], owner: Member, start: date
) -> Iterator[tuple[datetime, Callable[[], object]]]:
    """Say what happens in one week, and when."""
    morning = _instant(monday, _MORNING)
    if week == _DUTIES_WEEK:
        yield morning, partial(duties_propose, actor=owner)
    if week == _RITUALS_WEEK:
        yield morning, partial(rituals.plan, owner, {kind: members[key] for kind, key in _LEADERS.items()})
    if week == _DEPUTIES_WEEK:
        yield morning, partial(people.name_deputies, told, members, owner)
    if week == WEEKS - 1:
        yield _instant(monday + timedelta(days=3), _MORNING), partial(people.invite, _GUEST, owner, start)
    for number, part in enumerate(told.people[1:]):
        moment = _instant(monday + timedelta(days=number % 5), _MORNING)
        if part.week == week:
            yield moment, partial(_join, part, members, owner, start)
        if part.leaves == week:
            yield moment, partial(people.leave, members[part.key], owner)


def _wanted(
    week: int,
    monday: date,
    wanted: Course,
    said: answering.Answers,
    decided: deciding.Verdicts,
    members: dict[str, Member],
    start: date,
    rng: np.random.Generator,
) -> list[tuple[datetime, Callable[[], object]]]:
    """Spread over the working week what is said of the compass, asked, planned, judged and proved."""
    acts = [
        *strategy.acts_of(week, wanted, members, start),
        *wanting.acts_of(week, wanted, said, members),
        *answering.acts_of(week, wanted, said, members),
        *judging.acts_of(week, wanted, members, start, rng),
        *deciding.acts_of(week, wanted, decided, members),
    ]
    noon = _instant(monday, time(11, 30))
    return [(noon + timedelta(hours=number * 96 / len(acts)), act) for number, act in enumerate(acts)]


def _join(part: Part, members: dict[str, Member], owner: Member, start: date) -> None:
    members[part.key] = people.join(part, owner, start)


def _end(members: dict[str, Member], owner: Member, today: date) -> None:
    """Leave the workspace as its people would find it this morning."""
    with at(_instant(today - timedelta(days=1), _EVENING)):
        diagnose_programme(owner, members["maxime"])
        ranking_refresh(owner.workspace)
    seen = _instant(today - timedelta(days=1), _EVENING)
    for key, member in members.items():
        day = seen - timedelta(days=64 if key == _GHOST else len(key) % 4)
        Member.objects.filter(pk=member.pk).update(seen_at=day)  # what the pages note when somebody reads them


def _instant(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, _ZONE)


@contextmanager
def _letters_kept() -> Iterator[None]:
    """Keep the letters in memory: nobody of the demonstration has an address."""
    real = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    from django.core import mail

    mail.outbox = []
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = real
