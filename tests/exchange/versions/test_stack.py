"""All versions in one table: a log of changes, or whole copies; measured on real histories."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from gouvernail.exchange.mapping import dump
from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.reading import Reading
from gouvernail.exchange.wording import Words
from tests.exchange.versions.conftest import reading

SharedData = Callable[[str], Path]


def codes(read: Reading) -> set[str]:
    return {guess.code for guess in read.guesses}


def releases_moved(changes: pl.DataFrame) -> pl.Series:
    """Minor releases between the old and the new target, where both name one."""
    minor = [pl.col(side).str.extract(r"^v?1\.(\d+)(?:\.0)?$").cast(pl.Int64) for side in ("new", "old")]
    return changes.select((minor[0] - minor[1]).alias("moved")).to_series().drop_nulls()


@pytest.fixture(scope="module")
def enhancements(shared_data: SharedData, tmp_path_factory: pytest.TempPathFactory) -> Reading:
    # Templates write "yyyy-mm-dd" for a creation date; the reference measures never look at that column.
    mapping = tmp_path_factory.mktemp("mapping") / "mapping.toml"
    mapping.write_text('[columns]\ncreation_date = "ignore"\n', encoding="utf-8")
    path = shared_data("k8s_enhancements_history/kep_versions.csv")
    return reading([path], version_column="when", mapping=mapping)


def test_moves_of_kubernetes_targets_are_those_of_its_git_history(enhancements: Reading) -> None:
    changes = enhancements.history.changes
    targets = changes.filter(pl.col("field").is_in(["horizon:alpha", "horizon:beta", "horizon:stable"]))
    moved = releases_moved(targets)
    # README: of 590 moves 575 are later (412 by one release), 15 earlier.
    assert (moved.len(), (moved > 0).sum(), (moved < 0).sum(), (moved == 1).sum()) == (590, 575, 15, 412)


def test_a_log_of_changes_is_told_from_copies(enhancements: Reading) -> None:
    assert "versions_log" in codes(enhancements)
    assert not enhancements.history.changes.filter(
        (pl.col("field") == "state") & (pl.col("new") == "dropped") & pl.col("old").is_null()
    ).height
    assert enhancements.history.coverage.observed_at == ()


def test_release_plans_kept_their_month_as_measured(shared_data: SharedData, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('key = ["wave", "product", "feature_slug"]\n[keep]\nlang = ["ja"]\n', encoding="utf-8")
    path = shared_data("ms_business_apps_release_notes/planned_features_snapshots.csv")
    history = reading([path], version_column="commit_date", mapping=mapping).history
    assert history.tracks("due_on")
    first = (
        history.changes.filter((pl.col("field") == "due_on") & pl.col("old").is_not_null())
        .sort("at")
        .group_by("key")
        .agg(pl.col("old").first().alias("first"))
    )
    shipped = history.items.join(first, on="key", how="left").drop_nulls("done_at")
    planned = pl.coalesce("first", "due_on")
    months = shipped.select(planned.alias("planned"), pl.col("done_at").dt.strftime("%Y-%m").alias("month"))
    compared = months.filter(pl.col("planned").str.contains(r"^\d{4}-\d{2}$"))
    # README: 492 features, 448 in the month, 30 later, 14 earlier. It also counts those that were first seen already
    # shipped, as kept; nothing was announced of them here, so they only count among the shipped.
    assert shipped.height == pytest.approx(492, abs=2)
    assert (compared["month"] > compared["planned"]).sum() == 30
    assert (compared["month"] < compared["planned"]).sum() == 14
    kept = (compared["month"] == compared["planned"]).sum()
    assert kept + shipped.height - compared.height == pytest.approx(448, abs=2)


def test_french_release_plans_are_whole_copies(shared_data: SharedData, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('key = ["product", "feature_slug"]\n[keep]\nlang = ["fr"]\n', encoding="utf-8")
    path = shared_data("ms_business_apps_release_notes/planned_features_snapshots.csv")
    read = reading([path], version_column="commit_date", mapping=mapping)
    events = pl.read_csv(shared_data("ms_business_apps_release_notes/change_events.csv"), infer_schema=False)
    french = events.filter(pl.col("lang") == "fr")["field"].value_counts()
    reference = dict(french.iter_rows())
    assert "versions_copies" in codes(read)
    changes = read.history.changes
    # 54 changes of the general availability; "Indéterminée" announces nothing: those are from or to null.
    assert changes.filter(pl.col("field") == "due_on").height == reference["ga"]
    assert changes.filter(pl.col("field") == "due_on:public_preview").height == reference["public_preview"]
    # 53 removals by the authors of the data; one of them came back.
    assert changes.filter(pl.col("new") == "dropped").height == reference["REMOVED"] - 1


def test_the_key_of_a_stack_is_completed_by_what_tells_twins_apart(shared_data: SharedData) -> None:
    path = shared_data("ms_business_apps_release_notes/planned_features_snapshots.csv")
    read = reading([path], version_column="commit_date")
    guess = next(guess for guess in read.guesses if guess.code == "composite_key")
    assert guess.value == "wave + product + feature_slug"


TWINS = "version;produit;ref;titre;statut;lot\n" + "".join(
    f"2025-0{month};{product};F-{number};{product} {number};À faire;{product}\n"
    for month in (1, 2, 3)
    for product in ("Ventes", "Service")
    for number in (1, 2, 3)
)


def test_the_completed_key_is_in_the_mapping_that_is_saved(tmp_path: Path) -> None:
    path = stack(tmp_path / "feuille.csv", TWINS)
    first = reading([path], version_column="version")
    assert first.history.items.height == 6
    assert len(first.mapping.key) == 2
    saved = tmp_path / "mapping.toml"
    saved.write_text(dump(first.mapping, Words("fr")), encoding="utf-8")
    again = reading([path], mapping=saved)
    assert again.history.items.equals(first.history.items)
    assert again.mapping == replace(first.mapping, source=again.mapping.source)


def stack(path: Path, lines: str) -> Path:
    path.write_text(lines, encoding="utf-8")
    return path


COPIES = """version;ref;titre;statut;échéance
2025-01;A;Fiche client;À faire;2025-03
2025-01;B;Relances;À faire;2025-06
2025-01;C;Export;À faire;2025-06
2025-02;A;Fiche client;À faire;2025-04
2025-02;B;Relances;En cours;2025-06
2025-02;C;Export;À faire;2025-06
2025-03;A;Fiche client;Livré;2025-04
2025-03;B;Relances;En cours;2025-09
"""


def test_stacked_copies_say_what_vanished(tmp_path: Path) -> None:
    read = reading([stack(tmp_path / "versions.csv", COPIES)], version_column="version")
    assert "versions_copies" in codes(read)
    items = {row["key"]: row for row in read.history.items.iter_rows(named=True)}
    assert {key: row["state"] for key, row in items.items()} == {"A": "done", "B": "started", "C": "dropped"}
    assert items["C"]["dropped_at"] == items["A"]["done_at"] == datetime(2025, 3, 1)


@pytest.mark.parametrize(("kind", "state"), [("copies", "dropped"), ("log", "accepted")])
def test_the_mapping_says_what_stacked_versions_are(tmp_path: Path, kind: str, state: str) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(f'[versions]\nkind = "{kind}"\n[states]\n"À faire" = "accepted"\n', encoding="utf-8")
    read = reading([stack(tmp_path / "versions.csv", COPIES)], version_column="version", mapping=mapping)
    assert dict(read.history.items.select("key", "state").iter_rows())["C"] == state
    assert codes(read).isdisjoint({"versions_copies", "versions_log"})  # it was said, not guessed
    assert read.mapping.version_kind == kind


def test_a_log_is_not_ranked_by_its_lines_even_when_asked(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('[versions]\nkind = "log"\nrank = "lines"\n', encoding="utf-8")
    read = reading([stack(tmp_path / "versions.csv", COPIES)], version_column="version", mapping=mapping)
    assert "rank_not_in_log" in codes(read)
    assert read.history.items["rank"].null_count() == read.history.items.height


def test_a_kind_of_versions_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('[versions]\nkind = "diary"\n', encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        reading([stack(tmp_path / "versions.csv", COPIES)], version_column="version", mapping=mapping)
    assert (caught.value.problem.code, caught.value.problem.line) == ("mapping_wrong_value", 2)
    assert caught.value.problem.params["expected"] == "copies, log"


def test_an_unreadable_version_date_stops_with_its_line(tmp_path: Path) -> None:
    path = stack(tmp_path / "versions.csv", COPIES.replace("2025-02;B", "bientôt;B"))
    with pytest.raises(BadInput) as caught:
        reading([path], version_column="version")
    problem = caught.value.problem
    assert (problem.code, problem.line, problem.column, problem.found) == (
        "version_unreadable",
        6,
        "version",
        "bientôt",
    )
    read = reading([path], version_column="version", skip_bad=True)
    assert [problem.line for problem in read.skipped] == [6]


def test_an_unknown_version_column_names_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        reading([stack(tmp_path / "versions.csv", COPIES)], version_column="vesion")
    assert caught.value.problem.code == "mapping_unknown_header"
    assert "version" in str(caught.value.problem.params["near"])


DELIVERED = """seen,id,title,ga,ga_shipped,preview,preview_shipped
2025-01-10,A,Search,2025-03,0,2025-02,0
2025-01-10,B,Agenda,2025-03,0,2025-02,0
2025-02-10,A,Search,2025-05,0,2025-02-03,1
2025-02-10,B,Agenda,2025-03,0,2025-04,0
2025-06-10,A,Search,2025-05-20,1,2025-02-03,1
2025-06-10,B,Agenda,2025-03,0,2025-04,0
"""


def test_a_delivery_flag_gives_the_day_and_leaves_the_announcement(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('[columns]\nga = "due_on"\npreview = "due_on:preview"\n', encoding="utf-8")
    history = reading([stack(tmp_path / "v.csv", DELIVERED)], version_column="seen", mapping=mapping).history
    items = {row["key"]: row for row in history.items.iter_rows(named=True)}
    assert (items["A"]["due_on"], items["A"]["done_at"], items["A"]["state"]) == (
        "2025-05",
        datetime(2025, 5, 20),
        "done",
    )
    assert (items["B"]["due_on"], items["B"]["done_at"], items["B"]["state"]) == ("2025-03", None, "accepted")
    moves = {(row["key"], row["field"], row["old"], row["new"]) for row in history.changes.iter_rows(named=True)}
    assert moves == {
        ("A", "due_on", "2025-03", "2025-05"),
        ("A", "state", "accepted", "done"),
        ("B", "due_on:preview", "2025-02", "2025-04"),
    }
