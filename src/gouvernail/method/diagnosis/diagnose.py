from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from gouvernail.method.diagnosis.causes import causes_of
from gouvernail.method.diagnosis.diagnosis import Diagnosis
from gouvernail.method.diagnosis.facts import Facts
from gouvernail.method.diagnosis.indicators import measure_all
from gouvernail.method.diagnosis.promises import default_day, promises, targets
from gouvernail.method.diagnosis.symptoms import symptoms_of
from gouvernail.method.history import as_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from gouvernail.method.diagnosis.diagnosis import Promises
    from gouvernail.method.diagnosis.settings import Settings
    from gouvernail.method.history import History


def diagnose(
    history: "History",
    *,
    today: "datetime",
    settings: "Settings",
    seed: int = 0,
    promises_day: "datetime | None" = None,
) -> Diagnosis:
    """Say why a roadmap does not deliver, and what cannot be said (method.md section 6).

    Parameters
    ----------
    history
        Valid (`gouvernail.method.history.validate` finds nothing).
    today
        Instant of the diagnosis, naive UTC. What the history knows of later is left out (`history.as_of`): a diagnosis
        of last spring says what could be said then.
    settings
        See `gouvernail.method.diagnosis.settings.load`.
    seed
        Of the resamples: the same seed gives the same diagnosis, whatever the order of the rows.
    promises_day
        Instant whose announcements are followed; by default the one that `promises.default_day` finds.
    """
    if history.coverage.until is not None and history.coverage.until > today:
        history = as_of(history, today)
    with ThreadPoolExecutor(max_workers=1) as beside:
        known = beside.submit(targets, history)
        measuring, drawing = np.random.default_rng(seed).spawn(2)
        facts = Facts(history, today, settings, measuring)
        # Promises share nothing else with the indicators, and Polars works outside the interpreter's lock.
        followed = beside.submit(_promises, history, facts.placed, known=known.result, day=promises_day, until=today)
        people = beside.submit(_people, history)
        findings = measure_all(facts)
        symptoms = beside.submit(symptoms_of, facts, findings)
        return Diagnosis(
            today=today,
            since=history.coverage.since,
            until=history.coverage.until,
            items=history.items.height,
            changes=history.changes.height,
            touches=history.touches.height,
            people=people.result(),
            findings=findings,
            causes=causes_of(findings, settings=settings, rng=drawing),
            symptoms=symptoms.result(),
            promises=followed.result(),
        )


def _promises(
    history: "History",
    placed: "Mapping[str, pl.DataFrame]",
    *,
    known: "Callable[[], pl.DataFrame]",
    day: "datetime | None",
    until: "datetime",
) -> "Promises | None":
    as_of = default_day(history, until, placed=placed, known=known()) if day is None else day
    return None if as_of is None else promises(history, as_of=as_of, until=until, known=known())


def _people(history: "History") -> int:
    """Count the distinct names of the history."""
    names = [
        history.items["reporter"],
        history.items["owner"],
        history.changes["actor"],
        history.touches["person"],
    ]
    return pl.concat([column.unique().alias("name") for column in names]).drop_nulls().n_unique()
