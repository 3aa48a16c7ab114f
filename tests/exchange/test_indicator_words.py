"""Every indicator can be said, in both languages, with the figures that it really gives."""

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from gouvernail.exchange.wording import Language, Words
from gouvernail.exchange.wording.words import sentences
from gouvernail.method.diagnosis.facts import Facts
from gouvernail.method.diagnosis.finding import Finding, Verdict
from gouvernail.method.diagnosis.indicator import REGISTRY
from gouvernail.method.diagnosis.indicators import measure_all
from gouvernail.method.diagnosis.settings import load
from gouvernail.method.history import History

KEYS = {"name", "question", "sentence", "formula", "data"}
SHARED = {"verdicts", "caveats", "columns", "missing"}
TODAY = datetime(2025, 7, 1)
PRODUCT_ONLY = {"ceremonies", "allocation_gap", "role_gaps"}
LANGUAGES: tuple[Language, ...] = ("fr", "en")


def _day(number: float) -> datetime:
    return datetime(2025, 1, 1) + timedelta(days=number)


def _item(number: int) -> dict[str, Any]:
    started, done = number % 3 > 0, number % 3 > 1
    return {
        "key": f"K{number:02}",
        "title": "URGENT" if number % 4 else "Fiche client",
        "state": "dropped" if number % 10 == 9 else "done" if done else "started" if started else "requested",
        "created_at": _day(number % 7),
        "reporter": f"business {number % 4}",
        "owner": f"builder {number % 3}",
        "objective": "O1" if number % 2 else None,
        "priority": f"P{number % 5}",
        "priority_level": 1 + number % 5,
        "due_on": "2025-04" if done else "2025-12",
        "started_at": _day(20 + number % 9) if started else None,
        "done_at": _day(60 + number) if done else None,
        "dropped_at": _day(50) if number % 10 == 9 else None,
        "rank": float(number + 1),
        "iterations": ["S1", "S2"] if number % 2 else ["S2"],
    }


def _full() -> History:
    """A history that carries everything that the shape can."""
    keys = [f"K{number:02}" for number in range(80)]
    change = {"actor": "boss", "reason": None, "decision": None}
    moves = [
        change | {"key": key, "at": _day(30 + number), "field": "due_on", "old": "2025-02", "new": "2025-04"}
        for number, key in enumerate(keys[:40])
    ]
    moves += [
        change
        | {"key": key, "at": _day(31 + number), "field": "rank", "old": "79", "new": "1", "actor": f"a{number % 4}"}
        for number, key in enumerate(keys[:40])
    ]
    moves += [
        change | {"key": key, "at": _day(15), "field": "state", "old": "requested", "new": "accepted", "decision": "D1"}
        for key in keys[::2]
    ]
    touches = [
        {"key": keys[n % 80], "at": _day(n), "person": f"business {n // 30}", "side": "business", "kind": "comment"}
        for n in range(170)
    ]
    outcomes = [
        {"key": key, "measure": "adoption", "expected": 10.0, "observed": float(n % 9), "at": _day(62 + n + 45)}
        for n, key in enumerate(keys)
    ]
    outcomes.append({"key": "K01", "measure": "calls", "expected": 5.0, "observed": None, "at": _day(1)})
    calendar = [
        {"name": "S1", "kind": "iteration", "start_on": _day(5).date(), "end_on": _day(20).date()},
        {"name": "S2", "kind": "iteration", "start_on": _day(21).date(), "end_on": _day(80).date()},
        *({"name": f"R{n}", "kind": "release", "start_on": None, "end_on": _day(20 * n).date()} for n in range(8)),
    ]
    return History.of(
        tracked=["state", "due_on", "rank", "iterations"],
        items=pl.DataFrame([_item(number) for number in range(80)], infer_schema_length=None),
        changes=pl.DataFrame(moves, infer_schema_length=None),
        touches=pl.DataFrame(touches),
        outcomes=pl.DataFrame(outcomes),
        calendar=pl.DataFrame(calendar, infer_schema_length=None),
        links=pl.DataFrame({"key": ["K02"], "kind": ["relates"], "other": ["K05"]}),
    )


@pytest.fixture(scope="module")
def found() -> dict[str, Finding]:
    facts = Facts(_full(), TODAY, load(), np.random.default_rng(0))
    return {finding.id: finding for finding in measure_all(facts)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_has_its_words(language: Language) -> None:
    words = sentences(language, "indicators")

    assert set(words) - SHARED == set(REGISTRY)
    assert {name: KEYS - set(words[name]) for name in REGISTRY if KEYS - set(words[name])} == {}


def test_the_full_history_measures_all_but_what_only_the_product_records(found: dict[str, Finding]) -> None:
    assert {name for name, finding in found.items() if finding.verdict is Verdict.NOT_RECORDED} == PRODUCT_ONLY
    assert {name for name, finding in found.items() if finding.value is None} == PRODUCT_ONLY


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(set(REGISTRY)))
def test_its_sentence_can_be_said(found: dict[str, Finding], name: str, language: Language) -> None:
    words, finding = Words(language), found[name]
    values = {"value": finding.value, "low": finding.low, "high": finding.high, "n": finding.n}
    given = {**values, "threshold": finding.threshold, **finding.details}

    for key in ("sentence", "no_value"):
        if words.has(f"indicators.{name}.{key}"):
            said = words.say(f"indicators.{name}.{key}", **given)
            assert "{" not in said
            assert name in PRODUCT_ONLY or key != "sentence" or "—" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_evidence_has_a_heading(found: dict[str, Finding], language: Language) -> None:
    headings = sentences(language, "indicators")["columns"]

    assert {column for finding in found.values() for column in finding.rows.columns} - set(headings) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_can_be_missing_or_doubtful_has_words(language: Language) -> None:
    words = Words(language)
    bare = History.of(items=pl.DataFrame({"key": ["A"], "state": ["started"]}))
    empty = Facts(bare, TODAY, load(), np.random.default_rng(0))

    for finding in measure_all(empty):
        assert all(words.has(f"indicators.missing.{column}") for column in finding.missing), finding.missing
        assert all(words.has(f"indicators.caveats.{code}") for code in finding.caveats), finding.caveats


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_has_its_word(language: Language, verdict: Verdict) -> None:
    assert Words(language).has(f"indicators.verdicts.{verdict}")
