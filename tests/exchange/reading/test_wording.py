"""Every fault and every guess of this part has its sentence, in both languages."""

import re
from pathlib import Path

import pytest

import gouvernail.exchange.reading
from gouvernail.exchange.wording import Language, Words

_ROOT = Path(gouvernail.exchange.reading.__file__).parent
_FILES = [
    _ROOT / "reading.py",
    _ROOT / "formats" / "records.py",
    *(_ROOT / "assembly").glob("*.py"),
    *(_ROOT / "mapping").glob("*.py"),
]
_PROBLEM = re.compile(r'(?:Problem\(\s*|faults\.add\(\s*|refuse\(\s*|code=f?)"([a-z_]+)')
_GUESS = re.compile(r'Guess\(\s*"([a-z_]+)"')


def _codes(pattern: re.Pattern[str]) -> list[str]:
    return sorted({code for path in _FILES for code in pattern.findall(path.read_text(encoding="utf-8"))})


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_code_is_worded(language: Language) -> None:
    words = Words(language)
    problems, guesses = _codes(_PROBLEM), _codes(_GUESS)
    assert len(problems) > 20
    assert len(guesses) > 4
    prefixes = {"unknown_keys_": ("changes", "touches", "links", "outcomes")}
    for code in problems:
        for name in [code + end for end in prefixes.get(code, ("",))]:
            assert words.has(f"problems.{name}.what"), name
            assert words.has(f"problems.{name}.do"), name
    for code in guesses:
        assert words.has(f"guesses.{code}"), code


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_part_of_a_mapping_is_commented(language: Language) -> None:
    parts = (
        "head", "files", "role", "key", "version_column", "columns", "keep", "states", "resolutions", "priorities",
        "people", "dates", "separators", "delivered",
    )  # fmt: skip
    assert all(Words(language).has(f"mapping.{part}") for part in parts)
