"""The reference of what the ranking takes for granted is the file that the method reads, in words."""

import runpy
from pathlib import Path

import pytest

from gouvernail.backlog.choices.thresholds import MARKS, PARTS, SAID
from gouvernail.method.thresholds import shipped

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize(("language", "name"), [("en", "thresholds.md"), ("fr", "seuils.md")])
def test_the_reference_of_the_thresholds_is_up_to_date(language: str, name: str) -> None:
    written = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert written == runpy.run_path(str(DOCS / "write_thresholds.py"))["page"](language), "run `make docs`"


def test_every_figure_is_worded_and_no_word_is_left_over() -> None:
    assert set(SAID) == set(shipped())
    assert set(PARTS) == {one.part for one in shipped().values()}
    assert {one.source.split("]")[0] + "]" for one in shipped().values()} <= set(MARKS)
