import pytest


def _done(key, at, **more):
    return {"key": key, "title": key, "state": "done", "created_at": "2024-12-01", "done_at": at, **more}


class TestReleaseCadence:
    def test_the_calendar_says_when(self, measure):
        calendar = [
            {"name": name, "kind": "release", "end_on": day}
            for name, day in [
                ("1", "2025-01-01"),
                ("2", "2025-01-31"),
                ("3", "2025-04-01"),
                ("4", "2025-04-01"),
                ("5", "2025-12-01"),
            ]
        ]
        items = [_done("A", "2025-01-30", releases=["2"]), _done("B", "2025-03-30", releases=["3"])]
        items += [_done("C", "2025-03-30", releases=["4"]), _done("D", "2024-12-30", releases=["1", "5"])]
        found = measure("release_cadence", calendar=calendar, items=items)

        assert (found.value, found.n) == (45, 2)  # 30 and 60 days; the two of 1 April are one
        assert found.details == {"releases": 3, "items_per_release": 1}
        assert found.rows["gap_days"].to_list() == [60, 30]
        assert found.caveats == ()

    def test_a_release_that_was_not_closed_did_not_come_out(self, measure):
        calendar = [
            {"name": "1", "kind": "release", "end_on": "2025-01-01", "closed_at": "2025-01-11"},
            {"name": "2", "kind": "release", "end_on": "2025-02-01"},
            {"name": "3", "kind": "release", "end_on": "2025-03-01", "closed_at": "2025-03-12"},
        ]
        found = measure("release_cadence", calendar=calendar, items=[_done("A", "2025-01-01")])

        assert (found.value, found.n) == (60, 1)

    def test_releases_that_no_item_names_hold_what_was_done_since_the_one_before(self, measure):
        days = ["2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01"]
        calendar = [{"name": day, "kind": "release", "end_on": day} for day in days]
        done = ["2024-12-30", "2025-01-01T09:00", "2025-01-02", "2025-02-01T18:00", "2025-02-03", "2025-05-01"]
        found = measure("release_cadence", calendar=calendar, items=[_done(f"{n}", at) for n, at in enumerate(done)])

        # What the first one held is not known; two came with the second, one with the third, none with the fourth.
        assert dict(found.rows.select("name", "items").rows()) == {
            "2025-02-01": 2,
            "2025-03-01": 1,
            "2025-04-01": 0,
        }
        assert found.details["items_per_release"] == 1.5
        assert found.caveats == ()

    def test_releases_of_nothing_that_is_known_do_not_hold_zero_items(self, measure):
        calendar = [{"name": f"{n}", "kind": "release", "end_on": f"2025-0{n}-01"} for n in range(1, 6)]
        found = measure("release_cadence", calendar=calendar, items=[{"key": "A", "title": "A", "state": "started"}])

        assert "items_per_release" not in found.details
        assert found.caveats == ("release_size_unknown",)
        assert found.rows["items"].to_list() == [None] * 4

    def test_else_the_last_item_of_each_release(self, measure):
        items = [_done("A", "2025-01-01", releases=["1"]), _done("B", "2025-01-11", releases=["1"])]
        items += [_done("C", "2025-02-10", releases=["2"])]
        found = measure("release_cadence", items=items)

        assert (found.value, found.caveats) == (30, ("releases_from_items",))
        assert found.details["items_per_release"] == 1.5

    def test_else_the_days_on_which_work_was_done(self, measure):
        items = [_done("A", "2025-01-01T10:00"), _done("B", "2025-01-01T15:00"), _done("C", "2025-01-15")]
        found = measure("release_cadence", items=items)

        assert (found.value, found.caveats) == (14, ("releases_from_done_days",))

    def test_days_on_which_work_was_done_never_show_that_releases_are_frequent(self, measure):
        items = [_done(f"{n:02}", f"2025-01-{n + 1:02}") for n in range(30)]
        found = measure("release_cadence", items=items)

        assert (found.value, found.n, found.q, found.verdict) == (1, 29, 0.5, "not_enough_data")

    def test_but_they_can_show_that_releases_are_rare(self, measure):
        items = [_done(f"{n}", f"202{n // 3}-0{1 + 4 * (n % 3)}-01") for n in range(12)]
        found = measure("release_cadence", items=items, today="2024-06-01")

        assert (found.value, found.verdict) == (122, "established")

    def test_between_versions_only_a_calendar_tells(self, measure):
        found = measure("release_cadence", observed_at=["2025-01-01", "2025-02-01"], items=[_done("A", "2025-02-01")])

        assert (found.verdict, found.missing) == ("not_recorded", ("calendar.end_on",))

    @pytest.mark.parametrize(
        ("more", "missing"),
        [({}, ("items.releases", "items.done_at")), ({"releases": ["v1"]}, ("items.done_at",))],
        ids=["nothing", "releases are named"],
    )
    def test_it_asks_only_for_what_is_missing(self, measure, more, missing):
        found = measure("release_cadence", items=[{"key": "A", "title": "A", "state": "started", **more}])

        assert (found.verdict, found.missing) == ("not_recorded", missing)


