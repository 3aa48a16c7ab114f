"""What every writer of a report takes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from gouvernail.exchange.reading import Reading
    from gouvernail.exchange.reports.notes import Note
    from gouvernail.method.diagnosis.diagnosis import Diagnosis


@dataclass(frozen=True)
class Report:
    """A diagnosis with where it comes from.

    Attributes
    ----------
    diagnosis
        Everything that can be said, before any word of any language.
    reading
        The files, what was guessed of them and what was left out.
    title
        Of the report, in the reader's words.
    generated_at
        The clock, given by the caller: the only thing that differs between two reports of one input.
    sample
        The bundled simulation: every writer says so in plain words, so that nobody takes it for real data.
    notes
        What reviewers wrote beside the figures: shown as theirs, apart from what is measured.
    """

    diagnosis: "Diagnosis"
    reading: "Reading"
    title: str
    generated_at: "datetime"
    sample: bool = False
    notes: "tuple[Note, ...]" = ()
