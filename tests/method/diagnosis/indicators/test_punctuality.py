import pytest

from tests.method.diagnosis.indicators.conftest import facts_of


def _item(key, state="done", **more):
    return {"key": key, "title": f"Item {key}", "state": state, "created_at": "2025-01-01", **more}


def _moved(key, at, old, new, field="due_on", **more):
    return {"key": key, "at": at, "field": field, "old": old, "new": new, **more}


class TestOnTimeRate:
    def test_it_counts_done_in_time_among_done_and_overdue(self, measure):
        found = measure(
            "on_time_rate",
            tracked=["due_on"],
            items=[
                _item("in time", due_on="2025-03-10", done_at="2025-03-10T23:00"),
                _item("late", due_on="2025-03-10", done_at="2025-03-20T08:00"),
                _item("overdue", "started", due_on="2025-06-01"),
                _item("not yet due", "started", due_on="2025-09-01"),
                _item("dropped", "dropped", due_on="2025-01-10"),
                _item("undated", done_at="2025-02-01"),
            ],
        )

        assert found.value == pytest.approx(1 / 3)
        assert (found.n, found.details["late"], found.details["overdue"]) == (3, 2, 1)
        assert found.details["median_days"] == 20  # 10 days late, and 30 from 1 June to 1 July
        assert found.rows["key"].to_list() == ["overdue", "late", "in time"]
        assert found.rows["days_late"].to_list() == [30, 10, 0]
        assert found.caveats == ()
        assert found.series == (("2025-03", 0.5), ("2025-06", 0.0))

    @pytest.mark.parametrize(
        ("due", "done", "days"),
        [
            ("2025-03", "2025-03-31T18:00", 0),
            ("2025-03", "2025-04-01T09:00", 1),
            ("2025-Q1", "2025-04-10", 10),
            ("2025-W10", "2025-03-09", 0),  # Sunday of that week
            ("2025-H1", "2025-06-30", 0),
            ("2024", "2025-01-02", 2),
        ],
    )
    def test_a_period_is_kept_until_its_last_day(self, measure, due, done, days):
        found = measure("on_time_rate", tracked=["due_on"], items=[_item("A", due_on=due, done_at=done)])

        assert found.rows["days_late"].item() == max(days, 0) if days else found.value == 1

    def test_it_judges_by_the_first_date_not_the_last(self, measure):
        found = measure(
            "on_time_rate",
            tracked=["due_on"],
            items=[
                _item("A", due_on="2025-05", done_at="2025-05-20"),
                _item("B", due_on="2025-05", done_at="2025-05-20"),
            ],
            changes=[
                _moved("A", "2025-02-01", "2025-03", "2025-04"),
                _moved("A", "2025-03-01", "2025-04", "2025-05"),
                _moved("B", "2025-01-10", None, "2025-05"),
            ],
        )

        assert found.value == 0.5
        assert found.rows.filter(key="A").select("due", "due_now", "days_late").row(0) == ("2025-03", "2025-05", 50)

    def test_without_the_history_of_dates_it_says_that_it_is_optimistic(self, measure):
        found = measure("on_time_rate", items=[_item("A", due_on="2025-05", done_at="2025-05-20")])

        assert found.value == 1
        assert found.caveats == ("first_due_unknown",)

    def test_between_two_versions_it_takes_the_earliest_possible_day(self, measure):
        seen = ["2025-01-15", "2025-04-15", "2025-07-01"]
        found = measure(
            "on_time_rate",
            tracked=["due_on", "state"],
            observed_at=seen,
            items=[
                _item("maybe in time", due_on="2025-03", done_at="2025-04-15"),
                _item("surely late", due_on="2025-03", done_at="2025-07-01"),
                _item("done before we looked", due_on="2024-12", done_at="2025-01-15"),
            ],
        )

        assert (found.value, found.n) == (0.5, 2)
        assert found.rows["days_late"].to_list() == [15, -75]  # 15 April and 15 January against 31 March
        assert found.caveats == ("seen_between_versions",)

    def test_it_is_not_recorded_without_dates_or_without_anything_done(self, measure):
        undated = measure("on_time_rate", items=[_item("A", done_at="2025-05-20")])
        never_done = measure("on_time_rate", items=[_item("A", "started", due_on="2025-05")] * 1)

        assert (undated.verdict, undated.missing) == ("not_recorded", ("items.due_on",))
        assert (never_done.verdict, never_done.missing) == ("not_recorded", ("items.done_at",))

    def test_eight_late_deliveries_establish_it(self, measure):
        items = [_item(f"{i}", due_on="2025-03", done_at="2025-05-20") for i in range(8)]

        assert measure("on_time_rate", items=items).verdict == "established"
        assert measure("on_time_rate", items=items[:7]).verdict == "not_enough_data"


