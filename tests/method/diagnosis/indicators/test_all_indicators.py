"""What holds for every indicator, on histories that Hypothesis draws."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouvernail.method.diagnosis.facts import Facts
from gouvernail.method.diagnosis.finding import Finding, Verdict
from gouvernail.method.diagnosis.indicator import REGISTRY, Indicator, register
from gouvernail.method.diagnosis.indicators import measure_all
from gouvernail.method.diagnosis.settings import load
from gouvernail.method.history import History
from gouvernail.method.history.shape import STATES

START = datetime(2025, 1, 1)
TODAY = datetime(2025, 9, 1)
TRACKED = ("state", "due_on", "horizon", "rank", "priority", "score", "iterations")
PEOPLE = ("ana", "bob", "cleo", "dan")


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


_instants = st.integers(0, 220 * 24).map(lambda hours: START + timedelta(hours=hours))
_tenths = st.integers(-10, 90).map(lambda tenths: tenths / 10)
_dues = st.sampled_from(["2025-03", "2025-Q2", "2025-04-15", "2025-W20", "2025-H2", "not a date"])
_values = {
    "state": st.sampled_from(STATES),
    "due_on": _dues,
    "due_on:preview": _dues,
    "horizon": st.sampled_from(["v1.9", "v1.10", "later"]),
    "rank": st.integers(1, 20).map(str),
    "score": _tenths.map(str),
    "priority": st.sampled_from(["P1", "P2", "P3", "P4", "unknown"]),
    "iterations": st.sampled_from(["[]", '["S1"]', '["S1","S2"]', "S2"]),
    "owner": st.sampled_from(PEOPLE),
}


@st.composite
def _items(draw: st.DrawFn) -> list[dict[str, Any]]:
    count = draw(st.integers(1, 14))
    return [
        {
            "key": f"K{number}",
            "title": draw(_maybe(st.sampled_from(["URGENT !!", "Fiche client", "asap please"]))),
            "state": draw(_maybe(st.sampled_from(STATES))),
            "created_at": draw(_maybe(_instants)),
            "started_at": draw(_maybe(_instants)),
            "done_at": draw(_maybe(_instants)),
            "dropped_at": draw(_maybe(_instants)),
            "due_on": draw(_maybe(_dues)),
            "horizon": draw(_maybe(_values["horizon"])),
            "reporter": draw(_maybe(st.sampled_from(PEOPLE))),
            "owner": draw(_maybe(st.sampled_from(PEOPLE))),
            "objective": draw(_maybe(st.just("O1"))),
            "priority": (word := draw(_maybe(st.sampled_from(["P1", "P2", "P3", "P4"])))),
            "priority_level": int(word[1]) if word else None,
            "rank": draw(_maybe(st.integers(1, 20))),
            "score": draw(_maybe(_tenths)),
            "size": draw(_maybe(_tenths)),
            "parent": draw(_maybe(st.just("K0"))),
            "iterations": draw(_maybe(st.lists(st.sampled_from(["S1", "S2"]), unique=True))),
            "releases": draw(_maybe(st.lists(st.sampled_from(["R1", "R2"]), unique=True))),
        }
        for number in range(count)
    ]


@st.composite
def _changes(draw: st.DrawFn) -> list[dict[str, Any]]:
    fields = draw(st.lists(st.sampled_from(sorted(_values)), max_size=30))
    return [
        {
            "key": f"K{draw(st.integers(0, 15))}",
            "at": draw(_instants),
            "field": field,
            "actor": draw(_maybe(st.sampled_from(PEOPLE))),
            "old": draw(_maybe(_values[field])),
            "new": draw(_maybe(_values[field])),
            "reason": draw(_maybe(st.just("because"))),
            "decision": draw(_maybe(st.just("D1"))),
        }
        for field in fields
    ]


_touches = st.lists(
    st.fixed_dictionaries(
        {
            "key": st.sampled_from(["K0", "K1", "K2", "K3"]),
            "at": _maybe(_instants),
            "person": _maybe(st.sampled_from(PEOPLE)),
            "side": st.sampled_from(["business", "builder", "unknown"]),
            "kind": st.sampled_from(["create", "comment", "test", "feedback"]),
            "text": _maybe(st.sampled_from(["vite !!", "ok"])),
        }
    ),
    max_size=20,
)
_outcomes = st.lists(
    st.fixed_dictionaries(
        {
            "key": st.sampled_from(["K0", "K1", "K2", "K3"]),
            "measure": _maybe(st.sampled_from(["adoption", "calls"])),
            "expected": _maybe(_tenths),
            "observed": _maybe(_tenths),
            "at": _maybe(_instants),
        }
    ),
    max_size=8,
)
_links = st.lists(
    st.fixed_dictionaries(
        {
            "key": st.sampled_from(["K0", "K1", "K2"]),
            "kind": st.sampled_from(["relates", "duplicates"]),
            "other": st.sampled_from(["K1", "K3", "K9"]),
        }
    ),
    max_size=4,
)
CALENDAR = [
    {"name": "S1", "kind": "iteration", "start_on": START.date(), "end_on": datetime(2025, 3, 1).date()},
    {"name": "S2", "kind": "iteration", "start_on": datetime(2025, 3, 2).date(), "end_on": datetime(2025, 5, 1).date()},
    {"name": "R1", "kind": "release", "end_on": datetime(2025, 4, 1).date()},
]


@st.composite
def histories(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    return {
        "items": draw(_items()),
        "changes": draw(_changes()),
        "touches": draw(_touches),
        "outcomes": draw(_outcomes),
        "links": draw(_links),
        "calendar": draw(st.sampled_from([[], CALENDAR])),
    }


def findings(
    rows: dict[str, list[dict[str, Any]]], *, tracked: Sequence[str] = TRACKED, observed_at: Sequence[datetime] = ()
) -> tuple[Finding, ...]:
    frames = {name: pl.DataFrame(given, infer_schema_length=None) for name, given in rows.items() if given}
    scale = {f"P{level}": level for level in range(1, 5)}
    history = History.of(tracked=tracked, observed_at=observed_at, priority_scale=scale, **frames)
    return measure_all(Facts(history, TODAY, load(), np.random.default_rng(3)))


def _same(first: Finding, second: Finding) -> bool:
    plain = [field for field in Finding.__dataclass_fields__ if field != "rows"]
    return all(getattr(first, name) == getattr(second, name) for name in plain) and first.rows.equals(second.rows)


_LONG = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_LONG
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_shows(rows, random):
    shuffled = {name: random.sample(given, len(given)) for name, given in rows.items()}

    assert all(map(_same, findings(rows), findings(shuffled)))


@_LONG
@given(histories(), st.sampled_from([(), (START, datetime(2025, 4, 1), TODAY)]), st.sets(st.sampled_from(TRACKED)))
def test_every_finding_is_a_sound_one(rows, observed_at, tracked):
    for found in findings(rows, tracked=sorted(tracked), observed_at=observed_at):
        assert 0 <= found.q <= 1
        assert found.n >= 0
        assert found.value is None or np.isfinite(found.value)
        assert (found.verdict is Verdict.NOT_RECORDED) == bool(found.missing)
        assert found.q == 0.5 or not found.missing
        assert all(np.isfinite(number) for number in found.details.values())
        assert [month for month, _ in found.series] == sorted({month for month, _ in found.series})
        if found.low is not None and found.high is not None:
            assert found.low <= found.high


@_LONG
@given(histories())
def test_a_field_that_no_indicator_reads_changes_nothing(rows):
    more = rows | {
        "items": [item | {"team": "T1", "labels": ["x"], "type": "bug"} for item in rows["items"]],
        "changes": rows["changes"]
        + [{"key": "K0", "at": START + timedelta(days=40), "field": "title", "old": "a", "new": "b"}],
    }
    inside = {"items": [item | {"updated_at": START + timedelta(days=40)} for item in rows["items"]]}  # same window

    both = [item | seen for item, seen in zip(more["items"], inside["items"], strict=True)]

    assert all(map(_same, findings(rows | inside), findings(more | {"items": both})))


def test_an_empty_history_records_nothing():
    found = measure_all(Facts(History.of(), TODAY, load(), np.random.default_rng(0)))

    assert {finding.verdict for finding in found} == {Verdict.NOT_RECORDED}


def test_there_are_thirty_six_each_registered_once():
    assert sorted(indicator.number for indicator in REGISTRY.values()) == list(range(1, 37))
    assert [finding.number for finding in findings({"items": [{"key": "A"}]})] == list(range(1, 37))


def test_each_agrees_with_its_threshold():
    thresholds = load()
    for indicator in REGISTRY.values():
        threshold = thresholds.threshold(indicator.id)
        assert (threshold.number, threshold.beyond) == (indicator.number, indicator.beyond)


def test_a_number_or_an_id_cannot_be_taken_twice():
    class Impostor(Indicator):
        id = "impostor"
        number = 1
        unit = "share"
        beyond = "above"
        sources = frozenset()

        def measure(self, facts):
            raise NotImplementedError

    with pytest.raises(ValueError, match="registered twice"):
        register(Impostor)
