"""Write a large, seeded history as CSV: what the speed of the whole diagnosis is measured on."""

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl

_START = datetime(2022, 1, 3)
_WINDOW_MINUTES = 3 * 365 * 24 * 60
_STATUSES = ("To Do", "Selected", "In Progress", "Done")
_PRIORITIES = ("Highest", "High", "Medium", "Low", "Lowest")
_WORDS = (
    "afficher",
    "exporter",
    "synchroniser",
    "client",
    "devis",
    "opportunité",
    "relance",
    "contrat",
    "tableau",
    "fiche",
)


def write_large_history(folder: Path, *, items: int, changes: int, touches: int, seed: int = 1) -> list[Path]:
    """Write items.csv, changes.csv and comments.csv; changes are spread evenly over items and agree with their end."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    history = _items(rng, items)
    paths = [folder / "items.csv", folder / "changes.csv", folder / "comments.csv"]
    history.select(pl.exclude("begun", "ended", "stage")).write_csv(paths[0], datetime_format="%Y-%m-%dT%H:%M:%S")
    _changes(rng, history, changes // items).write_csv(paths[1], datetime_format="%Y-%m-%dT%H:%M:%S")
    _comments(rng, history, touches).write_csv(paths[2], datetime_format="%Y-%m-%dT%H:%M:%S")
    return paths


def _text(rng: np.random.Generator, rows: int, words: int) -> pl.Series:
    pool = [" ".join(rng.choice(_WORDS, words)) for _ in range(2_000)]
    return pl.Series(pool).gather(rng.integers(len(pool), size=rows))


def _people(rng: np.random.Generator, prefix: str, people: int, rows: int) -> pl.Series:
    return pl.Series([f"{prefix} {number}" for number in range(people)]).gather(rng.integers(people, size=rows))


def _instants(minutes: np.ndarray) -> pl.Series:
    return pl.Series((np.datetime64(_START, "m") + minutes.astype("timedelta64[m]")).astype("datetime64[us]"))


def _items(rng: np.random.Generator, rows: int) -> pl.DataFrame:
    created = rng.integers(0, _WINDOW_MINUTES * 3 // 4, size=rows)
    begun = created + rng.exponential(60 * 24 * 40, size=rows)
    ended = begun + rng.exponential(60 * 24 * 25, size=rows)
    stage = np.where(ended < _WINDOW_MINUTES, 3, np.where(begun < _WINDOW_MINUTES, 2, rng.integers(0, 2, size=rows)))
    due = ended + rng.normal(-20, 30, size=rows) * 60 * 24
    return pl.DataFrame(
        {
            "Key": [f"CRM-{number}" for number in range(1, rows + 1)],
            "Summary": _text(rng, rows, 8) + pl.Series([f" {number}" for number in range(rows)]),
            "Description": _text(rng, rows, 40),
            "Status": pl.Series(_STATUSES).gather(stage),
            "Priority": pl.Series(_PRIORITIES).gather(rng.integers(5, size=rows)),
            "Reporter": _people(rng, "Business", 400, rows),
            "Assignee": _people(rng, "Builder", 60, rows),
            "Team": _people(rng, "Team", 12, rows),
            "Created": _instants(created),
            "Resolved": _instants(ended),
            "Due date": _instants(np.maximum(due, 0)).dt.date(),
            "Story Points": rng.integers(1, 13, size=rows),
            "begun": begun,
            "ended": ended,
            "stage": stage,
        }
    ).with_columns(pl.when(pl.col("stage") == 3).then("Resolved"))


def _changes(rng: np.random.Generator, items: pl.DataFrame, each: int) -> pl.DataFrame:
    created = (items["Created"].dt.timestamp("ms") // 60_000 - int(_START.timestamp() // 60)).to_numpy()
    begun, ended, stage = (items[name].to_numpy() for name in ("begun", "ended", "stage"))
    moves = [
        _log(rng, items, (created + begun) / 2, "Status", _STATUSES[0], _STATUSES[1], stage >= 1),
        _log(rng, items, begun, "Status", _STATUSES[1], _STATUSES[2], stage >= 2),
        _log(rng, items, ended, "Status", _STATUSES[2], _STATUSES[3], stage >= 3),
    ]
    for number in range(each - len(moves)):
        at = created + (np.minimum(ended, _WINDOW_MINUTES) - created) * rng.random(items.height)
        if number % 2:
            old, new = ((items["Due date"] - timedelta(days=days)).cast(pl.String) for days in (30, 10))
            moves.append(_log(rng, items, at, "due date", old, new, np.full(items.height, fill_value=True)))
        else:
            old, new = (pl.Series(_PRIORITIES).gather(rng.integers(5, size=items.height)) for _ in range(2))
            moves.append(_log(rng, items, at, "priority", old, new, np.full(items.height, fill_value=True)))
    return pl.concat(moves).sort("Date")


def _log(  # noqa: PLR0913  # one column an argument
    rng: np.random.Generator,
    items: pl.DataFrame,
    at: np.ndarray,
    field: str,
    old: "str | pl.Series",
    new: "str | pl.Series",
    kept: np.ndarray,
) -> pl.DataFrame:
    return (
        pl.DataFrame(
            {
                "Key": items["Key"],
                "Date": _instants(np.maximum(at, 0)),
                "Author": _people(rng, "Builder", 60, items.height),
            }
        )
        .with_columns(pl.lit(field).alias("Field"), pl.lit(old).alias("Old value"), pl.lit(new).alias("New value"))
        .filter(kept)
    )


def _comments(rng: np.random.Generator, items: pl.DataFrame, rows: int) -> pl.DataFrame:
    which = rng.integers(items.height, size=rows)
    created = (items["Created"].dt.timestamp("ms") // 60_000 - int(_START.timestamp() // 60)).to_numpy()[which]
    ended = np.minimum(items["ended"].to_numpy()[which], _WINDOW_MINUTES)
    return pl.DataFrame(
        {
            "Key": items["Key"].gather(which),
            "Created": _instants(created + (ended - created) * rng.random(rows)),
            "Author": _people(rng, "Business", 400, rows),
            "Comment": _text(rng, rows, 20),
        }
    ).sort("Created")
