"""From what was typed to what the reader takes: files that exist, days that are days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from gouvernail.cli.clock import now
from gouvernail.cli.refusals import Refusal

_GLOB: Final = re.compile(r"[*?\[]")
_YEARS: Final = range(1970, 2201)  # [choice] reports add years to a day: it stays far from both ends of the calendar
_FRENCH_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True)
class Inputs:
    """The files to read and what the user decided of their reading, as typed."""

    files: Sequence[Path]
    mapping: Path | None = None
    dates: str | None = None
    version_column: str | None = None
    skip_bad: bool = False

    def paths(self) -> list[Path]:
        """Give the files, in the order typed; a pattern that no shell expanded is expanded here.

        Raises
        ------
        Refusal
            When a file does not exist, or is given twice.
        """
        found = [path for typed in self.files for path in _found(typed)]
        seen: set[Path] = set()
        for path in found:
            if path.resolve() in seen:
                raise Refusal("given_twice", path=str(path))
            seen.add(path.resolve())
        return found

    def path(self) -> Path:
        """Give the only file.

        Raises
        ------
        Refusal
            When a pattern stands for several, or for none that exists.
        """
        paths = self.paths()
        if len(paths) != 1:
            raise Refusal("one_file", n=len(paths), path=str(self.files[0]))
        return paths[0]

    def check(self, *others: Path | None) -> list[Path]:
        """Find what cannot be read before anything heavy begins, and give every file that will be.

        Raises
        ------
        Refusal
            When a file does not exist, or days are not days or are not one a file.
        """
        self.days()
        decisions = [path for path in (self.mapping, *others) if path is not None]
        return [*self.paths(), *(found for path in decisions for found in _found(path))]

    def days(self) -> tuple[date, ...]:
        """Give the days of `--dates`, one a file."""
        words = [word for word in re.split(r"[,;\s]+", self.dates or "") if word]
        paths = self.paths() if words else []
        if len(words) != len(paths) and not any(path.is_dir() for path in paths):
            raise Refusal("dates_count", days=len(words), files=len(paths))
        if len(words) == 1:
            raise Refusal("dates_of_one")
        return tuple(day_of("--dates", word) for word in words)


@dataclass(frozen=True)
class Judging:
    """What the user decided of the diagnosis itself."""

    thresholds: Path | None = None
    today: date | None = None
    as_of: date | None = None
    title: str | None = None
    explain: str | None = None


def optional_day(option: str, text: str | None) -> date | None:
    """Read the day of an option that may be absent; a day to come has no history to judge."""
    return None if text is None else past_day_of(option, text)


def span_of(as_of: str, until: str) -> tuple[date, date]:
    """Read the two days of promises, the first before the second.

    Raises
    ------
    Refusal
        When one is not a day, or they are not in order, or the second is in the future.
    """
    first, last = day_of("--as-of", as_of), past_day_of("--until", until)
    if last <= first:
        raise Refusal("order_of_days", as_of=as_of, until=until)
    return first, last


def past_day_of(option: str, text: str) -> date:
    """Read a day that is not to come.

    Raises
    ------
    Refusal
        When it is not a day, or is in the future.
    """
    day = _day_of(option, text)
    if day > now().date():
        raise Refusal("future_day", option=option, day=text)
    return _within(option, text, day)


def day_of(option: str, text: str) -> date:
    """Read a day typed as `2025-01-15` or `15/01/2025`.

    Raises
    ------
    Refusal
        When it is not a day of the calendar, or is before 1970 or after 2200.
    """
    return _within(option, text, _day_of(option, text))


def _within(option: str, text: str, day: date) -> date:
    if day.year not in _YEARS:
        raise Refusal("day", option=option, found=text)
    return day


def _day_of(option: str, text: str) -> date:
    french = _FRENCH_DAY.fullmatch(text.strip())
    try:
        return date(*(int(part) for part in reversed(french.groups()))) if french else date.fromisoformat(text.strip())
    except ValueError:
        raise Refusal("day", option=option, found=text) from None


def _found(typed: Path) -> list[Path]:
    try:
        exists = typed.exists()
    except OSError:  # a name that no system could hold
        exists = False
    if exists:
        return [typed]
    if _GLOB.search(typed.name) and typed.parent.is_dir() and (found := sorted(typed.parent.glob(typed.name))):
        return found
    raise Refusal("missing_file", path=str(typed))
