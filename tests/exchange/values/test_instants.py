"""Dates as trackers, spreadsheets and people write them."""

from datetime import UTC, datetime, timedelta, timezone

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.exchange.values.instants import parse_instants
from gouvernail.exchange.values.orders import DateOrder

_NOON = datetime(2024, 3, 12, 15, 15)
_DAY = datetime(2024, 3, 12)


def _one(text: str, order: DateOrder | None = None) -> datetime | None:
    parsed = parse_instants(pl.Series("c", [text]), order=order)
    assert parsed.values.dtype == pl.Datetime("us")
    value = parsed.values.to_list()[0]
    assert isinstance(value, datetime) or value is None
    assert not (parsed.bad[0] and value is not None)
    return value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2012-05-16T07:56:13.000+0000", datetime(2012, 5, 16, 7, 56, 13)),
        ("2012-05-16T07:56:13.123+02:00", datetime(2012, 5, 16, 5, 56, 13, 123000)),
        ("2024-03-12T15:15Z", _NOON),
        ("2024-03-12 15:15:00 UTC", _NOON),
        ("2024-03-12T16:15:00+01:00[Europe/Paris]", _NOON),
        ("2024-03-12", _DAY),
        ("2024/3/12", _DAY),
        ("20240312", _DAY),
        ("12/Mar/24 3:15 PM", _NOON),
        ("12/mars/24 15:15", _NOON),
        ("12/déc./24 15:15", datetime(2024, 12, 12, 15, 15)),
        ("12 mars 2024", _DAY),
        ("mardi 12 mars 2024 à 15h15", _NOON),
        ("1er août 2024", datetime(2024, 8, 1)),
        ("5 janv. 2024", datetime(2024, 1, 5)),
        ("3 févr. 2024", datetime(2024, 2, 3)),
        ("Mar 12, 2024", _DAY),
        ("March 12, 2024 3:15 PM", _NOON),
        ("Tue, 12 Mar 2024 15:15:00 +0000", _NOON),
        ("Tue Mar 12 2024 16:15:00 GMT+0100 (CET)", _NOON),
        ("Tue Mar 12 15:15:00 2024", _NOON),
        ("12/03/2024 15:15", _NOON),
        ("12.03.2024", _DAY),
        ("12/03/24", _DAY),
        ("12/03/70", datetime(1970, 3, 12)),
        ("3/13/2024 12:15:23 AM", datetime(2024, 3, 13, 0, 15, 23)),
        ("1710256500", _NOON),
        ("1710256500000", _NOON),
        ("45363", _DAY),
        ("45363,635416667", _NOON),
        ("\u00a012 mars\u202f2024 ", _DAY),
    ],
)
def test_one_text(text: str, expected: datetime) -> None:
    assert _one(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2024",
        "2024-02-30",
        "2024-13-01",
        "30 février 2024",
        "12/03/2024 25:00",
        "2024-03-12T10:61:00",
        "bientôt?!",
        "12",
        "2024",
        "A-123",
        "12/03",
        "9999-12-31",
        "12/03/2024 15",
        "12 foo 2024",
        "2024-03-12T10:00:00+99:00",
    ],
)
def test_what_is_no_date_is_bad_and_never_rolled_over(text: str) -> None:
    parsed = parse_instants(pl.Series([text]))
    assert parsed.values.to_list() == [None]
    assert parsed.bad.to_list() == [True]


@pytest.mark.parametrize(
    "text", ["", "  ", "-", "N/A", "TBD", "à définir", "Indéterminée", "0000-00-00", "None", "近日発表"]
)
def test_not_known_yet_is_empty_and_not_bad(text: str) -> None:
    parsed = parse_instants(pl.Series([text, None]))
    assert parsed.values.to_list() == [None, None]
    assert parsed.bad.to_list() == [False, False]


def test_the_whole_column_decides_of_the_order() -> None:
    french = parse_instants(pl.Series(["03/04/2024", "25/04/2024", "05/06/2024"]))
    assert (french.order, french.guessed) == (DateOrder.DAY_FIRST, False)
    assert french.values.to_list()[0] == datetime(2024, 4, 3)
    american = parse_instants(pl.Series(["03/04/2024", "04/25/2024", "05/16/2024"]))
    assert (american.order, american.guessed) == (DateOrder.MONTH_FIRST, False)
    assert american.values.to_list()[0] == datetime(2024, 3, 4)


def test_rows_against_the_order_of_their_column_are_bad() -> None:
    parsed = parse_instants(pl.Series(["13/01/2024", "01/13/2024", "14/01/2024", None]))
    assert parsed.bad.to_list() == [False, True, False, False]
    assert parsed.values.to_list()[0] == datetime(2024, 1, 13)


