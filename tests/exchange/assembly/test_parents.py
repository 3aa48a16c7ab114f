import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.exchange.assembly.parents import cycle, in_cycles, shown


def _items(*parents: int | None) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "key": [str(row) for row in range(len(parents))],
            "parent": pl.Series([None if each is None else str(each) for each in parents], dtype=pl.String),
        }
    )


def test_a_tree_has_no_circle() -> None:
    assert cycle(_items(None, 0, 0, 1)) == []


def test_a_circle_is_given_in_its_order() -> None:
    found = cycle(_items(1, 2, 0, 0, None))
    assert sorted(found) == [0, 1, 2]
    parents = {0: 1, 1: 2, 2: 0}
    assert all(parents[row] == above for row, above in zip(found, [*found[1:], found[0]], strict=True))


def test_an_item_that_is_its_own_parent_is_a_circle() -> None:
    assert cycle(_items(None, 1)) == [1]


def test_what_hangs_below_a_circle_is_not_part_of_it() -> None:
    assert in_cycles(_items(1, 0, 0, 2)).tolist() == [True, True, False, False]


def test_a_parent_that_is_not_there_ends_the_line() -> None:
    assert not in_cycles(_items(9, 0)).any()


def test_a_circle_is_written_closed() -> None:
    assert shown(["A", "B"]) == "A → B → A"
    assert shown([str(row) for row in range(30)]).endswith("… → 0")


@given(st.lists(st.none() | st.integers(0, 14), min_size=1, max_size=15))
def test_circles_are_those_that_walking_finds(parents: list[int | None]) -> None:
    n = len(parents)
    up = [parent if parent is not None and parent < n else None for parent in parents]

    def returns(start: int) -> bool:
        at = up[start]
        for _ in range(n):
            if at is None or at == start:
                return at == start
            at = up[at]
        return False

    expected = np.array([returns(row) for row in range(n)])
    assert in_cycles(_items(*parents)).tolist() == expected.tolist()
