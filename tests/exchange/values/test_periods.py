"""Announced periods keep the precision at which they were announced."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.exchange.values.periods import parse_periods
from gouvernail.method.history.periods import is_canonical

_CASES = {
    "2025-03-14": ["2025-03-14", "14/03/2025", "14 mars 2025", "2025-03-14T00:00:00+01:00", "45730", "2025年3月14日"],
    "2025-W12": ["2025-W12", "S12 2025", "semaine 12 de 2025", "Sem. 12 2025", "week 12, 2025", "2025S12", "W12 2025"],
    "2025-03": [
        "2025-03",
        "mars 2025",
        "03/2025",
        "mars-25",
        "Mar '25",
        "2025 mars",
        "fin mars 2025",
        "early March 2025",
        "202503",
        "03/25",
        "mi-mars 2025",
        "2025年3月",
        "livraison prévue pour mars 2025 (à confirmer)",
    ],
    "2025-04": ["mars-avril 2025", "entre mars et avril 2025", "Mar - Apr 2025"],
    "2025-09": ["rentrée 2025", "sept. 2025"],
    "2025-Q1": [
        "T1 2025",
        "T1-2025",
        "2025T1",
        "Q1'25",
        "1er trimestre 2025",
        "premier trimestre 2025",
        "1Q25",
        "2025 Q1",
        "janvier-mars 2025",
        "début 2025",
        "hiver 2024-2025",
        "end of Q1 2025",
        "first quarter of 2025",
        "FY25 Q1",
    ],
    "2025-Q2": ["printemps 2025", "mid 2025", "from April to June 2025"],
    "2025-Q3": ["Q3 25", "été 2025", "T2 ou T3 2025", "Summer 2025"],
    "2025-Q4": ["fin 2025", "automne 2025", "late 2025", "Q4/2025"],
    "2025-H1": ["H1 2025", "S1 2025", "Q1-Q2 2025", "1er semestre 2025", "first half of 2025", "T1 / T2 2025"],
    "2025-H2": ["2e semestre 2025", "2ème semestre 2025", "H2 25", "second half 2025"],
    "2025": ["2025", "FY25", "FY 2025", "année 2025"],
}


@pytest.mark.parametrize(("text", "expected"), [(text, period) for period, texts in _CASES.items() for text in texts])
def test_one_text(text: str, expected: str) -> None:
    parsed = parse_periods(pl.Series([text, None]))
    assert parsed.values.to_list() == [expected, None]
    assert parsed.bad.to_list() == [False, False]


@pytest.mark.parametrize(
    "text", ["TBD", "à définir", "N/A", "-", "?", "Indéterminée", "近日発表", "", "Coming soon", "à planifier"]
)
def test_not_known_yet_is_empty_and_not_bad(text: str) -> None:
    parsed = parse_periods(pl.Series([text]))
    assert (parsed.values.to_list(), parsed.bad.to_list()) == ([None], [False])


@pytest.mark.parametrize(
    "text", ["31/02/2025", "foo", "T5 2025", "W54 2025", "2025-13", "mars", "Q3", "v1.27", "Lot 3", "12/03"]
)
def test_what_is_no_period_is_bad(text: str) -> None:
    parsed = parse_periods(pl.Series([text]))
    assert (parsed.values.to_list(), parsed.bad.to_list()) == ([None], [True])


def test_s_is_a_week_when_the_column_goes_beyond_two() -> None:
    assert parse_periods(pl.Series(["S1 2025", "S14 2025"])).values.to_list() == ["2025-W01", "2025-W14"]
    assert parse_periods(pl.Series(["S1 2025", "S2 2025"])).values.to_list() == ["2025-H1", "2025-H2"]


def test_days_share_the_order_of_their_column() -> None:
    assert parse_periods(pl.Series(["03/04/2025", "25/04/2025"])).values.to_list() == ["2025-04-03", "2025-04-25"]
    assert parse_periods(pl.Series(["03/04/2025", "04/25/2025"])).values.to_list() == ["2025-03-04", "2025-04-25"]


@given(
    texts=st.lists(
        st.one_of(st.none(), st.text(max_size=20), st.text("0123456789TQHSW-/' àeofinmars", max_size=20)), max_size=6
    )
)
@settings(deadline=None, max_examples=300)
def test_any_text_is_canonical_empty_or_bad(texts: list[str | None]) -> None:
    parsed = parse_periods(pl.Series("c", texts, dtype=pl.String))
    assert is_canonical(parsed.values.drop_nulls()).all()
    assert not (parsed.bad & parsed.values.is_not_null()).any()


@given(
    period=st.sampled_from(list(_CASES)),
    prefix=st.sampled_from(["", "prévu ", "livraison ", "~", "pour "]),
)
@settings(deadline=None)
def test_canonical_text_stays_itself(period: str, prefix: str) -> None:
    assert parse_periods(pl.Series([prefix + period])).values.to_list() == [period]


def test_the_targets_of_a_real_roadmap(shared_data: Callable[[str], Path]) -> None:
    frame = pl.read_csv(
        shared_data("ms_business_apps_release_notes/planned_features_snapshots.csv"), infer_schema=False
    )
    for column in ("public_preview", "ga"):
        parsed = parse_periods(frame[column])
        assert frame[column].filter(parsed.bad).unique().to_list() == []
        assert is_canonical(parsed.values.drop_nulls()).all()
