import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.reports.pdf.audit import fonts_folder
from gouvernail.exchange.reports.pdf.drawable import drawable

_REPORTS: Final = Path(__file__).parents[1]

MOST: Final = 300
"""Items on paper: some twenty pages; beyond, the workbook has them all."""


@dataclass(frozen=True)
class Bar:
    """A level from 0 to 5 with its spread, and the level as it is read."""

    text: str
    level: float
    low: float
    high: float


@dataclass(frozen=True)
class BacklogLine:
    """One item; ranks and bars are empty where it is not ranked."""

    rank: str
    between: str
    key: str
    title: str
    objective: str
    value: Bar | None
    complexity: Bar | None
    urgency: Bar | None
    top: str
    state: str
    kind: Literal["good", "warn", "bad", ""]


@dataclass(frozen=True)
class BacklogSheet:
    """The backlog of a workspace on one day, already in the reader's language.

    Attributes
    ----------
    language
        `fr` or `en`.
    labels
        `title`, `workspace`, `date`, `weights`, `rank`, `item`, `objective`, `value`, `complexity`, `urgency`, `top`,
        `state`, `page`, `page_of`, and `rest` where lines were left out.
    """

    language: str
    labels: Mapping[str, str]
    lines: tuple[BacklogLine, ...]


def backlog_pdf(sheet: BacklogSheet) -> bytes:
    """Write the backlog as a PDF: A4 landscape, tagged (PDF/UA-1), with its own font.

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
    content = {"language": sheet.language, "labels": dict(sheet.labels), "lines": [asdict(one) for one in sheet.lines]}
    compiled = typst.compile(
        _REPORTS / "backlog" / "backlog.typ",
        root=_REPORTS,
        font_paths=fonts,
        sys_inputs={"sheet": json.dumps(drawable(content, fonts))},
        pdf_standards="ua-1",
        format="pdf",
    )
    return bytes(compiled)
