"""The three scales: what each level means here, each worth twice the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from gouvernail.backlog.choices.assessments import Filter
from gouvernail.backlog.choices.requests import Level
from gouvernail.backlog.models import Anchor, Calibration
from gouvernail.workspaces.models import Workspace

SCORED: Final = (Filter.VALUE, Filter.COMPLEXITY)  # urgency is proved, never voted


@dataclass(frozen=True, kw_only=True)
class ScaleView:
    """One scale as the pages show it; `is_own` where the workspace wrote its own words."""

    filter: Filter
    anchors: tuple[tuple[int, str], ...]
    is_own: bool
    calibrations: tuple[Calibration, ...]


def scales_of(workspace: Workspace) -> dict[Filter, ScaleView]:
    """Give the scales with the words of the workspace, or those that every workspace begins with: two queries."""
    stored: dict[str, dict[int, str]] = {}
    for row in Anchor.objects.all():
        stored.setdefault(row.filter, {})[row.level] = row.text
    known: dict[str, list[Calibration]] = {}
    for one in Calibration.objects.order_by("filter", "position"):
        known.setdefault(one.filter, []).append(one)
    return {
        name: ScaleView(
            filter=name,
            anchors=tuple(anchors_of(workspace, name, stored.get(name, {})).items()),
            is_own=bool(stored.get(name)),
            calibrations=tuple(known.get(name, ())),
        )
        for name in Filter
    }


def anchors_of(workspace: Workspace, name: Filter, stored: Mapping[int, str]) -> dict[int, str]:
    """Give the words of the six levels of a scale (method.md section 1.1)."""
    usual = {Filter.VALUE: _values, Filter.COMPLEXITY: _complexities, Filter.URGENCY: _urgencies}[name](workspace)
    return {level: stored.get(level) or usual[level] for level in Level.values}


def _values(workspace: Workspace) -> list[str]:
    money = [
        _("about %(amount)s %(currency)s a year")
        % {
            "amount": number_format(workspace.value_unit * 2**power, 0, force_grouping=True),
            "currency": workspace.currency,
        }
        for power in range(4)
    ]
    most = _("%(amount)s %(currency)s a year or more") % {
        "amount": _amount(workspace, 16),
        "currency": workspace.currency,
    }
    return [_("nothing for this objective, or an anecdote"), *money, most]


def _amount(workspace: Workspace, times: int) -> str:
    return str(number_format(workspace.value_unit * times, 0, force_grouping=True))


def _complexities(_workspace: Workspace) -> list[str]:
    return [
        _("half a week of one person, or less"),
        _("one week of one person"),
        _("two weeks of one person"),
        _("four weeks of one person"),
        _("eight weeks of one person"),
        _("sixteen weeks of one person or more: to be split"),
    ]


def _urgencies(_workspace: Workspace) -> list[str]:
    return [
        _("half of the value is still there after 64 weeks"),
        _("half of it is gone after 32 weeks"),
        _("half of it is gone after 16 weeks"),
        _("half of it is gone after 8 weeks"),
        _("half of it is gone after 4 weeks"),
        _("half of it is gone after 2 weeks or less"),
    ]
