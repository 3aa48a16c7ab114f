from datetime import datetime

import polars as pl
import pytest

from gouvernail.exchange.assembly.states import with_state
from gouvernail.exchange.mapping import Profile

_DAY = datetime(2025, 3, 1)
_INSTANT = pl.Datetime("us")


def _state(
    *,
    status: str | None = None,
    resolution: str | None = None,
    started: datetime | None = None,
    done: datetime | None = None,
    profile: Profile | None = None,
) -> pl.DataFrame:
    items = pl.DataFrame(
        {"status": [status], "started_at": [started], "done_at": [done]},
        schema={"status": pl.String, "started_at": _INSTANT, "done_at": _INSTANT},
    )
    return with_state(items, pl.Series([resolution], dtype=pl.String), profile or Profile())


@pytest.mark.parametrize("word", ["Won't Fix", "Duplicate", "Invalid", "Ne sera pas corrigé", "Doublon", "WONTFIX"])
def test_an_end_by_a_refusing_resolution_is_a_drop(word: str) -> None:
    found = _state(status="Closed", resolution=word, done=_DAY)
    assert found["state"].item() == "dropped"
    assert (found["dropped_at"].item(), found["done_at"].item()) == (_DAY, None)


@pytest.mark.parametrize("resolution", ["Doublon", "Ne sera pas fait", "Non reproductible", "Refusée", "Won't Do"])
def test_an_end_by_a_word_of_refusal_is_a_drop(resolution: str) -> None:
    found = _state(status="Fermée", resolution=resolution, done=_DAY)
    assert (found["state"].item(), found["done_at"].item(), found["dropped_at"].item()) == ("dropped", None, _DAY)


def test_an_end_by_another_resolution_is_done() -> None:
    found = _state(status="Closed", resolution="Fixed", done=_DAY)
    assert (found["state"].item(), found["done_at"].item()) == ("done", _DAY)


def test_an_open_status_beats_a_leftover_end_date() -> None:
    found = _state(status="In Progress", done=_DAY)
    assert (found["state"].item(), found["done_at"].item()) == ("started", None)


def test_dates_decide_where_the_status_is_not_known() -> None:
    assert _state(status="Zorglub", done=_DAY)["state"].item() == "done"
    assert _state(status="Zorglub", started=_DAY)["state"].item() == "started"


def test_nothing_known_leaves_the_state_unknown() -> None:
    assert _state(status="Zorglub")["state"].item() is None


def test_the_mapping_translates_words() -> None:
    profile = Profile(states={"Zorglub": "accepted"}, dropped=("Perdu",))
    assert _state(status="Zorglub", profile=profile)["state"].item() == "accepted"
    assert _state(status="Closed", resolution="perdu", done=_DAY, profile=profile)["state"].item() == "dropped"


def test_dates_alone_say_asked_for_or_done() -> None:
    items = pl.DataFrame(
        {"created_at": [_DAY, _DAY], "done_at": [None, _DAY]}, schema={"created_at": _INSTANT, "done_at": _INSTANT}
    )
    assert with_state(items, None, Profile())["state"].to_list() == ["requested", "done"]
