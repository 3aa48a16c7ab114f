import polars as pl
import pytest

from gouvernail.method.history import release_order


def in_order(*names):
    ordered = release_order(pl.Series(names, dtype=pl.String)).sort("order", "name")
    return {name: (family, order) for name, family, order in ordered.iter_rows()}


@pytest.mark.parametrize(
    "names",
    [
        ("v1.9", "v1.19"),
        ("2025.2", "2025.10"),
        ("1.9", "v1.9.3", "1.19"),
        ("Lot 2", "lot 11"),
        ("2019 wave 2", "2020wave1", "Wave 2 2020"),
        ("Sprint 9 2024", "Sprint 1 2025"),
        ("now", "Next", "later"),
    ],
)
def test_names_of_one_family_follow_one_another(names):
    found = in_order(*reversed(names))
    assert len({found[name][0] for name in names}) == 1
    assert [found[name][1] for name in names] == list(range(len(names)))


def test_one_release_may_have_several_names():
    found = in_order("v1.20", "1.20.0", "V 1.20", "v1.21")
    assert {found[name][1] for name in ("v1.20", "1.20.0", "V 1.20")} == {0}
    assert found["v1.21"][1] == 1


def test_names_of_two_families_are_not_compared():
    found = in_order("v1.9", "Lot 3", "backlog", "now")
    assert len({family for family, _ in found.values()}) == 4
    assert found["backlog"] == (None, None)


def test_nothing_to_order():
    assert release_order(pl.Series([None], dtype=pl.String)).height == 0
