"""What a reading understood, as plain words in every language: pages show it without opening anything heavy."""

from typing import TYPE_CHECKING, Any, Final, Literal

from gouvernail.connectors.bridge.decisions import signature_of
from gouvernail.connectors.bridge.reading import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouvernail.exchange.options import TableSeen
    from gouvernail.exchange.problems import BadInput, Problem
    from gouvernail.exchange.reading import Reading
    from gouvernail.exchange.wording import Words

LANGUAGES: "Final[tuple[Literal['fr'], Literal['en']]]" = ("fr", "en")
_CELL = 80
_COLUMNS = 300
_STATUSES = 80
_FAULTS = 50


def seen_of(outcome: Outcome) -> dict[str, Any]:
    """Give what pages show of a reading, as JSON can hold it.

    Returns
    -------
    dict
        `tables` (one a set of headers: `signature`, `names`, `role`, `format`, `rows`, `columns` with `header`,
        `field` and `samples`), `fields` (role to the fields it may hold), `counts`, `statuses` (word, state, count),
        `priorities`, how many rows were `skipped` and `notices` made, and `words` (language to what was read and
        guessed, the first of the skipped rows and notices, or the fault that stopped it).
    """
    from gouvernail.exchange.mapping.fields import FIELDS
    from gouvernail.exchange.wording import Words

    reading = outcome.reading
    return {
        "tables": _tables(outcome.tables),
        "fields": {role: list(names) for role, names in FIELDS.items()},
        "counts": _counts(reading) if reading is not None else {},
        "statuses": _statuses(reading) if reading is not None else [],
        "priorities": _priorities(reading) if reading is not None else [],
        "skipped": len(reading.skipped) if reading is not None else 0,
        "stacked": reading is not None and _stacked(reading),
        "notices": len(reading.notices) if reading is not None else 0,
        "words": {language: _words(Words(language), outcome) for language in LANGUAGES},
    }


def _tables(tables: "Sequence[TableSeen]") -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for table in tables:
        signature = signature_of(table.headers)
        if signature in found:
            found[signature]["names"].append(table.name)
            found[signature]["rows"] += table.rows
            continue
        found[signature] = {
            "signature": signature,
            "names": [table.name],
            "role": table.role,
            "format": table.format,
            "rows": table.rows,
            "headers": list(table.headers),
            "columns": _columns(table),
        }
    return list(found.values())


def _columns(table: "TableSeen") -> list[dict[str, Any]]:
    columns: dict[str, dict[str, Any]] = {}
    for number, header in enumerate(table.headers):
        if not header or header in columns or len(columns) == _COLUMNS:
            continue
        samples = [_short(text) for row in table.samples if (text := row[number])]
        columns[header] = {"header": header, "field": table.fields.get(number, ""), "samples": samples}
    return list(columns.values())


def _short(text: str) -> str:
    from gouvernail.exchange.reports.contents.printable import printable

    clean = printable(text)
    return clean if len(clean) <= _CELL else f"{clean[:_CELL]}…"


def _stacked(reading: "Reading") -> bool:
    """Say whether most rows repeat a key: a file that stacks dated copies, read as one."""
    twice = sum(problem.code == "duplicate_key" for problem in reading.skipped)
    return twice > max(_FAULTS, reading.history.items.height / 2)


def _counts(reading: "Reading") -> dict[str, int]:
    history = reading.history
    frames = ("items", "changes", "touches", "outcomes", "links", "calendar")
    return {name: getattr(history, name).height for name in frames}


def _statuses(reading: "Reading") -> list[list[Any]]:
    """Give each word of state, what it was taken for and how often it comes; those that nobody knows come first."""
    words = reading.history.items.group_by("status", "state").len().drop_nulls("status")
    ordered = sorted(words.iter_rows(), key=lambda row: (row[1] is not None, -row[2], row[0]))
    return [[status, state or "", count] for status, state, count in ordered if len(status) <= _CELL][:_STATUSES]


def _priorities(reading: "Reading") -> list[str]:
    scale = reading.history.coverage.priority_scale
    return [word for word, _ in sorted(scale.items(), key=lambda pair: (pair[1], pair[0]))][:_STATUSES]


def _words(words: "Words", outcome: Outcome) -> dict[str, Any]:
    from gouvernail.exchange.reports.contents.readings import reading_part

    if outcome.fault is not None:
        return {"fault": fault_in_words(words, outcome.fault)}
    if outcome.reading is None:
        return {}
    part = reading_part(words, outcome.reading)
    return {
        "files": [list(row) for row in part.files.rows],
        "guesses": list(part.guesses),
        "skipped": [problem_in_words(words, one) for one in outcome.reading.skipped[:_FAULTS]],
        "notices": [problem_in_words(words, one) for one in outcome.reading.notices[:_FAULTS]],
    }


def fault_in_words(words: "Words", fault: "BadInput") -> dict[str, Any]:
    """Say what stopped a reading, and what to do; nothing of a command that pages do not have."""
    said = problem_in_words(words, fault.problem)
    to_do = words.say(f"problems.{fault.problem.code}.do", **_values(fault.problem))
    return {**said, "do": "" if "--" in to_do or "pip " in to_do else to_do, "more": fault.total - 1}


def problem_in_words(words: "Words", problem: "Problem") -> dict[str, Any]:
    """Say where a fault is, what was found there, and what was expected."""
    values = _values(problem)
    return {
        "code": problem.code,
        "what": words.say(f"problems.{problem.code}.what", **values),
        **{name: values[name] for name in ("file", "line", "column", "found")},
    }


def _values(problem: "Problem") -> dict[str, Any]:
    from gouvernail.exchange.reports.contents.printable import printable

    texts = {name: getattr(problem, name) for name in ("file", "column", "found")}
    shown = {name: None if text is None else printable(text) for name, text in texts.items()}
    return {**problem.params, **shown, "line": problem.line}
