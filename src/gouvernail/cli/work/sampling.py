"""`gouvernail sample`: the reports of the bundled sample, simulated and labelled as such."""

import os
import sys
from typing import TYPE_CHECKING, Final

from gouvernail.cli import clock
from gouvernail.cli.exits import ExitCode
from gouvernail.cli.inputs import Inputs
from gouvernail.cli.outputs import Targets, can_write_pdf
from gouvernail.cli.refusals import Refusal
from gouvernail.cli.screen.report import show_report
from gouvernail.cli.work.diagnosing import judged_sentence, today_of
from gouvernail.cli.work.reading import read_inputs
from gouvernail.cli.work.watching import watching
from gouvernail.cli.work.writing import write_reports
from gouvernail.exchange.reports.report import Report
from gouvernail.exchange.sample import write_sample
from gouvernail.method.diagnosis.diagnose import diagnose
from gouvernail.method.diagnosis.settings import load

if TYPE_CHECKING:
    from pathlib import Path

    from gouvernail.exchange.wording import Words

_DATA: Final = "sample"


def show(out: "Path", *, words: "Words", open_page: bool, quiet: bool) -> ExitCode:
    """Write the sample and its reports in a folder, and open the page where there is a display."""
    paths = _sample(out)
    now = clock.now()
    targets = _targets(out, words)
    with watching(words, quiet=quiet) as watch:
        reading = read_inputs(Inputs(paths), paths, now=now, watch=watch)
        watch.step("judging")
        diagnosis = diagnose(reading.history, today=today_of(reading.history, None, now=now), settings=load())
        report = Report(diagnosis, reading, words.say("cli.titles.sample"), generated_at=now, sample=True)
        watch.step("writing")
        write_reports(report, targets, words=words)
    if not quiet:
        judged = judged_sentence(report, None, words=words)
        show_report(report, targets, [out / _DATA], words=words, judged=judged, said=True)
    if open_page and targets.html is not None and has_display():
        import webbrowser

        webbrowser.open(targets.html.resolve().as_uri())
    return ExitCode.SAID


def _sample(out: "Path") -> "list[Path]":
    try:
        out.mkdir(parents=True, exist_ok=True)
        return write_sample(out / _DATA)
    except OSError as error:
        raise Refusal("cannot_write", path=str(out), reason=error.strerror or str(error)) from error


def _targets(out: "Path", words: "Words") -> Targets:
    names = {kind: words.say(f"cli.next.{kind}") for kind in ("html", "pdf", "xlsx", "json")}
    return Targets(
        html=out / names["html"],
        pdf=out / names["pdf"] if can_write_pdf() else None,
        xlsx=out / names["xlsx"],
        json=out / names["json"],
    )


def has_display() -> bool:
    """Tell whether a page can be shown on this machine."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