class TestSlippage:
    def test_it_compares_real_with_announced_durations(self, measure):
        # Promised on 1 January for the end of 10 January: 10 days. Done at midnight after k*10 days: ratio k.
        items = [_item("half", due_on="2025-01-10", done_at="2025-01-06")]
        items += [_item("twice", due_on="2025-01-10", done_at="2025-01-21")]
        items += [_item("three times", due_on="2025-01-10", done_at="2025-01-31")]
        found = measure("slippage", tracked=["due_on"], items=items)

        assert found.rows.select("key", "ratio").rows() == [("three times", 3.0), ("twice", 2.0), ("half", 0.5)]
        assert found.value == pytest.approx(2.6)  # P80 of .5, 2, 3: 2 + .6 * (3 - 2)
        assert found.details["median"] == 2

    def test_the_commitment_is_when_the_date_was_first_set(self, measure):
        found = measure(
            "slippage",
            tracked=["due_on"],
            items=[_item("A", due_on="2025-03-10", done_at="2025-03-21")],
            changes=[_moved("A", "2025-03-01", None, "2025-03-10")],
        )

        assert found.rows.select("planned_days", "real_days", "ratio").row(0) == (10, 20, 2)

    def test_open_work_past_its_date_counts_for_the_time_it_has_taken(self, measure):
        found = measure(
            "slippage",
            tracked=["due_on"],
            today="2025-01-31",
            items=[_item("A", "started", due_on="2025-01-10"), _item("B", due_on="2025-01-10", done_at="2025-01-11")],
        )

        assert found.rows.select("key", "ratio").rows() == [("A", 3.0), ("B", 1.0)]
        assert found.details["overdue"] == 1

    def test_it_needs_the_history_of_dates(self, measure):
        found = measure("slippage", items=[_item("A", due_on="2025-03-10", done_at="2025-03-21")])

        assert (found.verdict, found.missing) == ("not_recorded", ("changes.due_on",))

    def test_a_date_announced_for_the_past_is_left_out(self, measure):
        found = measure("slippage", tracked=["due_on"], items=[_item("A", due_on="2024-12-10", done_at="2025-03-21")])

        assert (found.n, found.value) == (0, None)


class TestLostFromSight:
    """Work whose state was lost on the way: judged by when it was last seen."""

    ITEMS = (
        {"key": "seen overdue", "title": "A", "created_at": "2025-01-01", "due_on": "2025-02"},
        {"key": "seen in time", "title": "B", "created_at": "2025-01-01", "due_on": "2025-05"},
        {"key": "done", "title": "C", "state": "done", "due_on": "2025-02", "done_at": "2025-02-03"},
        {"key": "unknown word", "title": "D", "status": "Parked", "created_at": "2025-01-01", "due_on": "2025-03"},
    )
    CHANGES = tuple(
        {"key": key, "at": "2025-03-10", "field": "state", "old": "accepted", "new": None}
        for key in ("seen overdue", "seen in time", "unknown word")
    )

    def test_it_is_late_if_it_was_then_and_unknown_otherwise(self, measure):
        found = measure("on_time_rate", tracked=["state", "due_on"], items=self.ITEMS, changes=self.CHANGES)

        late = dict(found.rows.select("key", "days_late").iter_rows())
        assert late == {"seen overdue": 10, "done": -25, "unknown word": 92}
        assert (found.n, found.details["overdue"]) == (3, 2)

    def test_it_is_neither_open_nor_over_and_a_word_that_we_do_not_know_is_open(self):
        facts = facts_of(tracked=["state"], items=self.ITEMS, changes=self.CHANGES)

        assert facts.open_items["key"].to_list() == ["unknown word"]
        assert facts.delivered["key"].to_list() == ["done"]


