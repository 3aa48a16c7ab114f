"""Figures are drawn to scale and said in words."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.web.templatetags.figures import meter, share, sparkline, whole_percent
from gouvernail.web.templatetags.plots import columns, lines

LEVELS = st.floats(-10, 10, allow_nan=False)


def _svg(text: str) -> ET.Element:
    return ET.fromstring(re.search(r"<svg.*?</svg>", text, re.DOTALL)[0])


@given(LEVELS, LEVELS, LEVELS)
def test_a_meter_stays_on_its_track(value: float, low: float, high: float) -> None:
    drawn = _svg(meter(value, low, high))
    fill = next(part for part in drawn if part.get("class") == "fill")
    assert 0 <= float(fill.get("width")) <= 100


def test_a_meter_says_its_level_and_its_spread() -> None:
    with translation.override("fr"):
        assert "4,6 sur 5, de 4,0 à 5,0 selon l’évaluateur" in meter(4.6, 4, 5)
    with translation.override("en"):
        assert 'aria-label="4.6 out of 5"' in meter(4.6)


def test_a_meter_is_half_full_at_half() -> None:
    with translation.override("fr"):  # a comma in a width would draw nothing
        assert 'class="fill" y="3" width="50.0"' in meter(2.5)


@pytest.mark.parametrize(
    ("value", "total", "width"), [(61, 100, "61.0"), (1, 0, "0.0"), (9, 3, "100.0"), (-1, 3, "0.0")]
)
def test_a_share_is_a_part_of_its_whole(value: float, total: float, width: str) -> None:
    assert f'class="fill" width="{width}"' in share(value, total)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (0.2, "<\xa01"),
        (0.5, "<\xa01"),
        (0.7, "1"),
        (42.4, "42"),
        (99.4, "99"),
        (99.5, ">\xa099"),
        (99.99, ">\xa099"),
        (100, "100"),
    ],
)
def test_a_share_that_is_not_whole_is_never_all_nor_nothing(value: float, said: str) -> None:
    with translation.override("fr"):
        assert whole_percent(value) == f"{said}\xa0%"
        label = _svg(share(value)).get("aria-label")
    assert label == f"{said}\xa0%"


def test_a_missing_value_breaks_the_line() -> None:
    assert sparkline([1, 2, None, 4, 5]).count("M") == 2
    assert sparkline([]) == sparkline([None]) == ""


@given(st.lists(st.floats(0, 1e9, allow_nan=False), max_size=40))
def test_columns_rise_with_their_values_and_stay_in_the_frame(values: list[float]) -> None:
    points = [(f"S{place}", value) for place, value in enumerate(values)]
    drawn = _svg(columns(points, title="T", column="C", unit="U"))
    bars = [(float(part.get("y")), float(part.get("height"))) for part in drawn if part.get("class") == "mark"]
    assert len(bars) == len(values)
    assert all(top >= 9.9 and top + height <= 176.1 for top, height in bars)
    heights = [height for _, height in bars]
    for value, height in zip(values, heights, strict=True):
        assert all(height >= other - 0.11 for smaller, other in zip(values, heights, strict=True) if smaller <= value)


def test_a_chart_gives_its_figures_as_a_table_too() -> None:
    with translation.override("fr"):
        text = lines([("S40", 1234.5), ("S41", 2)], title="Éléments", column="Semaine", unit="Nombre")
    assert '<th scope="row">S40</th>' in text
    assert "1\u202f234,5" in text
    assert 'aria-label="Éléments"' in text


def test_a_level_is_rounded_never_cut() -> None:
    with translation.override("fr"):
        text = meter(2.38, 1.96, 3.04)
    assert '<b class="num">2,4</b>' in text
    assert 'aria-label="2,4 sur 5, de 2,0 à 3,0 selon l’évaluateur"' in text


def test_no_figure_writes_a_style_and_names_are_escaped() -> None:
    text = columns([("<b>", 1)], title="<i>", column="C", unit="U") + meter(1) + share(1) + sparkline([1, 2])
    assert "style=" not in text
    assert "<b>" not in text
    assert "<i>" not in text


@pytest.mark.parametrize(
    ("query", "sort", "order"),
    [("", "-name", "ascending"), ("sort=name", "-name", "ascending"), ("sort=-name", "name", "descending")],
)
def test_a_head_sorts_then_the_other_way_round(rf, query: str, sort: str, order: str) -> None:
    template = Template('{% load sorting %}{% sorted_head "name" "Nom" default=True %}')
    text = template.render(Context({"request": rf.get(f"/?team=3&page=4&{query}")}))
    assert f'aria-sort="{order}"' in text
    assert "team=3" in text
    assert f"sort={sort}" in text
    assert "page=" not in text
