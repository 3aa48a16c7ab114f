import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from gouvernail.exchange.formats.jira_rest.sprints import holds_sprints
from gouvernail.exchange.values.folding import fold

if TYPE_CHECKING:
    from gouvernail.exchange.formats.jira_rest.pages import Issues


@cache
def known_names(table: str) -> Mapping[str, str]:
    """Give one table of `fields.toml` turned round: folded name to the meaning it stands under."""
    source = files(__package__) / "fields.toml"
    meanings: dict[str, list[str]] = tomllib.loads(source.read_text(encoding="utf-8"))[table]
    return {fold(name): meaning for meaning, names in meanings.items() for name in names}


@dataclass(frozen=True, slots=True)
class CustomFields:
    """Ids of the custom fields that carry each meaning, in the order in which to try them."""

    ids: Mapping[str, tuple[str, ...]]

    def first(self, fields: Mapping[str, Any], meaning: str) -> Any:
        """Give the first value that is there."""
        return next((found for name in self.ids.get(meaning, ()) if (found := fields.get(name)) is not None), None)


def custom_fields(issues: "Issues") -> CustomFields:
    """Find which custom fields carry what: by their names, and the sprints by the shape of their values."""
    meanings = known_names("custom")
    ids: dict[str, list[str]] = {}
    for name, shown in issues.names.items():
        meaning = meanings.get(fold(shown))
        if meaning is not None and name.startswith("customfield_"):
            ids.setdefault(meaning, []).append(name)
    if "sprint" not in ids:
        found = _sprint_field(issues)
        if found is not None:
            ids["sprint"] = [found]
    return CustomFields({meaning: tuple(sorted(names)) for meaning, names in ids.items()})


def _sprint_field(issues: "Issues") -> str | None:
    for _, issue in issues.found.values():
        for name, value in issue["fields"].items():
            if value and name.startswith("customfield_") and holds_sprints(value):
                return str(name)
    return None
