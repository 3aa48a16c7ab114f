"""A chain of records, each sealed with the one before it: what is changed afterwards shows, and where.

Evident, never impossible: whoever may write everywhere can seal the whole chain again. What they cannot change is a
head that was printed elsewhere (docs/decisions/0010). No database is needed: a file that was exported is enough.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final, NoReturn

FORMAT: Final = "gouvernail-decisions-1"
START: Final = "0" * 64  # what the first record follows
_SKIPPED_MOST: Final = 100  # numbers said to be missing at once: a forged one may be far away


class FaultCode(StrEnum):
    """What does not hold."""

    UNREADABLE = "unreadable"  # no record can be read there
    ALTERED = "altered"  # it is not what was sealed
    UNLINKED = "unlinked"  # it does not follow the one before it
    MISSING = "missing"  # its number is nowhere
    MISPLACED = "misplaced"  # it stands elsewhere, or twice
    CUT = "cut"  # the end says that there were more, or that they were others
    HEAD_UNKNOWN = "head_unknown"  # the head that was noted elsewhere is nowhere in the chain
    MISTOLD = "mistold"  # what is shown of it is not what was sealed


@dataclass(frozen=True, kw_only=True)
class Link:
    """One record with its seal.

    Parameters
    ----------
    record
        Canonical text: what was sealed.
    previous, seal
        The seal before it, and its own.
    """

    record: str
    previous: str
    seal: str


@dataclass(frozen=True, kw_only=True)
class Closing:
    """What the last line of a file says of the chain."""

    count: int
    head: str


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What does not hold, and from which number on."""

    code: FaultCode
    number: int


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a check found.

    Parameters
    ----------
    head
        Seal of the last record; that of nothing where there is none.
    reaches
        Number of the record whose seal is the head that was asked about; 0 where it is nowhere, or was not asked.
    """

    count: int
    head: str
    faults: tuple[Fault, ...] = ()
    reaches: int = 0

    @property
    def is_whole(self) -> bool:
        """Tell whether everything holds."""
        return not self.faults


def canonical(value: Any) -> str:
    """Write a value as the one text that is sealed: keys in order, no space, ASCII (the rest escaped), NFC.

    Parameters
    ----------
    value
        Of `dict`, `list`, `str`, `int`, `bool`, `None`, and instants and days, which become text (UTC, microseconds).

    Raises
    ------
    TypeError
        Another type. A float too: two machines may write the same one differently.
    """
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def seal(previous: str, record: str) -> str:
    """Seal a record with what it follows: SHA-256 of the two texts, one after the other, in hexadecimal."""
    return sha256((previous + record).encode("ascii", errors="backslashreplace")).hexdigest()


def parsed(text: str) -> Any:
    """Read a canonical text.

    Raises
    ------
    ValueError
        It is no JSON, or not written as `canonical` writes it (two keys alike, a figure with a point, spaces).
    """
    try:
        value = json.loads(text, parse_float=_refused, parse_constant=_refused)
        is_ours = canonical(value) == text
    except (TypeError, RecursionError) as error:
        raise ValueError(text[:40]) from error
    if not is_ours:
        raise ValueError(text[:40])
    return value


def lines_of(links: Iterable[Link]) -> Iterator[str]:
    """Write a chain as a file has it, one record a line, then what it ends with."""
    count, head = 0, START
    for link in links:
        yield canonical({"previous": link.previous, "record": parsed_or_text(link.record), "seal": link.seal})
        count, head = count + 1, link.seal
    yield canonical({"count": count, "format": FORMAT, "head": head})


def parsed_or_text(record: str) -> Any:
    """Give what a record says; the text itself where it cannot be read any more."""
    try:
        return parsed(record)
    except ValueError:
        return record


@dataclass
class _Walk:
    """Where a check stands."""

    numbers: frozenset[int]
    expected: int = 1
    head: str = START
    faults: list[Fault] = field(default_factory=list)

    def found(self, code: FaultCode, number: int | None = None) -> None:
        self.faults.append(Fault(code=code, number=self.expected if number is None else number))

    def step(self, link: Link, number: int | None) -> None:
        if number is None:
            self.found(FaultCode.UNREADABLE)
            number = self.expected
        follows = self._place(number)
        if seal(link.previous, link.record) != link.seal:
            self.found(FaultCode.ALTERED, number)
        elif follows and link.previous != self.head:
            self.found(FaultCode.UNLINKED, number)
        self.head = link.seal

    def _place(self, number: int) -> bool:
        """Say whether a record stands right after the one before it, and note what does not."""
        if number == self.expected:
            self.expected += 1
            return True
        if number < self.expected:
            self.found(FaultCode.MISPLACED, number)
            return False
        for skipped in range(self.expected, min(number, self.expected + _SKIPPED_MOST)):
            self.found(FaultCode.MISPLACED if skipped in self.numbers else FaultCode.MISSING, skipped)
        self.expected = number + 1
        return False


def check(links: Iterable[Link], *, closing: Closing | None = None, head: str = "") -> Checked:
    """Say whether a chain holds, and where it does not.

    Parameters
    ----------
    closing
        What the end of the file says of it; None where there is no file.
    head
        A seal that was noted elsewhere (minutes, a letter): without one, a chain whose end was cut off cleanly, or that
        was sealed again as a whole, looks like any other.
    """
    chain = list(links)
    numbers = [_number(link.record) for link in chain]
    walk = _Walk(numbers=frozenset(one for one in numbers if one is not None))
    for link, number in zip(chain, numbers, strict=True):
        walk.step(link, number)
    if closing is not None and (closing.count, closing.head) != (len(chain), walk.head):
        walk.found(FaultCode.CUT)
    reaches = 0
    if head:
        reaches = next((place for place, link in enumerate(chain, 1) if link.seal == head.strip().lower()), 0)
        if not reaches:
            walk.found(FaultCode.HEAD_UNKNOWN)
    return Checked(count=len(chain), head=walk.head, faults=tuple(walk.faults), reaches=reaches)


def check_lines(lines: Iterable[str], *, head: str = "") -> Checked:
    """Check a chain from the lines of a file: each must be, to the letter, what `lines_of` writes."""
    links: list[Link] = []
    closing: Closing | None = None
    unreadable: list[int] = []
    for text in lines:
        line = text.rstrip("\r\n")
        if not line:
            continue
        read = None if closing else _line(line)
        if isinstance(read, Closing):
            closing = read
        elif read is None:
            unreadable.append(len(links) + 1)
        else:
            links.append(read)
    found = check(links, closing=closing or Closing(count=-1, head=""), head=head)
    broken = tuple(Fault(code=FaultCode.UNREADABLE, number=number) for number in unreadable)
    return Checked(
        count=found.count,
        head=found.head,
        faults=tuple(sorted((*broken, *found.faults), key=lambda fault: fault.number)),
        reaches=found.reaches,
    )


def is_another(lines: Iterable[str]) -> bool:
    """Tell a file of other records from a chain: each line is an object, and none has the fields of a chain's."""
    found = [_fields(line) for line in lines if line.strip()]
    return bool(found) and all(one and one not in _FIELDS for one in found)


_FIELDS: Final = ({"previous", "record", "seal"}, {"count", "format", "head"})


def _fields(text: str) -> set[str]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return set()
    return set(said) if isinstance(said, dict) else set()


def _line(text: str) -> Link | Closing | None:
    try:
        said = parsed(text)
    except ValueError:
        return None
    match said:
        case {"previous": str() as previous, "record": dict() as record, "seal": str() as own, **rest} if not rest:
            return Link(record=canonical(record), previous=previous, seal=own)
        case {"count": int() as count, "format": str() as name, "head": str() as head, **rest} if not rest:
            return Closing(count=count, head=head) if name == FORMAT else None
        case _:
            return None


def _number(record: str) -> int | None:
    try:
        said = parsed(record)
    except ValueError:
        return None
    number = said.get("number") if isinstance(said, dict) else None
    return number if type(number) is int and number > 0 else None


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case str():
            return unicodedata.normalize("NFC", str(value))  # a choice becomes the text that it is
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        case date():
            return value.isoformat()
        case Mapping():
            return {unicodedata.normalize("NFC", str(key)): _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case _:
            raise TypeError(type(value).__name__)


def _refused(text: str) -> NoReturn:
    raise ValueError(text)
