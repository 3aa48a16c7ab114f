from dataclasses import dataclass
from datetime import datetime

from gouvernail.exchange.mapping import TableMap
from gouvernail.exchange.tables.table import Table


@dataclass(frozen=True)
class Version:
    """One dated copy of the file: its tables (a workbook may hold several), and when it was seen."""

    name: str
    at: datetime
    tables: tuple[tuple[Table, TableMap], ...]
