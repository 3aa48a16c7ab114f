"""French and English say the same things with the same figures."""

import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import gouvernail

WORDING = Path(gouvernail.__file__).parent / "exchange" / "wording"
AREAS = sorted({path.stem for path in WORDING.glob("*/*.toml")})


def _sentences(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _sentences(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _read(language: str, area: str) -> dict[str, str]:
    return dict(_sentences(tomllib.loads((WORDING / language / f"{area}.toml").read_text(encoding="utf-8"))))


def _fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_have_the_same_sentences(area: str) -> None:
    assert _read("fr", area).keys() == _read("en", area).keys()


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_give_the_same_figures(area: str) -> None:
    french, english = _read("fr", area), _read("en", area)
    differing = {key for key in french if _fields(french[key]) != _fields(english.get(key, ""))}
    assert differing == set()


@pytest.mark.parametrize("area", AREAS)
def test_no_sentence_is_empty(area: str) -> None:
    assert [key for language in ("fr", "en") for key, text in _read(language, area).items() if not text.strip()] == []


@pytest.mark.parametrize("area", AREAS)
def test_french_uses_the_typographic_apostrophe(area: str) -> None:
    straight = [key for key, text in _read("fr", area).items() if "'" in text and "`" not in text]
    assert straight == []


@pytest.mark.parametrize("area", AREAS)
def test_french_never_breaks_a_line_before_its_double_signs(area: str) -> None:
    breakable = re.compile(r"(?<=\S) (?=[:;!?»])|« ")
    code = re.compile(r"`[^`]*`")
    assert [key for key, text in _read("fr", area).items() if breakable.search(code.sub("", text))] == []


@pytest.mark.parametrize(("language", "noun"), [("fr", "jour"), ("en", "day")])
@pytest.mark.parametrize("area", AREAS)
def test_days_are_whole_numbers(area: str, language: str, noun: str) -> None:
    decimals = re.compile(r"\{\w+:(?:number|decimal2|signed)\}\W{1,2}(?:\{\w+:plural\|)?" + noun)
    assert [key for key, text in _read(language, area).items() if decimals.search(text)] == []
