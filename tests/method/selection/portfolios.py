"""Small portfolios drawn for properties, and the answer found by trying every set."""

import itertools
from collections.abc import Collection

from hypothesis import strategies as st

from gouvernail.method.selection import ANY_TEAM, Benefit, Capacity, Item, Portfolio

TEAMS = (ANY_TEAM, "CRM", "Data")
amounts = st.one_of(
    st.integers(0, 12).map(float),
    st.integers(0, 60).map(lambda number: number / 4),
    st.floats(0, 50, allow_nan=False).map(lambda number: round(number, 5)),
)
days = st.one_of(st.integers(0, 12).map(float), st.integers(0, 40).map(lambda number: number / 10))


@st.composite
def portfolios(draw, *, most=7, teams=TEAMS):
    """Items of which each needs some of those before it, and a few benefits."""
    count = draw(st.integers(1, most))
    keys = [f"i{number}" for number in range(count)]
    items = tuple(
        Item(
            key,
            draw(amounts),
            draw(st.dictionaries(st.sampled_from(teams), days, max_size=2)),
            tuple(draw(st.lists(st.sampled_from(keys[:number]), max_size=2, unique=True))) if number else (),
        )
        for number, key in enumerate(keys)
    )
    benefits = tuple(
        Benefit(f"b{number}", draw(amounts), tuple(draw(st.lists(st.sampled_from(keys), max_size=3, unique=True))))
        for number in range(draw(st.integers(0, 2)))
    )
    return Portfolio(items, benefits)


@st.composite
def capacities(draw, portfolio):
    """A total, teams, or both; only teams that some item uses."""
    used = sorted({team for item in portfolio.items for team in item.costs} - {ANY_TEAM})
    by_team = draw(st.dictionaries(st.sampled_from(used), days, max_size=2)) if used else {}
    total = draw(st.one_of(st.none(), st.integers(0, 40).map(float))) if by_team else float(draw(st.integers(0, 40)))
    return Capacity(total, by_team)


def fits(portfolio: Portfolio, capacity: Capacity, keys: Collection[str]) -> bool:
    """Whether a set holds its prerequisites and its days are there."""
    taken = [item for item in portfolio.items if item.key in keys]
    if not all(need in keys for item in taken for need in item.needs):
        return False
    if capacity.total is not None and sum(item.cost for item in taken) > capacity.total + 1e-9:
        return False
    return all(
        sum(item.costs.get(team, 0.0) for item in taken) <= limit + 1e-9 for team, limit in capacity.by_team.items()
    )


def value_of(portfolio: Portfolio, keys: Collection[str]) -> float:
    """What a set brings."""
    earned = sum(benefit.value for benefit in portfolio.benefits if set(benefit.needs) <= set(keys))
    return sum(item.value for item in portfolio.items if item.key in keys) + earned


def best_by_trying(
    portfolio: Portfolio, capacity: Capacity, include: Collection[str] = (), exclude: Collection[str] = ()
) -> float | None:
    """The best value of all sets; None where no set is allowed."""
    keys = [item.key for item in portfolio.items]
    sets = (
        {key for key, taken in zip(keys, bits, strict=True) if taken}
        for bits in itertools.product((0, 1), repeat=len(keys))
    )
    allowed = (
        each for each in sets if set(include) <= each and not each & set(exclude) and fits(portfolio, capacity, each)
    )
    return max((value_of(portfolio, each) for each in allowed), default=None)
