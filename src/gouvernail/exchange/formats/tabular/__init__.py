"""Known exports in tables: one TOML file each, a mapping file plus a signature. Adding a file is enough."""

from functools import cache
from importlib.resources import files

from gouvernail.exchange.mapping.guess import find
from gouvernail.exchange.mapping.profile import Profile, parse
from gouvernail.exchange.tables.table import Table

GENERIC = "generic"


@cache
def known_formats() -> dict[str, Profile]:
    """Give every known format by its id, which is its file's name."""
    found = sorted((each.name, each) for each in files(__package__).iterdir() if each.name.endswith(".toml"))
    return {name.removesuffix(".toml"): parse(each.read_text(encoding="utf-8"), name) for name, each in found}


def recognise(table: Table) -> tuple[str, Profile | None]:
    """Tell the format whose signature the headers carry; the longest signature wins; `generic` when none does."""
    best: tuple[str, Profile | None] = (GENERIC, None)
    longest = 0
    for name, profile in known_formats().items():
        if len(profile.signature) > longest and _signed(table, profile):
            best, longest = (name, profile), len(profile.signature)
    return best


def _signed(table: Table, profile: Profile) -> bool:
    return all(any(find(table, header) for header in group) for group in profile.signature)
