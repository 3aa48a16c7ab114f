"""A ranking on the screen: the order with its certainty, the agenda, and why one is before another."""

from typing import TYPE_CHECKING, Final

from gouvernail.cli.screen.console import screen
from gouvernail.cli.screen.endings import show_written
from gouvernail.cli.screen.layout import block, bullets, rows_table, text, title
from gouvernail.exchange.reports.contents.parts import Heading
from gouvernail.method.robustness import Standing
from gouvernail.method.scoring import Filter, SeverityState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from gouvernail.cli.outputs import Targets
    from gouvernail.cli.ratings.ranked import Explained, Ranked, RankedItem
    from gouvernail.exchange.wording import Words

_AGENDA: Final = 10
_NEVER: Final = 0.0005
_LEVEL: Final = 0.05
"""Points that are written as none."""


def show_ranking(found: "Ranked", targets: "Targets", *, words: "Words") -> None:
    """Show the ranking."""
    with screen() as console:
        console.print(text((words.say("rank.title", file=found.scores.file), "bold")))
        for line in _lead(found, words):
            console.print(text(line))
        if found.asking.top:
            _order(console, found, words)
        _agenda(console, found, words)
        if found.why is not None:
            title(console, words.say("rank.why.title", first=_name(found.why.first), second=_name(found.why.second)))
            bullets(console, why_lines(found.why, found, words))
        notes = list(_notes(found, words))
        if notes:
            title(console, words.say("rank.notes.title"))
            bullets(console, notes)
        show_written(console, targets, words=words)


def _lead(found: "Ranked", words: "Words") -> "Iterator[str]":
    votes = sum(len(each.levels) for each in found.scores.votes.values())
    kind = "lead_raters" if found.scores.raters else "lead"
    items, raters = len(found.items), len(found.scores.raters)
    yield words.say(f"rank.{kind}", items=items, votes=votes, raters=raters)
    yield words.say("rank.assumed" if found.asking.capacity is None else "rank.capacity", k=found.k)
    counts = {standing.value: found.count(standing) for standing in Standing}
    yield words.say("rank.conclusion" if counts["grey"] else "rank.no_grey", **counts)


def _order(console: "Console", found: "Ranked", words: "Words") -> None:
    title(console, words.say("rank.order"))
    names = ("place", "item", "points", "interval", "agreed", "uniform", "standing", "clarify")
    numeric = {"place", "points", "interval", "agreed", "uniform"}
    headings = [Heading(words.say(f"rank.columns.{name}", k=found.k), name in numeric) for name in names]
    shown = found.items[: found.asking.top]
    rows_table(console, headings, [_row(item, words) for item in shown])
    if len(shown) < len(found.items):
        block(console, words.say("rank.more", n=len(found.items) - len(shown)), style="dim")


def _row(item: "RankedItem", words: "Words") -> list[str]:
    clarify = "" if item.clarify is None else words.say(f"rank.filters.{item.clarify[0].value}")
    return [
        words.say("rank.cells.count", n=item.place),
        _name(item),
        words.say("rank.cells.signed", n=round(item.points, 1) + 0.0),
        words.say("rank.cells.between" if item.low < item.high else "rank.cells.count", n=item.low, high=item.high),
        words.say("rank.cells.percent", n=item.agreed),
        words.say("rank.cells.percent", n=item.uniform),
        words.say(f"rank.standings.{item.standing.value}"),
        clarify,
    ]


def _agenda(console: "Console", found: "Ranked", words: "Words") -> None:
    if not found.agenda:
        return
    title(console, words.say("rank.agenda.title"))
    block(console, words.say("rank.agenda.lead"))
    bullets(console, [_doubt(item, found, words) for item in found.agenda[:_AGENDA]], indent=2)
    if len(found.agenda) > _AGENDA:
        block(console, words.say("rank.agenda.more", n=len(found.agenda) - _AGENDA), style="dim")


def _doubt(item: "RankedItem", found: "Ranked", words: "Words") -> str:
    values = {"item": _name(item), "chance": item.agreed, "k": found.k}
    if item.clarify is None:
        return words.say("rank.agenda.other", **values)
    name, share = item.clarify
    return words.say(f"rank.agenda.{name.value}", share=share, **values)


def why_lines(why: "Explained", found: "Ranked", words: "Words") -> "Iterator[str]":
    """Say why one item is before another: points, chances, and the weights that would turn them round."""
    parts = {name.value: round(getattr(why.gap.parts, name.value), 1) + 0.0 for name in Filter}  # never minus zero
    ahead = why.gap.points >= _LEVEL
    yield words.say("rank.why.points" if ahead else "rank.why.level", total=why.gap.points, **parts)
    if ahead:
        yield words.say("rank.why.ratio", ratio=why.gap.ratio)
    yield words.say("rank.why.chance", agreed=why.agreed.wins, uniform=why.uniform.wins, first=_name(why.first))
    if why.agreed.ties > _NEVER:
        yield words.say("rank.why.ties", ties=why.agreed.ties)
    total = sum(found.asking.weights)
    for turn in why.turns:
        name = list(Filter)[turn.filter]
        side = "above" if turn.above else "below"
        values = {"second": _name(why.second), "weight": turn.weight}
        own = found.asking.weights[turn.filter] / total
        yield words.say(f"rank.why.{name.value}_{side}", own=own, **values)
    if not why.turns and ahead:
        yield words.say("rank.why.no_turn", first=_name(why.first))


def _notes(found: "Ranked", words: "Words") -> "Iterator[str]":
    corrected = [name for name, state in found.severities.items() if state is SeverityState.CORRECTED]
    for name in corrected:
        yield words.say(f"rank.notes.corrected_{name.value}")
    if SeverityState.UNLINKED in found.severities.values():
        yield words.say("rank.notes.unlinked")
    if found.k >= len(found.items):
        yield words.say("rank.notes.all_fit")
    if found.scores.skipped:
        yield words.say("rank.notes.skipped", n=len(found.scores.skipped))
    if found.asking.exact:
        yield words.say("rank.notes.exact")
    elif any((each.counts <= 1).any() for each in found.scores.votes.values()):
        yield words.say("rank.notes.doubt")
    yield words.say("rank.notes.samples", samples=found.asking.samples, seed=found.asking.seed)


def _name(item: "RankedItem") -> str:
    return f"{item.key} {item.title}" if item.title else item.key
