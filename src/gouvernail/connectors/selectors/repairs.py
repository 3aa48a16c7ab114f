"""Which column could hold an information that a report lacks."""

from dataclasses import dataclass
from typing import Any

from gouvernail.connectors.selectors.fields import FRAMES, field_label

_WRITTEN_AS = {"state": "status", "priority_level": "priority"}
"""Fields that are worked out from the source's own words."""
_IN_ITEMS = {
    "outcomes.measure": "measure",
    "outcomes.expected": "expected",
    "outcomes.observed": "observed",
    "outcomes.at": "measured_at",
    "links.other": "link_out",
}
"""Fields of another part of the history that a column of the items may carry."""


@dataclass(frozen=True)
class Candidate:
    """One column that could be meant: `value` names it in a form."""

    value: str
    table: str
    header: str
    samples: tuple[str, ...]
    signature: str
    field: str
    taken_for: str = ""


def candidates(seen: dict[str, Any], code: str) -> list[Candidate]:
    """List the columns that could hold `code` (`items.objective`), those that are left out first.

    Nothing where no column can: a change log, or what only Gouvernail records.
    """
    frame, _, name = code.partition(".")
    found = []
    for table in seen.get("tables", []):
        field = _field(table, frame, name, code, seen)
        if not field:
            continue
        for number, column in enumerate(table["columns"]):
            found.append(
                Candidate(
                    value=f"{table['signature']}-{number}",
                    table=table["names"][0],
                    header=column["header"],
                    samples=tuple(column["samples"]),
                    signature=table["signature"],
                    field=field,
                    taken_for=field_label(table["role"], column["field"]) if column["field"] else "",
                )
            )
    return sorted(found, key=lambda one: bool(one.taken_for))


def decisions_for(candidate: Candidate) -> dict[str, Any]:
    """Give the decision that a column holds a field."""
    return {"tables": {candidate.signature: {"columns": {candidate.header: candidate.field}}}}


def _field(table: dict[str, Any], frame: str, name: str, code: str, seen: dict[str, Any]) -> str:
    role = table["role"]
    if FRAMES.get(role) == frame:
        field = _WRITTEN_AS.get(name, name) if frame == "items" else name
        return field if field.partition(":")[0] in seen["fields"].get(role, ()) else ""
    return _IN_ITEMS.get(code, "") if role == "items" else ""
