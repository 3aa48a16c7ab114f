from datetime import datetime

import numpy as np
import polars as pl
import pytest

from gouvernail.exchange.reading import Options, read
from gouvernail.method.diagnosis.facts import Facts
from gouvernail.method.diagnosis.indicator import REGISTRY
from gouvernail.method.diagnosis.settings import load


def _item(key, state, **more):
    return {"key": key, "title": key, "state": state, "created_at": "2025-01-01", **more}


def _moved(key, at, old, new, **more):
    return {"key": key, "at": at, "field": "state", "old": old, "new": new, **more}


class TestAcceptance:
    def test_it_divides_by_what_is_settled(self, measure):
        found = measure(
            "acceptance",
            tracked=["state"],
            items=[
                _item("1", "accepted"),
                _item("2", "done"),
                _item("3", "dropped", dropped_at="2025-02-01"),
                _item("4", "dropped", dropped_at="2025-03-01"),  # but it had been accepted
                _item("5", "requested"),
            ],
            changes=[_moved("4", "2025-02-01", "accepted", "dropped")],
        )

        assert (found.value, found.n) == (0.75, 4)
        assert found.rows["key"].to_list() == ["3"]

    def test_no_refusal_at_all_is_not_a_hundred_percent(self, measure):
        found = measure("acceptance", items=[_item("1", "done"), _item("2", "requested")])

        assert (found.verdict, found.missing) == ("not_recorded", ("items.dropped_at",))

    def test_what_was_dropped_after_it_was_accepted_is_no_refusal(self, measure):
        found = measure(
            "acceptance",
            tracked=["state"],
            items=[_item("1", "done"), _item("2", "accepted"), _item("3", "dropped", dropped_at="2025-03-01")],
            changes=[_moved("3", "2025-03-01", "accepted", "dropped")],
        )

        assert (found.verdict, found.missing) == ("not_recorded", ("items.state",))

    def test_unless_requests_are_seen_being_accepted(self, measure):
        found = measure(
            "acceptance",
            tracked=["state"],
            items=[_item("1", "accepted")],
            changes=[_moved("1", "2025-02-01", "requested", "accepted")],
        )

        assert (found.value, found.caveats) == (1, ("no_refusal_seen",))


def _first_seen(key, at):
    return {"key": key, "at": at, "field": "key", "old": None, "new": key}


