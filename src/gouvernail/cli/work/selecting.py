"""`gouvernail select`: what fits in a capacity, and why the rest is out."""

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, NoReturn

from gouvernail.cli import clock
from gouvernail.cli.exits import ExitCode
from gouvernail.cli.outputs import write, write_to_standard_output
from gouvernail.cli.refusals import Refusal
from gouvernail.cli.work.candidates import Candidates, read_candidates
from gouvernail.cli.work.quiet import standard_output_kept
from gouvernail.cli.work.titles import title_of
from gouvernail.cli.work.watching import watching
from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.reports.selection import SelectionReport, json_selection, selection_workbook
from gouvernail.method.selection import (
    Capacity,
    Fault,
    InvalidSelection,
    Selection,
    can_cut,
    frontier,
    next_increments,
    select,
    why_out,
    with_more_days,
)

if TYPE_CHECKING:
    from datetime import datetime

    from gouvernail.cli.choosing import Choosing
    from gouvernail.cli.inputs import Inputs
    from gouvernail.cli.outputs import Targets
    from gouvernail.exchange.wording import Words

_BEST_OUT: Final = 3
"""Items left out that are explained without being asked for."""

_SECONDS: Final = 3.0
"""Of search for each explanation, at most: there are several."""


def answer(inputs: "Inputs", targets: "Targets", *, question: "Choosing", words: "Words", quiet: bool) -> ExitCode:
    """Choose from one file, and give the exit code."""
    path = inputs.path()
    now = clock.now()
    with watching(words, quiet=quiet) as watch:
        candidates = read_candidates(path, skip_bad=inputs.skip_bad)
        watch.step("choosing")
        with standard_output_kept():
            report = _report(candidates, question, title=title_of([path], words, kind="selection"), now=now)
        watch.step("writing")
        _write(report, targets, words=words)
    if not quiet and not targets.takes_standard_output:
        from gouvernail.cli.screen.selection import show_selection

        show_selection(report, targets, words=words)
    return ExitCode.SAID


def _report(candidates: Candidates, question: "Choosing", *, title: str, now: "datetime") -> SelectionReport:
    portfolio, capacity = candidates.portfolio, Capacity(question.total, question.by_team)
    known = [item.key for item in portfolio.items]
    for key in (*question.include, *question.exclude, *question.why):
        if key not in known:
            _refuse_unknown(key, known)
    try:
        chosen = select(
            portfolio, capacity, include=question.include, exclude=question.exclude, seconds=question.seconds
        )
    except InvalidSelection as error:
        _refuse(error.faults[0], candidates)
    seconds = min(question.seconds, _SECONDS)
    asked = [*question.why, *(key for key in _best_out(candidates, chosen) if key not in question.why)]
    drawn = frontier(portfolio, include=question.include, exclude=question.exclude) if can_cut() else None
    return SelectionReport(
        title=title,
        generated_at=now,
        portfolio=portfolio,
        selection=chosen,
        titles=candidates.titles,
        frontier=drawn,
        increments=next_increments(portfolio, chosen) if can_cut() else (),
        one_more={
            team: with_more_days(portfolio, chosen, 1.0, team=team or None, seconds=seconds) for team in chosen.left()
        },
        outs=tuple(why_out(portfolio, chosen, key, seconds=seconds) for key in asked),
        asked=len(question.why),
        from_levels=candidates.from_levels,
        skipped=tuple(str(problem.line) for problem in candidates.skipped),
    )


def _best_out(candidates: Candidates, chosen: Selection) -> list[str]:
    """List the items left out that return most a day by themselves."""
    out = [
        item
        for item in candidates.portfolio.items
        if item.key not in chosen.keys and item.key not in chosen.exclude and item.value > 0
    ]
    out.sort(key=lambda item: (-item.value / item.cost if item.cost else float("-inf"), item.key))
    return [item.key for item in out[:_BEST_OUT]]


def _refuse_unknown(key: str, known: list[str]) -> NoReturn:
    close = ", ".join(get_close_matches(key, known, n=3))
    raise Refusal("unknown_item_close" if close else "unknown_item", found=key, close=close)


def _refuse(fault: Fault, candidates: Candidates) -> NoReturn:
    """Say a fault of the method where it stands in the file, or about the option that asked for it."""
    match fault.code:
        case "unknown_need" | "cycle":
            code = "prerequisite_unknown" if fault.code == "unknown_need" else "prerequisite_cycle"
            line, header = candidates.lines[fault.subject], candidates.needs_header
            params = {"key": fault.subject, **fault.params}
            raise BadInput(Problem(code, candidates.file, line, header, found=fault.found, params=params))
        case "cost_huge":
            raise BadInput(Problem("no_such_amount_of_days", candidates.file, params=fault.params))
        case "forced_both_ways" if fault.subject == fault.found:
            raise Refusal("asked_and_refused_itself", asked=fault.subject)
        case "forced_both_ways":
            raise Refusal("asked_and_refused", asked=fault.subject, refused=fault.found)
        case "forced_too_large":
            raise Refusal(
                "asked_too_large_team" if fault.subject else "asked_too_large", team=fault.subject, **fault.params
            )
        case "unknown_team":
            raise Refusal("unknown_team" if fault.params["known"] else "no_team", found=fault.subject, **fault.params)
        case _:  # everything else was refused while reading
            raise ValueError(fault.sentence)


def _write(report: SelectionReport, targets: "Targets", *, words: "Words") -> None:
    for kind, path in targets.files():
        content = json_selection(report).encode() if kind == "json" else selection_workbook(report, words)
        write(path, content)
    if targets.takes_standard_output:
        write_to_standard_output(json_selection(report).encode())
