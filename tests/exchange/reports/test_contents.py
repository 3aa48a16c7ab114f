"""What every report says, before any layout."""

from dataclasses import replace

import polars as pl
import pytest

from gouvernail.exchange.mapping.fields import FIELDS
from gouvernail.exchange.problems import Guess, Problem
from gouvernail.exchange.reports.contents import Contents, contents_of
from gouvernail.exchange.reports.contents.figures import curve, in_unit, interval, period
from gouvernail.exchange.reports.contents.findings import field_name
from gouvernail.exchange.reports.report import Report
from gouvernail.exchange.wording import Words
from gouvernail.method.diagnosis.diagnosis import Symptom
from gouvernail.method.diagnosis.finding import Verdict


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.fixture
def contents(report: Report) -> Contents:
    return contents_of(report, Words("fr"), limit=20)


@pytest.mark.parametrize(
    ("canonical", "french", "english"),
    [
        ("2025", "2025", "2025"),
        ("2025-H1", "S1 2025", "H1 2025"),
        ("2025-Q3", "T3 2025", "Q3 2025"),
        ("2025-03", "mars 2025", "March 2025"),
        ("2025-W12", "semaine 12 de 2025", "week 12 of 2025"),
        ("2025-03-14", "14/03/2025", "14/03/2025"),
        ("2025-Q5", "2025-Q5", "2025-Q5"),
        ("Lot 3", "Lot 3", "Lot 3"),
    ],
)
def test_a_period_is_written_at_its_own_granularity(canonical: str, french: str, english: str) -> None:
    assert period(Words("fr"), canonical) == french
    assert period(Words("en"), canonical) == english


def test_a_figure_carries_its_unit() -> None:
    french, english = Words("fr"), Words("en")
    assert _plain(in_unit(french, 0.29, "share")) == "29 %"
    assert _plain(in_unit(french, 1.0, "days")) == "1 jour"
    assert _plain(in_unit(english, 47.0, "days")) == "47 days"
    assert in_unit(french, None, "share") == "—"
    assert _plain(interval(french, 0.2, 0.4, "share")) == "de 20 % à 40 %"
    assert interval(french, None, 0.4, "share") == ""


def test_a_curve_fills_its_box_and_says_its_ends() -> None:
    drawn = curve(Words("fr"), [("2025-01", 0.2), ("2025-02", 0.6), ("2025-03", 0.4)], "share")
    assert drawn is not None
    assert [x for x, _ in drawn.points] == pytest.approx([0.0, 0.5, 1.0])
    assert [y for _, y in drawn.points] == pytest.approx([0.0, 1.0, 0.5])
    assert _plain(drawn.label).startswith("De 20 % (janvier 2025) à 40 % (mars 2025)")
    assert curve(Words("fr"), [("2025-01", 0.2), ("2025-02", 0.6)], "share") is None


def test_weak_causes_are_listed_but_not_headed(contents: Contents) -> None:
    assert [cause.id for cause in contents.causes] == ["demand_is_priority", "overload"]
    assert [cause.id for cause in contents.other_causes] == ["big_batches"]


def test_no_more_than_three_causes_are_headed(report: Report) -> None:
    causes = tuple(replace(cause, strength="probable") for cause in report.diagnosis.causes * 2)
    shown = contents_of(replace(report, diagnosis=replace(report.diagnosis, causes=causes[:4])), Words("fr"), limit=20)
    assert len(shown.causes) == 3


def test_a_cause_that_is_not_named_is_called_a_hypothesis(contents: Contents) -> None:
    named, other = contents.causes
    assert named.hypothesis == ""
    assert "Hypothèse" in other.hypothesis


def test_an_item_behind_two_findings_is_counted_once(contents: Contents) -> None:
    # 79 rows and 30 rows whose keys are among them.
    assert contents.causes[0].evidence == 79


def test_the_fates_of_the_promises_sum_to_all_that_was_announced(report: Report, contents: Contents) -> None:
    assert contents.promises is not None
    assert sum(fate.count for fate in contents.promises.fates) == report.diagnosis.promises.announced  # type: ignore[union-attr]
    assert sum(fate.share for fate in contents.promises.fates) == pytest.approx(1.0)


def test_the_worst_promises_come_first(contents: Contents) -> None:
    assert contents.promises is not None
    fates = [row[3] for row in contents.promises.table.rows]
    assert fates[:3] == ["Abandonné sans un mot", "Ouvert, en retard", "En retard"]


def test_what_is_not_recorded_says_which_column_would_answer_it(contents: Contents) -> None:
    assert {part.field for part in contents.unlocking} == {"mesure d’effet", "objectif servi"}


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (("items.due_on", "items.done_at"), "Aucune date annoncée n’est enregistrée"),
        (("items.done_at", "changes.due_on"), "Des dates sont annoncées, mais aucune livraison n’est enregistrée"),
    ],
)
def test_lateness_that_cannot_be_told_says_which_half_is_missing(
    report: Report, missing: tuple[str, ...], said: str
) -> None:
    late = Symptom("late_deliveries", Verdict.NOT_RECORDED, "days", missing=missing)
    diagnosis = replace(report.diagnosis, symptoms=(late,))
    (symptom,) = contents_of(replace(report, diagnosis=diagnosis), Words("fr"), limit=20).symptoms
    assert symptom.sentence.startswith(said)


