"""What reviewers wrote, with the name of what each note is about."""

from typing import TYPE_CHECKING

from gouvernail.exchange.reports.contents.parts import NotePart
from gouvernail.exchange.reports.contents.printable import printable
from gouvernail.exchange.wording.parts import part_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouvernail.exchange.reports.notes import Note
    from gouvernail.exchange.wording import Words


def note_parts(words: "Words", notes: "Sequence[Note]") -> tuple[NotePart, ...]:
    """Word the notes, in the order in which they were written."""
    return tuple(
        NotePart(
            about=part_name(words, note.about, note.part),
            paragraphs=tuple(piece for line in note.text.splitlines() for piece in _pieces(line)),
            author=printable(note.author),
            date=words.say("report.cells.date", value=note.at),
        )
        for note in notes
    )


def _pieces(line: str) -> list[str]:
    """Cut a long line at its blanks: a text of a report is at most 300 characters, and a note must not lose its end."""
    pieces = [""]
    for word in line.split():
        if pieces[-1] and len(pieces[-1]) + len(word) > 250:
            pieces.append("")
        pieces[-1] = f"{pieces[-1]} {word}".strip()
    return [clean for piece in pieces if (clean := printable(piece))]
