import pytest

from tests.method.diagnosis.indicators.conftest import facts_of


def _items(n, **more):
    return [
        {"key": f"{i:02}", "title": f"{i}", "state": "requested", "created_at": "2024-12-01", "rank": i + 1, **more}
        for i in range(n)
    ]


def _moved(key, at, old, new, field="rank", **more):
    return {"key": key, "at": at, "field": field, "old": old, "new": new, **more}


END = [{"key": "00", "at": "2025-04-15", "person": "x", "side": "business", "kind": "comment"}]


class TestRankVolatility:
    def test_an_order_that_does_not_move_is_the_same_every_month(self, measure):
        found = measure("rank_volatility", tracked=["rank"], items=_items(12), touches=END)

        assert found.value == 1
        assert found.series == tuple((month, 1.0) for month in ("2024-12", "2025-01", "2025-02", "2025-03"))

    def test_a_reversal_in_one_month_shows_in_that_month(self, measure):
        # The order is 1..12 now; before 10 February it was the reverse.
        changes = [_moved(f"{i:02}", "2025-02-10", str(12 - i), str(i + 1)) for i in range(12)]
        found = measure("rank_volatility", tracked=["rank"], items=_items(12), changes=changes, touches=END)

        assert dict(found.series) == {"2024-12": 1, "2025-01": 1, "2025-02": -1, "2025-03": 1}
        assert (found.value, found.n) == (1, 4)  # the median of the months

    def test_it_compares_only_what_is_open_in_both_months(self, measure):
        items = _items(12)
        items[11] |= {"rank": 0.0, "created_at": "2025-02-15"}  # came in the middle
        items[10] |= {"state": "done", "done_at": "2025-02-15"}
        found = measure("rank_volatility", tracked=["rank"], items=items, touches=END)

        assert dict(found.series) == {"2024-12": 1, "2025-01": 1, "2025-02": 1, "2025-03": 1}

    def test_the_order_is_not_known_before_the_first_version(self, measure):
        versions = ["2025-02-01", "2025-03-01", "2025-04-01"]
        found = measure("rank_volatility", tracked=["rank"], items=_items(12), observed_at=versions)

        assert [month for month, _ in found.series] == ["2025-02", "2025-03"]

    def test_it_reads_the_words_of_the_priority_field(self, measure):
        words = {1: "High", 2: "Low"}
        items = [
            {
                "key": f"{i:02}",
                "state": "requested",
                "created_at": "2024-12-01",
                "priority": words[1 + i % 2],
                "priority_level": 1 + i % 2,
            }
            for i in range(12)
        ]
        changes = [_moved("00", "2025-01-10", "Low", "High", "priority")]
        found = measure("rank_volatility", tracked=["priority"], items=items, changes=changes, touches=END)

        # January: 5 high and 7 low before, 6 and 6 after. C = 5*6 = 30, D = 0; untied 35 and 36: 30/sqrt(1260).
        assert dict(found.series)["2025-01"] == pytest.approx(30 / 1260**0.5)
        assert found.caveats == ("order_is_priority",)

    def test_it_needs_a_tracked_order(self, measure):
        found = measure("rank_volatility", items=_items(12))

        assert (found.verdict, found.missing) == ("not_recorded", ("changes.rank", "changes.score", "changes.priority"))

    def test_a_score_orders_from_the_greatest(self):
        facts = facts_of(tracked=["score"], items=[{"key": "A", "score": 3.0}, {"key": "B", "score": 5.0}])

        assert facts.order.current.tolist() == [-3, -5]

    def test_snapshots_replay_the_changes(self):
        from datetime import datetime

        items = [
            {"key": "A", "rank": 9, "created_at": "2025-01-01"},
            {"key": "B", "rank": 2, "created_at": "2025-01-01"},
        ]
        changes = [
            _moved("A", "2025-02-10", "5", "7"),
            _moved("A", "2025-02-20", "7", "8"),
            _moved("A", "2025-04-01", "8", "9"),
        ]
        facts = facts_of(tracked=["rank"], items=items, changes=changes)
        months = [datetime(2025, month, 1) for month in (2, 3, 4, 5)]

        assert [values.tolist() for values in facts.order.at(months)] == [[5, 2], [8, 2], [8, 2], [9, 2]]


