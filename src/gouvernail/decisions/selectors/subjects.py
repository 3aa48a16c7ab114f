"""What decisions are about: the page of a subject, and where it is decided. Rooms above say theirs when ready."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from gouvernail.decisions.models import Decision

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class SubjectKind:
    """One kind of thing that is decided on.

    Parameters
    ----------
    label
        What it is called.
    page, decide
        Names of addresses that take the workspace and the key.
    """

    label: "str | Promise"
    page: str
    decide: str


SUBJECTS: dict[str, SubjectKind] = {}


def register(model: str, kind: SubjectKind) -> None:
    """Add a kind of subject, by the label of its model (`backlog.item`)."""
    SUBJECTS[model] = kind


def page_of(decision: Decision, slug: str) -> str:
    """Give the address of what a decision is about; nothing where no room knows it."""
    kind = SUBJECTS.get(decision.subject_type)
    return reverse(kind.page, args=[slug, decision.subject_id]) if kind and decision.subject_id.isdecimal() else ""


def decide_of(decision: Decision, slug: str) -> str:
    """Give the address where its subject is decided again."""
    kind = SUBJECTS.get(decision.subject_type)
    return reverse(kind.decide, args=[slug, decision.subject_id]) if kind and decision.subject_id.isdecimal() else ""