def test_a_state_that_is_there_is_not_said_to_be_missing(report: Report, words: Words) -> None:
    *others, last = report.diagnosis.findings
    latency = replace(last, id="arbitration_latency", missing=("items.state",))
    diagnosis = replace(report.diagnosis, findings=(*others, last, latency))
    shown = contents_of(replace(report, diagnosis=diagnosis), words, limit=20)
    assert words.say("report.wanted.items.state") in {part.field for part in shown.unlocking}


def test_what_is_not_settled_says_how_much_more_would_settle_it(contents: Contents) -> None:
    (part,) = contents.unsettled
    assert "41" in part.needs


def test_missing_columns_that_answer_most_come_first(report: Report) -> None:
    unaligned = report.diagnosis.findings[-1]
    twice = (*report.diagnosis.findings, replace(unaligned, number=31))
    shown = contents_of(replace(report, diagnosis=replace(report.diagnosis, findings=twice)), Words("fr"), limit=20)
    assert shown.unlocking[0].field == "objectif servi"


def test_skipped_rows_and_notices_say_where_they_are(report: Report) -> None:
    broken = Problem("pdf_not_installed", file="a\x00.csv", line=1200)
    reading = replace(report.reading, skipped=(broken,) * 25)
    shown = contents_of(replace(report, reading=reading), Words("fr"), limit=20).reading
    assert _plain(shown.skipped[0]).startswith("a.csv, ligne 1 200 : ")
    assert len(shown.skipped) == 20
    assert "5" in shown.skipped_rest


def test_what_was_guessed_of_every_page_is_said_once(report: Report) -> None:
    pages = tuple(Guess("encoding", f"page-{n:03}.json", "UTF-8") for n in range(300))
    shown = contents_of(replace(report, reading=replace(report.reading, guesses=pages)), Words("fr"), limit=20).reading
    assert len(shown.guesses) == 1
    assert "page-000.json" in shown.guesses[0]
    assert "299" in shown.guesses[0]


def test_rows_without_a_reading_for_a_column_keep_its_name(report: Report) -> None:
    first = replace(report.diagnosis.findings[0], rows=pl.DataFrame({"key": ["1"], "odd_column": [True]}))
    shown = contents_of(
        replace(report, diagnosis=replace(report.diagnosis, findings=(first, *report.diagnosis.findings[1:]))),
        Words("fr"),
        limit=20,
    )
    table = shown.families[0].findings[0].table
    assert table is not None
    assert [heading.name for heading in table.headings] == ["Clé", "odd column"]
    assert table.rows == (("1", "oui"),)


_FRAMES = {"comments": "touches"}


def test_every_field_that_a_column_may_be_taken_for_has_a_name(words: Words) -> None:
    fields = [f"{_FRAMES.get(role, role)}.{name}" for role, names in FIELDS.items() for name in names]
    assert [field for field in fields if not words.has(f"report.fields.{field}")] == []


def test_a_secondary_target_is_named_with_its_field() -> None:
    assert field_name(Words("fr"), "items.due_on:alpha") == "date annoncée (alpha)"
    assert field_name(Words("fr"), "items.horizon:alpha") == "horizon ou lot visé (alpha)"


def test_the_answer_beside_a_date_is_named_with_that_date(words: Words) -> None:
    due, alpha = (field_name(words, f"items.{name}") for name in ("due_on", "due_on:alpha"))
    assert field_name(words, "items.delivered:due_on").endswith(f"({due})")
    assert field_name(words, "items.delivered:due_on:alpha").endswith(f"({alpha})")
    assert not field_name(words, "items.delivered:due_on").startswith("items.")


def test_a_cause_that_no_finding_speaks_of_is_listed_apart(report: Report, words: Words) -> None:
    *others, last = report.diagnosis.causes
    silent = replace(last, supporting=(), opposing=(), strength="possible")
    shown = contents_of(replace(report, diagnosis=replace(report.diagnosis, causes=(silent, *others))), words, limit=5)
    name = words.say(f"causes.{silent.id}.name")
    assert name in shown.unheard
    assert silent.id not in {cause.id for cause in (*shown.causes, *shown.other_causes)}


def test_a_verdict_says_which_threshold_it_was_read_from(report: Report) -> None:
    first, *rest = report.diagnosis.symptoms
    judged = replace(first, voice="on_time_rate")
    shown = contents_of(
        replace(report, diagnosis=replace(report.diagnosis, symptoms=(judged, *rest))), Words("en"), limit=5
    )
    assert shown.symptoms[0].judged == "Judged on “Dates kept”: 29%; red threshold below 50%."


def test_what_is_established_and_under_no_headed_cause_is_listed(report: Report) -> None:
    bare = replace(report, diagnosis=replace(report.diagnosis, causes=()))
    shown = contents_of(bare, Words("fr"), limit=5)
    established = [one.id for one in report.diagnosis.findings if one.verdict is Verdict.ESTABLISHED]
    assert [part.id for part in shown.established] == established
