from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from gouvernail.exchange.formats.github.issues import PERSON, either
from gouvernail.exchange.formats.github.labels import first_value
from gouvernail.exchange.formats.json_text.values import mapping, named, text
from gouvernail.exchange.formats.listed import joined

StateOf = Callable[[str], str | None]
"""A word to a state of the shape, or None."""

_REFUSED: Final = frozenset({"not_planned", "duplicate"})
CARRIED: Final = ("priority", "type", "team", "objective")
"""Fields that labels carry."""


@dataclass
class Standing:
    """Where one issue stands at a moment."""

    labels: list[str] = field(default_factory=list)
    owners: list[str] = field(default_factory=list)
    milestone: str | None = None
    title: str | None = None
    closed: bool = False
    refused: bool = False

    def values(self, due: Mapping[str, str | None], state_of: StateOf) -> dict[str, str | None]:
        """Give the fields of the shape that this standing means, in canonical text."""
        carried = {name: first_value(self.labels, name) for name in CARRIED}
        return {
            "state": self.state(state_of),
            "owner": self.owners[0] if self.owners else None,
            "releases": joined([self.milestone] if self.milestone else []),
            "due_on": due.get(self.milestone) if self.milestone else None,
            "labels": joined(self.labels),
            "title": self.title,
            **carried,
        }

    def state(self, state_of: StateOf) -> str:
        """Give the state: closed is done, or dropped when it was closed as not planned; open, the labels say more.

        An open issue that somebody took or that has a milestone was accepted.
        """
        word = first_value(self.labels, "status")
        said = state_of(word) if word else None
        if self.closed:
            return "dropped" if self.refused or said == "dropped" else "done"
        if said in {"requested", "accepted", "started"}:
            return said or "requested"
        return "accepted" if self.owners or self.milestone else "requested"


def apply(standing: Standing, event: dict[str, Any]) -> bool:
    """Apply one event; say whether it is of a kind that changes a standing."""
    kind = text(either(event, "event", "__typename"))
    change = _EFFECTS.get((kind or "").removesuffix("Event").lower())
    if change is None:
        return False
    change(standing, event)
    return True


def refusal(reason: Any) -> bool:
    """Say whether the reason of a closing is that nothing will be done."""
    return (text(reason) or "").lower() in _REFUSED


def _close(standing: Standing, event: dict[str, Any]) -> None:
    standing.closed, standing.refused = True, refusal(either(event, "state_reason", "stateReason"))


def _reopen(standing: Standing, _: dict[str, Any]) -> None:
    standing.closed = standing.refused = False


def _label(standing: Standing, event: dict[str, Any]) -> None:
    name = named(event.get("label"), "name")
    if name and name not in standing.labels:
        standing.labels.append(name)


def _unlabel(standing: Standing, event: dict[str, Any]) -> None:
    name = named(event.get("label"), "name")
    standing.labels = [label for label in standing.labels if label != name]


def _assign(standing: Standing, event: dict[str, Any]) -> None:
    name = named(event.get("assignee"), *PERSON)
    if name and name not in standing.owners:
        standing.owners.append(name)


def _unassign(standing: Standing, event: dict[str, Any]) -> None:
    name = named(event.get("assignee"), *PERSON)
    standing.owners = [owner for owner in standing.owners if owner != name]


def _plan(standing: Standing, event: dict[str, Any]) -> None:
    standing.milestone = named(event.get("milestone"), "title") or text(event.get("milestoneTitle"))


def _unplan(standing: Standing, _: dict[str, Any]) -> None:
    standing.milestone = None


def _rename(standing: Standing, event: dict[str, Any]) -> None:
    standing.title = text(mapping(event, "rename").get("to")) or text(event.get("currentTitle")) or standing.title


_EFFECTS: Final[dict[str, Callable[[Standing, dict[str, Any]], None]]] = {
    "closed": _close,
    "reopened": _reopen,
    "labeled": _label,
    "unlabeled": _unlabel,
    "assigned": _assign,
    "unassigned": _unassign,
    "milestoned": _plan,
    "demilestoned": _unplan,
    "renamed": _rename,
    "renamedtitle": _rename,
}
