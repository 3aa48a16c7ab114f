"""The matrix parts items at the medians of what is drawn, and says so."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.backlog.models import Item
from gouvernail.backlog.selectors.ranking.matrix import FLOOR, LEFT, MOST, RIGHT, TOP, matrix_of
from tests.backlog.ranking import W, backlog

LEVEL = st.floats(0, 5).map(lambda level: round(level, 2))


def _items(levels: list[tuple[float, float]]) -> list[Item]:
    """Give ranked items with these levels of value and complexity."""
    return [
        cast(
            "Item",
            SimpleNamespace(
                pk=place,
                standing=SimpleNamespace(
                    rank=place + 1,
                    value=value,
                    value_low=max(0, value - 1),
                    value_high=min(5, value + 1),
                    complexity=complexity,
                    complexity_low=max(0, complexity - 1),
                    complexity_high=min(5, complexity + 1),
                    urgency=1.0,
                ),
            ),
        )
        for place, (value, complexity) in enumerate(levels)
    ]


def _quarters(levels: list[tuple[float, float]]) -> list[str]:
    return [one.quadrant for one in matrix_of(_items(levels)).points]


def test_a_backlog_that_is_low_on_the_scale_fills_the_four_quarters():
    levels = [(1.4, 0.6), (1.2, 2.2), (0.3, 0.4), (0.2, 2.0)]
    assert _quarters(levels) == ["quick", "bets", "small", "refuse"]
    found = matrix_of(_items(levels))
    assert (found.value, found.complexity) == pytest.approx((0.75, 1.3))


def test_what_lies_on_a_median_is_worth_it_and_light():
    assert _quarters([(2, 2)] * 3) == ["quick"] * 3
    assert _quarters([(1, 1), (2, 2), (3, 3)]) == ["small", "quick", "bets"]


def test_nothing_ranked_draws_nothing():
    assert not matrix_of([cast("Item", SimpleNamespace(pk=1))])


@given(st.lists(st.tuples(LEVEL, LEVEL), min_size=1, max_size=40))
def test_at_most_half_of_the_items_lie_beyond_each_line_and_all_is_inside(levels: list[tuple[float, float]]) -> None:
    found = matrix_of(_items(levels))
    count = len(found.points)
    assert count == min(len(levels), MOST)
    assert 2 * sum(one.quadrant in {"bets", "refuse"} for one in found.points) <= count
    assert 2 * sum(one.quadrant in {"small", "refuse"} for one in found.points) <= count
    assert LEFT <= float(found.split_x) <= RIGHT
    assert TOP <= float(found.split_y) <= FLOOR
    for one in found.points:
        places: dict[str, Any] = {name: float(getattr(one, name)) for name in ("true_x", "low_x", "high_x")}
        assert all(LEFT <= place <= RIGHT for place in places.values())
        assert all(TOP <= float(getattr(one, name)) <= FLOOR for name in ("true_y", "low_y", "high_y"))


def test_the_page_says_where_the_lines_are(cast, signed_in):
    with scope(workspace=cast.workspace):
        backlog(cast)
    for page in ("matrix", ""):
        text = signed_in("robin").get(W + page).content.decode().replace("\u00a0", " ")
        assert "les médianes de ce qui est dessiné : valeur" in text
