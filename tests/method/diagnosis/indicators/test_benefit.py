import pytest

OLD, NEW = "2025-01-15", "2025-06-15"


def _done(key, at=OLD, **more):
    return {"key": key, "title": key, "state": "done", "started_at": "2025-01-02", "done_at": at, **more}


def _outcome(key, *, measure="calls", expected=None, observed=None, at=None):
    return {"key": key, "measure": measure, "expected": expected, "observed": observed, "at": at}


def test_an_outcome_is_measured_when_it_was_observed(measure):
    found = measure(
        "outcome_measured",
        items=[_done("A"), _done("B"), _done("C"), _done("too recent", NEW)],
        outcomes=[
            _outcome("A", expected=10, observed=2, at="2025-04-01"),
            _outcome("B", expected=10),
            _outcome("too recent", observed=1, at=NEW),
        ],
    )

    assert (found.value, found.n) == (pytest.approx(1 / 3), 3)
    assert found.rows["key"].to_list() == ["B", "C"]


def test_the_benefit_is_the_sum_of_the_last_readings(measure):
    found = measure(
        "benefit_realisation",
        items=[_done("A"), _done("B")],
        outcomes=[
            _outcome("A", expected=100, observed=90, at="2025-03-01"),
            _outcome("A", expected=100, observed=20, at="2025-04-01"),
            _outcome("B", expected=300, observed=180, at="2025-04-01"),
            _outcome("B", measure="calls", expected=300, observed=None, at="2025-05-01"),
        ],
    )

    assert found.value == pytest.approx(200 / 400)
    assert found.rows.select("key", "reached_share").rows() == [("A", 0.2), ("B", 0.6)]
    assert found.details == {"wins": 0}


def test_measures_of_different_units_weigh_the_same(measure):
    found = measure(
        "benefit_realisation",
        items=[_done("A"), _done("B")],
        outcomes=[
            _outcome("A", measure="euros", expected=1_000_000, observed=1_000_000, at="2025-03-01"),
            _outcome("B", measure="calls", expected=10, observed=0, at="2025-04-01"),
        ],
    )

    assert (found.value, found.caveats) == (0.5, ("mixed_measures",))


def test_nothing_but_wins_is_suspect(measure):
    outcomes = [_outcome(f"{i}", expected=1, observed=2, at="2025-04-01") for i in range(10)]
    found = measure("benefit_realisation", items=[_done(f"{i}") for i in range(10)], outcomes=outcomes)

    assert (found.value, found.verdict, found.caveats) == (2, "excluded", ("suspect_measures",))


def test_adoption_is_read_one_to_four_months_after_delivery(measure):
    found = measure(
        "adoption",
        items=[_done("A"), _done("B"), _done("C")],
        outcomes=[
            _outcome("A", measure="Adoption", expected=100, observed=10, at="2025-02-20"),
            _outcome("A", measure="adoption", expected=100, observed=40, at="2025-04-20"),
            _outcome("B", measure="adoption", expected=50, observed=5, at="2025-01-20"),  # too early
            _outcome("C", measure="calls", expected=50, observed=5, at="2025-04-20"),
        ],
    )

    assert (found.value, found.n) == (0.4, 1)
    assert found.details == {"active": 40, "eligible": 100}


def test_a_hypothesis_has_a_measure_and_an_expected_value(measure):
    found = measure(
        "hypothesis",
        items=[_done("A"), _done("B"), {"key": "C", "state": "requested"}],
        outcomes=[_outcome("A", expected=10), _outcome("B", observed=2), _outcome("C", expected=3)],
    )

    assert (found.value, found.n) == (0.5, 2)
    assert found.rows["key"].to_list() == ["B"]


START = {"started_at": "2025-02-01T10:00"}


def test_what_was_expected_counts_when_it_was_said_by_the_start(measure):
    found = measure(
        "hypothesis",
        items=[_done(key, **START) for key in ("before", "same day", "after", "read", "silent", "undated reading")],
        outcomes=[
            _outcome("before", expected=10, at="2025-01-01"),
            _outcome("same day", expected=10, observed=8, at="2025-02-01T18:00"),
            _outcome("after", expected=10, at="2025-02-02"),
            _outcome("read", expected=10, observed=4, at="2025-06-01"),
            _outcome("undated reading", expected=10, observed=4, at=None),
        ],
    )

    assert (found.value, found.n) == (0.4, 5)
    assert found.rows["key"].to_list() == ["after", "read", "silent"]


@pytest.mark.parametrize("at", ["2025-06-01", None])
def test_expectations_only_known_from_later_readings_accuse_nobody(measure, at):
    found = measure(
        "hypothesis",
        items=[_done(f"{n}", **START) for n in range(20)],
        outcomes=[_outcome("1", expected=10, observed=4, at=at)],
    )

    assert (found.verdict, found.q, found.missing) == ("not_recorded", 0.5, ("outcomes.at",))
    assert found.caveats == ("expected_only_when_read",)


@pytest.mark.parametrize("name", ["outcome_measured", "benefit_realisation", "adoption", "hypothesis"])
def test_no_outcomes_are_not_no_benefit(measure, name):
    found = measure(name, items=[_done("A")])

    assert (found.verdict, found.q) == ("not_recorded", 0.5)
    assert "outcomes.measure" in found.missing or "outcomes.observed" in found.missing
