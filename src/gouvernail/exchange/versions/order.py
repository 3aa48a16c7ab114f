"""The order of lines as a rank, when the user says that people rank so."""

import itertools
from bisect import bisect_left
from typing import TYPE_CHECKING

import polars as pl

from gouvernail.exchange.versions.sighting import NTH, PLACE

if TYPE_CHECKING:
    from collections.abc import Sequence


def with_ranks(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `rank` from the order of lines in each version, so that only items that really moved change rank.

    Inserting one line pushes all the others down without anyone having moved them. The last version is ranked 1, 2,
    3...; going back in time, the longest run of items that kept their order (longest increasing subsequence) keeps its
    ranks, and every other line gets a rank between those of its neighbours.
    """
    later: dict[str, float] = {}
    found: list[pl.DataFrame] = []
    versions = sorted(lines.select("key", NTH, PLACE).partition_by(NTH, as_dict=True).items(), reverse=True)
    for _, version in versions:
        ordered = version.sort(PLACE)
        ranks = _ranked(ordered["key"].to_list(), later)
        later |= ranks
        found.append(ordered.select("key", NTH).with_columns(pl.Series("rank", list(ranks.values()), dtype=pl.Float64)))
    return lines.drop("rank", strict=False).join(pl.concat(found), on=["key", NTH], how="left", maintain_order="left")


def _ranked(keys: "Sequence[str]", later: dict[str, float]) -> dict[str, float]:
    if not later:
        return {key: float(place) for place, key in enumerate(keys, start=1)}
    common = [place for place, key in enumerate(keys) if key in later]
    fixed = [common[index] for index in _longest_run([later[keys[place]] for place in common])]
    ranks = dict.fromkeys(keys, 0.0)
    bounds = [-1, *fixed, len(keys)]
    for left, right in itertools.pairwise(bounds):
        low = later[keys[left]] if left >= 0 else None
        high = later[keys[right]] if right < len(keys) else None
        _between(keys[left + 1 : right], ranks, low, high)
        if high is not None:
            ranks[keys[right]] = high
    return ranks


def _between(keys: "Sequence[str]", ranks: dict[str, float], low: float | None, high: float | None) -> None:
    """Spread keys evenly between two ranks; at the end of the list one follows the other."""
    low = low if low is not None else 0.0
    step = (high - low) / (len(keys) + 1) if high is not None else 1.0
    for number, key in enumerate(keys, start=1):
        ranks[key] = low + number * step


def _longest_run(values: "Sequence[float]") -> list[int]:
    """Give the positions of a longest strictly increasing subsequence (patience sorting, Fredman 1975)."""
    tops: list[float] = []
    piles: list[int] = []
    previous: list[int] = []
    for position, value in enumerate(values):
        pile = bisect_left(tops, value)
        previous.append(piles[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(value)
            piles.append(position)
        else:
            tops[pile], piles[pile] = value, position
    run = []
    position = piles[-1] if piles else -1
    while position >= 0:
        run.append(position)
        position = previous[position]
    return run[::-1]
