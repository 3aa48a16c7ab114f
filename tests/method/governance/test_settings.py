"""Thresholds are read from one file, and a user's own are checked."""

import pytest

from gouvernail.method.governance import InvalidSettings, load


def test_the_defaults_are_those_of_the_method():
    found = load()
    assert (found.ghost_days, found.overload_duties, found.crowd_consulted, found.crowd_share) == (30, 5, 3, 0.5)
    assert (found.tolerance_days, found.least_adherence, found.least_planned) == (2, 0.8, 6)
    assert (found.single_point_duties, found.quorum.voter_share) == (2, 0.5)
    assert set(found.sources.values()) == {"[P]"}


def test_a_text_is_laid_over_the_defaults():
    found = load('[ghost]\ndays = 45\n[quorum.seats.chair]\nroles = ["sponsor"]')
    assert (found.ghost_days, found.overload_duties, [seat.id for seat in found.quorum.seats]) == (45, 5, ["chair"])
    assert (found.sources["ghost"], found.sources["overload"]) == ("", "[P]")


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        pytest.param("[ghost]\ndays = =", "unreadable", "line 2", id="not TOML"),
        pytest.param("[ghots]\ndays = 3", "unknown_key", "ghots", id="table"),
        pytest.param("[ghost]\nday = 3", "unknown_key", "ghost.day", id="key"),
        pytest.param("ghost = 3", "wrong_kind", "ghost", id="no table"),
        pytest.param('[ghost]\ndays = "3"', "wrong_kind", "ghost.days", id="text"),
        pytest.param("[ghost]\ndays = 1.5", "wrong_kind", "ghost.days", id="half a day"),
        pytest.param("[crowd]\nshare = 50", "out_of_range", "crowd.share", id="percent"),
        pytest.param("[cadence]\nadherence = nan", "out_of_range", "cadence.adherence", id="not a number"),
        pytest.param('[vacancy]\nroles = ["king"]', "wrong_kind", "vacancy.roles", id="role"),
        pytest.param("[vacancy]\nroles = [[1]]", "wrong_kind", "vacancy.roles", id="list of lists"),
        pytest.param("[quorum]\nseats = 3", "wrong_kind", "quorum.seats", id="seats"),
        pytest.param("[quorum.seats.chair]\nroles = 3", "wrong_kind", "quorum.seats.chair.roles", id="seat"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_by_its_name(text, code, key):
    with pytest.raises(InvalidSettings) as refused:
        load(text)
    assert (refused.value.code, key in refused.value.key) == (code, True)
