"""A plan in sentences, in the reader's language."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gouvernail.exchange.reports.contents.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gouvernail.exchange.reports.plan.report import PlanReport
    from gouvernail.exchange.wording import Words
    from gouvernail.method.sequencing import Constraint, Forward, Price, WhyAfter

_NAMED: Final = 6
"""Items named in one sentence; beyond, they are counted."""

_VISIBLE: Final = 0.05
"""Losses are written with one decimal: a smaller difference would not show."""


@dataclass(frozen=True)
class Said:
    """Sentences of each part; empty where there is nothing to say."""

    summary: tuple[str, ...]
    proof: str
    notes: tuple[str, ...]
    lints: tuple[str, ...]
    teams: tuple[str, ...]
    whys: tuple[str, ...]
    forwards: tuple[str, ...]

    def parts(self) -> "Mapping[str, tuple[str, ...]]":
        """Give the parts that say something, by name."""
        every = {"asked": self.whys, "forward": self.forwards, "look": self.lints, "teams": self.teams}
        return {name: lines for name, lines in every.items() if lines}


def said(report: "PlanReport", words: "Words") -> Said:
    """Say a plan."""
    return Said(
        summary=tuple(_summary(report, words)),
        proof=_proof(report, words),
        notes=tuple(_notes(report, words)),
        lints=tuple(_lints(report, words)),
        teams=tuple(_team(words, price) for price in _tightest(report)),
        whys=(
            *(_why(report, words, why) for why in report.whys),
            *(words.say("plan.why.first", name=_name(report, key)) for key in report.first),
        ),
        forwards=tuple(_forward(report, words, each) for each in report.forwards),
    )


def conflict_said(constraints: "Sequence[Constraint]", words: "Words") -> str:
    """Say constraints that cannot hold together."""
    said = (
        words.say(
            f"plan.conflict.{each.kind}",
            key=printable(each.key),
            other=printable(each.other),
            team=printable(each.team),
            iteration=each.iteration,
            needed=each.needed,
            available=each.available,
        )
        for each in constraints
    )
    return words.say("plan.conflict.separator").join(said)


def _summary(report: "PlanReport", words: "Words") -> "Iterable[str]":
    plan = report.plan
    yield words.say(
        "plan.summary",
        n=len(plan.lines) - len(plan.unfinished),
        of=len(plan.lines),
        iterations=report.horizon.iterations,
        weeks=report.horizon.weeks,
        start=report.start,
    )
    yield words.say("plan.loss", loss=plan.loss, value=sum(item.value for item in report.items))


def _proof(report: "PlanReport", words: "Words") -> str:
    plan = report.plan
    if plan.proved:
        return words.say("plan.proved")
    return words.say("plan.gap" if plan.bound > 0 else "plan.no_bound", gap=plan.gap, bound=plan.bound)


def _notes(report: "PlanReport", words: "Words") -> "Iterable[str]":
    if report.from_levels:
        yield words.say("plan.from_levels")
    if report.skipped:
        yield words.say("plan.skipped", n=len(report.skipped), lines=", ".join(report.skipped[:_NAMED]))


def _lints(report: "PlanReport", words: "Words") -> "Iterable[str]":
    unfinished = report.plan.unfinished
    if unfinished:
        names = _names(report, words, [line.key for line in unfinished])
        loss = sum(line.loss for line in unfinished)
        yield words.say("plan.unfinished", n=len(unfinished), names=names, loss=loss)
    missed = [key for key in report.missed if key not in report.late]
    if missed:
        yield words.say("plan.missed", n=len(missed), names=_names(report, words, missed))
    if report.late:
        yield words.say("plan.late", n=len(report.late), names=_names(report, words, report.late))
    if report.plan.large:
        yield words.say("plan.split", n=len(report.plan.large), names=_names(report, words, report.plan.large))


def _tightest(report: "PlanReport") -> "Iterable[Price]":
    """Give, for each team that is short, the iteration where a day sooner is worth most; the shortest team first."""
    best: dict[str, Price] = {}
    for price in report.plan.prices:
        if price.team not in best or price.sooner > best[price.team].sooner:
            best[price.team] = price
    return sorted(best.values(), key=lambda price: (-price.added, price.team))


def _team(words: "Words", price: "Price") -> str:
    return words.say(
        "plan.team", team=printable(price.team), iteration=price.iteration, added=price.added, sooner=price.sooner
    )


def _why(report: "PlanReport", words: "Words", why: "WhyAfter") -> str:
    teams = words.say("plan.conflict.separator").join(
        words.say("plan.why.room", team=printable(team), left=left, needed=needed)
        for (team, left), needed in zip(why.teams, why.needed, strict=True)
    )
    return words.say(
        f"plan.why.{why.reason}",
        name=_name(report, why.key),
        other=_name(report, why.other),
        at=_iteration(words, why.key_iteration),
        there=_iteration(words, why.other_iteration),
        path=words.say("plan.why.arrow").join(_name(report, key) for key in why.path),
        loss=why.loss,
        teams=teams,
        own=why.own_return,
        its=why.other_return,
        opened=words.say("plan.why.opened", names=_names(report, words, why.opened)) if why.opened else "",
        brought=words.say("plan.why.brought", names=_names(report, words, why.brought)) if why.brought else "",
    )


def _iteration(words: "Words", iteration: int | None) -> str:
    if iteration is None:
        return words.say("plan.why.outside")
    return words.say("plan.why.iteration", iteration=iteration)


def _forward(report: "PlanReport", words: "Words", each: "Forward") -> str:
    name = _name(report, each.key)
    if each.at_least is None or each.found is None:
        what = conflict_said(each.conflict, words)
        return words.say("plan.forward.impossible", name=name, iteration=each.iteration, what=what)
    outside = report.horizon.iterations + 1
    later = [one.key for one in each.moved if (one.after or outside) > (one.before or outside)]
    moved = words.say("plan.forward.moved", names=_names(report, words, later)) if later else ""
    is_nothing = max(each.at_least, abs(each.found)) < _VISIBLE
    return words.say(
        f"plan.forward.{'nothing' if is_nothing else 'cost'}",
        name=name,
        iteration=each.iteration,
        at_least=each.at_least,
        share=each.share,
        found=each.found,
        moved=moved,
    )


def _names(report: "PlanReport", words: "Words", keys: "Iterable[str]") -> str:
    shown = [_name(report, key) for key in keys]
    named = ", ".join(shown[:_NAMED])
    rest = len(shown) - _NAMED
    return words.say("plan.and_more", names=named, n=rest) if rest > 0 else named


def _name(report: "PlanReport", key: str) -> str:
    title = report.titles.get(key)
    return printable(f"{key} {title}" if title and title != key else key)
