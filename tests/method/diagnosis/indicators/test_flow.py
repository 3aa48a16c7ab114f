from datetime import date, timedelta

import pytest


def _day(start, days):
    return str(date.fromisoformat(start) + timedelta(days=days))


def _finished(n, *, days=10, start="2025-01-01"):
    return [
        {"key": f"F{i:02}", "state": "done", "created_at": start, "started_at": start, "done_at": _day(start, days + i)}
        for i in range(n)
    ]


def _running(key, started, **more):
    return {"key": key, "state": "started", "created_at": "2025-01-01", "started_at": started, **more}


# One item every Wednesday of the twelve whole weeks before Tuesday 1 July: the pace is exactly one a week.
PAST = [
    {"key": f"D{i:02}", "state": "done", "created_at": "2025-01-01", "done_at": _day("2025-06-25", -7 * i)}
    for i in range(12)
]


class TestCredibleDates:
    def test_a_steady_pace_makes_dates_certain_or_hopeless(self, measure):
        items = [
            {"key": f"O{i}", "state": "started", "created_at": "2025-06-30", "due_on": due}
            for i, due in enumerate(["2025-07-08", "2025-07-09", "2025-07-15", "2025-09-30", "2025-06-30"])
        ]
        found = measure("credible_dates", items=PAST + items)

        # In order: overdue, then 8 July (2nd in 1 week: no), 9 July (3rd: no), 15 July (4th: no), 30 Sept (5th).
        chances = dict(found.rows.select("due", "p_date").iter_rows())
        assert chances == {
            "2025-06-30": 0.0,
            "2025-07-08": 0.0,
            "2025-07-09": 0.0,
            "2025-07-15": 0.0,
            "2025-09-30": 1.0,
        }
        assert (found.value, found.n) == (0.8, 5)
        assert found.details == {"hopeless": 4, "overdue": 1}

    def test_items_of_one_date_stand_together(self, measure):
        items = [
            {"key": f"O{i}", "state": "started", "created_at": "2025-06-30", "due_on": "2025-07-22"} for i in range(3)
        ]
        found = measure("credible_dates", items=PAST + items)

        assert found.rows["place"].to_list() == [3, 3, 3]
        assert found.rows["p_date"].to_list() == [1, 1, 1]

    def test_without_recent_deliveries_it_says_nothing(self, measure):
        items = [{"key": "O", "state": "started", "created_at": "2025-06-30", "due_on": "2025-09"}]
        items += [{"key": "D", "state": "done", "created_at": "2024-01-01", "done_at": "2024-02-01"}]
        found = measure("credible_dates", items=items)

        assert (found.value, found.caveats) == (None, ("nothing_finished_lately",))
        assert (found.n, found.needs) == (1, None)  # no number of further dates would help

    def test_what_is_seen_done_by_the_last_version_was_done_since_the_one_before(self, measure):
        # A version every fortnight up to Monday 30 June; two items more are done in each: exactly one a week.
        versions = [_day("2025-03-24", 14 * n) for n in range(8)]
        items = [
            {"key": f"D{n:02}{twin}", "state": "done", "created_at": "2025-01-01", "done_at": at}
            for n, at in enumerate(versions[1:])
            for twin in "ab"
        ]
        items += [
            {"key": f"O{n}", "state": "started", "created_at": "2025-01-01", "due_on": due}
            for n, due in enumerate(["2025-07-01", "2025-07-14"])
        ]
        found = measure("credible_dates", items=items, observed_at=versions, today=versions[-1])

        assert found.rows.select("key", "p_date").rows() == [("O0", pytest.approx(1 / 7)), ("O1", 1)]
        assert "nothing_finished_lately" not in found.caveats

    def test_everything_may_be_seen_done_at_once_by_the_last_version(self, measure):
        versions = ["2025-02-03", "2025-03-03", "2025-04-07", "2025-05-05", "2025-06-02", "2025-06-30"]
        items = [
            {"key": f"D{n}", "state": "done", "created_at": "2025-01-01", "done_at": versions[-1]} for n in range(4)
        ]
        items += [{"key": "O", "state": "started", "created_at": "2025-01-01", "due_on": "2025-12"}]
        found = measure("credible_dates", items=items, observed_at=versions, today=versions[-1])

        assert found.value == 0
        assert found.caveats == ("short_history", "seen_between_versions")  # four versions are a short history

    def test_versions_too_far_apart_show_no_pace(self, measure):
        versions = ["2024-10-01", "2025-01-01", "2025-04-01", "2025-07-01"]
        items = [
            {"key": f"D{n}", "state": "done", "created_at": "2024-01-01", "done_at": versions[-1]} for n in range(9)
        ]
        items += [{"key": "O", "state": "started", "created_at": "2024-01-01", "due_on": "2025-09"}]
        found = measure("credible_dates", items=items, observed_at=versions)

        assert (found.value, found.caveats) == (None, ("versions_too_far_apart",))
        assert (found.verdict, found.n, found.needs) == ("not_enough_data", 1, None)

    def test_versions_of_a_file_that_dates_its_deliveries_are_no_hindrance(self, measure):
        items = [*PAST, {"key": "O", "state": "started", "created_at": "2025-06-30", "due_on": "2025-07-15"}]
        found = measure("credible_dates", items=items, observed_at=["2025-01-01T08:00", "2025-07-01T08:00"])

        assert (found.rows["p_date"].item(), found.value) == (1, 0)

    def test_a_long_record_tests_the_forecast_on_its_own_past(self, measure):
        open_item = {"key": "O", "state": "started", "created_at": "2025-06-30", "due_on": "2025-09-30"}

        def finished(per_week):
            return [
                {"key": f"D{ago}.{n}", "state": "done", "done_at": _day("2025-06-25", -7 * ago)}
                for ago in range(12 + 4 * 24)
                for n in range(per_week(ago))
            ]

        steady = measure("credible_dates", items=[open_item, *finished(lambda _: 2)])
        assert (steady.details["tested"], steady.details["tested_kept"]) == (24, 24)
        assert (steady.details["brier"], steady.details["crps"]) == (0, 0)
        assert "brier_skill" not in steady.details  # it always came
        assert steady.caveats == ()

        slower = measure("credible_dates", items=[open_item, *finished(lambda ago: 1 + ago // 9)])
        assert slower.details["tested_kept"] < 0.85 * slower.details["tested"]
        assert slower.caveats == ("past_forecasts_too_hopeful",)

        short = measure("credible_dates", items=[open_item, *finished(lambda ago: 2 if ago < 80 else 0)])
        assert "tested" not in short.details  # 17 forecasts: nothing to show yet

    def test_a_flow_that_is_not_steady_weakens_the_pace(self, measure):
        open_item = {"key": "O", "state": "accepted", "created_at": "2025-06-30", "due_on": "2025-09-30"}
        weekly = [
            {
                "key": f"D{n}",
                "state": "done",
                "started_at": _day("2025-06-18", -7 * n),
                "done_at": _day("2025-06-25", -7 * n),
            }
            for n in range(14)
        ]
        steady = measure("credible_dates", items=[open_item, *weekly])
        assert (steady.details["little"], steady.caveats) == (pytest.approx(1, abs=0.1), ())

        forgotten = [_running(f"W{n}", "2024-12-01") for n in range(3)]
        unsteady = measure("credible_dates", items=[open_item, *weekly, *forgotten])
        assert unsteady.details["little"] == pytest.approx(4, abs=0.2)
        assert unsteady.caveats == ("flow_work_ages", "flow_items_lost")

    def test_weeks_that_are_short_beside_the_work_do_not_show_whether_the_flow_is_steady(self, measure):
        open_item = {"key": "O", "state": "accepted", "created_at": "2025-06-30", "due_on": "2025-09-30"}
        long = [{**each, "started_at": "2025-02-01"} for each in PAST]  # 60 to 150 days, over 84
        assert "little" not in measure("credible_dates", items=[open_item, *long]).details

    def test_it_needs_dates_and_deliveries(self, measure):
        found = measure("credible_dates", items=[_running("A", "2025-01-01")])

        assert found.missing == ("items.due_on", "items.done_at")


class TestAgeingWork:
    def test_it_compares_ages_with_the_p85_of_cycle_times(self, measure):
        # Cycle times 10..29 days (20 items): P85 = 10 + .85 * 19 = 26.15 days before 1 July.
        items = [*_finished(20), _running("old", "2025-06-03"), _running("young", "2025-06-06")]
        found = measure("ageing_work", items=items)

        assert found.details["limit_days"] == pytest.approx(26.15)
        assert (found.value, found.n) == (0.5, 2)
        assert found.rows.select("key", "age_days").rows() == [("old", 28.0), ("young", 25.0)]

    def test_fewer_than_nineteen_finished_items_say_nothing(self, measure):
        found = measure("ageing_work", items=[*_finished(18), _running("old", "2025-01-03")])

        assert (found.value, found.verdict, found.caveats) == (None, "not_enough_data", ("few_finished",))
        assert (found.n, found.needs) == (1, 1)  # one more finished item

    def test_it_needs_starts_and_deliveries(self, measure):
        assert measure("ageing_work", items=[{"key": "A", "state": "done", "done_at": "2025-01-03"}]).missing == (
            "items.started_at",
        )
        assert measure("ageing_work", items=[_running("A", "2025-01-03")]).missing == ("items.done_at",)


class TestWipPerBuilder:
    def test_it_divides_open_work_by_the_active(self, measure):
        found = measure(
            "wip_per_builder",
            items=[
                _running("1", "2025-06-01", owner="ana"),
                _running("2", "2025-06-02", owner="ana"),
                _running("3", "2025-06-03", owner="ana"),
                _running("4", "2025-06-03", owner="bob"),
                _running("5", "2025-06-03"),
                {"key": "6", "state": "done", "started_at": "2025-06-01", "done_at": "2025-06-20", "owner": "cleo"},
                {"key": "7", "state": "done", "started_at": "2025-01-01", "done_at": "2025-02-01", "owner": "dan"},
            ],
        )

        assert found.value == pytest.approx(4 / 3)  # ana 3, bob 1, cleo 0; dan left
        assert found.details == {"open": 4, "builders": 3, "unowned": 1, "most": 3}
        assert found.rows["owner"].to_list() == ["ana", "ana", "ana", "bob"]

    def test_it_needs_owners(self, measure):
        assert measure("wip_per_builder", items=[_running("1", "2025-06-01")]).missing == ("items.owner",)
