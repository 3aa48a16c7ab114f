import numpy as np
import pytest

from gouvernail.method.diagnosis.indicators.queue import _drawn, _normal


def _open(key, level, **more):
    return {"key": key, "title": key, "state": "requested", "priority": f"P{level}", "priority_level": level, **more}


def _started(key, created, started, **more):
    return {"key": key, "title": key, "state": "started", "created_at": created, "started_at": started, **more}


class TestUrgencyInflation:
    def test_the_top_two_of_a_scale_of_five(self, measure):
        items = [_open("1", 1), _open("2", 2), _open("3", 3), _open("4", 5), _open("done", 1, state="done")]
        found = measure("urgency_inflation", items=[*items, {"key": "none", "state": "requested"}])

        assert (found.value, found.n) == (0.5, 4)
        assert found.details == {"pressing": 2, "top": 2, "levels": 5}

    def test_the_first_alone_of_a_scale_of_three(self, measure):
        found = measure("urgency_inflation", items=[_open("1", 1), _open("2", 2), _open("3", 3)])

        assert (found.value, found.caveats) == (pytest.approx(1 / 3), ("three_levels",))

    def test_a_scale_of_two_has_no_top(self, measure):
        found = measure("urgency_inflation", items=[_open("1", 1), _open("2", 2)])

        assert (found.verdict, found.caveats) == ("not_recorded", ("scale_too_short",))

    def test_it_is_not_recorded_without_priorities(self, measure):
        assert measure("urgency_inflation", items=[{"key": "1", "state": "requested"}]).missing == (
            "items.priority_level",
        )


class TestLastInFirstOut:
    def test_it_counts_starts_within_seven_days(self, measure):
        items = [
            _started("1", "2025-01-01", "2025-01-02"),
            _started("2", "2025-01-01", "2025-01-08"),
            _started("3", "2025-01-01", "2025-01-09"),
            _started("4", "2025-01-01", "2025-03-01"),
            _started("before its creation", "2025-01-05", "2025-01-01"),
        ]
        found = measure("last_in_first_out", items=items)

        assert (found.value, found.n) == (0.5, 4)
        assert found.rows["key"].to_list() == ["1", "2"]
        assert found.details["median_wait"] == pytest.approx((7 + 8) / 2)

    def test_what_a_first_version_shows_started_did_not_jump(self, measure):
        found = measure(
            "last_in_first_out", observed_at=["2025-01-01"], items=[_started("1", "2025-01-01", "2025-01-01")]
        )

        assert (found.n, found.value) == (0, None)

    def test_an_order_against_that_of_the_requests_says_the_same(self, measure):
        items = [_started(f"{i:02}", f"2025-01-{i + 1:02}", f"2025-03-{20 - i:02}") for i in range(12)]
        found = measure("last_in_first_out", items=items)

        assert (found.value, found.details["tau"]) == (0, -1)  # nothing within a week: the share alone excludes it
        assert (found.verdict, found.needs) == ("established", None)
        assert found.caveats == ("evidence_unknown", "order_reversed")

    def test_an_order_that_leans_little_says_nothing(self, measure):
        # tau_b of the two orders is -.2121: not clearly below -.2.
        starts = [8, 5, 10, 1, 7, 3, 11, 2, 9, 4, 6, 0]
        items = [_started(f"{i:02}", f"2025-01-{i + 1:02}", f"2025-03-{day + 1:02}") for i, day in enumerate(starts)]
        found = measure("last_in_first_out", items=items)

        assert found.details["tau"] == pytest.approx(-0.2121, abs=1e-4)
        assert (found.verdict, found.caveats) == ("excluded", ("evidence_unknown",))


