"""The JSON report keeps to its published schema and holds nothing but its input."""

import json
import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import jsonschema
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.exchange.problems import Guess, Problem
from gouvernail.exchange.reading import Reading
from gouvernail.exchange.reports.json_report import ROWS, json_promises, json_report, schema_text
from gouvernail.exchange.reports.plain import plain
from gouvernail.exchange.reports.report import Report
from gouvernail.method.diagnosis.diagnosis import Diagnosis
from gouvernail.method.history import History

NOW = datetime(2026, 1, 2, 3, 4, 5)


@pytest.fixture
def report(diagnosis: Diagnosis, reading: Reading) -> Report:
    return Report(diagnosis, reading, "Diagnostic de export.csv", generated_at=NOW)


def _valid(text: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(text)
    schema = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    kind = "diagnosis_report" if content["kind"] == "diagnosis" else "promises_report"
    named = checker.evolve(schema={"$ref": f"#/$defs/{kind}", "$defs": schema["$defs"]})
    assert [f"{error.json_path}: {error.message}" for error in named.iter_errors(content)] == []
    checker.validate(content)
    return content


def test_a_diagnosis_keeps_to_the_schema(report: Report) -> None:
    content = _valid(json_report(report))
    assert content["version"] == 1
    assert content["generated_at"] == "2026-01-02T03:04:05Z"
    assert [each["id"] for each in content["symptoms"]] == [each.id for each in report.diagnosis.symptoms]
    assert [each["number"] for each in content["indicators"]] == [each.number for each in report.diagnosis.findings]
    first, cause = content["indicators"][0], content["causes"][0]
    assert (first["verdict"], first["value"], first["beyond"]) == ("established", 0.29, "below")
    assert first["rows"][0]["key"] == "CRM-1"
    assert first["rows_total"] == 79
    assert cause["for"][0] == {"indicator": "first_come_first_served", "weight": 0.31}
    assert cause["against"] == [{"indicator": "release_cadence", "weight": -0.02}]


def test_rows_that_were_not_kept_are_counted(report: Report) -> None:
    first, *others = report.diagnosis.findings
    many = replace(report, diagnosis=replace(report.diagnosis, findings=(replace(first, rows_left=90_000), *others)))
    indicator = _valid(json_report(many))["indicators"][0]
    assert indicator["rows_total"] == first.rows.height + 90_000


def test_promises_alone_keep_to_the_schema_with_every_row(report: Report) -> None:
    content = _valid(json_promises(report))
    assert content["promises"]["announced"] == 7
    assert sum(content["promises"]["counts"].values()) == 7
    assert len(content["promises"]["rows"]) == content["promises"]["rows_total"] == 7
    assert content["promises"]["rows"][0]["arrived_on"] == "2025-03-20"


def test_the_schema_refuses_what_it_should(report: Report) -> None:
    content = json.loads(json_report(report))
    for broken in (
        {**content, "version": 2},
        {**content, "more": 1},
        {key: value for key, value in content.items() if key != "input"},
        {**content, "indicators": [{**content["indicators"][0], "verdict": "maybe"}]},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, json.loads(schema_text()))


def test_nothing_read_is_still_a_report(diagnosis: Diagnosis) -> None:
    bare = replace(diagnosis, since=None, until=None, promises=None, symptoms=(), findings=(), causes=())
    report = Report(bare, Reading(history=History.of(), files=()), "Rien", generated_at=NOW)
    content = _valid(json_report(report))
    assert content["promises"] is None
    assert content["input"]["from"] is None
    assert content["input"]["missing"] == ["items", "changes", "touches", "outcomes", "links", "calendar"]


def test_what_was_guessed_of_every_page_of_an_export_is_said_once(report: Report) -> None:
    pages = [Guess("encoding", f"page-{n:03}.json", "UTF-8") for n in range(300)]
    odd = Guess("encoding", "page-300.json", "UTF-16")
    report = replace(report, reading=replace(report.reading, guesses=(*pages, odd)))
    guessed = _valid(json_report(report))["input"]["guessed"]
    assert [(each["file"], each["files"], each["value"]) for each in guessed] == [
        ("page-000.json", 300, "UTF-8"),
        ("page-300.json", 1, "UTF-16"),
    ]


def test_what_was_guessed_missing_and_skipped_is_said(diagnosis: Diagnosis) -> None:
    history = History.of(items=pl.DataFrame({"key": ["A"], "title": ["x"]}), tracked={"state"})
    problem = Problem("bad_date", "a.csv", line=3, column="Créé", found="31/02/2024", params={"day": date(2024, 1, 1)})
    reading = Reading(
        history=history,
        files=(),
        guesses=(Guess("encoding", "a.csv", "cp1252", {"share": 0.5}),),
        skipped=(problem,) * (ROWS + 5),
        columns={"a.csv": {"Clé": "key"}},
    )
    content = _valid(json_report(Report(diagnosis, reading, "t", generated_at=NOW)))["input"]
    assert content["guessed"] == [
        {"code": "encoding", "file": "a.csv", "files": 1, "value": "cp1252", "params": {"share": 0.5}}
    ]
    assert "items.due_on" in content["missing"]
    assert "items.key" not in content["missing"]
    assert "outcomes" in content["missing"]
    assert content["tracked"] == ["state"]
    assert content["skipped"]["total"] == ROWS + 5
    assert len(content["skipped"]["first"]) == ROWS
    assert content["skipped"]["first"][0]["params"] == {"day": "2024-01-01"}


def test_rows_are_given_up_to_a_limit_and_counted(report: Report) -> None:
    many = pl.DataFrame({"key": [f"A-{number}" for number in range(ROWS + 1)]})
    findings = (replace(report.diagnosis.findings[0], rows=many), *report.diagnosis.findings[1:])
    content = _valid(json_report(replace(report, diagnosis=replace(report.diagnosis, findings=findings))))
    assert len(content["indicators"][0]["rows"]) == ROWS
    assert content["indicators"][0]["rows_total"] == ROWS + 1


def test_two_reports_of_one_input_differ_by_the_clock_only(report: Report) -> None:
    later = replace(report, generated_at=NOW + timedelta(days=1))
    assert json_report(report) == json_report(replace(report))
    ours, theirs = json.loads(json_report(report)), json.loads(json_report(later))
    assert ours.pop("generated_at") != theirs.pop("generated_at")
    assert json.dumps(ours) == json.dumps(theirs)


def test_a_figure_that_is_no_number_is_null(report: Report) -> None:
    rows = pl.DataFrame({"key": ["A"], "ratio": [math.nan], "other": [math.inf], "at": [NOW], "labels": [["x", "y"]]})
    finding = replace(report.diagnosis.findings[0], value=math.nan, rows=rows)
    content = _valid(json_report(replace(report, diagnosis=replace(report.diagnosis, findings=(finding,)))))
    assert content["indicators"][0]["value"] is None
    assert content["indicators"][0]["rows"] == [
        {"key": "A", "ratio": None, "other": None, "at": "2026-01-02T03:04:05Z", "labels": ["x", "y"]}
    ]


def test_instants_are_written_in_utc() -> None:
    paris = timezone(timedelta(hours=1))
    assert plain(datetime(2025, 1, 1, 0, 30, tzinfo=paris)) == "2024-12-31T23:30:00Z"
    assert plain(datetime(2025, 1, 1, tzinfo=UTC)) == plain(datetime(2025, 1, 1)) == "2025-01-01T00:00:00Z"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.frozensets(st.text()),
    max_leaves=20,
)


@given(VALUES)
def test_any_value_becomes_json(value: object) -> None:
    assert json.loads(json.dumps(plain(value), allow_nan=False)) == plain(value)
