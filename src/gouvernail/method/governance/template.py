"""The duties to start from, and who gets them by the roles that people hold."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from gouvernail.method.governance.model import Assignment, Duty, Letter, RoleKind

if TYPE_CHECKING:
    from gouvernail.method.governance.model import Holding


@dataclass(frozen=True, slots=True)
class DutyTemplate:
    """A duty to start from.

    Attributes
    ----------
    accountable, responsible
        Roles whose holders get A and R.
    per
        One duty for the workspace, or one for each data object.
    label, description
        By language, `fr` and `en`.
    """

    id: str
    accountable: RoleKind
    responsible: tuple[RoleKind, ...]
    per: Literal["workspace", "data_object"]
    arbitrates: bool
    label: Mapping[str, str]
    description: Mapping[str, str]


@cache
def crm_template() -> tuple[DutyTemplate, ...]:
    """Give the eight duties of a CRM programme, in the order in which they are read."""
    text = files(__package__).joinpath("template.toml").read_text(encoding="utf-8")
    return tuple(_duty(table) for table in tomllib.loads(text)["duties"])


def propose(
    template: Iterable[DutyTemplate], *, holdings: "Iterable[Holding]", data_objects: Iterable[str] = ()
) -> tuple[tuple[Duty, ...], tuple[Assignment, ...]]:
    """Turn a template into duties and letters for the people of a workspace.

    R goes to every holder of its roles; A to the holder of its role, and to nobody where several people hold it: rule
    R1 then asks which one.

    Parameters
    ----------
    holdings
        Those that run on the day of the proposal, of active people.
    data_objects
        Ids; a duty of each of them is named `template id:data object id`.
    """
    held, objects = tuple(holdings), tuple(data_objects)
    duties: list[Duty] = []
    cells: list[Assignment] = []
    for one in template:
        for scope in objects if one.per == "data_object" else (None,):
            name = one.id if scope is None else f"{one.id}:{scope}"
            label = one.label["en"]
            duty = Duty(name, label, data_object=scope, role=one.accountable, arbitrates=one.arbitrates)
            duties.append(duty)
            answering = _holders(held, (one.accountable,), scope)
            if len(answering) == 1:
                cells.append(Assignment(name, answering[0], Letter.ACCOUNTABLE))
            doing = _holders(held, one.responsible, scope)
            cells += [Assignment(name, person, Letter.RESPONSIBLE) for person in doing]
    return tuple(duties), tuple(cells)


def _holders(held: "tuple[Holding, ...]", kinds: tuple[RoleKind, ...], scope: str | None) -> list[str]:
    """Give the people who hold one of the roles, those with this very scope before those with none."""
    fitting = [one for one in held if one.kind in kinds]
    if scope is not None and RoleKind.DATA_OWNER in kinds:
        own = [one for one in fitting if one.scope == scope]
        fitting = own or [one for one in fitting if one.scope is None]
    return sorted({one.person for one in fitting})


def _duty(table: dict[str, Any]) -> DutyTemplate:
    return DutyTemplate(
        id=table["id"],
        accountable=RoleKind(table["accountable"]),
        responsible=tuple(RoleKind(kind) for kind in table["responsible"]),
        per=table["per"],
        arbitrates=table["arbitrates"],
        label=table["label"],
        description=table["description"],
    )
