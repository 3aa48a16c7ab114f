from typing import TYPE_CHECKING, Any

import polars as pl

from gouvernail.exchange.formats.json_text import moments
from gouvernail.exchange.formats.json_text.values import text
from gouvernail.method.history.shape import CALENDAR

if TYPE_CHECKING:
    from gouvernail.exchange.formats.jira_rest.sprints import Sprint


def calendar_of(sprints: "dict[str, Sprint]", versions: dict[str, dict[str, Any]]) -> pl.DataFrame:
    """Give the iterations and releases that the issues name, with what is said of their days."""
    rows: list[tuple[str, str, str | None, str | None, str | None]] = [
        (sprint.name, "iteration", sprint.start, sprint.end, sprint.complete) for sprint in sprints.values()
    ]
    for name, version in versions.items():
        released = text(version.get("releaseDate"))
        closed = released if version.get("released") is True else None
        rows.append((name, "release", text(version.get("startDate")), released, closed))
    columns = list(CALENDAR)
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    parsed = {name: moments(frame[name]) for name in ("start_on", "end_on", "closed_at")}
    return frame.with_columns(parsed["start_on"].cast(pl.Date), parsed["end_on"].cast(pl.Date), parsed["closed_at"])
