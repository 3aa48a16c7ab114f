"""`gouvernail promises`: what became of what was announced on one day."""

from typing import TYPE_CHECKING

import polars as pl

from gouvernail.cli import clock
from gouvernail.cli.exits import ExitCode
from gouvernail.cli.work.reading import read_inputs
from gouvernail.cli.work.titles import title_of
from gouvernail.cli.work.watching import watching
from gouvernail.cli.work.writing import write_promises
from gouvernail.exchange.reports.report import Report
from gouvernail.method.diagnosis.diagnosis import Diagnosis
from gouvernail.method.diagnosis.promises import promises

if TYPE_CHECKING:
    from datetime import date

    from gouvernail.cli.inputs import Inputs
    from gouvernail.cli.outputs import Targets
    from gouvernail.exchange.wording import Words
    from gouvernail.method.diagnosis.diagnosis import Promises
    from gouvernail.method.history import History


def answer(inputs: "Inputs", targets: "Targets", *, days: "tuple[date, date]", words: "Words", quiet: bool) -> ExitCode:
    """Follow the promises of one day until another, and give the exit code."""
    paths = inputs.paths()
    now = clock.now()
    as_of, until = days
    with watching(words, quiet=quiet) as watch:
        reading = read_inputs(inputs, paths, now=now, watch=watch)
        watch.step("judging")
        found = promises(reading.history, as_of=clock.end_of(as_of), until=min(clock.end_of(until), now))
        diagnosis = _nothing_but(found, reading.history)
        report = Report(diagnosis, reading, title_of(paths, words, kind="promises"), generated_at=now)
        watch.step("writing")
        write_promises(report, targets, words=words)
    if not quiet and not targets.takes_standard_output:
        from gouvernail.cli.screen.promises import show_promises_alone

        show_promises_alone(report, targets, words=words)
    return ExitCode.SAID if found.announced else ExitCode.NOT_ENOUGH_DATA


def _nothing_but(found: "Promises", history: "History") -> Diagnosis:
    return Diagnosis(
        today=found.until,
        since=history.coverage.since,
        until=history.coverage.until,
        items=history.items.height,
        changes=history.changes.height,
        touches=history.touches.height,
        people=_people(history),
        symptoms=(),
        findings=(),
        causes=(),
        promises=found,
    )


def _people(history: "History") -> int:
    names = (history.items["reporter"], history.items["owner"], history.changes["actor"], history.touches["person"])
    return pl.concat([each.alias("person") for each in names]).drop_nulls().n_unique()
