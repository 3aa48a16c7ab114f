"""The rows behind a figure, sorted and by pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gouvernail.diagnosis.bridge.making import Fetch, Language

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

PROMISES: Final = "promises"


@dataclass(frozen=True)
class Heading:
    """One column that can be sorted."""

    id: str
    name: str
    is_numeric: bool


@dataclass(frozen=True)
class Rows:
    """One page of rows; `total` counts those that were kept."""

    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int


@dataclass(frozen=True)
class Wanted:
    """Which rows: `sort` is the id of a heading, or empty for the most telling first."""

    start: int
    count: int
    sort: str = ""
    is_descending: bool = False


def rows_of(fetch: Fetch, name: str, wanted: Wanted, language: Language) -> Rows:
    """Give the rows of one indicator, or of the promises (`PROMISES`).

    Raises
    ------
    FileNotFoundError
        When nothing was kept under this name.
    """
    return _page(_frame(fetch, name), wanted, language)


def rows_of_several(fetch: Fetch, names: Sequence[tuple[str, str]], wanted: Wanted, language: Language) -> Rows:
    """Give each item of several indicators once, with the names of those that tell it.

    Parameters
    ----------
    names
        Id of each indicator, and how it is called.
    """
    import polars as pl

    frames = []
    for name, called in names:
        frame = _frame(fetch, name)
        if "key" in frame.columns:
            own = frame.select(
                pl.col("key"), _or_empty(frame, "title", pl.String), pl.lit(called).alias("name")
            ).drop_nulls("key")
            frames.append(own.unique("key", maintain_order=True))
    if not frames:
        return Rows((), (), 0)
    together = (
        pl.concat(frames).group_by("key", maintain_order=True).agg(pl.col("title").drop_nulls().first(), pl.col("name"))
    )
    by_weight = together.with_columns(pl.col("name").list.len().alias("n")).sort("n", descending=True)
    return _page(by_weight.drop("n"), wanted, language)


def _frame(fetch: Fetch, name: str) -> "pl.DataFrame":
    from gouvernail.exchange.reports.kept.frames import unpacked

    return unpacked(fetch(f"rows-{name}.parquet"))


def _or_empty(frame: "pl.DataFrame", name: str, dtype: Any) -> "pl.Expr":
    import polars as pl

    return pl.col(name) if name in frame.columns else pl.lit(None, dtype).alias(name)


def _page(frame: "pl.DataFrame", wanted: Wanted, language: Language) -> Rows:
    from gouvernail.exchange.reports.contents.tables import table_of
    from gouvernail.exchange.wording import Words

    sort: Callable[..., pl.DataFrame] = frame.sort
    if wanted.sort in frame.columns and not frame.schema[wanted.sort].is_nested():
        frame = sort(wanted.sort, descending=wanted.is_descending, nulls_last=True, maintain_order=True)
    shown = frame.slice(wanted.start, wanted.count)
    table = table_of(Words(language), shown, caption="", limit=wanted.count)
    if table is None:
        return Rows((), (), frame.height)
    headings = (
        Heading(name, heading.name, heading.numeric)
        for name, heading in zip(frame.columns, table.headings, strict=True)
    )
    return Rows(tuple(headings), table.rows, frame.height)
