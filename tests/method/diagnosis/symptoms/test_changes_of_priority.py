"""What counts as a change of priority."""

from datetime import datetime, timedelta
from typing import Any

import polars as pl
import pytest

from gouvernail.method.diagnosis import Symptom, Verdict, diagnose, settings
from gouvernail.method.history import History

START = datetime(2025, 1, 6)
SETTINGS = settings.load()


def _symptom(changes: list[dict[str, Any]], *tracked: str) -> Symptom:
    items = pl.DataFrame(
        [
            {
                "key": f"A{number:02}",
                "created_at": START,
                "state": "done" if number < 10 else "accepted",
                "done_at": START + timedelta(days=60 + number) if number < 10 else None,
                "priority": "P1",
                "rank": float(number + 1),
            }
            for number in range(40)
        ],
        infer_schema_length=None,
    )
    history = History.of(items=items, changes=pl.DataFrame(changes, infer_schema_length=None), tracked=tracked)
    diagnosis = diagnose(history, today=datetime(2025, 6, 1), settings=SETTINGS)
    return next(one for one in diagnosis.symptoms if one.id == "shifting_priorities")


def _change(number: int, day: int, field: str, old: str | None, new: str) -> dict[str, Any]:
    return {"key": f"A{number:02}", "at": START + timedelta(days=day), "field": field, "old": old, "new": new}


def _counted(symptom: Symptom) -> float:
    assert symptom.details is not None
    return symptom.details["changes"]


def test_changes_for_one_delivery() -> None:
    symptom = _symptom([_change(number, 9, "priority", "P2", "P1") for number in range(30)], "priority")
    assert (symptom.value, symptom.n, symptom.unit) == (3, 10, "ratio")


def test_a_first_setting_is_no_change_of_mind() -> None:
    changes = [_change(1, 5, "priority", None, "P2"), _change(2, 6, "priority", "P2", "P1")]
    assert _counted(_symptom(changes, "priority")) == 1


def test_several_fields_that_move_at_once_are_one_change() -> None:
    changes = [_change(1, 5, "priority", "P2", "P1"), _change(1, 5, "rank", "30.0", "2.0")]
    assert _counted(_symptom(changes, "priority", "rank")) == 1


def test_moves_of_a_target_are_replans_and_no_changes_of_priority() -> None:
    changes = [_change(number, 9, "horizon", "v1", "v2") for number in range(30)]
    assert _counted(_symptom(changes, "priority", "horizon")) == 0
    alone = _symptom(changes, "horizon")
    assert (alone.verdict, alone.value, alone.n, alone.series) == (Verdict.NOT_RECORDED, None, 0, ())


def test_from_now_to_later_is_a_change_of_priority() -> None:
    changes = [_change(1, 5, "horizon", "now", "later"), _change(2, 5, "horizon", "v1", "later")]
    assert _counted(_symptom(changes, "priority", "horizon")) == 1


@pytest.mark.parametrize(("step", "counted"), [(1, 0), (2, 0), (3, 1), (9, 1)])
def test_a_rank_counts_when_it_jumps(step: int, counted: int) -> None:
    """Thirty open items: the least jump is three ranks, one tenth of them."""
    changes = [_change(12, 5, "rank", "13.0", f"{13 + step}.0")]
    assert _counted(_symptom(changes, "rank")) == counted


def test_without_any_delivery_there_is_nothing_to_divide_by() -> None:
    history = History.of(
        items=pl.DataFrame({"key": ["A00"], "created_at": [START], "state": ["accepted"]}),
        changes=pl.DataFrame([_change(0, 5, "priority", "P2", "P1")]),
        tracked=["priority"],
    )
    diagnosis = diagnose(history, today=datetime(2025, 6, 1), settings=SETTINGS)
    symptom = next(one for one in diagnosis.symptoms if one.id == "shifting_priorities")
    assert (symptom.value, symptom.low, symptom.high, symptom.trend) == (None, None, None, "unknown")


def test_a_priority_that_nobody_fills_in_is_not_recorded_even_where_changes_would_be() -> None:
    history = History.of(
        items=pl.DataFrame(
            {"key": ["A00"], "created_at": [START], "state": ["done"], "done_at": [START + timedelta(days=3)]}
        ),
        tracked=["priority", "horizon", "rank"],
    )
    diagnosis = diagnose(history, today=datetime(2025, 6, 1), settings=SETTINGS)
    symptom = next(one for one in diagnosis.symptoms if one.id == "shifting_priorities")
    assert (symptom.verdict, symptom.value) == (Verdict.NOT_RECORDED, None)


def test_a_figure_without_a_settled_indicator_asks_for_more_data() -> None:
    symptom = _symptom([_change(number, 9, "priority", "P2", "P1") for number in range(5)], "priority")
    assert (symptom.verdict, symptom.value) == (Verdict.NOT_ENOUGH_DATA, 0.5)
