"""Items that the last versions of a log do not show: nothing more is known of them, and nobody is accused."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from gouvernail.exchange.reading import Reading
from gouvernail.method.diagnosis.facts import Facts
from gouvernail.method.diagnosis.finding import Finding
from gouvernail.method.diagnosis.indicator import REGISTRY
from gouvernail.method.diagnosis.promises import promises
from gouvernail.method.diagnosis.settings import load
from tests.exchange.versions.conftest import reading

SharedData = Callable[[str], Path]
MONTHS = [f"2025-{month:02}-01" for month in range(1, 10)]


def _log(path: Path, shown: dict[str, str]) -> Reading:
    """Write a stack of nine versions: for each item, the months that show it and its due month.

    Five items that flicker keep the stack from being whole copies.
    """
    flickering = {f"F{number}": "xx.xx.xxx" for number in range(5)}
    lines = ["version;ref;titre;livré;échéance"]
    for number, month in enumerate(MONTHS):
        for key, months in (shown | flickering).items():
            if months[number] != ".":
                done = "oui" if months[number] == "D" else "non"
                lines.append(f"{month};{key};Titre {key};{done};2025-05")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return reading([path], version_column="version")


def _measured(read: Reading, name: str) -> Finding:
    until = read.history.coverage.until
    assert until is not None
    return REGISTRY[name].measure(Facts(read.history, until, load(), np.random.default_rng(0)))


@pytest.fixture
def log(tmp_path: Path) -> Reading:
    return _log(
        tmp_path / "versions.csv",
        {"kept": "xxxxxxxxx", "early": "xxx......", "overdue": "xxxxxx...", "back": "xxxxxx..x", "recent": "xxxxxxx.."},
    )


def test_what_three_versions_do_not_show_is_not_known_any_more(log: Reading) -> None:
    guess = next(guess for guess in log.guesses if guess.code == "versions_lapsed")
    states = dict(log.history.items.filter(~pl.col("key").str.starts_with("F")).select("key", "state").iter_rows())
    assert guess.params == {"items": 2}
    assert {key for key, state in states.items() if state is None} == {"early", "overdue"}
    assert not (log.history.items["state"] == "dropped").any()
    silent = log.history.changes.filter(field="state").filter(pl.col("new").is_null())
    assert dict(silent.select("key", pl.col("at").dt.date().cast(pl.String)).iter_rows()) == {
        "early": "2025-03-01",
        "overdue": "2025-06-01",
    }


def test_a_promise_is_overdue_only_as_far_as_it_was_seen(log: Reading) -> None:
    made = promises(log.history, as_of=datetime(2025, 2, 1), until=datetime(2025, 9, 1))
    fates = dict(made.rows.select("key", "fate").iter_rows())
    assert (fates["kept"], fates["overdue"], fates["early"]) == ("open_overdue", "open_overdue", "unknown")
    late = dict(made.rows.select("key", "days_late").iter_rows())
    assert late["overdue"] == 1  # last seen on 1 June, announced for May
    assert "not_seen_any_more" in made.caveats


def test_in_a_log_that_only_writes_what_changed_silence_says_nothing(shared_data: SharedData, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('[columns]\ncreation_date = "ignore"\n', encoding="utf-8")
    read = reading([shared_data("k8s_enhancements_history/kep_versions.csv")], version_column="when", mapping=mapping)
    codes = {guess.code for guess in read.guesses}
    assert "versions_log" in codes
    assert "versions_lapsed" not in codes


def test_release_plans_are_late_as_their_readme_counts(shared_data: SharedData, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('key = ["wave", "product", "feature_slug"]\n[keep]\nlang = ["ja"]\n', encoding="utf-8")
    path = shared_data("ms_business_apps_release_notes/planned_features_snapshots.csv")
    read = reading([path], version_column="commit_date", mapping=mapping)
    found = _measured(read, "on_time_rate")
    arrived = found.rows.drop_nulls("done")
    # README: 30 shipped later than their first planned month; 14 earlier (due months are shown as announced).
    assert (arrived["days_late"] > 0).sum() == found.details["late"] - found.details["overdue"] == 30
    assert (arrived["done"].dt.strftime("%Y-%m") < arrived["due"]).sum() == 14
    # Features that files no longer show wait for no date: only those of the last versions are open.
    assert _measured(read, "credible_dates").n == (read.history.items["state"] == "accepted").sum() - _undated(read)
    assert read.history.items["state"].null_count() > 300


def _undated(read: Reading) -> int:
    return read.history.items.filter((pl.col("state") == "accepted") & pl.col("due_on").is_null()).height
