"""A table of links beside the items."""

from dataclasses import replace

import polars as pl

from gouvernail.exchange.assembly.faults import Faults
from gouvernail.exchange.assembly.fragment import Fragment
from gouvernail.exchange.assembly.links import directed, link_kinds, says_inward
from gouvernail.exchange.assembly.rows import kept, keys_of
from gouvernail.exchange.assembly.touches import origin_of, side_fragment
from gouvernail.exchange.mapping.table_map import TableMap
from gouvernail.exchange.tables.table import Table


def links_of(table: Table, mapped: TableMap, *, skip_bad: bool = False) -> Fragment:
    """Read links, one row an end; the two ends of one link, if both are there, become one row.

    Raises
    ------
    BadInput
        The first row without a key or another end, unless `skip_bad`.
    """
    table = kept(table, mapped)
    key, _ = keys_of(table, mapped)
    other = table.cells[str(mapped.columns["other"][0])].str.strip_chars().alias("other")
    faults = Faults(origin_of(table, mapped), table.cells.height)
    faults.add("missing_key", key.is_null(), field="key")
    faults.add("missing_other_key", other.is_null(), field="other")
    skipped = faults.settle(skip_bad=skip_bad)
    kind = mapped.series(table, "kind")
    kinds = link_kinds(kind) if kind is not None else pl.Series(["relates"]).new_from_index(0, key.len())
    direction = mapped.series(table, "direction")
    if direction is None:
        direction = pl.Series([None], dtype=pl.String).new_from_index(0, key.len())
    ends = pl.DataFrame([key, kinds.alias("kind"), other, direction.alias("direction")]).filter(~faults.bad)
    links = directed(ends, inward=says_inward(pl.col("direction"))).unique(maintain_order=True)
    return replace(side_fragment(table, mapped, rows=ends.height, skipped=skipped), links=links)