class TestFirstComeFirstServed:
    def test_one_queue_in_its_order_is_one(self, measure):
        items = [_started(f"{i:02}", f"2025-01-{i + 1:02}", f"2025-03-{i + 1:02}") for i in range(12)]
        found = measure("first_come_first_served", items=items)

        assert (found.value, found.verdict, found.caveats) == (1, "established", ("merit_unknown",))

    def test_it_is_tau_b_by_hand(self, measure):
        # All waited together; starts in the order 2, 1, 3, 4: one discordant pair of six.
        starts = ["2025-03-02", "2025-03-01", "2025-03-03", "2025-03-04"]
        items = [_started(f"{i}", f"2025-01-0{i + 1}", start) for i, start in enumerate(starts)]

        assert measure("first_come_first_served", items=items).value == pytest.approx((5 - 1) / 6)

    def test_a_long_history_of_last_come_first_served_is_not_first_come(self, measure):
        # Every month four requests wait together and the last is taken first: over the year all starts follow requests.
        items = [
            _started(f"{m:02}-{i}", f"2024-{m:02}-0{i + 1}", f"2024-{m:02}-{20 - i}")
            for m in range(1, 13)
            for i in range(4)
        ]
        found = measure("first_come_first_served", items=items)

        # 48 starts, 1,128 pairs: the 72 inside a month are discordant, all others concordant.
        assert found.value == pytest.approx((1128 - 2 * 72) / 1128)
        assert found.details == {"tau_queue": -1}
        assert (found.q, found.verdict) == (0, "excluded")
        assert found.caveats == ("merit_unknown", "long_history")

    def test_the_plain_tau_speaks_where_the_queue_does_not_clearly_contradict(self, measure):
        # In each month the four are taken in their order or against it, one month in two: tau of the queue near 0.
        items = [
            _started(f"{m:02}-{i}", f"2024-{m:02}-0{i + 1}", f"2024-{m:02}-{20 + (i if m < 4 else -i)}")
            for m in range(1, 6)
            for i in range(4)
        ]
        found = measure("first_come_first_served", items=items)

        assert found.details["tau_queue"] == pytest.approx((3 - 2) / 5)
        assert (found.verdict, found.caveats) == ("established", ("merit_unknown", "long_history"))

    def test_where_nothing_waited_together_nobody_is_accused(self, measure):
        items = [_started(f"{i:02}", f"2025-01-{i + 1:02}T08:00", f"2025-01-{i + 1:02}T09:00") for i in range(20)]
        found = measure("first_come_first_served", items=items)

        assert (found.value, found.q, found.verdict) == (1, 0.5, "not_enough_data")
        assert found.caveats == ("merit_unknown", "nothing_waited_together")

    def test_every_start_is_compared_however_many_there_are(self, measure):
        items = [
            _started(f"{i:04}", f"2025-01-01T{i // 60:02}:{i % 60:02}", f"2025-03-01T{i // 60:02}:{i % 60:02}")
            for i in range(1000)
        ]
        found = measure("first_come_first_served", items=items)

        assert (found.n, found.value, found.verdict) == (1000, 1, "established")

    def test_what_a_first_version_shows_started_has_no_order(self, measure):
        found = measure(
            "first_come_first_served", observed_at=["2025-01-01"], items=[_started("1", "2025-01-01", "2025-01-01")]
        )

        assert (found.n, found.value) == (0, None)

    def test_a_merit_that_may_be_nil_excuses_nothing(self, measure):
        scores = [5, 1, 4, 2, 5, 1, 4, 2, 5, 1, 4, 2]
        items = [
            _started(f"{i:02}", f"2025-01-{i + 1:02}", f"2025-03-{i + 1:02}", score=score)
            for i, score in enumerate(scores)
        ]
        found = measure("first_come_first_served", items=items)

        assert (found.verdict, found.caveats) == ("established", ())

    def test_an_order_that_follows_merit_is_excused(self, measure):
        items = [_started(f"{i:02}", f"2025-01-{i + 1:02}", f"2025-03-{i + 1:02}", score=30 - i) for i in range(12)]
        found = measure("first_come_first_served", items=items)

        assert (found.value, found.verdict, found.caveats) == (1, "excluded", ("merit_orders",))

    def test_it_needs_starts_and_creations(self, measure):
        found = measure("first_come_first_served", items=[{"key": "1", "started_at": "2025-01-01"}])

        assert found.missing == ("items.created_at",)


class TestUrgencyWords:
    @pytest.mark.parametrize(
        ("text", "cries"),
        [
            ("Correction URGENTE du formulaire", True),
            ("À faire au plus vite", True),
            ("Please fix asap", True),
            ("Tout est cassé !!", True),
            ("MERCI DE TRAITER CELA", True),
            ("Insurgent search", False),
            ("Export CSV des comptes", False),
            ("Une seule question !", False),
            ("API REST JSON", False),
        ],
    )
    def test_it_hears_words_capitals_and_exclamation_marks(self, measure, text, cries):
        found = measure("urgency_words", items=[{"key": "A", "title": text}])

        assert found.value == cries

    def test_it_reads_comments_too_and_never_settles(self, measure):
        items = [{"key": f"{i}", "title": "urgent"} for i in range(30)]
        touches = [{"key": "0", "text": "rien de particulier", "kind": "comment"}]
        found = measure("urgency_words", items=items, touches=touches)

        assert (found.n, found.q, found.verdict) == (31, 0.6, "not_enough_data")
        assert found.value == pytest.approx(30 / 31)

    def test_rows_beyond_ten_thousand_are_counted_but_not_kept(self, measure):
        found = measure("urgency_words", items=[{"key": f"{i:05}", "title": "urgent"} for i in range(10_007)])

        assert (found.n, found.rows.height, found.rows_left) == (10_007, 10_000, 7)

    def test_it_is_not_recorded_without_texts(self, measure):
        assert measure("urgency_words", items=[{"key": "1"}]).missing == ("items.title",)


def test_in_a_long_queue_the_normal_law_agrees_with_the_bootstrap():
    rng = np.random.default_rng(3)
    created = rng.random(260)
    started = created + rng.exponential(0.3, 260)
    together = np.maximum.outer(created, created) < np.minimum.outer(started, started)
    one, two = np.sign(np.subtract.outer(created, created)), np.sign(np.subtract.outer(started, started))
    forms = [np.where(together, form, 0).astype(np.float32) for form in (one * two, one * one, two * two)]
    value = float(forms[0].sum()) / float(forms[1].sum())
    drawn = _drawn(260, value, forms, np.random.default_rng(1), value + 0.02)
    normal = _normal(260, value, forms, value + 0.02)

    assert (normal.low, normal.high) == pytest.approx((drawn.low, drawn.high), abs=0.02)
    assert normal.q == pytest.approx(drawn.q, abs=0.04)


def test_a_long_queue_that_all_agrees_leaves_no_doubt():
    order = np.sign(np.subtract.outer(np.arange(250.0), np.arange(250.0)))
    forms = [(order * order).astype(np.float32)] * 3
    found = _normal(250, 1.0, forms, 0.5)

    assert (found.low, found.high) == pytest.approx((1, 1))
    assert found.q == 1
