import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Settings:
    """The figures of `settings.toml`, where each has its reason."""

    same_headers: float
    same_items: float
    present_again: float
    came_back: float
    not_seen: int
    twins: float
    similar: float
    margin: float
    resembling: float
    same_title_under_key: float


@cache
def settings() -> Settings:
    """Read the settings, once."""
    tables = tomllib.loads((files(__package__) / "settings.toml").read_text(encoding="utf-8"))
    return Settings(**{name: value for table in tables.values() for name, value in table.items()})
