"""The parts of a report once every figure is a text: what the page and the audit both lay out."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["bad", "warn", "good", "none"]
"""What a figure means: beyond the red threshold, not settled, on the right side, or nothing to say."""


@dataclass(frozen=True)
class Heading:
    """The head of one column; numbers are aligned on the right."""

    name: str
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """Rows ready to be read; `rest` says how many more there are, and where."""

    caption: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    rest: str = ""


@dataclass(frozen=True)
class Line:
    """A small curve in a box of 1 by 1, origin at the bottom left, and what it shows in words."""

    points: tuple[tuple[float, float], ...]
    label: str


@dataclass(frozen=True)
class FindingPart:
    """One indicator, worded."""

    id: str
    number: int
    name: str
    question: str
    sentence: str
    formula: str
    data: str
    caveats: tuple[str, ...]
    figure: str
    interval: str
    n: str
    threshold: str
    source: str
    verdict: str
    tone: Tone
    needs: str
    missing: tuple[str, ...]
    line: Line | None
    table: Table | None


@dataclass(frozen=True)
class FamilyPart:
    """The indicators that answer one sentence of the article."""

    name: str
    findings: tuple[FindingPart, ...]


@dataclass(frozen=True)
class SymptomPart:
    """One of the four sentences of the article, with its figure.

    `judged` says by which threshold; `flag` says that it is measured otherwise than usual, empty when it is not.
    """

    id: str
    quote: str
    quoted: str
    figure: str
    sentence: str
    interval: str
    trend: str
    verdict: str
    tone: Tone
    judged: str
    flag: str
    line: Line | None


@dataclass(frozen=True)
class Argument:
    """A finding that speaks for a cause or against it, with how much it moves it.

    `note` says that it acts through another cause, which would puzzle a reader who was not told.
    """

    finding: FindingPart
    weight: str
    note: str = ""


@dataclass(frozen=True)
class CausePart:
    """One cause: its weight, what it rests on, and what to do; not `heard` when no finding speaks of it."""

    id: str
    rank: int
    name: str
    sentence: str
    posterior: float
    low: float
    high: float
    weight: str
    interval: str
    strength: str
    tone: Tone
    heard: bool
    hypothesis: str
    robustness: str
    supporting: tuple[Argument, ...]
    opposing: tuple[Argument, ...]
    lever: str
    what_to_do: str
    exit: str
    relief: tuple[str, ...]
    evidence: int
    evidence_label: str


@dataclass(frozen=True)
class Unlocking:
    """A column that no file has (its `code` is that of the shape), and the indicators that it would answer."""

    field: str
    indicators: tuple[str, ...]
    code: str


@dataclass(frozen=True)
class UnsettledPart:
    """An indicator that has data, but too few."""

    name: str
    known: str
    needs: str


@dataclass(frozen=True)
class FatePart:
    """What became of some of the promises."""

    id: str
    name: str
    count: int
    share: float
    share_text: str
    start: float


@dataclass(frozen=True)
class PromisesPart:
    """Of what was announced on one day, what became of it; `notes` say what was left out and what weakens it."""

    lead: str
    delays: str
    label: str
    fates: tuple[FatePart, ...]
    notes: tuple[str, ...]
    table: Table


@dataclass(frozen=True)
class NotePart:
    """A reviewer's note: what it is about, and its text, each paragraph short enough to be laid out."""

    about: str
    paragraphs: tuple[str, ...]
    author: str
    date: str


@dataclass(frozen=True)
class ReadingPart:
    """What was read, what was guessed, and what was left out."""

    files: Table
    columns: tuple[Table, ...]
    guesses: tuple[str, ...]
    notices: tuple[str, ...]
    skipped: tuple[str, ...]
    notices_rest: str
    skipped_rest: str


@dataclass(frozen=True)
class Contents:
    """A whole report in one language.

    `established` are the findings that no headed cause shows; `unheard` names the causes that no finding speaks of.
    """

    language: str
    title: str
    subject: str
    lead: str
    conclusion: str
    sample: str
    generated: str
    date: str
    version: str
    period: str
    facts: tuple[tuple[str, str], ...]
    labels: dict[str, str]
    symptoms: tuple[SymptomPart, ...]
    causes: tuple[CausePart, ...]
    other_causes: tuple[CausePart, ...]
    unheard_causes: tuple[CausePart, ...]
    unheard: str
    established: tuple[FindingPart, ...]
    no_cause: str
    unsaid: str
    unsettled: tuple[UnsettledPart, ...]
    unlocking: tuple[Unlocking, ...]
    promises: PromisesPart | None
    families: tuple[FamilyPart, ...]
    reading: ReadingPart
    method: tuple[tuple[str, str], ...]
    limits: tuple[str, ...]
    notes: tuple[NotePart, ...] = ()
