"""Probable dates, and how credible a stated one is."""

from typing import TYPE_CHECKING, Final

from gouvernail.cli.screen.console import screen
from gouvernail.cli.screen.endings import show_written
from gouvernail.cli.screen.layout import block, bullets, text, title
from gouvernail.exchange.reports.forecast import forecast_said

if TYPE_CHECKING:
    from gouvernail.cli.outputs import Targets
    from gouvernail.exchange.reports.forecast import ForecastReport
    from gouvernail.exchange.wording import Words
    from gouvernail.method.forecasting import Credibility

_STYLES: "Final[dict[Credibility, str]]" = {
    "safe": "bold green",
    "risky": "bold yellow",
    "optimistic": "bold yellow",
    "not_credible": "bold red",
}


def show_forecast(report: "ForecastReport", targets: "Targets", *, words: "Words") -> None:
    """Show a forecast on the screen."""
    sentences = forecast_said(report, words)
    with screen() as console:
        console.print(text((report.title, "bold")))
        for line in sentences.history:
            console.print(text(line))
        if sentences.dates:
            title(console, words.say("forecast.parts.dates"))
            bullets(console, sentences.dates)
        if sentences.stated and report.credibility is not None:
            title(console, words.say("forecast.parts.stated"))
            block(console, sentences.stated, style=_STYLES[report.credibility])
        if sentences.notes:
            title(console, words.say("forecast.parts.notes"))
            bullets(console, sentences.notes)
        show_written(console, targets, words=words)
