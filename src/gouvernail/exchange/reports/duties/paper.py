import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.reports.pdf.audit import fonts_folder
from gouvernail.exchange.reports.pdf.drawable import drawable

if TYPE_CHECKING:
    from gouvernail.exchange.reports.duties.register import Register

_REPORTS: Final = Path(__file__).parents[1]
_ACROSS: Final = 16
"""People whose columns fit on a landscape page; the matrix goes on below with the next ones."""

_PARTS: Final = 10
"""Tables of the matrix in a PDF; beyond, nobody reads it on paper, and the workbook has it all."""


def duties_pdf(register: "Register") -> bytes:
    """Write the duties as a PDF: A4 landscape, tagged (PDF/UA-1), with its own font.

    Raises
    ------
    BadInput
        `pdf_not_installed` when the extra `pdf` is not installed.
    """
    folder = fonts_folder()
    try:
        import typst  # an extra: only a PDF needs it
    except ImportError as error:
        raise BadInput(Problem("pdf_not_installed", file="PDF")) from error
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
    compiled = typst.compile(
        _REPORTS / "duties" / "duties.typ",
        root=_REPORTS,
        font_paths=fonts,
        sys_inputs={"register": json.dumps(drawable(_contents(register), fonts))},
        pdf_standards="ua-1",
        format="pdf",
    )
    return bytes(compiled)


def _contents(register: "Register") -> dict[str, Any]:
    lines = [
        asdict(line) | {"people": {letter: ", ".join(line.people.get(letter, ())) for letter in "ARCI"}}
        for line in register.lines
    ]
    return {
        "language": register.language,
        "labels": dict(register.labels),
        "lines": lines,
        "parts": [
            {
                "columns": register.columns[start : start + _ACROSS],
                "cells": [cells[start : start + _ACROSS] for cells in register.cells],
            }
            for start in range(0, min(len(register.columns), _ACROSS * _PARTS), _ACROSS)
        ],
        "is_cut": len(register.columns) > _ACROSS * _PARTS,
    }
