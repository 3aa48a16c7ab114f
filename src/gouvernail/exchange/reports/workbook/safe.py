"""Cells that no spreadsheet takes for something else than text."""

import re
from typing import Final

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""OWASP, "CSV injection", with the full-width forms that some spreadsheets read alike."""

_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST: Final = 32_767
"""Characters a cell of XLSX can hold."""

_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME: Final = 31


def safe_text(text: str) -> str:
    """Make a foreign text harmless, in this workbook and in a CSV that somebody saves from it.

    A cell typed as text is never computed in XLSX, but the type is lost on the way to CSV: the apostrophe stays.
    """
    clean = _NOT_XML.sub("", text)
    if clean.startswith(_FORMULA_STARTS) or clean.lstrip().startswith(_FORMULA_STARTS):
        clean = f"'{clean}"
    return clean if len(clean) <= _LONGEST else f"{clean[: _LONGEST - 1]}…"


def sheet_name(text: str, *, taken: set[str]) -> str:
    """Give a valid name of a sheet, not in `taken` (compared without case), and add it there."""
    clean = _NOT_IN_NAMES.sub(" ", " ".join(text.split())).strip("' ") or "…"
    name, count = clean[:_LONGEST_NAME].rstrip("' "), 1
    while name.casefold() in taken:
        count += 1
        end = f" ({count})"
        name = f"{clean[: _LONGEST_NAME - len(end)].rstrip()}{end}"
    taken.add(name.casefold())
    return name
