"""What the names of fields in a change log mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from gouvernail.exchange.mapping.lexicon import fold_header, lexicon, meaning
from gouvernail.exchange.mapping.profile import IGNORE, Profile
from gouvernail.method.history.shape import ITEMS


@dataclass(frozen=True)
class FieldNames:
    """The `field` column of a log in the names of the shape.

    Attributes
    ----------
    fields
        Name of the shape, row by row; null where the source's name means nothing; `+` and `-` for the birth and the
        disappearance of an item; a flag keeps its own name until deliveries are read.
    known
        Names of the shape that the log carries, flags left out.
    flags
        Yes/no name to the date it confirms.
    left
        Source names that mean nothing, and how many rows carry them.
    events
        Whether the log says births or disappearances.
    """

    fields: pl.Series
    known: list[str]
    flags: dict[str, str] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)
    events: bool = False


def field_names(column: pl.Series, profile: Profile) -> FieldNames:
    """Read the names, once each: as the mapping says, else as a column of items, else by the lexicon of headers.

    When two names claim one field (`status` and `stage`), the surer one has it and the other is left out.
    """
    distinct = column.unique().drop_nulls()
    codes = column.cast(pl.Enum(distinct)).to_physical()  # half the time of counting and of replacing texts
    counts = {distinct[code]: count for code, count in codes.value_counts().drop_nulls().iter_rows()}
    said = _claims(list(counts), profile)
    flags = _flags(list(counts), said)
    names = {**said, **{name: name for name in flags}}
    left = {name: count for name, count in counts.items() if name not in names}
    if all(name == target for name, target in names.items()) and not left:
        fields = column
    else:
        fields = pl.Series(column.name, [names.get(name) for name in distinct], dtype=pl.String).gather(codes)
    known = [target for target in names.values() if target not in {"+", "-"} and target not in flags]
    return FieldNames(fields, known, flags, left, bool({"+", "-"} & set(names.values())))


def _claims(names: list[str], profile: Profile) -> dict[str, str]:
    said = {fold_header(header): target for header, target in profile.columns.items()}
    best: dict[str, tuple[int, str]] = {}
    for name in sorted(names):
        target, place = _target(name, said)
        if target is not None and (target not in best or place < best[target][0]):
            best[target] = (place, name)
    return {name: target for target, (_, name) in best.items()}


def _target(name: str, said: Mapping[str, str]) -> tuple[str | None, int]:
    folded = fold_header(name)
    if folded in said:
        target = said[folded]
        return (None if target in {IGNORE, ""} else _of_shape(target)), -2
    base, _, suffix = name.partition(":")
    if base in ITEMS and (not suffix or base in {"due_on", "horizon"}):
        return _of_shape(name), -1
    words = lexicon()["change_words"]
    if folded in words["added"]:
        return "+", 0
    if folded in words["removed"]:
        return "-", 0
    found = meaning(name, "items")
    return (_of_shape(found[0]), found[1]) if found is not None else (None, 0)


def _of_shape(target: str) -> str | None:
    if target == "status":
        return "state"
    return target if target.partition(":")[0] in ITEMS and target != "key" else None


def _flags(names: list[str], said: Mapping[str, str]) -> dict[str, str]:
    folded = {fold_header(name): name for name in names}
    suffixes = lexicon()["delivered"]["suffixes"]
    flags = {}
    for name, target in said.items():
        if target.partition(":")[0] == "due_on":
            found = next(
                (folded[f"{fold_header(name)} {end}"] for end in suffixes if f"{fold_header(name)} {end}" in folded),
                None,
            )
            if found is not None:
                flags[found] = target
    return flags
