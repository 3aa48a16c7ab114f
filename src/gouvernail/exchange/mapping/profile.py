"""What the user (or a known format) says about files: columns, words and people. Written in TOML."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Final, Literal, NoReturn, get_args

from gouvernail.exchange.mapping.fields import LIST_FIELDS, is_field, known_fields
from gouvernail.exchange.mapping.lexicon import ROLES
from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.values.orders import DateOrder
from gouvernail.method.history.shape import STATES

IGNORE: Final = "ignore"
"""Written in place of a field, leaves a column out."""

DATE_ORDERS: Final = {"day_first": DateOrder.DAY_FIRST, "month_first": DateOrder.MONTH_FIRST}
"""How the mapping file writes the order of day and month."""

WHEN_DONE: Final = "when_done"
NEVER: Final = "never"
"""Written in place of a yes/no column: delivered rows hold the real day, or an announced one as the others do."""

FIRST: Final = "first"

VersionKind = Literal["copies", "log"]
"""What versions stacked in one table are: whole copies, or a log of what changed (see `exchange.versions`)."""

VersionRank = Literal["lines"]
"""Where dated versions get their rank, beside a column of ranks: the order of their lines."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One set of decisions; every part left empty is guessed.

    Attributes
    ----------
    role
        What the file holds: one of `lexicon.ROLES`.
    key
        Headers of the columns whose values together name an item.
    columns
        Header to field of the shape (or `ignore`). A header may end with `*` in formats.
    keep
        Header to the values of the rows to keep.
    states, dropped
        The source's status word to one of STATES; resolutions that mean "not delivered".
    priorities
        The source's priority words, the most pressing first.
    builders, business
        People whose side is known.
    separators
        Field to what separates its values in one cell.
    date_order, date_orders
        Order of day and month in every column, and header to that order where a column has its own.
    lists
        List field to how its columns go together: `first` when the first filled one counts, not all of them.
    delivered
        Header of a date column to the header of the yes/no column that says it really happened, or to `when_done`
        (on delivered rows, it is the day it really happened), or to `never` (it is announced everywhere).
    version_column, version_kind
        Header of the column that dates each row of stacked versions, and what these versions are.
    version_rank
        Says that people rank by the order of lines in dated versions; without it, that order means nothing.
    signature
        For formats: groups of headers; a table is of this format when it has one header of each group.
    files
        Pattern of a file's name to what holds for it alone.
    source, text
        The file it was read from, for messages: its name and its lines.
    """

    role: str | None = None
    key: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    keep: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    builders: tuple[str, ...] = ()
    business: tuple[str, ...] = ()
    date_order: DateOrder | None = None
    date_orders: Mapping[str, DateOrder] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    separators: Mapping[str, str] = field(default_factory=dict)
    delivered: Mapping[str, str] = field(default_factory=dict)
    version_column: str | None = None
    version_kind: VersionKind | None = None
    version_rank: VersionRank | None = None
    signature: tuple[tuple[str, ...], ...] = ()
    files: tuple[tuple[str, "Profile"], ...] = ()
    source: str = ""
    text: str = field(default="", compare=False, repr=False)

    def line_of(self, word: str) -> int | None:
        """Find the line of the file that names a header or a pattern: written between quotes, else plainly."""
        lines = self.text.splitlines()
        spellings = ({json.dumps(word, ensure_ascii=False), f"'{word}'"}, {word})
        hits = (i for ways in spellings for i, line in enumerate(lines, 1) if any(each in line for each in ways))
        return next(hits, None)

    def for_file(self, name: str) -> "Profile":
        """Give what holds for one file: its own decisions over the common ones."""
        found = self
        for pattern, own in self.files:
            if matches_file(name, pattern):
                found = own.over(found)
        return replace(found, files=())

    def over(self, other: "Profile") -> "Profile":
        """Merge two profiles: this one wins, the other fills what it leaves empty."""
        merged: dict[str, Any] = {}
        for part in fields(self):
            mine, theirs = getattr(self, part.name), getattr(other, part.name)
            merged[part.name] = {**theirs, **mine} if isinstance(mine, Mapping) else mine or theirs
        return Profile(**merged)


def matches_file(name: str, pattern: str) -> bool:
    """Tell whether what is written under `[files."pattern"]` holds for a file."""
    return fnmatch(name, pattern) or fnmatch(Path(name).name, pattern)


def load(path: Path) -> Profile:
    """Read a mapping file.

    Raises
    ------
    BadInput
        `mapping_unreadable`, `mapping_broken` (with its line), `mapping_unknown_part`, `mapping_unknown_field`,
        `mapping_unknown_state`, `mapping_wrong_value`, `mapping_not_...` for a value of the wrong kind,
        `mapping_reversed`.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(Problem("mapping_unreadable", str(path))) from error
    return parse(text, path.name)


