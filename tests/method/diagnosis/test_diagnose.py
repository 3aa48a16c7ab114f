"""The whole diagnosis of a small history made by hand."""

import dataclasses
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from gouvernail.method.diagnosis import Diagnosis, Symptom, Verdict, diagnose, settings
from gouvernail.method.history import History, as_of

TODAY = datetime(2025, 12, 31)
START = datetime(2025, 1, 6)
SETTINGS = settings.load()
NO_ROWS = pl.DataFrame()  # one object, because frames have no truth value to compare by


def _items(delay: int) -> list[dict[str, Any]]:
    """Sixty requests, one every five days, each promised for 30 days after and started in the order of arrival."""
    rows = []
    for number in range(60):
        created = START + timedelta(days=5 * number)
        due = created + timedelta(days=30)
        done = due + timedelta(days=delay)
        finished = done < TODAY
        rows.append(
            {
                "key": f"CRM-{number:02}",
                "title": f"Demande {number}",
                "state": "done" if finished else "started",
                "created_at": created,
                "reporter": f"métier {number % 7}",
                "owner": f"dev {number % 3}",
                "priority": "Haute",
                "priority_level": 1,
                "due_on": f"{due:%Y-%m-%d}",
                "started_at": created + timedelta(days=10),
                "done_at": done if finished else None,
            }
        )
    return rows


