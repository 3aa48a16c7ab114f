"""On two hundred days, the roadmap equals a naive replay of what happened; a comparison leads from one to the other."""

from datetime import time

import numpy as np
import pytest
from django_scopes import scope

from gouvernail.backlog.services.items.items import item_aim
from gouvernail.backlog.services.items.states import item_drop, item_finish, item_reopen
from gouvernail.decisions.choices.decisions import Verdict
from gouvernail.decisions.models import Decision
from gouvernail.decisions.selectors.register import reversed_now
from gouvernail.roadmap.choices.places import HORIZONS, Kind, Place
from gouvernail.roadmap.selectors.board import roadmap_on
from gouvernail.roadmap.selectors.compared import roadmaps_compared
from tests.backlog.items import item, objective
from tests.roadmap.scene import day, decide, on

DAYS, ITEMS, ACTS = 200, 9, 120
Shown = dict[str, tuple[str, str]]


class Naive:
    """What somebody with a sheet of paper would note after each act: where each item stands, and what it serves."""

    def __init__(self) -> None:
        self.place: dict[str, str] = {}
        self.stands: dict[str, int] = {}
        self.ended: set[str] = set()
        self.aims: dict[str, str] = {}

    def decided(self, key: str, decision: Decision) -> None:
        if decision.verdict != Verdict.ADJOURN:
            self.place[key], self.stands[key] = decision.verdict, decision.pk
        elif decision.reverses_id is not None and decision.reverses_id == self.stands.get(key):
            self.place.pop(key)
            self.stands[key] = decision.pk

    def shown(self) -> Shown:
        on = {key: place for key, place in self.place.items() if place in HORIZONS and key not in self.ended}
        return {key: (place, self.aims[key]) for key, place in on.items()}


def live(cast, rng: np.random.Generator) -> list[Shown]:
    """Decide, build, drop, open again and aim at random for two hundred days; say what is shown each evening."""
    aims, naive, evenings = [objective(cast, "Vendre"), objective(cast, "Servir"), None], Naive(), []
    with on(0):
        items = [item(cast, f"Élément {number}", objective=aims[number % 3]) for number in range(ITEMS)]
    naive.aims = {one.key: str(one.objective or "") for one in items}
    moments = sorted(rng.choice(np.arange(DAYS), size=ACTS, replace=True).tolist())
    for number in range(DAYS):
        for place in range(moments.count(number)):
            with on(number, time(8 + place)):
                _act(cast, items[int(rng.integers(ITEMS))], aims, naive, rng)
        evenings.append(naive.shown())
    return evenings


def _act(cast, one, aims, naive: Naive, rng: np.random.Generator) -> None:
    one.refresh_from_db()
    draw = rng.random()
    if one.key in naive.ended:
        item_reopen(actor=cast.camille, item=one)
        naive.ended.discard(one.key)
    elif draw < 0.08:
        item_finish(actor=cast.camille, item=one)
        naive.ended.add(one.key)
    elif draw < 0.14:
        item_drop(actor=cast.camille, item=one, reason="Plus de besoin")
        naive.ended.add(one.key)
    elif draw < 0.25:
        aim = aims[int(rng.integers(3))]
        item_aim(actor=cast.camille, item=one, objective=aim)
        naive.aims[one.key] = str(aim or "")
    else:
        naive.decided(one.key, _decided(cast, one, rng))


def _decided(cast, one, rng: np.random.Generator) -> Decision:
    verdict = str(rng.choice(Verdict.values))
    earlier = list(Decision.objects.filter(subject_id=str(one.pk)))
    free = [known for known in earlier if known.pk not in reversed_now() and known.verdict != verdict]
    reverses = free[int(rng.integers(len(free)))] if free and rng.random() < 0.4 else None
    return decide(cast, one, verdict, reverses=reverses)


def applied(before: Shown, found) -> Shown:
    """Apply a comparison to what was shown on the first day."""
    after = dict(before)
    for move in found.moves:
        key = move.item.key
        if move.kind is Kind.ENTERED:
            after[key] = (str(move.after), move.aim_after)
        elif move.kind is Kind.MOVED:
            after[key] = (str(move.after), after[key][1])
        elif move.kind is Kind.REAIMED:
            after[key] = (after[key][0], move.aim_after)
        elif move.kind is Kind.BUILT:
            after.pop(key, None)  # what came and was built in between was not there
        else:
            assert move.after not in HORIZONS
            del after[key]
    return after


@pytest.mark.parametrize("seed", [1, 2])
def test_as_of_and_comparisons_agree_with_a_naive_replay(cast, seed):
    rng = np.random.default_rng(seed)
    with scope(workspace=cast.workspace):
        evenings = live(cast, rng)
        assert max(len(shown) for shown in evenings) > ITEMS // 3  # there was something to tell
        with on(DAYS + 5):
            for number, expected in enumerate(evenings):
                shown = roadmap_on(cast.workspace, day(number))
                found = {card.item.key: (str(card.place), card.item.objective_label) for card in shown.cards}
                assert found == expected, f"day {number}"
            for _ in range(40):
                start, end = sorted(int(one) for one in rng.integers(0, DAYS, 2))
                found = roadmaps_compared(cast.workspace, day(end), day(start))
                assert applied(evenings[start], found) == evenings[end], f"from {start} to {end}"
                said = [move for move in found.moves if move.kind in {Kind.ENTERED, Kind.MOVED}]
                assert all(move.decisions or move.acts for move in said)


def test_a_place_is_called_as_its_verdict():
    assert {place.value for place in HORIZONS} | {Place.NO.value} | {"adjourn"} == set(Verdict.values)
