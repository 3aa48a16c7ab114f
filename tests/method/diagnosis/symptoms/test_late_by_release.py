"""Deliveries announced for a release without a date: late when they pass to a later one."""

from datetime import datetime

import numpy as np
import pytest

from gouvernail.exchange.reading import Options, read
from gouvernail.method.diagnosis.diagnose import diagnose
from gouvernail.method.diagnosis.diagnosis import Symptom
from gouvernail.method.diagnosis.facts import Facts
from gouvernail.method.diagnosis.indicators import measure_all
from gouvernail.method.diagnosis.settings import load
from gouvernail.method.diagnosis.symptoms import symptoms_of
from tests.method.diagnosis.indicators.conftest import facts_of


def _late(facts: Facts) -> Symptom:
    return next(one for one in symptoms_of(facts, measure_all(facts)) if one.id == "late_deliveries")


def _item(key: str, release: str | None, *, state: str = "done") -> dict[str, object]:
    return {"key": key, "state": state, "created_at": "2024-01-01", "horizon": release}


def _moved(key: str, old: str, new: str | None, at: str = "2024-06-01") -> dict[str, object]:
    return {"key": key, "at": at, "field": "horizon", "old": old, "new": new}


def _done(key: str) -> dict[str, object]:
    return {"key": key, "at": "2024-09-01", "field": "state", "old": "started", "new": "done"}


def _ten(late: int) -> Facts:
    keys = [f"{n}" for n in range(10)]
    return facts_of(
        tracked=["horizon", "state"],
        items=[_item(key, "v1.10") for key in keys],
        changes=[_done(key) for key in keys] + [_moved(key, "v1.9", "v1.10") for key in keys[:late]],
    )


@pytest.mark.parametrize(
    ("late", "verdict"), [(10, "established"), (8, "established"), (5, "not_enough_data"), (1, "excluded")]
)
def test_it_is_judged_by_what_passes_to_a_later_release(late: int, verdict: str) -> None:
    found = _late(_ten(late))

    assert (found.by_release, found.unit, found.verdict) == (True, "share", verdict)
    assert (found.value, found.n) == (late / 10, 10)
    assert found.details == {"late": late, "threshold": 0.5, "later": late, "earlier": 0}
    assert found.findings == ("replans",)


def test_only_what_was_done_or_postponed_is_judged() -> None:
    items = [
        _item("kept", "v1.9"),
        _item("postponed twice", "v1.11", state="started"),
        _item("brought forward", "v1.8"),
        _item("withdrawn", None, state="requested"),
        _item("still to come", "v1.12", state="started"),
        _item("already done in the first sight", "v1.1"),
        _item("later", "later"),
    ]
    changes = [
        _done("kept"),
        _done("brought forward"),
        _done("later"),
        _moved("postponed twice", "v1.9", "v1.10"),
        _moved("postponed twice", "v1.10", "v1.11", at="2024-07-01"),
        _moved("brought forward", "v1.9", "v1.8"),
        _moved("withdrawn", "v1.9", None),
    ]
    found = _late(facts_of(tracked=["horizon", "state"], items=items, changes=changes))

    assert (found.details or {})["late"] == 1
    assert found.n == 3  # with what was kept and what was brought forward


def test_a_threshold_of_ones_own_moves_its_counterpart() -> None:
    facts = _ten(4)
    assert _late(facts).verdict == "not_enough_data"
    stricter = Facts(
        facts.history, facts.now, load("[indicators.on_time_rate]\nthreshold = 0.9\n"), np.random.default_rng(1)
    )
    found = _late(stricter)
    assert ((found.details or {})["threshold"], found.verdict) == (pytest.approx(0.1), "established")


def test_a_single_date_is_enough_to_judge_by_dates() -> None:
    facts = _ten(10)
    items = [_item(f"{n}", "v1.10") for n in range(9)] + [{**_item("9", "v1.10"), "due_on": "2024-08"}]
    dated = facts_of(tracked=["horizon", "state"], items=items, changes=facts.history.changes.to_dicts())
    assert not _late(dated).by_release


def test_without_a_record_of_moves_nothing_is_said() -> None:
    found = _late(facts_of(items=[_item("1", "v1.9")]))
    assert (found.by_release, found.verdict, found.value) == (False, "not_recorded", None)


def test_the_kubernetes_enhancements_pass_from_release_to_release(shared_data) -> None:
    path = shared_data("k8s_enhancements_history/kep_versions.csv")
    now = datetime(2026, 11, 1)
    history = read([path], Options(now=now, skip_bad=True, version_column="when")).history
    diagnosis = diagnose(history, today=history.coverage.until or now, settings=load())
    found = diagnosis.symptoms[0]

    assert (found.by_release, found.verdict) == (True, "established")
    # Of 590 moves of a target (README), 575 are later; moves made after the end are corrections here.
    details = found.details or {}
    assert details["later"] / (details["later"] + details["earlier"]) == pytest.approx(575 / 590, abs=0.01)
