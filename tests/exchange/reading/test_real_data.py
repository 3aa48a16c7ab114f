"""The real data sets, against the figures of their README files."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from gouvernail.exchange.options import Options
from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.reading import Reading, read

Find = Callable[[str], Path]

_NOW = datetime(2026, 11, 1)


def _read(*paths: Path, **options: object) -> Reading:
    return read(paths, Options(now=_NOW, **options))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def titanium(shared_data: Find) -> Reading:
    names = ("issues.csv.gz", "comments.csv.gz", "links.csv", "versions.csv", "sprints.csv")
    return _read(*(shared_data(f"jira_titanium/{name}") for name in names))


def test_every_issue_and_comment_of_titanium_is_there(titanium: Reading) -> None:
    history = titanium.history
    assert history.items.height == 6686
    assert history.touches.filter(pl.col("kind") == "comment").height == 20275
    assert [each.role for each in titanium.files] == ["items", "comments", "links", "calendar", "calendar"]
    assert titanium.skipped == ()


def test_titanium_ends_are_split_by_resolution(titanium: Reading, shared_data: Find) -> None:
    raw = pl.read_csv(shared_data("jira_titanium/issues.csv.gz"), infer_schema=False)
    ended = raw.filter(pl.col("status_category") == "done")
    assert titanium.history.items["state"].is_in(["done", "dropped"]).sum() == ended.height
    dropped = titanium.history.items.filter(pl.col("state") == "dropped")["key"]
    reasons = set(raw.filter(pl.col("key").is_in(dropped.implode()))["resolution"].unique().drop_nulls())
    assert reasons.isdisjoint({"Fixed", "Done", "Resolved"})
    assert {"Won't Fix", "Duplicate", "Invalid"} <= reasons


def test_titanium_sprints_go_by_their_names(titanium: Reading) -> None:
    named = set(titanium.history.items["iterations"].drop_nulls().explode().to_list())
    known = set(titanium.history.calendar.filter(pl.col("kind") == "iteration")["name"])
    assert named
    assert named <= known


def test_titanium_calendar_has_377_sprints_and_821_versions(titanium: Reading) -> None:
    assert dict(titanium.history.calendar["kind"].value_counts().iter_rows()) == {"iteration": 377, "release": 821}


def test_titanium_links_keep_one_row_a_link(titanium: Reading, shared_data: Find) -> None:
    raw = pl.read_csv(shared_data("jira_titanium/links.csv"), infer_schema=False)
    duplicates = raw.filter(pl.col("link_type") == "Duplicate")
    pairs = {frozenset(pair) for pair in duplicates.select("key", "other_key").rows()}
    found = titanium.history.links.filter(pl.col("kind") == "duplicates")
    cloners = {
        frozenset(pair) for pair in raw.filter(pl.col("link_type") == "Cloners").select("key", "other_key").rows()
    }
    assert {frozenset(pair) for pair in found.select("key", "other").rows()} == pairs | cloners


def test_titanium_people_have_two_sides(titanium: Reading) -> None:
    touches = titanium.history.touches
    owners = set(titanium.history.items["owner"].drop_nulls())
    assert set(touches.filter(pl.col("side") == "builder")["person"]) <= owners
    assert set(touches.filter(pl.col("side") == "business")["person"]).isdisjoint(owners)


def test_dirty_dates_stop_with_their_number(shared_data: Find) -> None:
    with pytest.raises(BadInput) as caught:
        _read(shared_data("agile_project_dataset/jira.csv"))
    assert caught.value.total == 1662
    assert (caught.value.problem.code, caught.value.problem.column) == ("done_before_created", "finished_date")
    assert caught.value.problem.line == 2


def test_dirty_dates_are_skipped_on_demand(shared_data: Find) -> None:
    reading = _read(shared_data("agile_project_dataset/jira.csv"), skip_bad=True)
    assert reading.history.items.height == 4123 - 1662
    assert len(reading.skipped) == 1662


def test_the_gitlab_fixture_reads_as_gitlab(shared_data: Find) -> None:
    reading = _read(shared_data("importer_fixtures/gitlab_MIT/csv_gitlab_export.csv"))
    assert reading.files[0].format == "gitlab_csv"
    items = reading.history.items
    assert items["key"].to_list()[0] == "1"
    assert items["labels"].to_list()[0] == ["Brene", "Cutlass", "Escort", "GVM"]
    assert items["created_at"].to_list()[0] == datetime(2020, 1, 17, 10, 36, 26)
    assert items["reporter"].to_list()[0] == "jamel"


def test_french_feature_texts_have_a_key_of_two_columns(shared_data: Find) -> None:
    reading = _read(shared_data("ms_business_apps_release_notes/fr_feature_texts.csv"))
    items = reading.history.items
    assert items.height == 377
    assert "ai/ai-sales" in items["key"].to_list()
    assert items["title"].null_count() == 0
    assert "composite_key" in {each.code for each in reading.guesses}


def test_575_of_590_moves_of_a_kubernetes_target_are_slips(shared_data: Find) -> None:
    changes = _read(shared_data("k8s_enhancements_history/kep_changes.csv")).history.changes
    targets = changes.filter(pl.col("field").is_in(["horizon:alpha", "horizon:beta", "horizon:stable"]))
    minor = [pl.col(side).str.extract(r"^v?1\.(\d+)$").cast(pl.Int32).alias(side) for side in ("old", "new")]
    moves = targets.select(minor).drop_nulls().filter(pl.col("old") != pl.col("new"))
    assert moves.height == 590
    assert moves.filter(pl.col("new") > pl.col("old")).height == 575


def test_kubernetes_items_are_the_distinct_keys_of_the_log(shared_data: Find) -> None:
    path = shared_data("k8s_enhancements_history/kep_changes.csv")
    raw = pl.read_csv(path, infer_schema=False)
    reading = _read(path)
    assert set(reading.history.items["key"]) == set(raw["kep_id"])
    assert reading.files[0].role == "changes"
    left = next(each for each in reading.notices if each.code == "fields_left")
    assert reading.history.changes.height + int(str(left.params["n"])) <= raw.height


_FRENCH_LOG = """
key = ["product", "feature_slug"]
[keep]
lang = ["fr"]
"""
_JAPANESE_LOG = _FRENCH_LOG.replace('"fr"', '"ja"').replace('["product"', '["wave", "product"')


@pytest.mark.parametrize(("mapping", "dates"), [(_FRENCH_LOG, 54), (_JAPANESE_LOG, 638)])
def test_every_move_of_general_availability_is_read(
    shared_data: Find, tmp_path: Path, mapping: str, dates: int
) -> None:
    said = tmp_path / "mapping.toml"
    said.write_text(mapping, encoding="utf-8")
    changes = _read(shared_data("ms_business_apps_release_notes/change_events.csv"), mapping=said).history.changes
    # What follows a shipment corrects the day of the end; the others announce.
    assert changes["field"].is_in(["due_on", "done_at"]).sum() == dates


def test_added_and_removed_features_become_states(shared_data: Find, tmp_path: Path) -> None:
    said = tmp_path / "mapping.toml"
    said.write_text(_JAPANESE_LOG, encoding="utf-8")
    changes = _read(shared_data("ms_business_apps_release_notes/change_events.csv"), mapping=said).history.changes
    states = changes.filter(pl.col("field") == "state")["new"].value_counts()
    counted = dict(states.iter_rows())
    assert (counted["requested"], counted["dropped"]) == (1442, 969)
