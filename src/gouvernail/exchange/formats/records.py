"""Known exports in JSON: each is a package with `matches(value)` and `read(sources, options, profile=...)`."""

import json
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from gouvernail.exchange.formats.json_text import load
from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.sources.kinds import HEAD, kind_of

if TYPE_CHECKING:
    from gouvernail.exchange.assembly.fragment import Fragment
    from gouvernail.exchange.mapping import Profile
    from gouvernail.exchange.options import Options
    from gouvernail.exchange.sources.source import Source

RECORD_FORMATS: Final = ("jira_rest", "github", "trello")
"""Packages of `gouvernail.exchange.formats`, imported when a JSON file is met: most readings need none."""


_SUFFIXES: Final = (".json", ".jsonl", ".ndjson")
_MARKS_OF_A_TABLE: Final = (b",", b";", b"\t", b"|")


def is_records(source: "Source") -> bool:
    """Say whether a source is JSON or JSON lines; a `.json` that holds neither JSON nor a table is broken JSON."""
    head = source.head(HEAD)
    kind = kind_of(head)
    named = source.name.lower().endswith(_SUFFIXES)
    return kind == "json" or (kind == "text" and named and not any(mark in head for mark in _MARKS_OF_A_TABLE))


def record_format(source: "Source", *, skip_bad: bool = False) -> str:
    """Tell the format of a JSON file from its first value.

    Raises
    ------
    BadInput
        `json_unknown` when no known format recognises it, or what `json_text.load` raises for broken JSON.
    """
    value = _first_value(source, skip_bad=skip_bad)
    for name in RECORD_FORMATS:
        if import_module(f"gouvernail.exchange.formats.{name}").matches(value):
            return name
    shown = ", ".join(list(value)[:8]) if value and isinstance(value, dict) else None
    raise BadInput(Problem("json_unknown", source.name, found=shown))


def read_records(name: str, sources: "list[Source]", options: "Options", profile: "Profile") -> "Fragment":
    """Read all the files of one format at once: pages of one export, in any order."""
    fragment: Fragment = import_module(f"gouvernail.exchange.formats.{name}").read(sources, options, profile=profile)
    return fragment


def _first_value(source: "Source", *, skip_bad: bool) -> Any:
    line, found, _ = source.head(HEAD).lstrip().partition(b"\n")
    if found and line.startswith(b"{"):
        try:
            return json.loads(line)
        except (ValueError, RecursionError):
            pass  # one value over several lines, or a broken line: the whole file tells
    loaded = load(source, skip_bad=skip_bad)
    if not loaded.values:
        raise BadInput(Problem("json_empty", source.name))
    return loaded.values[0][1]
