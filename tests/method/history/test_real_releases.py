import polars as pl

from gouvernail.method.history import release_order


def test_575_of_590_moves_of_a_kubernetes_target_are_slips(shared_data):
    """The README of the data set counts them by the difference of minor releases; the natural order finds the same."""
    changes = pl.read_csv(shared_data("k8s_enhancements_history/kep_changes.csv"), infer_schema_length=0)
    moves = changes.filter(pl.col("field").is_in(["alpha", "beta", "stable"])).drop_nulls("slip_releases")
    named = changes.filter(pl.col("field").is_in(["alpha", "beta", "stable", "latest_milestone"]))
    order = release_order(pl.concat([named["old"], named["new"]]))
    placed = moves.join(order, left_on="old", right_on="name").join(
        order, left_on="new", right_on="name", suffix="_new"
    )
    moved = placed.filter(pl.col("family") == pl.col("family_new")).select(slip=pl.col("order_new") - pl.col("order"))
    slips = moved.filter(pl.col("slip") != 0)["slip"]
    assert (slips.len(), (slips > 0).sum(), (slips < 0).sum(), (slips == 1).sum()) == (590, 575, 15, 412)
