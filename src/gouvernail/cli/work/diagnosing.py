"""`gouvernail diagnose`: read, judge, write the reports, say it on the screen."""

from contextlib import suppress
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from gouvernail.cli import clock
from gouvernail.cli.exits import ExitCode
from gouvernail.cli.refusals import Refusal
from gouvernail.cli.work.indicators import indicator_called
from gouvernail.cli.work.reading import read_inputs
from gouvernail.cli.work.titles import title_of
from gouvernail.cli.work.watching import watching
from gouvernail.cli.work.writing import write_reports
from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.reports.report import Report

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from gouvernail.cli.inputs import Inputs, Judging
    from gouvernail.cli.outputs import Targets
    from gouvernail.exchange.wording import Words
    from gouvernail.method.diagnosis.diagnosis import Diagnosis
    from gouvernail.method.diagnosis.settings import Settings
    from gouvernail.method.history import History


def answer(inputs: "Inputs", targets: "Targets", judging: "Judging", *, words: "Words", quiet: bool) -> ExitCode:
    """Diagnose files and give the exit code."""
    paths = inputs.paths()
    explained = None if judging.explain is None else indicator_called(judging.explain, words)
    now = clock.now()
    settings = None if judging.thresholds is None else _settings(judging.thresholds)
    with watching(words, quiet=quiet) as watch:
        _import_meanwhile("gouvernail.method.diagnosis")
        reading = read_inputs(inputs, paths, now=now, watch=watch)
        watch.step("judging")
        from gouvernail.method.diagnosis.diagnose import diagnose
        from gouvernail.method.diagnosis.settings import load

        diagnosis = diagnose(
            reading.history,
            today=today_of(reading.history, judging.today, now=now),
            settings=settings or load(),
            promises_day=None if judging.as_of is None else clock.end_of(judging.as_of),
        )
        report = Report(diagnosis, reading, judging.title or title_of(paths, words), generated_at=now)
        watch.step("writing")
        write_reports(report, targets, words=words)
    said = says_something(diagnosis)
    if not quiet and not targets.takes_standard_output:
        # Imported here: scripts that ask for reports alone do not wait for what draws on screens.
        if explained is not None:
            from gouvernail.cli.screen.explain import show_indicator

            show_indicator(report, explained, words=words)
        else:
            from gouvernail.cli.screen.report import show_report

            judged = judged_sentence(report, judging.today, words=words)
            show_report(report, targets, paths, words=words, judged=judged, said=said)
    return ExitCode.SAID if said else ExitCode.NOT_ENOUGH_DATA


def _import_meanwhile(module: str) -> None:
    """Import what comes next while Polars reads the files: it leaves the interpreter free for a good while."""

    def attempt() -> None:
        with suppress(ImportError):  # the import that follows in the main thread says it
            import_module(module)

    Thread(target=attempt).start()


def says_something(diagnosis: "Diagnosis") -> bool:
    """Whether one indicator is settled, or promises can be followed."""
    from gouvernail.method.diagnosis.finding import Verdict

    settled = {Verdict.ESTABLISHED, Verdict.EXCLUDED}
    followed = diagnosis.promises is not None and diagnosis.promises.announced > 0
    return followed or any(finding.verdict in settled for finding in diagnosis.findings)


def today_of(history: "History", asked: "date | None", *, now: "datetime") -> "datetime":
    """Give the instant to judge at: the day asked, or the last instant of the history; never after the clock.

    Raises
    ------
    Refusal
        When the day asked is before the history.
    """
    since, until = history.coverage.since, history.coverage.until
    if asked is None:
        return now if until is None else min(until, now)
    if since is not None and asked < since.date():
        raise Refusal("before_history", option="--today", day=asked.isoformat(), since=since)
    return min(clock.end_of(asked), now)


def judged_sentence(report: Report, asked: "date | None", *, words: "Words") -> str:
    """Say the day at which the history was judged, and why that one."""
    today, until = report.diagnosis.today, report.reading.history.coverage.until
    kind = "asked" if asked is not None else "last" if until == today else "now"
    return words.say(f"cli.read.judged_{kind}", day=today)


def _settings(path: "Path") -> "Settings":
    from gouvernail.method.diagnosis.settings import SettingsError, load

    try:
        return load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise Refusal("unreadable_file", path=str(path), reason=reason) from error
    except SettingsError as error:
        params = {"key": error.key, "expected": error.expected}
        problem = Problem(error.code, path.name, error.line, error.key or None, error.found, params)
        raise BadInput(problem) from error
