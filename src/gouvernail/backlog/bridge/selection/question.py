"""What is asked, as plain values."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One item that may be chosen.

    Attributes
    ----------
    key
        What people call it: `CRM-14`.
    value
        On a scale where a sum means something.
    days
        Person-days by key of team.
    needs
        Keys of the candidates without which it cannot be built.
    """

    key: str
    value: float
    days: Mapping[str, float]
    needs: tuple[str, ...] = ()
    is_started: bool = False


@dataclass(frozen=True, kw_only=True)
class Question:
    """What fits in so many person-days, in all and of some teams, with some items kept in or left out."""

    candidates: tuple[Candidate, ...]
    total: float
    teams: Mapping[str, float] = field(default_factory=dict)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


def digest_of(candidates: Iterable[Candidate]) -> str:
    """Give a short name to what an answer was computed from; the order of the items changes nothing."""
    rows = sorted(
        [one.key, one.value, sorted(one.days.items()), sorted(one.needs), one.is_started] for one in candidates
    )
    return sha256(json.dumps(rows).encode()).hexdigest()
