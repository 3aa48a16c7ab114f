"""The duties of a workspace as a document."""

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gouvernail.exchange.reports.duties import DutyLine, Register
from gouvernail.workspaces.choices.words import Letter
from gouvernail.workspaces.models import Assignment, Member
from gouvernail.workspaces.selectors.duties import duties_active, in_letters
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.selectors.who_does_what import OF_A_DUTY


def register_of(reader: Member) -> Register:
    """Read every active duty and everybody who has a letter in one: two queries."""
    duties = list(duties_active())
    names: dict[int, str] = {}
    held: dict[tuple[int, int], set[str]] = {}
    people: dict[tuple[int, str], list[str]] = {}
    cells = Assignment.objects.filter(duty__is_active=True, member__is_active=True)
    for cell in cells.select_related("member__user").order_by("member__user__name", "member_id"):
        name = names.setdefault(cell.member_id, str(cell.member))
        held.setdefault((cell.duty_id, cell.member_id), set()).add(cell.letter)
        people.setdefault((cell.duty_id, cell.letter), []).append(name)
    return Register(
        language=(get_language() or "fr")[:2],
        labels=_labels(reader),
        lines=tuple(
            DutyLine(
                duty.label,
                duty.description,
                str(duty.data_object or ""),
                {letter: tuple(people.get((duty.pk, letter), ())) for letter in Letter.values},
            )
            for duty in duties
        ),
        columns=tuple(names.values()),
        cells=tuple(tuple(in_letters(frozenset(held.get((duty.pk, key), ()))) for key in names) for duty in duties),
    )


def _labels(reader: Member) -> dict[str, str]:
    letters = {letter.value: f"{words} ({letter.value})" for letter, words in OF_A_DUTY.items()}
    return {
        "title": _("Who does what"),
        "workspace": reader.workspace.name,
        "date": date_format(today_of(reader), "DATE_FORMAT"),
        "duties": _("Duties"),
        "matrix": _("Matrix"),
        "duty": _("Duty"),
        "meaning": _("What it means"),
        "about": _("Data object"),
        "nobody": _("Nobody"),
        "page": _("Page"),
        "page_of": _("of"),
        "rest": _("The workbook has the columns of everybody else."),
        "legend": " · ".join(f"{letter.value} {letter.label}" for letter in OF_A_DUTY),
        **letters,
    }
