"""A small diagnosis written by hand: one finding of each verdict and kind of figure, three causes, a few promises.

The wording of every indicator and cause is that of the product; only the figures are invented.
"""

from dataclasses import replace
from datetime import date, datetime

import polars as pl
import pytest

from gouvernail.exchange.reading import FileRead, Reading
from gouvernail.exchange.reports.report import Report
from gouvernail.exchange.wording import Words
from gouvernail.method.diagnosis.diagnosis import Cause, Contribution, Diagnosis, Promises, Symptom
from gouvernail.method.diagnosis.finding import Finding, Verdict
from gouvernail.method.history import History

_TITLES = (
    "Fiche client unifiée",
    "Relance automatique des devis",
    "Reprise des contacts de l’ancien CRM",
    "Tableau de bord du directeur commercial",
    "Score d’appétence",
)


def _rows(count: int) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "key": [f"CRM-{index + 1}" for index in range(count)],
            "title": [_TITLES[index % len(_TITLES)] for index in range(count)],
            "announced": ["2025-Q1" if index % 2 else "2025-03" for index in range(count)],
            "done_on": [None if index % 3 else date(2025, 5, 1 + index % 28) for index in range(count)],
            "days_late": [None if index % 3 else 31 + index for index in range(count)],
        },
        schema_overrides={"done_on": pl.Date, "days_late": pl.Int64},
    )


def _series(*values: float) -> tuple[tuple[str, float], ...]:
    return tuple((f"2025-{month:02}", value) for month, value in enumerate(values, 1))


def _finding(identifier: str, number: int, verdict: Verdict, unit: str, threshold: float, **more: object) -> Finding:
    base = Finding(
        id=identifier, number=number, verdict=verdict, unit=unit, threshold=threshold, beyond="above", source="[P]"
    )
    return replace(base, **more)


FINDINGS = (
    _finding(
        "on_time_rate",
        1,
        Verdict.ESTABLISHED,
        "share",
        0.5,
        beyond="below",
        q=0.99,
        value=0.29,
        low=0.21,
        high=0.38,
        n=112,
        sources=frozenset({"due_on"}),
        rows=_rows(79),
        details={"on_time": 33.0, "late": 79.0, "due": 112.0, "median_days": 47.0},
        caveats=("first_due_unknown",),
        series=_series(0.5, 0.45, 0.4, 0.31, 0.33, 0.22),
    ),
    _finding(
        "ageing_work",
        7,
        Verdict.NOT_ENOUGH_DATA,
        "share",
        0.3,
        q=0.7,
        value=0.36,
        low=0.2,
        high=0.55,
        n=25,
        needs=41,
        details={"old": 9.0, "limit_days": 84.0},
    ),
    _finding("outcome_measured", 9, Verdict.NOT_RECORDED, "share", 0.3, beyond="below", missing=("outcomes.measure",)),
    _finding(
        "first_come_first_served",
        23,
        Verdict.ESTABLISHED,
        "tau",
        0.5,
        q=0.97,
        value=0.71,
        low=0.6,
        high=0.8,
        n=187,
        sources=frozenset({"created_at", "started_at"}),
        details={"tau_queue": 0.66},
        rows=_rows(30).drop("announced"),
    ),
    _finding(
        "release_cadence",
        25,
        Verdict.EXCLUDED,
        "days",
        60.0,
        q=0.03,
        value=21.0,
        low=14.0,
        high=30.0,
        n=18,
        details={"items_per_release": 3.0},
        rows=_rows(4),
    ),
    _finding("unaligned_effort", 30, Verdict.NOT_RECORDED, "share", 0.3, missing=("items.objective",)),
)

CAUSES = (
    Cause(
        id="demand_is_priority",
        posterior=0.82,
        low=0.66,
        high=0.91,
        first_share=0.74,
        top3_share=0.98,
        strength="probable",
        named=True,
        supporting=(Contribution("first_come_first_served", 0.31), Contribution("on_time_rate", 0.04)),
        opposing=(Contribution("release_cadence", -0.02),),
        lever="demand_is_priority",
        exit_indicators=(("first_come_first_served", "below", 0.3),),
        relief={"late_deliveries": 0.12, "shifting_priorities": 0.0},
    ),
    Cause(
        id="overload",
        posterior=0.48,
        low=0.3,
        high=0.7,
        first_share=0.1,
        top3_share=0.6,
        strength="possible",
        named=False,
        supporting=(Contribution("on_time_rate", 0.2),),
        opposing=(),
        lever="overload",
        exit_indicators=(("ageing_work", "below", 0.2),),
        relief={},
    ),
    Cause(
        id="big_batches",
        posterior=0.12,
        low=0.05,
        high=0.2,
        first_share=0.0,
        top3_share=0.1,
        strength="weak",
        named=False,
        supporting=(),
        opposing=(Contribution("release_cadence", -0.3),),
        lever="big_batches",
        exit_indicators=(("release_cadence", "below", 30.0),),
        relief={},
    ),
)

