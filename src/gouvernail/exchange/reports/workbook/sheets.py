"""The sheets of the report, before the evidence: summary, symptoms, causes, indicators, reading."""

from typing import TYPE_CHECKING

from gouvernail.exchange.reports.contents.figures import in_unit
from gouvernail.exchange.reports.workbook.sheet import Column, Styled
from gouvernail.exchange.reports.workbook.styles import kind_of_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gouvernail.exchange.problems import Problem
    from gouvernail.exchange.reports.contents import Contents
    from gouvernail.exchange.reports.contents.parts import Argument
    from gouvernail.exchange.reports.report import Report
    from gouvernail.exchange.reports.workbook.sheet import Sheet
    from gouvernail.exchange.reports.workbook.styles import Kind
    from gouvernail.exchange.wording import Words
    from gouvernail.method.diagnosis.diagnosis import Cause, Diagnosis

    Heads = tuple[str, float, Kind]

_LINES = "\n"


def overview(sheet: "Sheet", words: "Words", report: "Report", contents: "Contents") -> None:
    """Say the whole on one sheet."""
    sheet.widths(34, 16, 16, 60)
    sheet.line(contents.title, "title")
    sheet.line(contents.subject)
    if contents.sample:
        sheet.line(f"{contents.sample}. {contents.labels['sample_note']}", "head")
    for text in (contents.lead, contents.period, contents.conclusion, contents.generated):
        sheet.line(text)
    sheet.gap()
    heads = _columns(
        words, ("symptom", 34, "text"), ("figure", 16, "text"), ("verdict", 16, "text"), ("caveats", 60, "long")
    )
    figures = (in_unit(words, one.value, one.unit) for one in report.diagnosis.symptoms)  # no sign that a formula has
    known = zip(contents.symptoms, figures, strict=True)
    sheet.table(heads, ((part.quote, figure, part.verdict, part.flag) for part, figure in known), alone=False)
    sheet.gap()
    heads = _columns(
        words, ("cause", 34, "text"), ("weight", 16, "decimal"), ("strength", 16, "text"), ("lever", 60, "long")
    )
    rows = ((part.name, part.posterior, part.strength, part.lever) for part in contents.causes)
    sheet.table(heads, rows, alone=False)
    if contents.no_cause:
        sheet.line(contents.no_cause)
    sheet.gap()
    heads = _columns(words, ("fact", 34, "text"), ("count", 16, "count"))
    diagnosis, files = report.diagnosis, len(report.reading.files)
    counts = (files, diagnosis.items, diagnosis.changes, diagnosis.touches, diagnosis.people)
    sheet.table(heads, zip((name for name, _ in contents.facts), counts, strict=True), alone=False)
    sheet.gap()
    sheet.line(words.say("workbook.notes.guard"), "note")


def notes(sheet: "Sheet", words: "Words", report: "Report", contents: "Contents") -> None:
    """Write what reviewers said, whole."""
    heads = _columns(words, ("about", 34, "text"), ("note", 80, "long"), ("author", 24, "text"), ("date", 16, "day"))
    parts = zip(contents.notes, report.notes, strict=True)
    sheet.table(heads, ((part.about, note.text, part.author, note.at.date()) for part, note in parts))


def symptoms(sheet: "Sheet", words: "Words", diagnosis: "Diagnosis", contents: "Contents") -> None:
    """Write the four sentences of the article with their figures."""
    heads = _columns(
        words,
        ("symptom", 42, "text"), ("value", 12, "text"), ("low", 12, "text"), ("high", 12, "text"), ("n", 10, "count"),
        ("verdict", 20, "text"), ("trend", 26, "text"), ("p", 12, "decimal"), ("sentence", 80, "long"),
        ("caveats", 60, "long"),
    )  # fmt: skip
    rows = (
        (
            part.quote,
            *(Styled(value, kind_of_unit(one.unit)) for value in (one.value, one.low, one.high)),
            one.n,
            part.verdict,
            part.trend,
            one.p,
            part.sentence,
            part.flag,
        )
        for one, part in zip(diagnosis.symptoms, contents.symptoms, strict=True)
    )
    sheet.table(heads, rows)


def causes(sheet: "Sheet", words: "Words", diagnosis: "Diagnosis", contents: "Contents") -> None:
    """Write the twelve causes, heaviest first, with what each rests on."""
    heads = _columns(
        words,
        ("rank", 8, "count"), ("cause", 36, "text"), ("weight", 10, "decimal"), ("low", 10, "decimal"),
        ("high", 10, "decimal"), ("first_share", 12, "share"), ("top3_share", 14, "share"), ("strength", 12, "text"),
        ("status", 16, "text"), ("for", 70, "long"), ("against", 70, "long"), ("lever", 60, "long"),
        ("what_to_do", 60, "long"), ("exit", 50, "long"),
    )  # fmt: skip
    by_id = {cause.id: cause for cause in diagnosis.causes}
    rows = (
        (
            part.rank,
            part.name,
            part.posterior,
            part.low,
            part.high,
            by_id[part.id].first_share,
            by_id[part.id].top3_share,
            part.strength,
            words.say(f"workbook.columns.{_status(by_id[part.id], heard=part.heard)}"),
            _arguments(part.supporting),
            _arguments(part.opposing),
            part.lever,
            part.what_to_do,
            part.exit,
        )
        for part in (*contents.causes, *contents.other_causes, *contents.unheard_causes)
    )
    sheet.table(heads, rows)


