"""What happens in the demonstration, and to whom; read from `cast.toml`."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

WEEKS: Final = 78  # eighteen months


@dataclass(frozen=True, kw_only=True)
class Part:
    """One person: who they are, what they do, when they come and leave (weeks from the start)."""

    key: str
    name: str
    title: str
    kind: str
    week: int
    team: str = ""
    scope: str = ""  # the team a champion speaks for
    data_object: str = ""
    deputy: str = ""
    leaves: int | None = None
    ends: int | None = None

    @property
    def email(self) -> str:
        """Give an address that no mail can reach."""
        return f"{self.key}@demo.gouvernail.example"


@dataclass(frozen=True, kw_only=True)
class Script:
    """The whole demonstration."""

    workspace: dict[str, Any]
    teams: tuple[tuple[str, str], ...]
    data_objects: tuple[tuple[str, str], ...]
    people: tuple[Part, ...]


def script() -> Script:
    """Read the script."""
    given = tomllib.loads(files(__package__).joinpath("cast.toml").read_text(encoding="utf-8"))
    return Script(
        workspace={name: given[name] for name in ("name", "product", "language", "value_unit")},
        teams=tuple((name, side) for name, side in given["teams"]),
        data_objects=tuple((name, text) for name, text in given["data_objects"]),
        people=tuple(Part(**part) for part in given["people"]),
    )
