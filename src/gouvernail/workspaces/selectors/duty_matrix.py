"""The matrix of duties and people, one window of it at a time."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet

from gouvernail.workspaces.models import Assignment, Duty, Member
from gouvernail.workspaces.selectors.duties import duties_active, in_letters, in_words

if TYPE_CHECKING:
    from django.core.paginator import Page

DUTIES, PEOPLE = 25, 12  # [choice] what a screen of 1440 pixels shows


@dataclass(frozen=True, kw_only=True)
class Window:
    """Which part of the matrix is wanted.

    Parameters
    ----------
    text
        Words of the names of people: only those are columns, whether they hold something or not.
    everyone
        Whether people without any letter are columns too.
    person
        One member whose column comes alone, with the duties that they hold (all duties where they hold none).
    """

    text: str = ""
    everyone: bool = False
    person: Member | None = None
    page: str = "1"
    columns: str = "1"


@dataclass(frozen=True)
class Cell:
    """What one person is in one duty."""

    member: Member
    letters: str
    words: str


@dataclass(frozen=True)
class Row:
    """One duty, with a cell for each column."""

    duty: Duty
    cells: list[Cell]


@dataclass(frozen=True)
class Matrix:
    """One window of the matrix."""

    rows: list[Row]
    page: "Page[Duty]"
    people: "Page[Member]"


def matrix(window: Window) -> Matrix:
    """Read one window: five queries, whatever the size of the workspace."""
    duties = Paginator(_duties(window), DUTIES).get_page(window.page)
    people = Paginator(_people(window), PEOPLE).get_page(window.columns)
    return Matrix(rows_of(list(duties), list(people)), duties, people)


def rows_of(duties: list[Duty], people: list[Member]) -> list[Row]:
    """Give the rows of some duties for some people: one query."""
    held: dict[tuple[int, int], set[str]] = {}
    cells = Assignment.objects.filter(duty__in=[duty.pk for duty in duties], member__in=[one.pk for one in people])
    for duty, member, letter in cells.order_by().values_list("duty_id", "member_id", "letter"):
        held.setdefault((duty, member), set()).add(letter)
    return [Row(duty, [_cell(one, frozenset(held.get((duty.pk, one.pk), ()))) for one in people]) for duty in duties]


def _cell(member: Member, letters: frozenset[str]) -> Cell:
    return Cell(member, in_letters(letters), in_words(letters))


def _duties(window: Window) -> QuerySet[Duty]:
    rows = duties_active()
    if window.person is not None:
        own = rows.filter(assignments__member=window.person).distinct()
        return own if own.exists() else rows
    return rows


def _people(window: Window) -> QuerySet[Member]:
    rows = Member.objects.filter(is_active=True).select_related("user").order_by("user__name", "pk")
    if window.person is not None:
        return rows.filter(pk=window.person.pk)
    for word in window.text.split():
        rows = rows.filter(user__name__icontains=word)
    if window.text.strip() or window.everyone:
        return rows
    holders = rows.filter(Exists(Assignment.objects.filter(member=OuterRef("pk"), duty__is_active=True)))
    return holders if holders.exists() else rows
