"""Small works drawn for properties, and the answer found by trying every plan."""

import itertools
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from gouvernail.method.sequencing import NOT_DATED, Horizon, Item
from gouvernail.method.urgency.profiles import Decline, Erosion, Peak

TEAMS = ("CRM", "Data")
values = st.one_of(st.integers(0, 12).map(float), st.floats(0, 50, allow_nan=False).map(lambda each: round(each, 4)))
days = st.one_of(st.integers(0, 9).map(float), st.integers(0, 40).map(lambda number: number / 10))
profiles = st.one_of(
    st.just(NOT_DATED),
    st.sampled_from([0.01, 0.1, 1.0]).map(Erosion),
    st.integers(0, 8).map(lambda week: Decline(week, week)),
    st.integers(1, 9).map(lambda week: Decline(-1.0, week)),
    st.integers(1, 9).map(Peak),
)


@st.composite
def horizons(draw, *, most=3):
    count = draw(st.integers(1, most))
    return Horizon(
        {team: tuple(draw(st.lists(days, min_size=count, max_size=count))) for team in TEAMS},
        weeks=draw(st.sampled_from([1.0, 2.0])),
    )


@st.composite
def works(draw, *, most=5, asked=False):
    """Items of which each needs some of those before it; `asked`: some are fixed, or have a last iteration."""
    horizon = draw(horizons())
    count = draw(st.integers(1, most))
    keys = [f"i{number}" for number in range(count)]
    iteration = st.one_of(st.none(), st.integers(1, horizon.iterations)) if asked else st.none()
    items = tuple(
        Item(
            key,
            draw(values),
            draw(st.dictionaries(st.sampled_from(TEAMS), days, max_size=2)),
            draw(profiles),
            tuple(draw(st.lists(st.sampled_from(keys[:number]), max_size=2, unique=True))) if number else (),
            fixed=draw(iteration),
            by=draw(iteration),
        )
        for number, key in enumerate(keys)
    )
    return items, horizon


def holds(items, horizon, at):
    """Whether a plan (iteration of each key from 1, None outside) respects everything."""
    late = horizon.iterations + 1
    finish = {key: late if iteration is None else iteration for key, iteration in at.items()}
    for item in items:
        if any(finish[need] > finish[item.key] for need in item.needs):
            return False
        if item.fixed not in (None, finish[item.key]) or (item.by is not None and finish[item.key] > item.by):
            return False
    return all(
        sum(item.days.get(team, 0.0) for item in items if finish[item.key] <= iteration)
        <= sum(given[:iteration]) + 1e-9
        for team, given in horizon.days.items()
        for iteration in range(1, horizon.iterations + 1)
    )


def loss_of(item, horizon, iteration):
    weeks = horizon.weeks * (horizon.iterations + 1 if iteration is None else iteration)
    return item.value * float(item.profile.value(0.0) - item.profile.value(weeks))


def least_loss(items, horizon):
    """Try every plan; None when none holds."""
    places = [*range(1, horizon.iterations + 1), None]
    losses = [
        sum(loss_of(item, horizon, each) for item, each in zip(items, plan, strict=True))
        for plan in itertools.product(places, repeat=len(items))
        if holds(items, horizon, dict(zip((item.key for item in items), plan, strict=True)))
    ]
    return min(losses, default=None)


def is_possible(items, horizon):
    return least_loss([replace(item, value=0.0) for item in items], horizon) is not None


def programme(count, iterations, seed, *, teams=3):
    """Draw a programme: sizes lognormal, a third on two teams, four in ten with a prerequisite, one in five dated."""
    rng = np.random.default_rng(seed)
    names = [f"T{number}" for number in range(teams)]
    sizes = np.rint(np.exp(rng.normal(1.6, 0.8, count))).clip(1, 40)
    items = []
    for number, size in enumerate(sizes.tolist()):
        main = int(rng.integers(0, teams))
        taken = {names[main]: size}
        if rng.random() < 0.35:
            taken[names[(main + int(rng.integers(1, teams))) % teams]] = max(1.0, round(size * 0.4))
        weeks = float(rng.uniform(4, 1.6 * iterations))
        dated = rng.random() < 0.2
        items.append(
            Item(
                f"i{number:04d}",
                float(np.exp(rng.normal(1.5, 1.0))) * 2.0 * iterations,
                taken,
                Decline(weeks, weeks) if dated else Decline(0.0, 4.0 * iterations),
                (f"i{int(rng.integers(0, number)):04d}",) if number and rng.random() < 0.42 else (),
            )
        )
    total = {name: sum(item.days.get(name, 0.0) for item in items) for name in names}
    return tuple(items), Horizon.steady(
        {name: amount / iterations for name, amount in total.items()}, iterations=iterations
    )
