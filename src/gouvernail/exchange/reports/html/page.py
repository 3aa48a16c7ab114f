from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from gouvernail.exchange.reports.contents import contents_of

if TYPE_CHECKING:
    from gouvernail.exchange.reports.report import Report
    from gouvernail.exchange.wording import Words

SHOWN: Final = 20
"""Rows of evidence shown for one finding; the workbook goes on with those that were kept."""


def html_report(report: "Report", words: "Words") -> str:
    """Write the whole report as one HTML page.

    The page asks for nothing outside itself and runs no script: its content security policy allows its one style
    sheet, by digest, and nothing else. Every text that comes from a file is escaped.

    Returns
    -------
    str
        The page, to be written in UTF-8.
    """
    css = _letters() + files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    contents = contents_of(report, words, limit=SHOWN)
    return (
        _templates()
        .get_template("page.html.jinja")
        .render(
            report=contents,
            label=contents.labels,
            css=css,
            digest=b64encode(sha256(css.encode()).digest()).decode(),
        )
    )


def _letters() -> str:
    """Give the font of the page; one that is missing (a tree that was never built) leaves the system's."""
    font = files(__package__).joinpath("inter.woff2")
    if not font.is_file():
        return ""
    data = b64encode(font.read_bytes()).decode()
    return (
        "@font-face { font-family: Inter; font-weight: 400 700; "
        f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}\n'
    )


def _templates() -> Environment:
    return Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