def parse(text: str, name: str, *, is_shown: bool = True) -> Profile:
    """Read a mapping from its text; `name` is how messages call it, and its lines are told where people see it."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = int(line.group(1)) if line else text.count("\n") + 1
        found = (text.splitlines() or [""])[min(where, text.count("\n") + 1) - 1 : where]
        raise BadInput(Problem("mapping_broken", name, where, found="".join(found)[:80])) from error
    return _Parser(text, name, is_shown=is_shown).profile(raw)


class _Parser:
    def __init__(self, text: str, name: str, *, is_shown: bool) -> None:
        self.shown, self.lines = text if is_shown else "", text.splitlines()
        self.name = name

    def profile(self, raw: dict[str, Any]) -> Profile:
        parts: dict[str, Any] = {"source": self.name, "text": self.shown}
        for name, value in raw.items():
            read = _READERS.get(name)
            if read is None:
                self.refuse(
                    "mapping_unknown_part", name, expected=", ".join(_READERS), near=_near(name, list(_READERS))
                )
            parts.update(read(self, value, name))
        return Profile(**parts)

    def refuse(self, code: str, found: str, **params: object) -> NoReturn:
        line = next((i for i, text in enumerate(self.lines, 1) if found in text), None)
        raise BadInput(Problem(code, self.name, line, found=found, params=params))

    def text(self, value: Any, name: str) -> str:
        if not isinstance(value, str):
            self.refuse("mapping_not_text", name)
        return value

    def texts(self, value: Any, name: str) -> tuple[str, ...]:
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.refuse("mapping_not_list", name)
        return tuple(value)

    def table(self, value: Any, name: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.refuse("mapping_not_table", name)
        return value

    def part(self, value: Any, name: str, *parts: str) -> dict[str, Any]:
        """Give a table of which only some parts are known: a part that is mistyped would be left out in silence."""
        said = self.table(value, name)
        for each in said:
            if each not in parts:
                self.refuse("mapping_unknown_part", each, expected=", ".join(parts), near=", ".join(parts))
        return said

    def mapping(self, value: Any, name: str) -> dict[str, str]:
        return {each: self.text(said, each) for each, said in self.table(value, name).items()}

    def columns(self, value: Any, name: str) -> dict[str, str]:
        said = self.mapping(value, name)
        for header, target in said.items():
            if target and target != IGNORE and not is_field(target):
                if is_field(header):
                    self.refuse("mapping_reversed", target, header=header)
                near = _near(target, known_fields())
                self.refuse(
                    "mapping_unknown_field", target, header=header, near=near, expected=", ".join(known_fields())
                )
        return said

    def states(self, value: Any, name: str) -> dict[str, str]:
        said = self.mapping(value, name)
        for word, state in said.items():
            if state not in STATES:
                self.refuse("mapping_unknown_state", state, word=word, expected=", ".join(STATES))
        return said

    def one_of(self, value: Any, name: str, allowed: tuple[str, ...]) -> str:
        said = self.text(value, name)
        if said not in allowed:
            self.refuse("mapping_wrong_value", said, name=name, expected=", ".join(allowed))
        return said


def _signature(parser: _Parser, value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, list):
        parser.refuse("mapping_not_list", name)
    return {name: tuple(parser.texts(group, name) for group in value)}


def _own_files(parser: _Parser, value: Any, name: str) -> dict[str, Any]:
    own = parser.table(value, name)
    return {"files": tuple((pattern, parser.profile(parser.table(said, pattern))) for pattern, said in own.items())}


def _versions(parser: _Parser, value: Any, name: str) -> dict[str, Any]:
    allowed = {"kind": get_args(VersionKind), "rank": get_args(VersionRank)}
    said = parser.part(value, name, *allowed)
    return {f"version_{part}": parser.one_of(each, part, allowed[part]) for part, each in said.items()}


def _dates(parser: _Parser, value: Any, name: str) -> dict[str, Any]:
    said = parser.part(value, name, "order", "columns")
    own = parser.table(said.get("columns", {}), "columns")
    found: dict[str, Any] = {"date_orders": {header: _date_order(parser, each, header) for header, each in own.items()}}
    if "order" in said or not own:
        found["date_order"] = _date_order(parser, said.get("order"), "order")
    return found


def _date_order(parser: _Parser, value: Any, name: str) -> DateOrder:
    return DATE_ORDERS[parser.one_of(value, name, tuple(DATE_ORDERS))]


def _lists(parser: _Parser, value: Any, name: str) -> dict[str, Any]:
    said = parser.part(value, name, *LIST_FIELDS)
    return {name: {field: parser.one_of(each, field, (FIRST,)) for field, each in said.items()}}


def _people(parser: _Parser, value: Any, name: str) -> dict[str, Any]:
    said = parser.part(value, name, "builders", "business")
    return {side: parser.texts(people, side) for side, people in said.items()}


_READERS: Final[dict[str, Any]] = {
    "role": lambda p, value, name: {name: p.one_of(value, name, ROLES)},
    "key": lambda p, value, name: {name: p.texts(value, name)},
    "version_column": lambda p, value, name: {name: p.text(value, name)},
    "versions": _versions,
    "columns": lambda p, value, name: {name: p.columns(value, name)},
    "keep": lambda p, value, name: {name: {each: p.texts(said, each) for each, said in p.table(value, name).items()}},
    "states": lambda p, value, name: {name: p.states(value, name)},
    "resolutions": lambda p, value, name: {"dropped": p.texts(p.part(value, name, "dropped").get("dropped", []), name)},
    "priorities": lambda p, value, name: {name: p.texts(p.part(value, name, "order").get("order", []), name)},
    "people": _people,
    "dates": _dates,
    "lists": _lists,
    "separators": lambda p, value, name: {name: p.mapping(value, name)},
    "delivered": lambda p, value, name: {name: p.mapping(value, name)},
    "signature": _signature,
    "files": _own_files,
}


def _near(word: str, among: list[str]) -> str:
    return ", ".join(get_close_matches(word, among, n=3, cutoff=0.5) or among)