class TestArbitrationLatency:
    def test_waiting_requests_are_censored(self, measure):
        items = [_item(f"{d}", "accepted") for d in (10, 20, 40)] + [
            _item("waits", "requested"),
            _item("born so", "started"),
        ]
        changes = [
            _moved("10", "2025-01-11", "requested", "accepted"),
            _moved("20", "2025-01-21", "requested", "dropped"),
            _moved("40", "2025-02-10", "requested", "started"),
            _moved("10", "2025-03-11", "accepted", "started"),
        ]
        found = measure("arbitration_latency", tracked=["state"], items=items, changes=changes)

        assert (found.value, found.n) == (20, 4)  # S: .75 at 10, .5 at 20
        assert found.details == {"decided": 3, "waiting": 1, "longest": 181}
        assert found.rows["key"].to_list() == ["waits", "40", "20", "10"]

    def test_between_versions_the_wait_is_a_lower_bound(self, measure):
        found = measure(
            "arbitration_latency",
            tracked=["state"],
            observed_at=["2025-01-01", "2025-02-01", "2025-03-01"],
            items=[_item("1", "accepted")],
            changes=[_moved("1", "2025-03-01", "requested", "accepted")],
        )

        assert found.rows["waited"].item() == 31

    def test_in_a_log_what_is_first_seen_decided_was_decided_by_then(self, measure):
        created = ["2025-01-02", "2025-01-03", "2025-01-04"]
        items = [_item(f"seen {n}", "accepted", created_at=at) for n, at in enumerate(created)]
        items += [
            _item("waited", "accepted", created_at="2025-01-02"),
            _item("still", "requested", created_at="2025-01-02"),
            _item("before the log", "accepted", created_at="2023-01-01"),
            _item("waiting since before it", "accepted", created_at="2022-01-01"),
        ]
        changes = [
            _first_seen("waiting since before it", "2025-01-01"),
            _first_seen("seen 0", "2025-01-07"),
            _first_seen("seen 1", "2025-01-08"),
            _first_seen("seen 2", "2025-01-14"),
            _first_seen("waited", "2025-01-03"),
            _first_seen("before the log", "2025-02-01"),
            _moved("waited", "2025-04-12", "requested", "accepted"),
            _moved("waiting since before it", "2025-06-01", "requested", "accepted"),
        ]
        found = measure("arbitration_latency", tracked=["state"], items=items, changes=changes)

        assert dict(found.rows.select("key", "waited").rows()) == {
            "still": 180,  # up to 1 July
            "waited": 100,
            "seen 2": 10,
            "seen 1": 5,
            "seen 0": 5,
        }
        assert (found.value, found.n) == (10, 5)

    def test_in_copies_it_was_decided_by_the_copy_before(self, measure):
        items = [
            _item("new", "accepted", created_at="2025-02-10"),  # no copy between its creation and its sighting
            _item("old", "accepted", created_at="2025-01-12"),
            _item("first copy", "accepted", created_at="2024-06-01"),
        ]
        found = measure(
            "arbitration_latency",
            tracked=["state"],
            observed_at=["2025-01-01", "2025-02-01", "2025-03-01"],
            items=items,
            changes=[_first_seen("new", "2025-03-01"), _first_seen("old", "2025-03-01")],
        )

        assert found.rows.select("key", "waited").rows() == [("old", 20), ("new", 0)]
        assert found.caveats == ("seen_between_versions",)

    def test_an_item_lost_from_sight_is_not_answered(self, measure):
        found = measure(
            "arbitration_latency",
            tracked=["state"],
            items=[_item("lost", None)],
            changes=[_moved("lost", "2025-02-01", "requested", None)],
        )

        assert found.details == {"decided": 0, "waiting": 1, "longest": 31}

    def test_an_item_born_in_the_product_keeps_the_state_of_its_birth(self, measure):
        items = [_item("asked", "accepted"), _item("born accepted", "started")]
        changes = [
            _first_seen("asked", "2025-01-01"),
            _first_seen("born accepted", "2025-01-01"),
            _moved("asked", "2025-01-01", None, "requested"),
            _moved("born accepted", "2025-01-01", None, "accepted"),
            _moved("asked", "2025-01-31", "requested", "accepted"),
            _moved("born accepted", "2025-01-31", "accepted", "started"),
        ]
        found = measure("arbitration_latency", tracked=["state"], items=items, changes=changes)

        assert found.rows.select("key", "waited").rows() == [("asked", 30)]

    def test_the_kubernetes_proposals_wait_weeks_not_years(self, shared_data):
        """Those first seen as provisional alone would wait 1,453 days: the ones that were left waiting."""
        path = shared_data("k8s_enhancements_history/kep_versions.csv")
        reading = read([path], Options(now=datetime(2026, 11, 1), skip_bad=True, version_column="when"))
        until = reading.history.coverage.until or datetime(2026, 11, 1)
        facts = Facts(reading.history, until, load(), np.random.default_rng(1))
        found = REGISTRY["arbitration_latency"].measure(facts)

        # The same from the file, by hand: who still waits is longer than half of them.
        lines = pl.read_csv(path, infer_schema=False).with_columns(
            at=pl.col("when").str.to_datetime("%+", time_zone="UTC").dt.replace_time_zone(None),
            created=pl.col("creation_date").str.to_datetime("%Y-%m-%d", strict=False),
            answered=pl.col("status").is_in(["provisional", ""]).not_(),
        )
        proposals = lines.group_by("kep_id").agg(
            created=pl.col("created").last(), answered_at=pl.col("at").filter("answered").min()
        )
        inside = proposals.filter(pl.col("created") >= lines["at"].min())
        days = inside.select(days=(pl.col("answered_at") - pl.col("created")).dt.total_hours() / 24)["days"]
        plain = days.filter(days.is_null() | (days >= 0)).fill_null(float("inf")).median()

        assert found.n > 400
        assert plain == pytest.approx(found.value, abs=3)
        assert 45 < found.value < 60

    @pytest.mark.parametrize(
        ("start", "end", "red"),
        [
            ("2025-01-06", "2025-01-17", 28),  # a fortnight to its Friday
            ("2025-01-06", "2025-01-20", 28),  # or to the next Monday
            ("2025-01-06", "2025-01-12", 14),
            ("2025-01-01", "2025-01-31", 30),  # two months of cadence are longer than 30 days
        ],
    )
    def test_it_is_red_from_thirty_days_or_two_cadences(self, measure, start, end, red):
        items = [_item(f"{n}", "accepted") for n in range(8)]
        changes = [_moved(f"{n}", "2025-01-30", "requested", "accepted") for n in range(8)]
        calendar = [{"name": "S1", "kind": "iteration", "start_on": start, "end_on": end}]
        found = measure("arbitration_latency", tracked=["state"], items=items, changes=changes, calendar=calendar)

        assert (found.value, found.threshold) == (29, red)
        assert found.verdict == ("established" if red < 29 else "excluded")

    def test_it_needs_the_changes_of_state_and_requests(self, measure):
        assert measure("arbitration_latency", items=[_item("1", "requested")]).missing == ("changes.state",)
        assert measure("arbitration_latency", tracked=["state"], items=[_item("1", "done")]).missing == ("items.state",)


class TestUndecidedInBuild:
    def test_a_decision_comes_before_the_start(self, measure):
        items = [_item(key, "started", started_at="2025-02-01") for key in ("before", "after", "never")]
        changes = [
            _moved("before", "2025-01-15", "requested", "accepted", decision="D1"),
            {"key": "after", "at": "2025-02-15", "field": "owner", "new": "ana", "decision": "D2"},
        ]
        found = measure("undecided_in_build", tracked=["state"], items=items, changes=changes)

        assert (found.value, found.n) == (pytest.approx(2 / 3), 3)
        assert found.rows["key"].to_list() == ["after", "never"]

    def test_a_source_without_decisions_accuses_nobody(self, measure):
        assert measure("undecided_in_build", items=[_item("1", "started", started_at="2025-02-01")]).missing == (
            "changes.decision",
        )


class TestUnranked:
    def test_a_crowd_or_nothing_is_no_rank(self, measure):
        crowd = [_item(f"c{i:02}", "requested", priority="High") for i in range(12)]
        eleven = [_item(f"e{i:02}", "requested", priority="Low") for i in range(11)]
        others = [
            _item("none", "requested"),
            _item("ranked", "requested", priority="High", rank=1),
            _item("done", "done", priority="High"),
        ]
        found = measure("unranked", items=crowd + eleven + others)

        assert (found.value, found.n) == (pytest.approx(13 / 25), 25)  # each of the 12 shares with 11 others
        assert found.details == {"unranked": 13, "without": 1, "crowded": 12}

    def test_a_source_without_any_order_does_not_record_it(self, measure):
        assert measure("unranked", items=[_item("1", "requested")]).missing == ("items.priority", "items.rank")
