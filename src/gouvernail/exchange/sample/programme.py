"""A simulated French CRM programme: how requests become builds when nobody arbitrates.

Nothing here aims at a result: habits are stated as parameters, chance does the rest, and the diagnosis finds what it
finds. One step is one day.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from gouvernail.exchange.sample.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

_SATURDAY: Final = 5
_WEDNESDAY: Final = 65  # day of a ten-week cycle that began on a Monday: never release on a Friday
PRIORITIES: Final = ("Critique", "Haute", "Moyenne", "Basse")


@dataclass(frozen=True)
class Habits:
    """How this programme behaves; every figure is a choice of the simulation, none is measured."""

    start: date = date(2024, 1, 8)
    end: date = date(2025, 9, 30)
    requests_a_week: float = 6.0
    acceptance: float = 0.93  # share of requests that nobody refuses
    decision_days: float = 38.0  # median wait for an answer
    queue_jump: float = 0.22  # share of starts that take the latest "critical" request instead of the oldest
    work_in_progress: int = 4  # items that one builder holds open
    work_days: float = 9.0  # median effort of an item, in days of undivided work
    optimism: float = 0.6  # announced duration over real duration, median
    release_every: int = 70  # days between two releases to production
    claim_top: float = 0.55  # share of requests claimed "Critique" or "Haute"
    test_days: int = 7  # least time between the end of the build and the release
    reprioritised_a_week: float = 2.5
    early_touches: float = 0.25  # business comments before the build, an item
    late_touches: float = 1.8  # business comments at acceptance test, an item
    fading: float = 0.0009  # daily loss of business participation
    date_moved: float = 0.75  # share of missed months that are announced again (the others stay overdue)
    stated_objective: float = 0.4
    measured: float = 0.12  # share of deliveries whose effect is measured


@dataclass
class Item:
    """One request and what became of it."""

    key: str
    title: str
    type: str
    team: str
    reporter: str
    created: date
    priority: str
    objective: str = ""
    status: str = "À étudier"
    accepted: date | None = None
    started: date | None = None
    built: date | None = None
    delivered: date | None = None
    closed: date | None = None
    owner: str = ""
    due: str = ""  # the month announced, "2025-03"
    effort: float = 0.0
    left: float = 0.0
    decided_on: date = date.max


@dataclass(frozen=True)
class Change:
    """One line of the change log, in the words of the tracker."""

    key: str
    on: date
    actor: str
    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Comment:
    """One line of the exchanges."""

    key: str
    on: date
    author: str
    text: str


@dataclass
class Programme:
    """Everything that happened, in the order of the days."""

    items: list[Item] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    releases: list[date] = field(default_factory=list)
    outcomes: list[tuple[str, str, float, float, date]] = field(default_factory=list)


def simulate(rng: np.random.Generator, habits: Habits | None = None) -> Programme:
    """Run the programme day by day; the same generator gives the same programme."""
    return _Simulation(rng, habits or Habits(), vocabulary()).run()


class _Simulation:
    def __init__(self, rng: np.random.Generator, habits: Habits, words: Vocabulary) -> None:
        self.rng, self.habits, self.words = rng, habits, words
        self.programme = Programme()
        self.titles = words.titles(rng)
        self.business = words.people(rng)

    def run(self) -> Programme:
        for day in self._days():
            if day.weekday() < _SATURDAY:
                self._receive(day)
                self._decide(day)
                self._start(day)
                self._build(day)
                self._reprioritise(day)
            self._release(day)
            self._announce_again(day)
        self.programme.comments.sort(key=lambda comment: (comment.on, comment.key))
        return self.programme

    def _days(self) -> "Iterator[date]":
        day = self.habits.start
        while day <= self.habits.end:
            yield day
            day += timedelta(days=1)

    def _pick(self, options: "tuple[str, ...] | list[str]") -> str:
        return options[int(self.rng.integers(len(options)))]

    def _happens(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def _lognormal(self, median: float, spread: float) -> float:
        return float(median * np.exp(self.rng.normal(0, spread)))

    def _change(self, item: Item, day: date, actor: str, column: str, old: str, new: str) -> None:
        self.programme.changes.append(Change(item.key, day, actor, column, old, new))

    def _move(self, item: Item, day: date, actor: str, status: str) -> None:
        self._change(item, day, actor, "Statut", item.status, status)
        item.status = status

    def _comment(self, item: Item, day: date, author: str, text: str) -> None:
        if day <= self.habits.end:
            self.programme.comments.append(Comment(item.key, day, author, text))

    def _participation(self, day: date) -> float:
        return float((1 - self.habits.fading) ** (day - self.habits.start).days)

    def _colleagues(self, team: str, day: date) -> list[str]:
        people = self.business[team]
        return people[: max(2, round(len(people) * self._participation(day)))]

    def _receive(self, day: date) -> None:
        for _ in range(int(self.rng.poisson(self.habits.requests_a_week * self._participation(day) / 5))):
            team = self._pick(self.words.teams)
            top = self._happens(self.habits.claim_top)
            priority = self._pick(PRIORITIES[:2] if top else PRIORITIES[2:])
            prefix = self._pick(self.words.pressing) if top and self._happens(0.2) else ""
            self.programme.items.append(
                Item(
                    key=f"CRM-{len(self.programme.items) + 1}",
                    title=prefix + next(self.titles).format(team=team),
                    type=self._pick(self.words.types),
                    team=team,
                    reporter=self._pick(self._colleagues(team, day)),
                    created=day,
                    priority=priority,
                    objective=self._pick(self.words.objectives) if self._happens(self.habits.stated_objective) else "",
                    effort=self._lognormal(self.habits.work_days, 0.7),
                    decided_on=day + timedelta(days=round(self._lognormal(self.habits.decision_days, 0.6))),
                )
            )

    def _decide(self, day: date) -> None:
        for item in self.programme.items:
            if item.status == "À étudier" and item.decided_on <= day:
                if not self._happens(self.habits.acceptance):
                    self._move(item, day, "Camille Leroy", "Refusé")
                    item.closed = day
                    continue
                self._move(item, day, "Camille Leroy", "Accepté")
                item.accepted = day
                self._announce(item, day)
                if self._happens(self.habits.early_touches):
                    self._comment(item, day, self._pick(self._colleagues(item.team, day)), self._pick(self.words.early))

    def _announce(self, item: Item, day: date) -> None:
        waiting = sum(other.status == "Accepté" for other in self.programme.items)
        real = (waiting * 2.0 + item.effort * self.habits.work_in_progress) + self.habits.release_every / 2
        month = _month(day + timedelta(days=round(real * self._lognormal(self.habits.optimism, 0.35))))
        self._change(item, day, "Camille Leroy", "Échéance", item.due, month)
        item.due = month

    def _start(self, day: date) -> None:
        for builder in self.words.builders:
            held = sum(item.owner == builder and item.status == "En cours" for item in self.programme.items)
            waiting = [item for item in self.programme.items if item.status == "Accepté"]
            if held >= self.habits.work_in_progress or not waiting or not self._happens(0.5):
                continue
            item = waiting[0]
            pressing = [other for other in waiting if other.priority == PRIORITIES[0]]
            if pressing and self._happens(self.habits.queue_jump):
                item = pressing[-1]
            self._move(item, day, builder, "En cours")
            item.owner, item.started, item.left = builder, day, item.effort

    def _build(self, day: date) -> None:
        for builder in self.words.builders:
            held = [item for item in self.programme.items if item.owner == builder and item.status == "En cours"]
            for item in held:
                item.left -= 0.8 / len(held)  # the rest of the day goes to switching between items
                if item.left <= 0:
                    item.built = day
                    self._move(item, day, builder, "En recette")
                    self._test(item, day)

    def _test(self, item: Item, day: date) -> None:
        for _ in range(int(self.rng.poisson(self.habits.late_touches * self._participation(day)))):
            person = self._pick(self._colleagues(item.team, day))
            self._comment(item, day + timedelta(days=int(self.rng.integers(12))), person, self._pick(self.words.late))

    def _release(self, day: date) -> None:
        if (day - self.habits.start).days % self.habits.release_every != _WEDNESDAY:
            return
        self.programme.releases.append(day)
        for item in self.programme.items:
            if (
                item.status == "En recette"
                and item.built is not None
                and (day - item.built).days >= self.habits.test_days
            ):
                self._move(item, day, item.owner, "Livré")
                item.delivered = day
                self._measure(item, day)

    def _measure(self, item: Item, day: date) -> None:
        later = day + timedelta(days=60)
        if self._happens(self.habits.measured) and later <= self.habits.end:
            expected = float(self.rng.integers(10, 40))
            observed = round(expected * float(self.rng.uniform(-0.1, 1.1)), 1)
            self.programme.outcomes.append((item.key, self._pick(self.words.measures), expected, observed, later))

    def _reprioritise(self, day: date) -> None:
        for _ in range(int(self.rng.poisson(self.habits.reprioritised_a_week / 5))):
            waiting = [item for item in self.programme.items if item.status in {"À étudier", "Accepté", "En cours"}]
            if waiting:
                item = waiting[int(self.rng.integers(len(waiting)))]
                new = self._pick([level for level in PRIORITIES if level != item.priority])
                self._change(item, day, self._pick(self.words.arbiters), "Priorité", item.priority, new)
                item.priority = new

    def _announce_again(self, day: date) -> None:
        if (day + timedelta(days=1)).day != 1:
            return
        for item in self.programme.items:
            missed = item.due == _month(day) and item.delivered is None and item.closed is None
            if missed and self._happens(self.habits.date_moved):
                later = _month(day + timedelta(days=45))
                self._change(item, day, "Camille Leroy", "Échéance", item.due, later)
                item.due = later


def _month(day: date) -> str:
    return f"{day.year}-{day.month:02}"
