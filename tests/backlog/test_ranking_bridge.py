"""From rows to ranks: nothing hangs on an order, what is kept is read again, and doubt is never lost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.backlog.bridge.ranking.inputs import Inputs, RankedItem, Urgent, Voted, packed, spread, unpacked
from gouvernail.backlog.bridge.ranking.pairs import pair_of, parts_of, weight_shares
from gouvernail.backlog.bridge.ranking.ranks import kept, place_of, ranked, read_again
from gouvernail.backlog.bridge.ranking.scores import table_of

AIMS = ((1, 40.0), (2, 30.0), (3, 20.0), (4, 10.0))
CALM = tuple([51] * 16)


def _inputs(seed: int = 1, count: int = 12, places: int = 4, **others: object) -> Inputs:
    draw = np.random.default_rng(seed)
    aims = [tuple(int(aim) for aim in draw.permutation(4)[: draw.choice([1, 1, 2, 4])] + 1) for _place in range(count)]
    items = tuple(RankedItem(key=100 + place, number=place, serves=own) for place, own in enumerate(aims))
    rated = items[: count - 1]  # nobody has an opinion on the last one
    given_ = {
        "day": "2026-03-02",
        "places": places,
        "weights": (1.0, 1.0, 1.0),
        "objectives": AIMS,
        "items": items,
        "value": tuple(_vote(draw, one.key, aim, who) for one in rated for aim in one.serves for who in range(4)),
        "complexity": tuple(_vote(draw, one.key, 0, who) for one in rated for who in range(4, 7)),
        "urgency": tuple(Urgent(item=one.key, codes=CALM, mean=1.0, claimed=None) for one in items),
        "samples": 1_000,
    }
    return Inputs(**{**given_, **others})  # type: ignore[arg-type]


def _vote(draw: np.random.Generator, item: int, aim: int, rater: int) -> Voted:
    return Voted(
        item=item, objective=aim, rater=rater, level=float(draw.integers(6)), confidence=int(draw.integers(1, 4))
    )


def _shuffled(inputs: Inputs, seed: int) -> Inputs:
    draw = np.random.default_rng(seed)
    names = ("items", "value", "complexity", "urgency")
    rows = {
        name: tuple(getattr(inputs, name)[at] for at in draw.permutation(len(getattr(inputs, name)))) for name in names
    }
    return Inputs(**{name: rows.get(name, getattr(inputs, name)) for name in Inputs.__dataclass_fields__})


@given(st.integers(0, 50), st.integers(0, 50))
@settings(max_examples=12)
def test_ranks_do_not_hang_on_the_order_of_the_rows(seed: int, order: int) -> None:
    inputs = _inputs(seed)
    one, other = ranked(inputs), ranked(_shuffled(inputs, order))
    assert {rank.item: (rank.certainty, rank.low, rank.high, rank.levels) for rank in one.ranks} == {
        rank.item: (rank.certainty, rank.low, rank.high, rank.levels) for rank in other.ranks
    }


@given(st.integers(0, 50), st.integers(1, 12))
@settings(max_examples=12)
def test_certainties_add_up_to_the_places_and_ranks_to_each_place_once(seed: int, places: int) -> None:
    found = ranked(_inputs(seed, places=places))
    assert sum(one.certainty for one in found.ranks) == pytest.approx(places, abs=0.01)
    assert [one.rank for one in found.ranks] == list(range(1, 13))
    assert all(one.low <= one.high for one in found.ranks)
    assert all(low <= high for one in found.ranks for low, high in zip(one.lows, one.highs, strict=True))


def test_what_is_kept_is_read_again() -> None:
    inputs = _inputs()
    found = ranked(inputs)
    assert unpacked(packed(inputs)) == inputs
    assert read_again(kept(found)) == found
    first = found.ranks[0]
    assert place_of(first.item, kept(found)) == (first.rank, first.low, first.high)
    assert (place_of(9999, kept(found)), place_of(1, b"")) == (None, None)
    assert (unpacked(b""), read_again(b""), spread(b"")) == (None, None, None)


def test_the_digest_names_what_is_ranked_and_not_the_day() -> None:
    inputs = _inputs()
    assert _inputs(day="2026-03-03").digest == inputs.digest
    assert _inputs(places=5).digest != inputs.digest
    assert _inputs(weights=(2.0, 1.0, 1.0)).digest != inputs.digest


def test_value_is_what_is_brought_to_each_objective_with_its_weight() -> None:
    """Method, section 1.1: weight .25 and level 4 give 2, weight .25 and level 1 give 0; amounts add up."""
    aims = ((1, 25.0), (2, 75.0))
    items = (
        RankedItem(key=1, number=1, serves=(1,)),
        RankedItem(key=2, number=2, serves=(1,)),
        RankedItem(key=3, number=3, serves=(1, 2)),
    )
    levels = {(1, 1): 4.0, (2, 1): 1.0, (3, 1): 4.0, (3, 2): 4.0}
    votes = tuple(
        Voted(item=item, objective=aim, rater=who, level=level, confidence=3)
        for (item, aim), level in levels.items()
        for who in range(400)  # so many that the backlog weighs nothing beside them
    )
    urgency = tuple(Urgent(item=one.key, codes=CALM, mean=1.0, claimed=None) for one in items)
    table = table_of(_inputs(objectives=aims, items=items, value=votes, complexity=(), urgency=urgency))
    assert table.means[:, 0] == pytest.approx([2.0, 0.0, 4.0], abs=0.15)


def test_an_item_that_serves_two_objectives_is_worth_more_than_with_one() -> None:
    items = (RankedItem(key=1, number=1, serves=(1,)), RankedItem(key=2, number=2, serves=(1, 2)))
    votes = tuple(
        Voted(item=item, objective=aim, rater=who, level=3.0, confidence=2)
        for item, aim in ((1, 1), (2, 1), (2, 2))
        for who in range(3)
    )
    urgency = tuple(Urgent(item=one.key, codes=CALM, mean=1.0, claimed=None) for one in items)
    table = table_of(_inputs(items=items, value=votes, complexity=(), urgency=urgency))
    assert table.means[1, 0] > table.means[0, 0]
    assert (np.diff(table.codes.astype(int), axis=2) >= 0).all()


def test_objectives_that_all_weigh_nothing_weigh_alike() -> None:
    found = ranked(_inputs(objectives=tuple((key, 0.0) for key, _weight in AIMS)))
    assert len(found.ranks) == 12


def test_an_empty_backlog_has_no_rank() -> None:
    empty = _inputs(items=(), value=(), complexity=(), urgency=())
    assert ranked(empty).ranks == ()
    assert read_again(kept(ranked(empty))) == ranked(empty)


@given(st.integers(0, 50))
@settings(max_examples=12)
def test_a_pair_is_explained_by_parts_that_add_up(seed: int) -> None:
    found = ranked(_inputs(seed))
    one, other = found.ranks[0].item, found.ranks[-1].item
    pair = pair_of(found, one, other)
    assert pair.points == pytest.approx(pair.first.points - pair.second.points, abs=1e-3)
    assert sum(pair.parts) == pytest.approx(pair.points)
    assert pair.ratio == pytest.approx(2**pair.points)
    assert pair.points >= 0
    assert pair_of(found, other, one) == pair
    assert sum(parts_of(pair.first, found.weights)) == pytest.approx(pair.first.points, abs=1e-3)


def test_the_words_of_a_pair_follow_its_certainty() -> None:
    found = ranked(_inputs())
    pair = pair_of(found, found.ranks[0].item, found.ranks[-1].item)
    assert pair.strength in {"sure", "likely"}
    with pytest.raises(KeyError):
        pair_of(found, found.ranks[0].item, 9999)


def test_weights_are_said_in_parts_of_a_whole() -> None:
    assert weight_shares((50.0, 30.0, 20.0)) == pytest.approx((0.5, 0.3, 0.2))