class TestFollowUp:
    def test_something_linked_a_child_or_feedback_within_ninety_days(self, measure):
        items = [_done(key, "2025-01-10") for key in ("linked", "parent", "heard", "duplicate", "late", "alone")]
        items += [_done("too recent", "2025-06-01")]
        items += [
            {"key": key, "state": "requested", "created_at": at, "parent": parent}
            for key, at, parent in [
                ("n1", "2025-02-01", None),
                ("n2", "2025-02-01", "parent"),
                ("n3", "2025-06-01", None),
            ]
        ]
        found = measure(
            "follow_up",
            items=items,
            links=[
                {"key": "n1", "kind": "relates", "other": "linked"},
                {"key": "duplicate", "kind": "duplicates", "other": "n1"},
                {"key": "late", "kind": "follows", "other": "n3"},
            ],
            touches=[
                {"key": "heard", "at": "2025-03-01", "person": "p", "side": "business", "kind": "feedback"},
                {"key": "alone", "at": "2025-03-01", "person": "p", "side": "builder", "kind": "feedback"},
            ],
        )

        assert (found.value, found.n) == (0.5, 6)
        assert found.rows["key"].to_list() == ["alone", "duplicate", "late"]

    def test_it_is_not_recorded_without_links_parents_or_feedback(self, measure):
        assert measure("follow_up", items=[_done("A", "2025-01-10")]).verdict == "not_recorded"


def _touch(key, at, kind="comment", side="business"):
    return {"key": key, "at": at, "person": "p", "side": side, "kind": kind}


ITEMS = [
    _done("early", "2025-03-11", started_at="2025-03-01"),
    _done("late", "2025-03-11", started_at="2025-03-01"),
    _done("after", "2025-03-11", started_at="2025-03-01"),
    _done("never", "2025-03-11", started_at="2025-03-01"),
]
TOUCHES = [
    _touch("early", "2025-02-19", "workshop"),
    _touch("early", "2025-03-05"),
    _touch("late", "2025-03-09", "test"),
    _touch("late", "2025-02-01", "create"),
    _touch("late", "2025-02-01", side="builder"),
    _touch("after", "2025-04-01", "feedback"),
]


class TestInvolvement:
    def test_early_interactions_among_all_before_go_live(self, measure):
        found = measure("early_involvement", items=ITEMS, touches=TOUCHES)

        assert found.value == pytest.approx(1 / 3)
        assert found.details == {"early": 1, "touches": 3, "items": 2}

    def test_the_first_touch_is_placed_on_the_build(self, measure):
        found = measure("first_involvement", items=ITEMS, touches=TOUCHES)

        # 20 days before go-live of a build of 10: 2; 2 of 10: .2; after go-live: 0.
        assert found.rows.select("key", "lead_share").rows() == [("after", 0), ("late", 0.2), ("early", 2)]
        assert (found.value, found.n) == (0.2, 3)
        assert found.details == {"touched": 3, "untouched": 1}

    @pytest.mark.parametrize("name", ["early_involvement", "first_involvement"])
    def test_they_need_touches_of_the_business_and_builds(self, measure, name):
        assert measure(name, items=ITEMS).missing == ("touches.person", "touches.side")

    @pytest.mark.parametrize("name", ["early_involvement", "first_involvement"])
    @pytest.mark.parametrize(
        ("items", "missing"),
        [
            ([{"key": "A", "state": "requested"}], ("items.started_at", "items.done_at")),
            ([_done("A", "2025-03-11")], ("items.started_at",)),
            ([{"key": "A", "state": "started", "started_at": "2025-03-01"}], ("items.done_at",)),
            # Both exist, on two items: it is the start of what was delivered that nobody wrote down.
            (
                [_done("A", "2025-03-11"), {"key": "B", "state": "started", "started_at": "2025-03-01"}],
                ("items.started_at",),
            ),
            ([_done("A", "2025-03-11", started_at="2025-03-12")], ("items.started_at",)),
        ],
        ids=["neither", "no start", "no delivery", "on two items", "the wrong way round"],
    )
    def test_of_a_build_they_ask_only_for_the_end_that_is_missing(self, measure, name, items, missing):
        assert measure(name, items=items, touches=[_touch("A", "2025-02-19")]).missing == missing


class TestUnalignedEffort:
    def test_it_weighs_by_size(self, measure):
        items = [_done("A", "2025-01-01", size=8, objective="O1"), _done("B", "2025-01-01", size=2)]
        items += [{"key": "C", "state": "requested", "size": 100}]
        found = measure("unaligned_effort", items=items)

        assert (found.value, found.n) == (0.2, 2)
        assert found.rows["key"].to_list() == ["B"]

    def test_or_counts_when_few_have_a_size(self, measure):
        items = [_done("A", "2025-01-01", size=8, objective="O1"), _done("B", "2025-01-01"), _done("C", "2025-01-01")]
        found = measure("unaligned_effort", items=items)

        assert (found.value, found.caveats) == (pytest.approx(2 / 3), ("effort_is_count",))

    def test_no_objective_anywhere_is_not_recorded(self, measure):
        assert measure("unaligned_effort", items=[_done("A", "2025-01-01")]).missing == ("items.objective",)


@pytest.mark.parametrize("name", ["ceremonies", "allocation_gap", "role_gaps"])
def test_what_only_the_product_records_is_not_recorded(measure, name):
    found = measure(name, items=[_done("A", "2025-01-01")])

    assert (found.verdict, found.q, found.value) == ("not_recorded", 0.5, None)
    assert found.missing[0].startswith("product.")
