"""A chain that was touched says so, and where: any edit, removal, swap or cut."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.exchange.chain import (
    START,
    Closing,
    Fault,
    FaultCode,
    Link,
    canonical,
    check,
    check_lines,
    lines_of,
    parsed,
    seal,
)

words = st.text(st.characters(blacklist_categories=("Cs",)), max_size=30)
chains = st.lists(st.tuples(words, words), min_size=1, max_size=12)


def chain_of(said):
    links, head = [], START
    for number, (sentence, reason) in enumerate(said, start=1):
        record = canonical({"number": number, "sentence": sentence, "reason": reason})
        links.append(Link(record=record, previous=head, seal=seal(head, record)))
        head = links[-1].seal
    return links


def first(found):
    return found.faults[0].number if found.faults else None


def place_in(draw_from, data):
    return data.draw(st.integers(0, len(draw_from) - 1))


def edited(link, **changes):
    return Link(**({"record": link.record, "previous": link.previous, "seal": link.seal} | changes))


@given(chains)
def test_an_untouched_chain_holds(said):
    links = chain_of(said)
    found = check(links, closing=Closing(count=len(links), head=links[-1].seal), head=links[0].seal)
    assert (found.is_whole, found.count, found.head, found.reaches) == (True, len(said), links[-1].seal, 1)
    assert check_lines(lines_of(links), head=links[-1].seal).reaches == len(said)


@given(chains, words, st.data())
def test_an_edit_is_found_at_its_place(said, text, data):
    links = chain_of(said)
    place = place_in(links, data)
    says = parsed(links[place].record)
    record = canonical(says | {"reason": text})
    if record == links[place].record:
        record = canonical(says | {"reason": f"{says['reason']}."})
    links[place] = edited(links[place], record=record)
    assert check(links).faults == (Fault(code=FaultCode.ALTERED, number=place + 1),)


@given(chains, words, st.data())
def test_an_edit_sealed_again_alone_is_found_right_after(said, text, data):
    links = chain_of([*said, ("last", "")])
    place = data.draw(st.integers(0, len(links) - 2))
    record = canonical(parsed(links[place].record) | {"more": text})
    links[place] = edited(links[place], record=record, seal=seal(links[place].previous, record))
    assert check(links).faults == (Fault(code=FaultCode.UNLINKED, number=place + 2),)


@given(chains, st.data())
def test_a_removal_is_found_at_its_place(said, data):
    links = chain_of(said)
    place = place_in(links, data)
    closing = Closing(count=len(links), head=links[-1].seal)
    found = check(links[:place] + links[place + 1 :], closing=closing)
    assert first(found) == place + 1
    assert found.faults[0].code == (FaultCode.CUT if place == len(links) - 1 else FaultCode.MISSING)


@given(chains, st.data())
def test_a_swap_is_found_at_its_place(said, data):
    links = chain_of([*said, ("last", "")])
    one, other = sorted(data.draw(st.lists(st.integers(0, len(links) - 1), min_size=2, max_size=2, unique=True)))
    links[one], links[other] = links[other], links[one]
    found = check(links)
    assert found.faults[0] == Fault(code=FaultCode.MISPLACED, number=one + 1)


@given(chains, st.data())
def test_a_record_put_twice_is_found(said, data):
    links = chain_of(said)
    place = place_in(links, data)
    links.insert(data.draw(st.integers(place + 1, len(links))), links[place])
    assert Fault(code=FaultCode.MISPLACED, number=place + 1) in check(links).faults


@given(chains, st.data())
def test_a_cut_is_found_against_the_end_of_the_file_or_a_head_of_elsewhere(said, data):
    links = chain_of(said)
    kept = links[: data.draw(st.integers(0, len(links) - 1))]
    closing = Closing(count=len(links), head=links[-1].seal)
    assert check(kept, closing=closing).faults == (Fault(code=FaultCode.CUT, number=len(kept) + 1),)
    found = check(kept, head=links[-1].seal)
    assert found.faults == (Fault(code=FaultCode.HEAD_UNKNOWN, number=len(kept) + 1),)


@given(chains, st.data())
def test_without_a_head_of_elsewhere_a_clean_cut_cannot_be_seen(said, data):
    """The limit that the documentation states: it is true."""
    links = chain_of(said)
    kept = links[: data.draw(st.integers(0, len(links) - 1))]
    assert check_lines(lines_of(kept)).is_whole


@given(chains, words)
def test_a_chain_sealed_again_as_a_whole_is_found_by_a_head_of_elsewhere_alone(said, text):
    links = chain_of(said)
    forged = chain_of([(sentence, f"{reason}{text}!") for sentence, reason in said])
    assert check_lines(lines_of(forged)).is_whole
    assert FaultCode.HEAD_UNKNOWN in {fault.code for fault in check(forged, head=links[-1].seal).faults}


@given(chains, st.data())
def test_any_letter_of_a_file_that_is_changed_is_found(said, data):
    lines = list(lines_of(chain_of(said)))
    place = place_in(lines, data)
    at = place_in(lines[place], data)
    letter = data.draw(st.characters(min_codepoint=32, max_codepoint=126).filter(lambda new: new != lines[place][at]))
    lines[place] = lines[place][:at] + letter + lines[place][at + 1 :]
    found = check_lines(lines)
    assert not found.is_whole
    assert first(found) == place + 1


@given(chains)
def test_a_file_without_its_last_line_is_cut(said):
    lines = list(lines_of(chain_of(said)))[:-1]
    assert check_lines(lines).faults == (Fault(code=FaultCode.CUT, number=len(said) + 1),)


@pytest.mark.parametrize(
    "line",
    ["", "{", "[" * 5000, '{"a":1,"a":2}', '{"count":1.5}', '{"count":NaN}', '{"a": 1}', "1" * 5000, "é"],
    ids=["nothing", "half", "deep", "twice", "float", "nan", "spaces", "long figure", "not ASCII"],
)
def test_what_is_no_chain_is_said_to_be_none(line):
    assert check_lines([line]).faults[-1].code == FaultCode.CUT


def test_a_record_that_is_no_object_is_unreadable():
    found = check([Link(record="é", previous=START, seal=seal(START, "é"))])
    assert [fault.code for fault in found.faults] == [FaultCode.UNREADABLE]


def test_a_number_from_far_away_is_answered_at_once():
    record = canonical({"number": 10**12})
    found = check([Link(record=record, previous=START, seal=seal(START, record))])
    assert first(found) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ("été", '"\\u00e9t\\u00e9"'),
        ("e\u0301", '"\\u00e9"'),
        (datetime(2026, 11, 24, 3, 0, 0, 7, tzinfo=timezone(timedelta(hours=1))), '"2026-11-24T02:00:00.000007Z"'),
        (datetime(2026, 11, 24, tzinfo=UTC), '"2026-11-24T00:00:00.000000Z"'),
        (date(2026, 11, 24), '"2026-11-24"'),
        ("\N{SAILBOAT}", '"\\u26f5"'),
    ],
    ids=["keys", "accent", "NFC", "another zone", "whole second", "day", "symbol"],
)
def test_one_value_has_one_text(value, text):
    assert canonical(value) == text
    assert canonical(json.loads(text)) == text


@pytest.mark.parametrize("value", [1.0, {"a": float("nan")}, b"1", object()], ids=["float", "nan", "bytes", "object"])
def test_what_two_machines_may_write_differently_is_refused(value):
    with pytest.raises(TypeError):
        canonical(value)


def test_the_seal_is_the_one_that_the_documentation_states():
    """`printf '%064d{"number":1}' 0 | sha256sum` says the same."""
    assert seal(START, '{"number":1}') == "71954ae62f8018da104c86cc9b478bbbcae873cc3063f62aea6b4d1083aab8c4"
