"""What the method takes for granted, as the pages show it and as a ranking keeps it."""

from collections.abc import Iterable
from dataclasses import dataclass

from gouvernail.method.thresholds import InvalidThresholds, shipped


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One figure that the ranking takes for granted: `mark` is `[L]`, `[P]` or `[choice]`, `reference` may be empty."""

    key: str
    part: str
    values: tuple[float, ...]
    unit: str
    mark: str
    reference: str


def taken_for_granted() -> list[Taken]:
    """List the thresholds in the order of their file."""
    found = []
    for one in shipped().values():
        ours, _marked, reference = one.source.partition("[L] ")
        mark = "[L]" if not ours else ours.split("]")[0] + "]"
        found.append(
            Taken(
                key=one.key,
                part=one.part,
                values=one.values,
                unit=one.unit,
                mark=mark,
                reference=reference or ours.removeprefix(mark).strip(" ;"),
            )
        )
    return found


def figures_now() -> tuple[tuple[str, tuple[float, ...]], ...]:
    """Give the value of each threshold: kept with what it ranked, and part of the name of its inputs."""
    return tuple((one.key, one.values) for one in shipped().values())


def figure(key: str) -> float:
    """Give one threshold that is one figure."""
    [value] = shipped()[key].values
    return value


def fault(known: Iterable[str]) -> str:
    """Say what is wrong with the file, in the words of who keeps the installation; nothing where all is well.

    Parameters
    ----------
    known
        The keys that must be there, and no other.
    """
    try:
        given = set(shipped())
    except InvalidThresholds as wrong:
        return str(wrong)
    expected = set(known)
    for key in sorted(given ^ expected):
        code = "missing" if key in expected else "unknown"
        return str(InvalidThresholds(code, key=key, found=key if key in given else "", expected=f"[{key}]"))
    return ""
