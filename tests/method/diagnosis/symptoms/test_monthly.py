import pytest

from gouvernail.method.diagnosis.symptoms.monthly import trend_of


def _series(values: list[float], step: int = 1) -> list[tuple[str, float]]:
    return [(f"{2024 + n * step // 12}-{n * step % 12 + 1:02}", value) for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "direction"),
    [
        ([1, 2, 3, 4, 5, 6, 7, 8], "rising"),
        ([8, 7, 6, 5, 4, 3, 2, 1], "falling"),
        ([5, 1, 4, 2, 5, 1, 4, 2], "stable"),
        ([3] * 8, "stable"),
    ],
)
def test_direction(values: list[float], direction: str) -> None:
    found, p = trend_of(_series(values))
    assert found == direction
    assert p is not None
    assert (p < 0.05) == (direction != "stable")


@pytest.mark.parametrize("n", range(5))
def test_four_months_have_no_trend(n: int) -> None:
    assert trend_of(_series([float(value) for value in range(n)])) == ("unknown", None)


def test_months_without_a_value_do_not_matter_for_the_test() -> None:
    assert trend_of(_series([1, 2, 4, 3, 5, 6], step=3)) == trend_of(_series([1, 2, 4, 3, 5, 6]))
