"""What is wrong with a file, said so that a person can mend it. Worded in `wording/<lang>/problems.toml`."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one file.

    Attributes
    ----------
    code
        Key of the wording: `problems.<code>.what` says what is wrong, `.do` what to do.
    file, line, column
        Where: the file as shown to people (with its sheet), the line counted from 1 in the file itself (header is 1),
        the column by its header, or by its number where it has none.
    found
        The text that was read there, shortened.
    params
        What else the wording needs.
    """

    code: str
    file: str
    line: int | None = None
    column: str | None = None
    found: str | None = None
    params: "Mapping[str, object]" = field(default_factory=dict)


class BadInput(Exception):
    """Raised when reading cannot go on: the first problem, and how many there are in all."""

    def __init__(self, problem: Problem, *, total: int = 1, more: tuple[Problem, ...] = ()) -> None:
        super().__init__(f"{problem.code}: {problem.file}:{problem.line}:{problem.column}")
        self.problem = problem
        self.total = total
        self.more = more


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that was decided for the user, and shown: `guesses.<code>` in the wording."""

    code: str
    file: str
    value: str
    params: "Mapping[str, object]" = field(default_factory=dict)
