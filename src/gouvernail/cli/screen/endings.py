"""What was written, and what can be asked next."""

import shlex
from typing import TYPE_CHECKING, Final

from gouvernail.cli.screen.layout import block, pairs, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.console import Console

    from gouvernail.cli.outputs import Targets
    from gouvernail.exchange.reports.report import Report
    from gouvernail.exchange.wording import Words

_NAMED: Final = 2
"""Files named again in a command to type; beyond, a placeholder stands for them."""


def show_written(console: "Console", targets: "Targets", *, words: "Words") -> None:
    """Show where the reports are."""
    written = [(words.say(f"cli.written.{kind}"), str(path)) for kind, path in targets.files()]
    if written:
        title(console, words.say("cli.written.title"))
        pairs(console, written)


def show_next(
    console: "Console", report: "Report", targets: "Targets", paths: "Sequence[Path]", *, words: "Words"
) -> None:
    """Give the commands that show the evidence and write the reports."""
    title(console, words.say("cli.next.title"))
    files = shlex.join(map(str, paths)) if len(paths) <= _NAMED else words.say("cli.next.files")
    for name, options in _hints(report, targets, words):
        block(console, name)
        block(console, f"gouvernail diagnose {files} {options}", indent=2, style="cyan")


def _hints(report: "Report", targets: "Targets", words: "Words") -> "Iterator[tuple[str, str]]":
    if indicator := _strongest(report):
        yield words.say("cli.next.explain"), f"--explain {indicator}"
    if not any(True for _ in targets.files()):
        names = {option: words.say(f"cli.next.{option}") for option in ("html", "pdf", "xlsx")}
        yield words.say("cli.next.reports"), " ".join(f"--{option} {name}" for option, name in names.items())


def _strongest(report: "Report") -> str | None:
    """Give the indicator that weighs most on the first cause, or the first that has rows."""
    for cause in report.diagnosis.causes:
        if cause.supporting:
            return cause.supporting[0].indicator
    return next((finding.id for finding in report.diagnosis.findings if finding.rows.height), None)
