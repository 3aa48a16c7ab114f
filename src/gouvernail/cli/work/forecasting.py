"""`gouvernail forecast`: probable dates from one's own throughput, and how credible a stated date is."""

import math
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np

from gouvernail.cli import clock
from gouvernail.cli.exits import ExitCode
from gouvernail.cli.outputs import write, write_to_standard_output
from gouvernail.cli.work.done import Done, read_done
from gouvernail.cli.work.titles import title_of
from gouvernail.cli.work.watching import watching
from gouvernail.exchange.reports.forecast import ForecastReport, json_forecast
from gouvernail.method.forecasting import back_test, forecast, weekly_record, weekly_throughput
from gouvernail.method.forecasting.throughput import FEWEST

if TYPE_CHECKING:
    from datetime import datetime

    from gouvernail.cli.forecasting import Forecasting
    from gouvernail.cli.inputs import Inputs
    from gouvernail.cli.outputs import Targets
    from gouvernail.exchange.wording import Words

_MOST_WEEKS: Final = 520
_DAYS: Final = 7


def answer(inputs: "Inputs", targets: "Targets", question: "Forecasting", *, words: "Words", quiet: bool) -> ExitCode:
    """Forecast from one file, and give the exit code: another one when there is not enough history."""
    path = inputs.path()
    now = clock.now()
    with watching(words, quiet=quiet) as watch:
        done = read_done(path, skip_bad=inputs.skip_bad)
        watch.step("forecasting")
        report = _report(done, question, title=title_of([path], words, kind="forecast"), now=now)
        watch.step("writing")
        for _, target in targets.files():
            write(target, json_forecast(report).encode())
        if targets.takes_standard_output:
            write_to_standard_output(json_forecast(report).encode())
    if not quiet and not targets.takes_standard_output:
        from gouvernail.cli.screen.forecast import show_forecast

        show_forecast(report, targets, words=words)
    return ExitCode.SAID if report.forecast is not None else ExitCode.NOT_ENOUGH_DATA


def _report(done: Done, question: "Forecasting", *, title: str, now: "datetime") -> ForecastReport:
    until = now if question.today is None else clock.end_of(question.today)
    at = done.at.filter(done.at <= until)
    first, last = at.min(), at.max()
    throughput = weekly_throughput(
        at, today=until, weeks=question.history, since=clock.now() if first is None else _instant(first)
    )
    rng = np.random.default_rng(question.seed)
    ahead = _ahead(throughput, question, until.date())
    enough = len(throughput) >= FEWEST
    return ForecastReport(
        title=title,
        generated_at=now,
        today=until.date(),
        items=question.items,
        throughput=throughput,
        forecast=forecast(throughput, weeks=ahead, rng=rng) if enough else None,
        stated=question.stated,
        last_done=None if last is None else _instant(last).date(),
        done=len(at),
        undone=done.undone,
        future=len(done.at) - len(at),
        needed_weeks=FEWEST,
        back_test=back_test(weekly_record(at, today=until), rng=rng, history=question.history),
        skipped=tuple(str(problem.line) for problem in done.skipped),
    )


def _ahead(throughput: "np.ndarray[tuple[int], np.dtype[np.int64]]", question: "Forecasting", today: date) -> int:
    """Give how many weeks to look ahead: three times what the mean pace asks for, and as far as the stated date."""
    mean = float(throughput.mean()) if throughput.any() else 1.0
    needed = math.ceil(3 * question.items / mean) + _DAYS + 1
    stated = 0 if question.stated is None else (question.stated - today).days // _DAYS + 2
    return max(1, min(_MOST_WEEKS, max(needed, stated)))


def _instant(value: object) -> "datetime":
    from datetime import datetime

    if not isinstance(value, datetime):
        raise TypeError(f"not an instant: {value!r}")
    return value
