"""Dataclasses as JSON and back, by name: nothing that a file says is ever executed."""

from collections.abc import Callable, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from gouvernail.exchange.mapping.profile import Profile
from gouvernail.exchange.options import FileRead
from gouvernail.exchange.problems import Guess, Problem
from gouvernail.exchange.values.orders import DateOrder
from gouvernail.method.diagnosis.diagnosis import Cause, Contribution, Diagnosis, Promises, Symptom
from gouvernail.method.diagnosis.finding import Finding, Verdict
from gouvernail.method.history.coverage import Coverage, Filled

if TYPE_CHECKING:
    import polars as pl

_CLASSES: Final[dict[str, type]] = {
    one.__name__: one
    for one in (
        Cause,
        Contribution,
        Coverage,
        Diagnosis,
        FileRead,
        Filled,
        Finding,
        Guess,
        Problem,
        Profile,
        Promises,
        Symptom,
    )
}
_WORDS: Final[dict[str, type[StrEnum]]] = {one.__name__: one for one in (DateOrder, Verdict)}
_KIND: Final = "$"

Aside = Callable[["pl.DataFrame"], str]
"""Keeps a frame beside the text, and gives its name."""


def plain_of(value: Any, aside: Aside) -> Any:
    """Give what JSON can hold; frames are handed to `aside`.

    Raises
    ------
    TypeError
        For a value of a kind that no report holds.
    """
    match value:
        case StrEnum():
            return {_KIND: type(value).__name__, "is": value.value}
        case None | bool() | int() | float() | str():
            return value
        case datetime():
            return {_KIND: "datetime", "is": value.isoformat()}
        case date():
            return {_KIND: "date", "is": value.isoformat()}
        case Mapping():
            return {_KIND: "map", "is": [[plain_of(key, aside), plain_of(one, aside)] for key, one in value.items()]}
        case Set():
            return {_KIND: "set", "is": sorted(value)}
        case list() | tuple():
            return [plain_of(one, aside) for one in value]
        case _:
            return _of_class(value, aside)


def _of_class(value: Any, aside: Aside) -> dict[str, Any]:
    name = type(value).__name__
    if name in _CLASSES and is_dataclass(value):
        return {_KIND: name, **{part.name: plain_of(getattr(value, part.name), aside) for part in fields(value)}}
    if hasattr(value, "write_ipc"):
        return {_KIND: "frame", "is": aside(value)}
    if hasattr(value, "item"):  # a number of NumPy
        return {_KIND: "number", "is": value.item()}
    message = f"a report holds no {name}"
    raise TypeError(message)


def value_of(plain: Any, frame: "Callable[[str], pl.DataFrame]") -> Any:
    """Give back what `plain_of` was given; lists come back as tuples, which is what every report holds.

    Raises
    ------
    KeyError
        For a class that no report holds.
    """
    if isinstance(plain, list):
        return tuple(value_of(one, frame) for one in plain)
    if not isinstance(plain, dict):
        return plain
    kind, inside = plain[_KIND], plain.get("is")
    if kind in _CLASSES:
        known = {part.name for part in fields(_CLASSES[kind])}
        # A field that a later version took away is left out; one that it added takes its default.
        return _CLASSES[kind](**{name: value_of(one, frame) for name, one in plain.items() if name in known})
    if kind in _WORDS:
        return _WORDS[kind](str(inside))
    return _READERS[kind](inside, frame)


_READERS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "datetime": lambda inside, _: datetime.fromisoformat(inside),
    "date": lambda inside, _: date.fromisoformat(inside),
    "map": lambda inside, frame: {value_of(key, frame): value_of(one, frame) for key, one in inside},
    "set": lambda inside, _: frozenset(inside),
    "frame": lambda inside, frame: frame(inside),
    "number": lambda inside, _: inside,
}
