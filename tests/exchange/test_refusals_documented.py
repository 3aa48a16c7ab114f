"""Every refusal of a reading is described in the reference of formats, in both languages."""

import re
from pathlib import Path

import pytest

from gouvernail.exchange.wording.words import sentences

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
ELSEWHERE = ("scores_", "choice_", "no_choice_", "no_single_", "no_such_", "prerequisite_", "thresholds_", "pdf_")


def _codes() -> set[str]:
    """List what a reading may say; ranking, selection, thresholds and PDF have pages of their own."""
    found = {code for code, said in sentences("en", "problems").items() if isinstance(said, dict) and "what" in said}
    return {code for code in found if not code.startswith(ELSEWHERE)}


@pytest.mark.parametrize("page", ["formats.md", "formats-lus.md"])
def test_every_refusal_is_described(page: str) -> None:
    told = set(re.findall(r"`([a-z_]+)`", (REFERENCE / page).read_text(encoding="utf-8")))
    assert sorted(_codes() - told) == []


@pytest.mark.parametrize("page", ["formats.md", "formats-lus.md"])
def test_no_refusal_is_invented(page: str) -> None:
    text = (REFERENCE / page).read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if re.search(r"(`[a-z_]+` ?){2,}\|$", line)]
    told = {code for line in rows for code in re.findall(r"`([a-z_]+)`", line)}
    assert len(rows) > 10
    assert sorted(told - set(sentences("en", "problems"))) == []
