"""The rows of the backlog for a page of paper: what the filter finds, in its order."""

from typing import Literal, cast

from django.template.defaultfilters import floatformat
from django.utils import formats, translation
from django.utils.translation import gettext as _

from gouvernail.backlog.models import Item, Rules, Standing
from gouvernail.backlog.selectors.ranking.runs import weights_of
from gouvernail.backlog.selectors.ranking.table import Wanted, keys_wanted, rows_of
from gouvernail.backlog.selectors.ranking.words import chip_of, standing_of
from gouvernail.backlog.selectors.rules import today_in
from gouvernail.exchange.reports.backlog import MOST, BacklogLine, BacklogSheet, Bar
from gouvernail.web.templatetags.figures import whole_percent
from gouvernail.workspaces.models import Workspace

Kind = Literal["good", "warn", "bad", ""]


def sheet_of(workspace: Workspace, wanted: Wanted, rules: Rules) -> BacklogSheet:
    """Write the backlog of a workspace as it stands, for paper."""
    keys = list(keys_wanted(wanted))
    value, urgency, complexity = weights_of(rules)
    labels = {
        "title": _("Strategic backlog"),
        "workspace": workspace.name,
        "date": formats.date_format(today_in(workspace), "DATE_FORMAT"),
        "weights": _("Weights: value %(value)s · urgency %(urgency)s · complexity %(complexity)s")
        % {"value": value, "urgency": urgency, "complexity": complexity},
        "rank": _("Rank"),
        "item": _("Item"),
        "objective": _("Objective"),
        "value": _("Business value"),
        "complexity": _("Complexity"),
        "urgency": _("Genuine urgency"),
        "top": _("Sure of the top %(places)s") % {"places": rules.places},
        "state": _("State"),
        "page": _("Page"),
        "page_of": _("of"),
    }
    if len(keys) > MOST:
        labels["rest"] = _("The first %(most)s of %(count)s items: the workbook has them all.") % {
            "most": MOST,
            "count": len(keys),
        }
    lines = tuple(_line(item) for item in rows_of(keys[:MOST]))
    return BacklogSheet(language=(translation.get_language() or "en")[:2], labels=labels, lines=lines)


def _line(item: Item) -> BacklogLine:
    standing, chip = standing_of(item), chip_of(item)
    return BacklogLine(
        rank=str(standing.rank) if standing else "–",
        between=f"{standing.rank_low}–{standing.rank_high}" if standing else "",
        key=item.key,
        title=item.title,
        objective=item.objective.label if item.objective else "–",
        value=_bar(standing, "value"),
        complexity=_bar(standing, "complexity"),
        urgency=_bar(standing, "urgency"),
        top=whole_percent(100 * standing.certainty) if standing else "–",
        state=chip.text,
        kind=cast("Kind", chip.kind),
    )


def _bar(standing: Standing | None, name: str) -> Bar | None:
    level = getattr(standing, name, None)
    if standing is None or level is None:
        return None
    low, high = getattr(standing, f"{name}_low"), getattr(standing, f"{name}_high")
    return Bar(floatformat(level, 1), level, low, high)
