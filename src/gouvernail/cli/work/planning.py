"""`gouvernail plan`: the coherent order of building, what is proved of it, and why."""

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, NoReturn

import numpy as np

from gouvernail.cli import clock
from gouvernail.cli.exits import ExitCode
from gouvernail.cli.outputs import write, write_to_standard_output
from gouvernail.cli.refusals import Refusal
from gouvernail.cli.work.candidates import read_candidates
from gouvernail.cli.work.plan_items import Planned, planned
from gouvernail.cli.work.plan_teams import read_teams
from gouvernail.cli.work.quiet import standard_output_kept
from gouvernail.cli.work.titles import title_of
from gouvernail.cli.work.watching import watching
from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.reports.plan import PlanReport, conflict_said, csv_plan, json_plan, plan_workbook
from gouvernail.method.sequencing import (
    Horizon,
    ImpossiblePlan,
    InvalidPlan,
    Plan,
    PlanFault,
    forward,
    sequence,
    why_after,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from gouvernail.cli.inputs import Inputs
    from gouvernail.cli.outputs import Targets
    from gouvernail.cli.planning import Planning
    from gouvernail.exchange.wording import Words
    from gouvernail.method.sequencing import (
        WhyAfter,
    )

_BEFORE: Final = 3
"""Items finished before it that one is compared with, when it is asked about alone."""


def answer(
    inputs: "Inputs", teams: "Path", targets: "Targets", question: "Planning", *, words: "Words", quiet: bool
) -> ExitCode:
    """Put the items of one file in order, and give the exit code."""
    path = inputs.path()
    now = clock.now()
    start = question.start or now.date()
    with watching(words, quiet=quiet) as watch:
        candidates = read_candidates(path, skip_bad=inputs.skip_bad)
        given = read_teams(teams, skip_bad=inputs.skip_bad)
        horizon = given.horizon(question.iterations, question.weeks)
        work = planned(candidates, given, horizon, start=start, skip_bad=inputs.skip_bad)
        watch.step("ordering")
        with standard_output_kept():
            title = title_of([path], words, kind="plan")
            report = _report(work, horizon, question, words, title=title, now=now, start=start)
        watch.step("writing")
        _write(report, targets, words=words)
    if not quiet and not targets.takes_standard_output:
        from gouvernail.cli.screen.plan import show_plan

        show_plan(report, targets, words=words)
    return ExitCode.SAID


def _report(
    work: Planned, horizon: Horizon, question: "Planning", words: "Words", *, title: str, now: "datetime", start: "date"
) -> PlanReport:
    keys = [item.key for item in work.items]
    pairs = [_pair(each, keys) for each in question.why]
    asked = [(_known(key, keys), iteration) for key, iteration in question.forward]
    for _, iteration in asked:
        if iteration > horizon.iterations:
            raise Refusal("iteration_outside", found=iteration, last=horizon.iterations)
    try:
        plan = sequence(work.items, horizon, rng=np.random.default_rng(question.seed), seconds=question.seconds)
    except InvalidPlan as error:
        _refuse(error.faults[0], work)
    except ImpossiblePlan as error:
        raise Refusal("plan_impossible", what=conflict_said(error.constraints, words)) from error
    whys = {key if other is None else f"{key}={other}": _whys(work, horizon, plan, key, other) for key, other in pairs}
    return PlanReport(
        title=title,
        generated_at=now,
        start=start,
        items=work.items,
        horizon=horizon,
        plan=plan,
        titles=work.titles,
        dates=work.dates,
        late=work.late,
        whys=tuple(why for found in whys.values() for why in found),
        first=tuple(key for key, found in whys.items() if not found),
        forwards=tuple(
            forward(work.items, horizon, plan, key, iteration, rng=np.random.default_rng(question.seed))
            for key, iteration in asked
        ),
        from_levels=work.from_levels,
        skipped=tuple(str(problem.line) for problem in work.skipped),
    )


def _whys(work: Planned, horizon: Horizon, plan: Plan, key: str, other: str | None) -> "Sequence[WhyAfter]":
    others = _before(plan, key) if other is None else [other]
    return [why_after(work.items, horizon, plan, key, each) for each in others]


def _before(plan: Plan, key: str) -> list[str]:
    """List the items that are finished before one on the same teams, the last first."""
    lines = {line.key: line for line in plan.lines}
    teams = {team for team, days in lines[key].days.items() if days}
    last = lines[key].iteration or len(plan.lines) + max((line.iteration or 0 for line in plan.lines), default=0)
    found = [
        line.key
        for line in plan.lines
        if line.iteration is not None
        and line.iteration < last
        and (not teams or teams & {team for team, days in line.days.items() if days})
    ]
    return found[::-1][:_BEFORE]


def _pair(typed: str, keys: "Sequence[str]") -> tuple[str, str | None]:
    """Read `ITEM` or `ITEM=OTHER`; a name may hold that sign."""
    if typed in keys or "=" not in typed:
        return _known(typed, keys), None
    key, _, other = (part.strip() for part in typed.rpartition("="))
    if _known(key, keys) == _known(other, keys):
        raise Refusal("same_item", found=key)
    return key, other


def _known(key: str, keys: "Sequence[str]") -> str:
    if key not in keys:
        close = ", ".join(get_close_matches(key, keys, n=3))
        raise Refusal("unknown_item_close" if close else "unknown_item", found=key, close=close)
    return key


def _refuse(fault: PlanFault, work: Planned) -> NoReturn:
    """Say a fault of the method where it stands in the file."""
    match fault.code:
        case "unknown_need" | "cycle":
            code = "prerequisite_unknown" if fault.code == "unknown_need" else "prerequisite_cycle"
            line, header = work.lines[fault.subject], work.needs_header
            params = {"key": fault.subject, **fault.params}
            raise BadInput(Problem(code, work.file, line, header, found=fault.found, params=params))
        case "cost_huge":
            raise BadInput(Problem("no_such_amount_of_days", work.file, params=fault.params))
        case _:  # everything else was refused while reading
            raise ValueError(fault.sentence)


def _write(report: PlanReport, targets: "Targets", *, words: "Words") -> None:
    for kind, path in targets.files():
        match kind:
            case "json":
                write(path, json_plan(report).encode())
            case "csv":
                write(path, csv_plan(report, words))
            case _:
                write(path, plan_workbook(report, words))
    if targets.takes_standard_output:
        write_to_standard_output(json_plan(report).encode())
