"""What a table of items carries besides items: comments in cells and link columns."""

import polars as pl

from gouvernail.exchange.assembly.fragment import ROW
from gouvernail.exchange.assembly.links import directed, link_kind
from gouvernail.exchange.assembly.people import without_mail
from gouvernail.exchange.mapping.checks import COMMENT_CELL
from gouvernail.exchange.mapping.lexicon import bracketed
from gouvernail.exchange.mapping.table_map import TableMap
from gouvernail.exchange.tables.table import Table
from gouvernail.exchange.values.instants import parse_instants


def comments_of(table: Table, mapped: TableMap, items: pl.DataFrame) -> pl.DataFrame | None:
    """Read cells written `date;author;text`, as Jira exports them, one column a comment.

    A cell in another form is a text without a date: nothing can be said of it in time, so it is left.
    """
    numbers = mapped.columns.get("comment", ())
    if not numbers:
        return None
    long = (
        table.cells.select(pl.col(str(number)).gather(items[ROW]) for number in numbers)
        .with_columns(items["key"].alias("key"))
        .unpivot(index="key", value_name="cell")
        .select("key", pl.col("cell").str.extract_groups(COMMENT_CELL).alias("parts"))
        .filter(pl.col("parts").struct.field("1").is_not_null())
    )
    parts = long["parts"].struct.unnest()
    at = parse_instants(parts["1"])
    touches = pl.DataFrame(
        {"key": long["key"], "at": at.values, "person": without_mail(parts["2"].str.strip_chars()), "text": parts["3"]}
    )
    return touches.filter(pl.col("at").is_not_null()).with_columns(kind=pl.lit("comment"))


def links_of_items(table: Table, mapped: TableMap, items: pl.DataFrame) -> pl.DataFrame | None:
    """Read columns such as `Outward issue link (Blocks)`; the inward end is turned round."""
    found = []
    for field in ("link_out", "link_in"):
        for number in mapped.columns.get(field, ()):
            kind = link_kind(bracketed(table.headers[number]) or "")
            cells = table.cells[str(number)].gather(items[ROW])
            ends = pl.DataFrame(
                {"key": items["key"], "kind": [kind] * items.height, "other": cells.str.strip_chars()},
                schema_overrides={"kind": pl.String},
            )
            found.append(directed(ends.drop_nulls("other"), inward=pl.lit(field == "link_in")))
    return pl.concat(found).unique(maintain_order=True) if found else None
