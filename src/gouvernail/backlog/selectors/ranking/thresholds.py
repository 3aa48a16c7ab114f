"""What the ranking takes for granted, in words, with where each figure comes from."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.backlog.bridge.thresholds import Taken, figure, taken_for_granted
from gouvernail.backlog.choices.thresholds import MARKS, PARTS, SAID

if TYPE_CHECKING:
    from django.utils.functional import Promise

_SHARES = {"share", "share a year"}
_DIGITS = 3


@dataclass(frozen=True)
class ThresholdSaid:
    """One threshold as a page writes it."""

    key: str
    text: "str | Promise"
    value: str
    mark: "str | Promise"
    is_published: bool
    reference: str


@dataclass(frozen=True)
class PartSaid:
    """The thresholds of one part of the method."""

    key: str
    label: "str | Promise"
    rows: tuple[ThresholdSaid, ...]


def thresholds_said() -> list[PartSaid]:
    """Give every threshold in words, part by part."""
    taken = taken_for_granted()
    return [
        PartSaid(part, label, tuple(_said(one) for one in taken if one.part == part)) for part, label in PARTS.items()
    ]


def figure_said(key: str) -> str:
    """Write one threshold as a sentence holds it: without its unit."""
    return _figure(figure(key))


def _said(one: Taken) -> ThresholdSaid:
    return ThresholdSaid(
        key=one.key,
        text=SAID[one.key],
        value=_value(one),
        mark=MARKS[one.mark],
        is_published=one.mark == "[L]",
        reference=one.reference,
    )


def _value(one: Taken) -> str:
    if one.unit in _SHARES:
        figures = " · ".join(_figure(100 * value) for value in one.values)
        yearly = one.unit != "share"
        return (_("%(figures)s %% a year") if yearly else _("%(figures)s %%")) % {"figures": figures}
    figures = " · ".join(_figure(value) for value in one.values)
    most = max(one.values)
    # A plural begins at 2 in French, and wherever it is not 1 in English.
    count = 1 if most == 1 else 0 if most < 2 else 2
    units = {
        "levels": ngettext("%(figures)s level", "%(figures)s levels", count),
        "level": _("level %(figures)s"),
        "votes": ngettext("%(figures)s vote", "%(figures)s votes", count),
        "items": ngettext("%(figures)s item", "%(figures)s items", count),
        "claims": ngettext("%(figures)s verified claim", "%(figures)s verified claims", count),
        "days": ngettext("%(figures)s day", "%(figures)s days", count),
        "weeks": ngettext("%(figures)s week", "%(figures)s weeks", count),
        "draws": ngettext("%(figures)s draw", "%(figures)s draws", count),
    }
    return units.get(one.unit, "%(figures)s") % {"figures": figures}


def _figure(value: float) -> str:
    """Write a figure with the decimals that it has, three at most."""
    rounded = round(value, _DIGITS)
    digits = next(count for count in range(_DIGITS + 1) if round(rounded, count) == rounded)
    return number_format(rounded, digits, force_grouping=True)