class TestTopTurnover:
    def test_what_is_delivered_is_no_turnover(self, measure):
        items = _items(30)
        for item in items[:3]:
            item |= {"state": "done", "done_at": "2025-02-10"}
        found = measure("top_turnover", tracked=["rank"], items=items, touches=END)

        assert set(dict(found.series).values()) == {0.0}
        assert found.details["k"] == pytest.approx(5.5)  # a fifth of 30, then of 27

    def test_newcomers_at_the_top_are(self, measure):
        items = _items(30)
        for item in items[:2]:
            item["created_at"] = "2025-02-10"
        found = measure("top_turnover", tracked=["rank"], items=items, touches=END)

        # k = 5 of 28 open: 3 of the first five stay, 7 different ones in all.
        assert dict(found.series)["2025-02"] == pytest.approx(1 - 3 / 7)

    def test_a_priority_field_has_no_top(self, measure):
        items = [{"key": "A", "priority": "High", "priority_level": 1}]
        found = measure("top_turnover", tracked=["priority"], items=items)

        assert found.missing == ("changes.rank", "changes.score")


class TestUnjustifiedMoves:
    def test_a_reason_a_decision_or_a_new_score_justifies(self, measure):
        changes = [
            _moved("00", "2025-02-01", "5", "1", reason="contract"),
            _moved("01", "2025-02-02", "5", "2", decision="D-7"),
            _moved("02", "2025-02-10", "5", "3"),
            _moved("02", "2025-02-04", "1.0", "4.0", "score"),
            _moved("03", "2025-02-20", "5", "4"),
            _moved("03", "2025-02-04", "1.0", "4.0", "score"),  # too long before
            _moved("04", "2025-02-21", "9", "5"),
        ]
        found = measure("unjustified_moves", tracked=["rank", "score"], items=_items(6), changes=changes)

        assert (found.value, found.n) == (0.4, 5)
        assert found.rows.select("key", "from", "to").rows() == [("04", 9, 5), ("03", 5, 4)]

    def test_a_source_without_reasons_accuses_nobody(self, measure):
        found = measure(
            "unjustified_moves", tracked=["rank"], items=_items(2), changes=[_moved("00", "2025-02-01", "5", "1")]
        )

        assert found.missing == ("changes.reason", "changes.decision", "changes.score")


class TestEgos:
    def _moves(self):
        boss = [_moved(f"{i:02}", f"2025-02-{i + 1:02}", "20", str(i + 1), actor="boss") for i in range(8)]
        others = [_moved(f"1{i}", "2025-03-01", "1", "9", actor=name) for i, name in enumerate(["ana", "bob"])]
        small = [_moved("15", "2025-03-02", "15", "16", actor="cleo")]
        reasoned = [_moved("16", "2025-03-02", "1", "20", actor="cleo", reason="law")]
        return boss + others + small + reasoned

    def test_overrides_are_large_moves_without_a_word(self, measure):
        found = measure("override_concentration", tracked=["rank"], items=_items(20), changes=self._moves())

        assert found.value == pytest.approx(0.8**2 + 2 * 0.1**2)
        assert found.details == {"overrides": 10, "persons": 3, "first_share": 0.8}
        assert found.rows.row(0) == ("boss", 8, 8)
        assert found.verdict == "established"

    def test_the_rate_is_over_the_moves_that_count(self, measure):
        found = measure("override_rate", tracked=["rank"], items=_items(20), changes=self._moves())

        assert (found.value, found.n) == (pytest.approx(10 / 11), 11)

    @pytest.mark.parametrize("name", ["override_concentration", "override_rate"])
    def test_they_need_reasons_to_be_recorded(self, measure, name):
        changes = [_moved("00", "2025-02-01", "20", "1", actor="boss")]

        assert measure(name, tracked=["rank"], items=_items(2), changes=changes).missing == (
            "changes.reason",
            "changes.decision",
        )
        assert measure(name, items=_items(2)).missing == ("changes.rank", "changes.priority")
