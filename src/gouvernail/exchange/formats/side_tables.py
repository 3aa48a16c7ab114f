"""What each role of a table is read by."""

from typing import TYPE_CHECKING

from gouvernail.exchange.assembly.calendar import calendar_of
from gouvernail.exchange.assembly.changes import changes_of
from gouvernail.exchange.assembly.items import items_of
from gouvernail.exchange.assembly.links_table import links_of
from gouvernail.exchange.assembly.outcomes import outcomes_of
from gouvernail.exchange.assembly.touches import touches_of

if TYPE_CHECKING:
    from gouvernail.exchange.assembly.fragment import Fragment
    from gouvernail.exchange.mapping import TableMap
    from gouvernail.exchange.options import Options
    from gouvernail.exchange.tables.table import Table


def read_table(table: "Table", mapped: "TableMap", options: "Options") -> "Fragment":
    """Read a table as its role says.

    Raises
    ------
    BadInput
        The first broken row, unless `options.skip_bad`.
    """
    skip_bad = options.skip_bad
    match mapped.role:
        case "comments":
            return touches_of(table, mapped, now=options.now, skip_bad=skip_bad)
        case "links":
            return links_of(table, mapped, skip_bad=skip_bad)
        case "changes":
            return changes_of(table, mapped, now=options.now, skip_bad=skip_bad)
        case "calendar":
            return calendar_of(table, mapped, skip_bad=skip_bad)
        case "outcomes":
            return outcomes_of(table, mapped, now=options.now, skip_bad=skip_bad)
        case _:
            return items_of(table, mapped, now=options.now, skip_bad=skip_bad)