PROMISES = Promises(
    as_of=datetime(2025, 1, 15),
    until=datetime(2025, 9, 30),
    announced=7,
    counts={
        "in_period": 1,
        "early": 1,
        "late": 1,
        "dropped_with_reason": 1,
        "dropped_silently": 1,
        "open": 1,
        "open_overdue": 1,
        "unknown": 0,
    },
    median_days_late=47.0,
    p80_days_late=92.0,
    rows=pl.DataFrame(
        {
            "key": [f"CRM-{index}" for index in range(1, 8)],
            "title": [_TITLES[index % len(_TITLES)] for index in range(7)],
            "announced": ["2025-03", "2025-Q2", "2025-H1", "2025", "2025-W12", "2025-03-14", "2025-06"],
            "fate": [
                "in_period",
                "early",
                "late",
                "dropped_with_reason",
                "dropped_silently",
                "open",
                "open_overdue",
            ],
            "arrived_on": [date(2025, 3, 20), date(2025, 3, 1), date(2025, 8, 16), None, None, None, None],
            "days_late": [0, -31, 47, None, None, None, 92],
            "moves": [0, 0, 2, 1, 0, 0, 3],
            "last_announced": ["2025-03", "2025-Q2", "2025-08", "2025", "2025-W12", "2025-10-01", "2025-12"],
            "reason": [None, None, None, "Remplacé par le portail", None, None, None],
        },
        schema_overrides={"arrived_on": pl.Date},
    ),
)

SYMPTOMS = (
    Symptom(
        id="late_deliveries",
        verdict=Verdict.ESTABLISHED,
        unit="days",
        value=47.0,
        low=31.0,
        high=66.0,
        n=112,
        trend="rising",
        p=0.02,
        series=_series(12, 18, 17, 31, 40, 47),
        findings=("on_time_rate",),
        details={"missed": 0.71},
    ),
    Symptom(id="no_visible_benefit", verdict=Verdict.NOT_RECORDED, unit="share"),
    Symptom(
        id="shifting_priorities",
        verdict=Verdict.NOT_ENOUGH_DATA,
        unit="ratio",
        value=2.8,
        low=1.9,
        high=3.6,
        n=25,
        details={"changes": 70.0, "delivered": 25.0},
    ),
    Symptom(
        id="fading_enthusiasm",
        verdict=Verdict.EXCLUDED,
        unit="share_per_month",
        value=-0.004,
        low=-0.03,
        high=0.02,
        n=18,
        trend="stable",
        p=0.38,
        series=_series(60, 64, 58, 66, 60, 62),
        details={"people": 61.7},
    ),
)


@pytest.fixture
def diagnosis() -> Diagnosis:
    return Diagnosis(
        today=datetime(2025, 9, 30),
        since=datetime(2024, 4, 2),
        until=datetime(2025, 9, 30),
        items=412,
        changes=3908,
        touches=1210,
        people=61,
        symptoms=SYMPTOMS,
        findings=FINDINGS,
        causes=CAUSES,
        promises=PROMISES,
    )


@pytest.fixture
def reading() -> Reading:
    return Reading(
        history=History.of(),
        files=(FileRead("export.csv", "jira_csv", "items", 412), FileRead("comments.csv", "generic", "comments", 1210)),
        columns={"export.csv": {"Créé": "created_at", "Résumé": "title"}},
        ignored={"export.csv": ("Couleur",)},
    )


@pytest.fixture
def report(diagnosis: Diagnosis, reading: Reading) -> Report:
    return Report(
        diagnosis=diagnosis,
        reading=reading,
        title="Programme CRM Ventes",
        generated_at=datetime(2025, 9, 30, 9, 12),
        sample=True,
    )


@pytest.fixture(params=["fr", "en"])
def words(request: pytest.FixtureRequest) -> Words:
    return Words(request.param)
