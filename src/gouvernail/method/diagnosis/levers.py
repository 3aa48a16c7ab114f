"""What to do about a cause, and the measure that says that it worked (method.md section 6.4)."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouvernail.method.diagnosis.finding import Finding
    from gouvernail.method.diagnosis.settings import Lever


def exits_of(lever: "Lever", findings: "Sequence[Finding]") -> tuple[tuple[str, str, float], ...]:
    """Give the measures by which one sees that a lever worked: (indicator, side to be on, value).

    Where a measure exists in two units (urgency in levels or as a share), the one that this history allows is given.
    """
    units = {finding.id: finding.unit for finding in findings}
    return tuple(
        (one.indicator, one.beyond, one.value)
        for one in lever.exits
        if one.unit is None or units.get(one.indicator) == one.unit
    )
