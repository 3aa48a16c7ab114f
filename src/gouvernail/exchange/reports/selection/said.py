"""A selection in sentences, in the reader's language."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gouvernail.exchange.reports.contents.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gouvernail.exchange.reports.selection.report import SelectionReport
    from gouvernail.exchange.wording import Words
    from gouvernail.method.selection import Comparison, Increment, WhyOut

_NAMED: Final = 6
"""Items named in one sentence; beyond, they are counted."""

_VISIBLE: Final = 0.05
"""Values are written with one decimal: a smaller difference would not show."""


@dataclass(frozen=True)
class Said:
    """Sentences of each part; empty where there is nothing to say."""

    capacity: tuple[str, ...]
    proof: str
    notes: tuple[str, ...]
    prices: tuple[str, ...]
    increments: tuple[str, ...]
    one_more: tuple[str, ...]
    asked: tuple[str, ...]
    outs: tuple[str, ...]


def said(report: "SelectionReport", words: "Words") -> Said:
    """Say a selection."""
    whys = tuple(_why(report, words, why) for why in report.outs)
    return Said(
        capacity=tuple(_capacity(report, words)),
        proof=_proof(report, words),
        notes=tuple(_notes(report, words)),
        prices=tuple(_prices(report, words)),
        increments=tuple(_increment(report, words, each) for each in report.increments),
        one_more=tuple(_one_more(report, words, team, each) for team, each in report.one_more.items()),
        asked=whys[: report.asked],
        outs=whys[report.asked :],
    )


def _capacity(report: "SelectionReport", words: "Words") -> "Iterable[str]":
    selection = report.selection
    used = selection.by_team
    yield words.say("selection.value", value=selection.value, n=len(selection.lines), of=len(report.portfolio.items))
    for team, left in selection.left().items():
        days = selection.cost if not team else used.get(team, 0.0)
        key = "of_team" if team else "total"
        yield words.say(f"selection.capacity.{key}", team=printable(team), days=days + left, used=days, left=left)


def _proof(report: "SelectionReport", words: "Words") -> str:
    selection = report.selection
    if selection.proved:
        return words.say("selection.proved")
    if selection.value == 0:
        return words.say("selection.nothing_proved", bound=selection.bound)
    return words.say("selection.gap", gap=selection.gap, bound=selection.bound)


def _notes(report: "SelectionReport", words: "Words") -> "Iterable[str]":
    if report.from_levels:
        yield words.say("selection.from_levels")
    if report.skipped:
        yield words.say("selection.skipped", n=len(report.skipped), lines=", ".join(report.skipped[:_NAMED]))
    if report.frontier is None:
        yield words.say("selection.no_optimizer")


def _prices(report: "SelectionReport", words: "Words") -> "Iterable[str]":
    for team, price in sorted(report.selection.price.items()):
        key = "of_team" if team else "total"
        yield words.say(f"selection.price.{key if price else key + '_nothing'}", team=printable(team), price=price)


def _increment(report: "SelectionReport", words: "Words", each: "Increment") -> str:
    key = "missing" if each.missing else "fits"
    return words.say(
        f"selection.increment.{key}",
        value=each.value,
        days=each.days[""],
        names=_names(report, words, each.keys),
        missing=_days(words, each.missing),
    )


def _one_more(report: "SelectionReport", words: "Words", team: str, change: "Comparison") -> str:
    what = _exchange(report, words, change) if change.value > 0 else words.say("selection.one_more.nothing")
    key = "of_team" if team else "total"
    return words.say(f"selection.one_more.{key}", team=printable(team), what=what)


def _exchange(report: "SelectionReport", words: "Words", change: "Comparison") -> str:
    """Say a difference of value, and what enters and leaves for it."""
    parts = [words.say("selection.exchange.value", value=change.value)]
    for name, lines in (("entered", change.entered), ("left", change.left)):
        if lines:
            names = _names(report, words, [line.key for line in lines])
            parts.append(words.say(f"selection.exchange.{name}", names=names))
    return words.say("selection.exchange.separator").join(parts)


def _why(report: "SelectionReport", words: "Words", why: "WhyOut") -> str:
    with_them = words.say("selection.why.with", names=_names(report, words, why.brings)) if why.brings else ""
    own = why.because == (why.key,)
    days, missing = why.days or {}, why.missing or {}
    return words.say(
        f"selection.why.{'refused_itself' if own else why.reason}",
        name=_name(report, why.key) + with_them,
        because=_names(report, words, why.because),
        days=days.get("", 0.0),
        missing=_days(words, missing) if missing else words.say("selection.why.none_missing"),
        **_place(report, words, why),
    )


def _place(report: "SelectionReport", words: "Words", why: "WhyOut") -> dict[str, object]:
    """Say whose place an item would take; nothing where it cannot come in."""
    if why.exchange is None or why.at_best is None:
        return {"left": "", "value": None, "entering": "", "at_best": "", "exchange": ""}
    coming = {why.key, *why.brings}
    others = [line.key for line in why.exchange.entered if line.key not in coming]
    is_less = why.at_best > why.exchange.value + _VISIBLE
    return {
        "left": _names(report, words, [line.key for line in why.exchange.left]),
        "value": why.exchange.value,
        "entering": words.say("selection.why.entering", names=_names(report, words, others)) if others else "",
        "at_best": words.say("selection.why.at_best", value=why.at_best) if is_less else "",
        "exchange": _exchange(report, words, why.exchange),
    }


def _days(words: "Words", days: "Mapping[str, float]") -> str:
    parts = (
        words.say(f"selection.days.{'of_team' if team else 'total'}", team=printable(team), days=amount)
        for team, amount in days.items()
    )
    return words.say("selection.days.separator").join(parts)


def _names(report: "SelectionReport", words: "Words", keys: "Iterable[str]") -> str:
    shown = [_name(report, key) for key in keys]
    named = ", ".join(shown[:_NAMED])
    rest = len(shown) - _NAMED
    return words.say("selection.and_more", names=named, n=rest) if rest > 0 else named


def _name(report: "SelectionReport", key: str) -> str:
    title = report.titles.get(key)
    return printable(f"{key} {title}" if title and title != key else key)
