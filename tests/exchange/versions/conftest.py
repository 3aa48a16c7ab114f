from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from gouvernail.exchange.reading import Options, Reading, read

NOW = datetime(2027, 1, 1)

Rows = Sequence[Sequence[object]]


def write_workbook(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write sheets of cells as people do: a header line, then one line an item."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(number, column, cell)
    return path


@pytest.fixture
def pile(tmp_path: Path) -> Callable[[Mapping[str, Rows]], list[Path]]:
    """Write dated versions of a roadmap, one workbook a name."""

    def write(files: Mapping[str, Rows]) -> list[Path]:
        return [write_workbook(tmp_path / name, {"Roadmap": rows}) for name, rows in files.items()]

    return write


def reading(paths: Sequence[Path], **options: object) -> Reading:
    """Read through the one door of imports."""
    return read(paths, Options(now=NOW, **options))
