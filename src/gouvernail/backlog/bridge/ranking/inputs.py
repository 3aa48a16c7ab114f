"""All that a ranking is computed from, as plain values: kept with it, so that any past rank can be explained."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Final, NamedTuple

SCHEMA: Final = 1
QUANTILES: Final = 16


@dataclass(frozen=True, kw_only=True)
class RankedItem:
    """One item that is ranked; `serves` lists keys of objectives, the first one first."""

    key: int
    number: int
    serves: tuple[int, ...]


class Voted(NamedTuple):
    """One opinion that counts; `objective` is 0 on complexity. A tuple: there are ten or more for each item."""

    item: int
    objective: int
    rater: int
    level: float
    confidence: int  # 1 to 3, as the rows hold it


@dataclass(frozen=True, kw_only=True)
class Urgent:
    """The urgency that counts: sixteen equally likely codes (0 to 255, 51 a level), and what is said of it."""

    item: int
    codes: tuple[int, ...]
    mean: float
    claimed: float | None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What one ranking rests on.

    Attributes
    ----------
    weights
        Of value, urgency and complexity, as the rules say them.
    objectives
        Key and weight of each active objective.
    expired
        Items some of whose opinions no longer count.
    thresholds
        What the method took for granted: other thresholds give other ranks.
    """

    day: str
    places: int
    weights: tuple[float, float, float]
    objectives: tuple[tuple[int, float], ...]
    items: tuple[RankedItem, ...]
    value: tuple[Voted, ...]
    complexity: tuple[Voted, ...]
    urgency: tuple[Urgent, ...]
    expired: tuple[int, ...] = ()
    samples: int = 10_000
    seed: int = 0
    thresholds: tuple[tuple[str, tuple[float, ...]], ...] = ()

    @cached_property
    def digest(self) -> str:
        """Name what is ranked: the same name gives the same ranks, whatever the day."""
        return sha256(self.text.encode()).hexdigest()

    @cached_property
    def text(self) -> str:
        """Give all but the day as JSON, written once."""
        plain = _plain(self)
        del plain["day"]
        return json.dumps(plain, separators=(",", ":"))


def packed(inputs: Inputs) -> bytes:
    """Write inputs as they are kept: as `squeezed` does."""
    first = json.dumps({"schema": SCHEMA, "day": inputs.day}, separators=(",", ":"))
    return zlib.compress(f"{first[:-1]},{inputs.text[1:]}".encode(), 6)


def unpacked(content: bytes) -> Inputs | None:
    """Read inputs that were kept; None where there are none."""
    plain = spread(content)
    if plain is None:
        return None
    return Inputs(
        day=plain["day"],
        places=plain["places"],
        weights=tuple(plain["weights"]),
        objectives=tuple((key, weight) for key, weight in plain["objectives"]),
        items=tuple(RankedItem(key=key, number=number, serves=tuple(own)) for key, number, own in plain["items"]),
        value=tuple(_voted(row) for row in plain["value"]),
        complexity=tuple(_voted(row) for row in plain["complexity"]),
        urgency=tuple(
            Urgent(item=item, codes=tuple(codes), mean=mean, claimed=claimed, flags=tuple(flags))
            for item, codes, mean, claimed, flags in plain["urgency"]
        ),
        expired=tuple(plain["expired"]),
        samples=plain["samples"],
        seed=plain["seed"],
        thresholds=tuple((key, tuple(values)) for key, values in plain.get("thresholds", ())),
    )


def squeezed(plain: Mapping[str, Any]) -> bytes:
    """Compress plain values."""
    return zlib.compress(json.dumps({"schema": SCHEMA, **plain}, separators=(",", ":")).encode(), 6)


def spread(content: bytes) -> dict[str, Any] | None:
    """Read plain values that were compressed, the first ones where others follow.

    None where there are none, or of a version that is not known.
    """
    if not content:
        return None
    plain: dict[str, Any] = json.loads(zlib.decompressobj().decompress(content))
    return plain if plain.pop("schema", None) == SCHEMA else None


def rest_of(content: bytes) -> bytes:
    """Give what follows the first plain values that were compressed."""
    first = zlib.decompressobj()
    first.decompress(content)
    return first.unused_data


def _voted(row: list[Any]) -> Voted:
    return Voted(*row)


def _plain(inputs: Inputs) -> dict[str, Any]:
    """Write rows as lists: ten times smaller than with names. Opinions are tuples, which JSON writes so already."""
    plain = {name: getattr(inputs, name) for name in Inputs.__dataclass_fields__}
    plain["items"] = [[one.key, one.number, list(one.serves)] for one in inputs.items]
    plain["urgency"] = [[one.item, list(one.codes), one.mean, one.claimed, list(one.flags)] for one in inputs.urgency]
    return plain
