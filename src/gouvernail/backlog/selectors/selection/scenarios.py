"""Find answers, those that are kept, and what changed since one was computed."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.backlog.bridge.selection.question import digest_of
from gouvernail.backlog.choices.selection import Counts
from gouvernail.backlog.models import Scenario
from gouvernail.backlog.selectors.selection.candidates import Gathered
from gouvernail.backlog.selectors.selection.phrases import Phrases

_VISIBLE = 0.007  # a relative change of value: one hundredth of a point [choice]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One scenario in a list, and whether its inputs changed since."""

    scenario: Scenario
    is_stale: bool


def scenario_get(key: int) -> Scenario | None:
    """Find an answer of the scope's workspace that was not taken away, kept or not."""
    return Scenario.objects.select_related("author__user", "job").filter(pk=key, removed_at=None).first()


def scenarios_kept(gathered: Gathered) -> list[Kept]:
    """List the scenarios that are kept, the last one first."""
    kept = Scenario.objects.filter(removed_at=None).exclude(title="").defer("result").select_related("author__user")
    rows = list(kept)
    now = {counts: digest_of(gathered.candidates(counts)) for counts in {counts_of(row) for row in rows}}
    return [Kept(scenario=row, is_stale=row.digest != now[counts_of(row)]) for row in rows]


def others_than(scenario: Scenario) -> list[Scenario]:
    """List what an answer may be compared with: those that are kept."""
    rows = Scenario.objects.filter(~Q(title=""), removed_at=None).exclude(pk=scenario.pk)
    return list(rows.defer("result", "settings"))


def changed_since(scenario: Scenario, gathered: Gathered, phrases: Phrases) -> list[str]:
    """Say what changed since an answer was computed; nothing where its inputs are the same."""
    candidates = gathered.candidates(counts_of(scenario))
    if not scenario.result or digest_of(candidates) == scenario.digest:
        return []
    before = {row[0]: row for row in scenario.result.get("inputs", ())}
    now = {one.key: one for one in candidates}
    both = [(before[key], now[key]) for key in now if key in before]
    groups = (
        (_("may be chosen now"), [key for key in now if key not in before]),
        (_("may not be chosen any more"), [key for key in before if key not in now]),
        (_("of another value"), [one.key for was, one in both if _moved(was[1], one.value)]),
        (_("of another effort"), [one.key for was, one in both if was[2] != dict(one.days)]),
        (_("of other prerequisites"), [one.key for was, one in both if sorted(was[3]) != sorted(one.needs)]),
        (_("started, or not any more"), [one.key for was, one in both if was[4] != one.is_started]),
    )
    return [_counted(len(keys), what, phrases.names(keys)) for what, keys in groups if keys]


def _counted(count: int, what: str, names: str) -> str:
    text = ngettext("%(n)s item %(what)s: %(names)s.", "%(n)s items %(what)s: %(names)s.", count)
    return text % {"n": count, "what": what, "names": names}


def _moved(before: float, after: float) -> bool:
    return abs(after - before) > _VISIBLE / 2 * max(before, after)


def counts_of(scenario: Scenario) -> Counts:
    """Tell what an answer counts as value."""
    counts = scenario.settings.get("counts")
    return Counts(counts) if counts in Counts.values else Counts.DELAY
