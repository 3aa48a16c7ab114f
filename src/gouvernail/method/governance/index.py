"""The matrix read once, in both directions: every rule then costs no more than what it lists."""

from collections import defaultdict
from typing import TYPE_CHECKING

from gouvernail.method.governance.model import InvalidGovernance, Letter, RoleKind, validate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gouvernail.method.governance.model import Duty, Governance, Holding


class Index:
    """A valid governance, looked up by duty and by person; built in O(size of the parts).

    Only the letters of active people count; who left is kept apart, to be named.

    Raises
    ------
    InvalidGovernance
        When the governance contradicts itself.
    """

    def __init__(self, governance: "Governance") -> None:
        faults = validate(governance)
        if faults:
            raise InvalidGovernance(faults)
        self.governance = governance
        self.people = {person.id: person for person in governance.people}
        self.duties = {duty.id: duty for duty in governance.duties}
        self.active = frozenset(person.id for person in governance.people if person.active)
        self._held: dict[tuple[str, Letter], set[str]] = defaultdict(set)
        self._left: dict[tuple[str, Letter], set[str]] = defaultdict(set)
        self._of_person: dict[tuple[str, Letter], set[str]] = defaultdict(set)
        for cell in governance.assignments:
            if cell.person in self.active:
                self._held[cell.duty, cell.letter].add(cell.person)
                self._of_person[cell.person, cell.letter].add(cell.duty)
            else:
                self._left[cell.duty, cell.letter].add(cell.person)
        self._holdings: dict[str, list[Holding]] = defaultdict(list)
        self._deputed: dict[str, list[Holding]] = defaultdict(list)
        for held in governance.holdings:
            self._holdings[held.person].append(held)
            if held.deputy is not None:
                self._deputed[held.deputy].append(held)

    def holders(self, duty: str, letter: Letter) -> list[str]:
        """Give the active people who hold a letter on a duty, sorted."""
        return sorted(self._held.get((duty, letter), ()))

    def gone(self, duty: str, letter: Letter) -> list[str]:
        """Give the people who left with a letter on a duty, sorted."""
        return sorted(self._left.get((duty, letter), ()))

    def duties_of(self, person: str, letter: Letter) -> list[str]:
        """Give the duties on which an active person holds a letter, sorted."""
        held = self._of_person.get((person, letter))  # of most people, nothing: they cost no list
        return sorted(held) if held else []

    def is_orphan(self, duty: str) -> bool:
        """Tell whether no active person holds any letter."""
        return not any(self._held.get((duty, letter)) for letter in Letter)

    def running(self, day: "date | None" = None) -> "Iterable[Holding]":
        """Give the holdings of active people whose term covers a day (by default the day of the governance)."""
        day = day or self.governance.on
        return (held for held in self.governance.holdings if held.person in self.active and held.runs_on(day))

    def roles_of(self, person: str, day: "date") -> "frozenset[RoleKind]":
        """Give the roles that a person holds, or stands in for, on a day."""
        both = (*self._holdings.get(person, ()), *self._deputed.get(person, ()))
        return frozenset(held.kind for held in both if held.runs_on(day))

    def covering(self, person: str, duty: "Duty") -> "list[Holding]":
        """Give the person's running holdings by which they answer for a duty, in a stable order."""
        found = [
            held
            for held in self._holdings.get(person, ())
            if held.runs_on(self.governance.on)
            and duty.role in (None, held.kind)
            and (held.kind != RoleKind.DATA_OWNER or duty.data_object is None or held.scope in (None, duty.data_object))
        ]
        return sorted(found, key=lambda held: (held.kind, held.scope or "", str(held.starts_on), held.deputy or ""))
