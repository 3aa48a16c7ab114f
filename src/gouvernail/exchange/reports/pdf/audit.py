import json
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.reports.pdf.drawable import drawable

if TYPE_CHECKING:
    from gouvernail.exchange.reports.report import Report
    from gouvernail.exchange.wording import Words

SHOWN: Final = 15
"""Rows of evidence shown for one finding; the workbook goes on with those that were kept."""

_TEMPLATES: Final = Path(__file__).parent


def pdf_report(report: "Report", words: "Words") -> bytes:
    """Write the whole report as a PDF.

    Every text is handed to Typst as data, never as markup. Characters that the fonts of the audit cannot draw are
    shown as an empty square.

    Raises
    ------
    BadInput
        `pdf_not_installed` when the extra `pdf` is not installed.
    """
    # Imported here: other papers are laid out by this module in the web process, which never opens a history.
    from gouvernail.exchange.reports.contents import contents_of

    folder = fonts_folder()
    try:
        import typst  # an extra: only this report needs it
    except ImportError as error:
        raise BadInput(Problem("pdf_not_installed", file="PDF")) from error
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
    contents = asdict(contents_of(report, words, limit=SHOWN))
    compiled = typst.compile(
        _TEMPLATES / "audit.typ",
        root=_TEMPLATES,
        font_paths=fonts,
        sys_inputs={"report": json.dumps(drawable(contents, fonts))},
        pdf_standards="ua-1",
        format="pdf",
    )
    return bytes(compiled)


def fonts_folder() -> Path:
    """Find the folder of the only font of our PDFs.

    Raises
    ------
    BadInput
        `pdf_not_installed` when the extra `pdf` is not installed.
    """
    found = find_spec("fontpkg_inter")
    if found is None or found.origin is None:
        raise BadInput(Problem("pdf_not_installed", file="PDF"))
    return Path(found.origin).parent / "files"
