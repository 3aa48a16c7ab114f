import pytest


def _touch(person, at, kind="comment", side="business"):
    return {"key": "A", "person": person, "at": at, "kind": kind, "side": side}


ITEM = [{"key": "A", "title": "A", "state": "started", "created_at": "2024-12-31", "reporter": "ana", "owner": "dev"}]


class TestActiveBusiness:
    def test_it_counts_distinct_business_people_in_whole_months(self, measure):
        people = {1: 6, 2: 5, 3: 4, 4: 3, 5: 2, 6: 1}
        touches = [_touch(f"p{i}", f"2025-{month:02}-10") for month, n in people.items() for i in range(n)]
        touches += [_touch("p0", "2025-01-11"), _touch("dev", "2025-01-12", side="builder"), _touch("p0", "2025-07-01")]
        found = measure("active_business", items=ITEM, touches=touches)

        assert found.series == tuple((f"2025-{month:02}", float(n)) for month, n in people.items())
        assert found.value == pytest.approx(-1 / 3.5)  # one person less a month, 3.5 on average
        assert found.details == {"mean": 3.5, "months": 6, "first": 6, "last": 1}
        assert found.verdict == "established"

    def test_without_create_touches_reporters_count_and_owners_do_not(self, measure):
        items = [
            {"key": f"{m}", "created_at": f"2025-0{m}-05", "reporter": "ana" if m % 2 else "dev", "owner": "dev"}
            for m in range(1, 8)
        ]
        found = measure("active_business", items=items)

        assert dict(found.series) == {"2025-02": 0, "2025-03": 1, "2025-04": 0, "2025-05": 1, "2025-06": 0}

    def test_it_is_not_recorded_without_business_people(self, measure):
        found = measure("active_business", items=[{"key": "A"}], touches=[_touch("dev", "2025-01-12", side="unknown")])

        assert found.missing == ("touches.person", "touches.side")


class TestBusinessRetention:
    def test_it_is_the_median_stay_with_those_still_there_censored(self, measure):
        touches = [_touch("once", "2025-01-01")]
        for i, days in enumerate((10, 20, 30)):
            touches += [_touch(f"g{i}", "2025-01-01"), _touch(f"g{i}", f"2025-01-{days + 1:02}")]
        touches += [_touch("still", "2025-01-01"), _touch("still", "2025-06-30")]
        found = measure("business_retention", items=ITEM, touches=touches)

        # S falls to .75, .5 at 20 days: the first time at which half are gone.
        assert (found.value, found.n) == (20, 4)
        assert found.details == {"gone": 3, "still": 1}
        assert found.rows["person"].to_list() == ["g0", "g1", "g2"]

    def test_it_is_not_recorded_without_business_people(self, measure):
        assert measure("business_retention", items=[{"key": "A"}]).verdict == "not_recorded"
