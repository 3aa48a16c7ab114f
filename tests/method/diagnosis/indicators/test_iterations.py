import pytest

CALENDAR = [
    {"name": "S1", "kind": "iteration", "start_on": "2025-01-06", "end_on": "2025-01-19"},
    {"name": "S2", "kind": "iteration", "start_on": "2025-01-20", "end_on": "2025-02-02"},
]


def _item(key, iterations, **more):
    return {"key": key, "title": key, "created_at": "2025-01-01", "iterations": iterations, "state": "started", **more}


def _moved(key, at, old, new):
    return {"key": key, "at": at, "field": "iterations", "old": old, "new": new}


class TestSaidDone:
    def test_it_counts_what_was_planned_and_done_by_the_end(self, measure):
        found = measure(
            "said_done",
            tracked=["iterations"],
            calendar=CALENDAR,
            items=[
                _item("kept", ["S1"], state="done", done_at="2025-01-19T20:00"),
                _item("too late", ["S1"], state="done", done_at="2025-01-20T08:00"),
                _item("added later", ["S1"], state="done", done_at="2025-01-15"),
                _item("taken out", [], state="started"),
            ],
            changes=[
                _moved("added later", "2025-01-10", "[]", '["S1"]'),
                _moved("taken out", "2025-01-12", '["S1"]', "[]"),
                _moved("kept", "2025-01-06T15:00", "[]", '["S1"]'),  # on the first day: still planning
            ],
        )

        assert (found.value, found.n) == (pytest.approx(1 / 3), 3)
        assert sorted(found.rows["key"]) == ["taken out", "too late"]
        assert found.details == {"kept": 1, "missed": 2, "iterations": 1}

    def test_an_iteration_that_runs_is_not_judged(self, measure):
        found = measure(
            "said_done",
            tracked=["iterations"],
            calendar=CALENDAR,
            today="2025-01-10",
            items=[_item("A", ["S1"], state="done", done_at="2025-01-09")],
        )

        assert (found.n, found.value) == (0, None)

    def test_it_needs_the_changes_of_iterations(self, measure):
        found = measure("said_done", items=[_item("A", ["S1"], done_at="2025-01-09", state="done")])

        assert found.missing == ("calendar.start_on", "changes.iterations")


class TestCarryOver:
    def test_it_counts_every_place_but_the_first(self, measure):
        found = measure("carry_over", items=[_item("A", ["S1", "S2", "S3"]), _item("B", ["S2"]), _item("C", None)])

        assert (found.value, found.n) == (0.5, 4)
        assert found.rows.row(0) == ("A", "A", 2, "S3")
        assert found.details == {"items": 1, "most": 2}

    def test_nothing_can_be_carried_into_the_very_first(self, measure):
        found = measure(
            "carry_over", calendar=CALENDAR, items=[_item("A", ["S1", "S2"]), _item("B", ["S1"]), _item("C", ["S2"])]
        )

        assert (found.value, found.n) == (0.5, 2)
        assert found.series == (("2025-01", 0.5),)

    def test_a_source_with_one_iteration_an_item_does_not_record_it(self, measure):
        found = measure("carry_over", items=[_item("A", ["S1"]), _item("B", ["S2"])])

        assert (found.verdict, found.caveats) == ("not_recorded", ("only_last_iteration",))

    def test_it_is_not_recorded_without_iterations(self, measure):
        assert measure("carry_over", items=[_item("A", None)]).missing == ("items.iterations",)


class TestUnplannedStarts:
    def test_a_start_without_a_place_in_the_plan_is_a_surprise(self, measure):
        found = measure(
            "unplanned_starts",
            tracked=["iterations"],
            calendar=CALENDAR,
            items=[
                _item("planned", ["S1"], started_at="2025-01-08"),
                _item("surprise", ["S1"], started_at="2025-01-14"),
                _item("planned before", ["S1", "S2"], started_at="2025-01-22"),
                _item("outside", ["S1"], started_at="2025-03-01"),
                _item("elsewhere", None, started_at="2025-01-08"),
            ],
            changes=[_moved("surprise", "2025-01-13", "", "S1")],
        )

        assert (found.value, found.n) == (pytest.approx(1 / 3), 3)
        assert found.rows["key"].to_list() == ["surprise"]

    def test_it_needs_starts(self, measure):
        found = measure("unplanned_starts", tracked=["iterations"], calendar=CALENDAR, items=[_item("A", ["S1"])])

        assert found.missing == ("items.started_at",)