def _changes(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each third item changes its priority three times, in one instant each."""
    return [
        {
            "key": row["key"],
            "at": row["created_at"] + timedelta(days=4 * step),
            "actor": "métier 1",
            "field": "priority",
            "old": "Basse" if step % 2 else "Haute",
            "new": "Haute" if step % 2 else "Basse",
        }
        for row in items[::3]
        for step in (1, 2, 3)
    ]


def _touches() -> list[dict[str, Any]]:
    """Twelve business people in the first month, one fewer each month."""
    return [
        {
            "key": "CRM-00",
            "at": datetime(2025, month, 10),
            "person": f"métier {person}",
            "side": "business",
            "kind": "comment",
        }
        for month in range(1, 13)
        for person in range(13 - month)
    ] + [{"key": "CRM-00", "at": START, "person": "métier 0", "side": "business", "kind": "create"}]


def _history(delay: int = 40, seed: int | None = None) -> History:
    items = _items(delay)
    frames = {
        "items": pl.DataFrame(items, infer_schema_length=None),
        "changes": pl.DataFrame(_changes(items)),
        "touches": pl.DataFrame(_touches()),
    }
    if seed is not None:
        frames = {name: frame.sample(fraction=1, shuffle=True, seed=seed) for name, frame in frames.items()}
    return History.of(tracked=["priority", "due_on", "state"], **frames)


def _diagnosed(delay: int = 40, seed: int | None = None) -> Diagnosis:
    return diagnose(_history(delay, seed), today=TODAY, settings=SETTINGS)


def _symptom(diagnosis: Diagnosis, name: str) -> Symptom:
    return next(symptom for symptom in diagnosis.symptoms if symptom.id == name)


@pytest.fixture(scope="module")
def late() -> Diagnosis:
    return _diagnosed()


def test_what_was_read_is_counted(late: Diagnosis) -> None:
    assert (late.items, late.changes, late.touches) == (60, 60, 79)
    assert late.people == 12 + 3  # business people and builders


def test_every_part_is_there(late: Diagnosis) -> None:
    assert [finding.number for finding in late.findings] == list(range(1, 37))
    names = ["late_deliveries", "no_visible_benefit", "shifting_priorities", "fading_enthusiasm"]
    assert [symptom.id for symptom in late.symptoms] == names
    assert len(late.causes) == 12


def test_forty_days_late_is_forty_days_late(late: Diagnosis) -> None:
    symptom = _symptom(late, "late_deliveries")
    assert (symptom.verdict, symptom.value, symptom.unit) == (Verdict.ESTABLISHED, 40, "days")
    assert symptom.details is not None
    assert symptom.details["missed"] == 1
    assert (symptom.low, symptom.high) == (40, 40)
    assert symptom.trend == "stable"


def test_early_work_excludes_lateness() -> None:
    symptom = _symptom(_diagnosed(delay=-5), "late_deliveries")
    assert (symptom.verdict, symptom.value) == (Verdict.EXCLUDED, -5)


def test_what_is_still_overdue_counts_as_late_by_at_least_so_much() -> None:
    items = [row | {"done_at": None, "state": "started"} for row in _items(40)[:20]] + _items(-5)[20:25]
    history = History.of(tracked=["due_on"], items=pl.DataFrame(items, infer_schema_length=None))
    symptom = _symptom(diagnose(history, today=TODAY, settings=SETTINGS), "late_deliveries")
    assert symptom.value is not None
    assert symptom.value > 200
    assert symptom.high is None


def test_changes_of_priority_for_one_delivery(late: Diagnosis) -> None:
    symptom = _symptom(late, "shifting_priorities")
    delivered = sum(row["done_at"] is not None for row in _items(40))
    assert symptom.value == pytest.approx(60 / delivered)
    assert symptom.details == {"changes": 60, "delivered": delivered}
    assert symptom.low is not None
    assert symptom.high is not None
    assert symptom.low < symptom.value < symptom.high


def test_one_person_fewer_each_month_is_a_fall(late: Diagnosis) -> None:
    symptom = _symptom(late, "fading_enthusiasm")
    assert (symptom.verdict, symptom.trend) == (Verdict.ESTABLISHED, "falling")
    assert symptom.value is not None
    assert symptom.value < -0.1
    assert symptom.p is not None
    assert symptom.p < 0.001


def test_what_is_not_recorded_is_said_with_what_is_missing(late: Diagnosis) -> None:
    symptom = _symptom(late, "no_visible_benefit")
    assert (symptom.verdict, symptom.value) == (Verdict.NOT_RECORDED, None)
    assert "outcomes.measure" in symptom.missing


def test_a_priority_without_history_is_not_recorded() -> None:
    history = History.of(items=pl.DataFrame(_items(40), infer_schema_length=None))
    symptom = _symptom(diagnose(history, today=TODAY, settings=SETTINGS), "shifting_priorities")
    assert (symptom.verdict, symptom.value) == (Verdict.NOT_RECORDED, None)


def test_causes_stand_on_findings_that_exist(late: Diagnosis) -> None:
    known = {finding.id for finding in late.findings}
    leaning = [one for cause in late.causes for one in (*cause.supporting, *cause.opposing)]
    assert leaning
    assert {one.indicator for one in leaning} <= known
    assert late.causes[0].posterior > 0.5


def test_neither_chance_nor_the_order_of_rows_changes_the_answer(late: Diagnosis) -> None:
    shuffled = _diagnosed(seed=5)
    for part in ("symptoms", "causes"):
        assert getattr(shuffled, part) == getattr(late, part)
    for one, other in zip(late.findings, shuffled.findings, strict=True):
        assert one.rows.equals(other.rows)
        assert dataclasses.replace(one, rows=NO_ROWS) == dataclasses.replace(other, rows=NO_ROWS)


def test_another_seed_only_touches_the_second_decimal(late: Diagnosis) -> None:
    other = diagnose(_history(), today=TODAY, settings=SETTINGS, seed=1)
    assert [one.q for one in other.findings] == pytest.approx([one.q for one in late.findings], abs=0.05)


def test_promises_are_followed(late: Diagnosis) -> None:
    assert late.promises is not None
    assert late.promises.announced == sum(late.promises.counts.values())


def test_an_empty_history_says_nothing_and_accuses_nobody() -> None:
    diagnosis = diagnose(History.of(), today=TODAY, settings=SETTINGS)
    assert {finding.verdict for finding in diagnosis.findings} <= {Verdict.NOT_RECORDED, Verdict.NOT_ENOUGH_DATA}
    assert {finding.q for finding in diagnosis.findings} == {0.5}
    assert np.allclose([cause.posterior for cause in diagnosis.causes], SETTINGS.network.prior)
    assert not any(cause.named for cause in diagnosis.causes)


def test_a_past_day_is_judged_by_what_was_known_then() -> None:
    whole, then = _history(), datetime(2025, 4, 15)
    past = diagnose(whole, today=then, settings=SETTINGS)
    known = diagnose(as_of(whole, then), today=then, settings=SETTINGS)

    assert past.until is not None
    assert past.until <= then
    assert (past.items, past.changes, past.touches) == (known.items, known.changes, known.touches)
    assert past.touches < whole.touches.height
    assert [finding.value for finding in past.findings] == [finding.value for finding in known.findings]
    done = next(finding for finding in past.findings if finding.id == "on_time_rate").rows["done"].drop_nulls()
    assert done.max() <= then.date()  # type: ignore[operator]
