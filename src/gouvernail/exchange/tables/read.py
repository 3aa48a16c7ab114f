from typing import TYPE_CHECKING, Final

from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.sources.kinds import HEAD, Kind, kind_of
from gouvernail.exchange.tables.delimited import read_delimited

if TYPE_CHECKING:
    from gouvernail.exchange.sources.source import Source
    from gouvernail.exchange.tables.table import Table

_REFUSED: Final[dict[Kind, str]] = {
    "empty": "empty_file",
    "json": "is_json",
    "gzip": "nested_archive",
    "pdf": "is_pdf",
    "image": "is_image",
    "document": "is_document",
    "web_page": "is_web_page",
    "other_archive": "is_other_archive",
    "binary": "is_binary",
}


def read_tables(source: "Source", *, skip_bad: bool = False) -> "list[Table]":
    """Read the cells of one file.

    Parameters
    ----------
    source
        A delimited text (comma, semicolon, tab or bar) or a workbook (XLSX, XLSM, XLSB, XLS, ODS). What it is comes
        from its bytes, not from its name.
    skip_bad
        Skip broken rows and list them in `Table.bad` instead of raising at the first.

    Returns
    -------
    list[Table]
        One for a text; one a sheet that is not empty for a workbook.

    Raises
    ------
    BadInput
        `ragged_row`, `unclosed_quote`, `field_too_large`, `no_rows`, `mixed_encoding`, `damaged_workbook`,
        `protected_workbook`, `archive_bomb`, or an `is_...` code for what is no table.
    """
    kind = kind_of(source.head(HEAD))
    if kind in _REFUSED:
        raise BadInput(Problem(_REFUSED[kind], source.name))
    if kind in {"archive", "old_office", "workbook"}:
        from gouvernail.exchange.tables.workbook import read_workbook  # its reader is not for texts to wait for

        return read_workbook(source)
    return [read_delimited(source, skip_bad=skip_bad)]