def test_one_lone_row_does_not_turn_a_column_over() -> None:
    parsed = parse_instants(pl.Series(["05/02/2024", "03/04/2024", "01/06/2024"] * 10 + ["01/13/2024"]))
    assert parsed.order is DateOrder.DAY_FIRST
    assert parsed.bad.sum() == 1


def test_nothing_settles_the_order_and_it_is_said() -> None:
    parsed = parse_instants(pl.Series(["03/04/2024", "05/06/2024"]))
    assert (parsed.order, parsed.guessed) == (DateOrder.DAY_FIRST, True)
    assert parsed.values.to_list()[0] == datetime(2024, 4, 3)
    assert parse_instants(pl.Series(["2024-04-03", "5 juin 2024"])).order is None


def test_an_order_that_is_given_wins() -> None:
    parsed = parse_instants(pl.Series(["03/04/2024", "25/04/2024"]), order=DateOrder.MONTH_FIRST)
    assert parsed.values.to_list()[0] == datetime(2024, 3, 4)
    assert parsed.bad.to_list() == [False, True]
    assert not parsed.guessed


def test_days_alone_have_no_time() -> None:
    assert not parse_instants(pl.Series(["2024-03-12", None])).has_time
    assert not parse_instants(pl.Series(["2024-03-12T00:00:00"])).has_time
    assert parse_instants(pl.Series(["12/03/2024 08:30"])).has_time


def test_a_column_may_mix_writings() -> None:
    texts = [
        "2024-03-12T15:15:00Z",
        "12/03/2024 15:15",
        "12 mars 2024 15:15",
        "2024-03-12T15:15:00.000+0000",
        "2024-03-12 15:15",
    ]
    assert parse_instants(pl.Series(texts)).values.to_list() == [_NOON] * 5


def test_plain_numbers_are_told_from_dates() -> None:
    assert parse_instants(pl.Series(["45363", "45364"])).numeric
    assert parse_instants(pl.Series(["12", "13"])).bad.all()


@given(
    moment=st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30)).map(lambda one: one.replace(microsecond=0)),
    minutes=st.integers(-13 * 60, 14 * 60),
)
@settings(deadline=None)
def test_iso_with_any_offset_is_the_instant_of_python(moment: datetime, minutes: int) -> None:
    local = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    expected = local.astimezone(UTC).replace(tzinfo=None)
    assert _one(local.isoformat()) == expected
    assert _one(local.strftime("%Y-%m-%d %H:%M:%S %z")) == expected


@given(day=st.dates(datetime(1950, 1, 1).date(), datetime(2049, 12, 31).date()))
@settings(deadline=None)
def test_one_day_in_every_writing(day: object) -> None:
    assert isinstance(day, type(datetime(2000, 1, 1).date()))
    expected = datetime(day.year, day.month, day.day)
    months = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ]
    for text in (
        day.isoformat(),
        day.strftime("%Y%m%d"),
        day.strftime("%d %B %Y"),
        day.strftime("%B %d, %Y"),
        f"{day.day} {months[day.month - 1]} {day.year}",
    ):
        assert _one(text) == expected, text
    assert _one(day.strftime("%d/%m/%Y"), DateOrder.DAY_FIRST) == expected
    assert _one(day.strftime("%m/%d/%Y"), DateOrder.MONTH_FIRST) == expected


@given(
    texts=st.lists(
        st.one_of(st.none(), st.text(max_size=20), st.text("0123456789/-: .,TZ+apm", max_size=24)), max_size=8
    )
)
@settings(deadline=None)
def test_no_text_raises(texts: list[str | None]) -> None:
    parsed = parse_instants(pl.Series("c", texts, dtype=pl.String))
    assert len(parsed.values) == len(parsed.bad) == len(texts)
    assert not (parsed.bad & parsed.values.is_not_null()).any()


def test_order_of_rows_and_repetition_change_nothing() -> None:
    texts = ["12/03/2024", "13/03/2024", None, "foo", "2024-03-12T00:00:00Z"]
    once = parse_instants(pl.Series(texts)).values.to_list()
    assert parse_instants(pl.Series(texts[::-1])).values.to_list() == once[::-1]
    assert parse_instants(pl.Series(texts * 3)).values.to_list() == once * 3


def test_iso_instants_with_an_offset_are_read_as_they_are() -> None:
    moments = pl.datetime_range(datetime(2015, 1, 1), datetime(2025, 1, 1), "35h", eager=True)
    parsed = parse_instants(moments.dt.strftime("%Y-%m-%dT%H:%M:%S.000+0000"))
    assert parsed.values.equals(moments.alias(""), check_dtypes=False)
