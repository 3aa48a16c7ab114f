from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class DutyLine:
    """One duty and its people.

    Attributes
    ----------
    about
        Name of the data object that it is about, or nothing.
    people
        Names by letter: `A`, `R`, `C`, `I`.
    """

    label: str
    meaning: str
    about: str
    people: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Register:
    """The duties of a workspace on one day, already in the reader's language.

    Attributes
    ----------
    language
        `fr` or `en`.
    labels
        `title`, `workspace`, `date`, `duties`, `matrix`, `duty`, `meaning`, `about`, `nobody`, `page`, `page_of`,
        `legend`, `rest`, and the four letters `A`, `R`, `C`, `I` as headings.
    columns
        Names of the people of the matrix, from left to right.
    cells
        By duty, in the order of `lines`: the letters of each column (`AR`, `C`, or nothing).
    """

    language: str
    labels: Mapping[str, str]
    lines: tuple[DutyLine, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
