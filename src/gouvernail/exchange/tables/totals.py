"""The line of totals under a table: it is no element, and would count as one."""

import re
from typing import TYPE_CHECKING, Final

from gouvernail.exchange.values.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

_WITHIN: Final = 5
_NAME: Final = re.compile(
    r"(?:(?:grand |sous[- ]|sub-?)?totals?|totaux|total general|totaux generaux|somme|sum|moyenne|average|count|"
    r"overall result|resultat global)(?:\s*[:=]?\s*[\d\s.,]+(?:\s\w+)?)?\s*:?"
)
_FIGURE: Final = re.compile(r"[-+~≈]?[\d\s.,'’()/:%€$£+-]*\d[\d\s.,'’()/:%€$£+-]*[a-z/]{0,8}")


def count_totals(cells: "pl.DataFrame") -> int:
    """Count the last rows that only add up the others.

    Such a row begins with a word such as « Total », leaves cells empty, and has only figures besides.
    """
    last = cells.tail(_WITHIN).rows()
    count = 0
    while count < len(last) and count + 1 < cells.height and _is_total(last[-1 - count]):
        count += 1
    return count


def _is_total(row: "Sequence[str | None]") -> bool:
    filled = [fold(cell) for cell in row if cell and not cell.isspace()]
    if not filled or len(filled) == len(row) > 2:  # a table of two columns has no room for an empty cell
        return False
    named = bool(_NAME.fullmatch(filled[0]))
    return named and all(_FIGURE.fullmatch(cell) or _NAME.fullmatch(cell) for cell in filled[1:])
