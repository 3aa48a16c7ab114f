from datetime import datetime

import polars as pl

from gouvernail.method.diagnosis.promises import promises
from gouvernail.method.history import History


def test_the_planned_months_of_dynamics_365(shared_data):
    """First planned month against shipped day: the README of the data set counts 448 in it, 30 later and 14 earlier.

    It follows 492 features; by wave, folder and slug there are 494, and the two more were in their month.
    """
    table = shared_data("ms_business_apps_release_notes/planned_features_snapshots.csv")
    seen = pl.read_csv(table, infer_schema_length=0).filter(pl.col("lang") == "ja")
    by_feature = (
        seen.sort("commit_date", maintain_order=True)
        .group_by("wave", "product", "feature_slug", maintain_order=True)
        .agg(
            due_on=pl.col("ga").filter(pl.col("ga").str.contains(r"^\d{4}-\d\d")).first().str.slice(0, 7),
            done_at=pl.col("ga").filter(pl.col("ga_shipped") == "1", pl.col("ga").str.len_chars() == 10).last(),
        )
        .drop_nulls()
    )
    items = by_feature.select(
        key=pl.concat_str("wave", "product", "feature_slug", separator="/"),
        state=pl.lit("done"),
        due_on="due_on",
        done_at=pl.col("done_at").str.to_datetime("%Y-%m-%d"),
    )
    made = promises(History.of(items=items), as_of=datetime(2019, 1, 1), until=datetime(2020, 12, 31))
    counts = made.counts
    assert (made.announced, counts["in_period"], counts["late"], counts["early"]) == (494, 450, 30, 14)
    assert set(made.caveats) == {"announced_not_tracked", "state_not_tracked"}
