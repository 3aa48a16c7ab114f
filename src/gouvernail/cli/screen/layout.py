"""Blocks that every part of the screen is made of."""

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from gouvernail.cli.screen.console import HELD

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console, JustifyMethod, RenderableType

    from gouvernail.exchange.reports.contents.parts import Heading, Line, Tone

STYLES: "Final[dict[Tone, str]]" = {"bad": "bold red", "warn": "bold yellow", "good": "bold green", "none": "dim"}
_BARS: Final = "▁▂▃▄▅▆▇█"
_LONGEST_CURVE: Final = 24
_STEP: Final = 2
_ENDLESS: Final = 10_000


def text(*parts: str | tuple[str, str]) -> Text:
    """Put parts together, each a text or a text with its style; no-break spaces hold."""
    held = [part.translate(HELD) if isinstance(part, str) else (part[0].translate(HELD), part[1]) for part in parts]
    return Text.assemble(*held)


def title(console: "Console", name: str) -> None:
    """Open a part."""
    console.print()
    if console.is_terminal:
        console.print(Rule(text((f"{name} ", "bold cyan")), align="left", style="cyan"))
    else:
        console.print(text(name))
        console.print(Text("-" * min(len(name), console.width)))


def block(console: "Console", content: "RenderableType | str", *, indent: int = 1, style: str = "") -> None:
    """Print something set in by `indent` steps."""
    shown = text((content, style)) if isinstance(content, str) else content
    console.print(Padding(shown, (0, 0, 0, indent * _STEP)))


def pairs(console: "Console", rows: "Iterable[tuple[str, str]]", *, indent: int = 1) -> None:
    """Print names and what they hold, aligned; long texts wrap in their own column."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(overflow="fold", max_width=max(console.width // 3, 12))
    grid.add_column(overflow="fold")
    for name, content in rows:
        grid.add_row(text((name, "dim")), text(content))
    if grid.row_count:
        block(console, grid, indent=indent)


def bullets(console: "Console", lines: "Iterable[str | Text]", *, mark: str = "-", indent: int = 1) -> None:
    """Print a list; a line that wraps stays beside its mark."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for line in lines:
        grid.add_row(Text(mark, style="dim"), text(line) if isinstance(line, str) else line)
    if grid.row_count:
        block(console, grid, indent=indent)


def rows_table(
    console: "Console", headings: "Sequence[Heading]", rows: "Iterable[Sequence[str]]", *, indent: int = 1
) -> None:
    """Print rows under their headings, without the columns that are empty in all of them; nothing is cut.

    On a terminal, cells that are too long wrap; piped, a row is a line, however long.
    """
    cells = list(rows)
    kept = [index for index in range(len(headings)) if any(row[index] for row in cells)]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    for index in kept:
        justify: JustifyMethod = "right" if headings[index].numeric else "left"
        table.add_column(text(headings[index].name), justify=justify, overflow="fold")
    for row in cells:
        table.add_row(*(text(row[index]) for index in kept))
    width = console.width
    console.width = width if console.is_terminal else _ENDLESS
    console.print(Padding(table, (0, 0, 0, indent * _STEP), expand=False))
    console.width = width


def sparkline(line: "Line | None") -> str:
    """Draw a curve in one line of text; nothing when there is none."""
    if line is None:
        return ""
    heights = _shortened([y for _, y in line.points])
    return "".join(_BARS[round(height * (len(_BARS) - 1))] for height in heights)


def _shortened(values: "Sequence[float]") -> "Sequence[float]":
    if len(values) <= _LONGEST_CURVE:
        return values
    edges = [round(index * len(values) / _LONGEST_CURVE) for index in range(_LONGEST_CURVE + 1)]
    return [sum(values[a:b]) / (b - a) for a, b in pairwise(edges)]