def indicators(
    sheet: "Sheet", words: "Words", diagnosis: "Diagnosis", contents: "Contents", evidence: "Mapping[str, str]"
) -> None:
    """Write the indicators; `evidence` says which has a sheet of rows, and its name."""
    heads = _columns(
        words,
        ("number", 6, "count"), ("id", 24, "text"), ("indicator", 34, "text"), ("verdict", 20, "text"),
        ("value", 12, "text"), ("low", 12, "text"), ("high", 12, "text"), ("n", 10, "count"), ("needs", 14, "count"),
        ("threshold", 12, "text"), ("source", 50, "long"), ("sentence", 70, "long"), ("formula", 60, "long"),
        ("missing", 40, "long"), ("caveats", 50, "long"), ("rows", 10, "count"), ("sheet", 32, "link"),
    )  # fmt: skip
    parts = {part.id: part for family in contents.families for part in family.findings}
    rows = (
        (
            finding.number,
            finding.id,
            parts[finding.id].name,
            parts[finding.id].verdict,
            *(Styled(value, kind_of_unit(finding.unit)) for value in (finding.value, finding.low, finding.high)),
            finding.n,
            finding.needs,
            Styled(finding.threshold, kind_of_unit(finding.unit)),
            parts[finding.id].source,
            parts[finding.id].sentence,
            parts[finding.id].formula,
            _LINES.join(parts[finding.id].missing),
            _LINES.join(parts[finding.id].caveats),
            finding.rows.height + finding.rows_left or None,
            evidence.get(finding.id),
        )
        for finding in diagnosis.findings
    )
    sheet.table(heads, rows)


def promises(sheet: "Sheet", words: "Words", contents: "Contents") -> None:
    """Count what became of what was announced; the rows follow on the same sheet."""
    part = contents.promises
    if part is None:
        sheet.line(words.say("workbook.notes.no_promises"))
        return
    sheet.line(part.lead)
    if part.delays:
        sheet.line(part.delays)
    for note in part.notes:
        sheet.line(note, "note")
    sheet.gap()
    heads = _columns(words, ("fate", 30, "text"), ("count", 12, "count"), ("share", 12, "share"))
    sheet.table(heads, ((fate.name, fate.count, fate.share) for fate in part.fates), alone=False)
    sheet.gap()


def reading(sheet: "Sheet", words: "Words", report: "Report", contents: "Contents") -> None:
    """Write what was read, guessed, left out and skipped."""
    sheet.widths(40, 34, 24, 24, 60)
    heads = _columns(words, ("file", 40, "text"), ("format", 34, "text"), ("role", 24, "text"), ("rows", 12, "count"))
    files = zip(contents.reading.files.rows, report.reading.files, strict=True)
    sheet.table(heads, ((*row[:-1], file.rows) for row, file in files), alone=False)
    for title, lines in (("guesses", contents.reading.guesses), ("columns", ())):
        sheet.gap()
        sheet.line(contents.labels[title], "head")
        for line in lines or ():
            sheet.line(line)
    for table in contents.reading.columns:
        sheet.gap()
        sheet.line(table.caption)
        sheet.table(_columns(words, ("header", 40, "text"), ("field", 34, "text")), table.rows, alone=False)
    for title, problems in (("notices", report.reading.notices), ("skipped", report.reading.skipped)):
        if problems:
            sheet.gap()
            sheet.line(contents.labels[title], "head")
            sheet.table(_problem_heads(words), _problem_rows(words, problems), alone=False)


def _problem_heads(words: "Words") -> list[Column]:
    return _columns(
        words,
        ("file", 40, "text"),
        ("line", 12, "count"),
        ("column", 24, "text"),
        ("found", 24, "text"),
        ("what", 60, "long"),
    )


def _problem_rows(words: "Words", problems: "Sequence[Problem]") -> "Iterator[tuple[object, ...]]":
    for one in problems:
        values = {**one.params, "file": one.file, "line": one.line, "column": one.column, "found": one.found}
        yield one.file, one.line, one.column, one.found, words.say(f"problems.{one.code}.what", **values)


def _status(cause: "Cause", *, heard: bool) -> str:
    if not heard:
        return "unheard"
    return "named" if cause.named else "hypothesis"


def _arguments(arguments: "Sequence[Argument]") -> str:
    return _LINES.join(f"{one.finding.sentence} ({one.weight})" for one in arguments)


def _columns(words: "Words", *heads: "Heads") -> list[Column]:
    return [Column(words.say(f"workbook.columns.{name}"), width, kind) for name, width, kind in heads]