class TestReplans:
    def test_it_counts_the_commitments_moved_twice_or_more(self, measure):
        found = measure(
            "replans",
            tracked=["due_on"],
            items=[
                _item("twice", "started", due_on="2025-06"),
                _item("once", "started", due_on="2025-05"),
                _item("never", "started", due_on="2025-05"),
                _item("undated", "started"),
            ],
            changes=[
                _moved("twice", "2025-01-05", None, "2025-03"),
                _moved("twice", "2025-02-05", "2025-03", "2025-07"),
                _moved("twice", "2025-03-05", "2025-07", "2025-06"),
                _moved("once", "2025-02-05", "2025-03", "2025-05"),
            ],
        )

        assert found.value == pytest.approx(1 / 3)
        assert found.details == {"items": 2, "moves": 3, "often": 1, "later": 2, "earlier": 1}
        assert found.rows.select("key", "moves", "first_target", "last_target").rows() == [
            ("twice", 2, "2025-03", "2025-06"),
            ("once", 1, "2025-03", "2025-05"),
        ]

    def test_secondary_targets_count_and_one_instant_is_one_move(self, measure):
        found = measure(
            "replans",
            tracked=["due_on", "horizon"],
            items=[_item("A", "started", horizon="v1.20"), _item("B", "started", horizon="v1.10")],
            changes=[
                _moved("A", "2025-02-01", "v1.9", "v1.10", "horizon:alpha"),
                _moved("A", "2025-02-01", "v1.10", "v1.20", "horizon:beta"),
                _moved("B", "2025-02-01", "v1.9", "v1.10", "horizon:alpha"),
                _moved("B", "2025-03-01", "2025-04", "2025-03", "due_on:preview"),
            ],
        )

        assert found.value == 0.5
        assert found.rows.select("key", "moves").rows() == [("B", 2), ("A", 1)]
        assert (found.details["later"], found.details["earlier"]) == (3, 1)  # v1.9 comes before v1.10

    def test_now_next_and_later_promise_nothing(self, measure):
        found = measure(
            "replans",
            tracked=["horizon"],
            items=[_item("A", "started", horizon="v2"), _item("B", "started", horizon="Later")],
            changes=[
                _moved("A", "2025-02-01", "next", "now", "horizon"),
                _moved("A", "2025-03-01", "now", "v1", "horizon"),
                _moved("A", "2025-04-01", "v1", "v2", "horizon"),
                _moved("B", "2025-04-01", "now", "later", "horizon"),
            ],
        )

        assert (found.n, found.details["moves"], found.details["often"]) == (1, 1, 0)

    def test_moves_after_the_delivery_are_corrections(self, measure):
        changes = [_moved("A", f"2025-0{m}-05", f"2025-0{m}", f"2025-0{m + 1}") for m in (2, 3, 4)]
        items = [_item("A", due_on="2025-05", done_at="2025-02-10")]
        found = measure("replans", tracked=["due_on"], items=items, changes=changes)

        assert (found.value, found.details["moves"]) == (0, 1)

    def test_it_is_not_recorded_without_the_history_of_dates(self, measure):
        found = measure("replans", items=[_item("A", due_on="2025-05")])

        assert (found.verdict, found.missing) == ("not_recorded", ("changes.due_on",))
