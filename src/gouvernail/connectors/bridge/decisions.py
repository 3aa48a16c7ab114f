"""What people decided, as the mapping file that the command reads."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from gouvernail.connectors.choices import VERSION_COLUMN

Decisions = dict[str, Any]


def signature_of(headers: Iterable[str]) -> str:
    """Name a set of headers, in their order."""
    return hashlib.sha256("\x1f".join(headers).encode(errors="replace")).hexdigest()[:16]


def fingerprint_of(tables: Mapping[str, tuple[str, ...]]) -> str:
    """Name what a source exports: the headers of its tables, or its format where it has none, whatever their number."""
    parts = {signature_of(headers) if headers else name for name, headers in tables.items()}
    return hashlib.sha256("\x1e".join(sorted(parts)).encode()).hexdigest()


def over(mine: Decisions, theirs: Decisions) -> Decisions:
    """Lay decisions over others: column by column and word by word, mine win."""
    merged = {**theirs, **mine}
    for name in ("states", "dates"):
        merged[name] = {**theirs.get(name, {}), **mine.get(name, {})}
    tables: dict[str, Any] = dict(theirs.get("tables", {}))
    for signature, table in mine.get("tables", {}).items():
        known = tables.get(signature, {})
        tables[signature] = {**known, **table, "columns": {**known.get("columns", {}), **table.get("columns", {})}}
    merged["tables"] = tables
    return merged


def lines_of(decisions: Decisions) -> set[str]:
    """Write decisions one a line, for the trail: what two sets of lines do not share is what changed."""
    lines = {f"{word} → {state}" for word, state in decisions.get("states", {}).items()}
    lines |= {f"{name} → {day}" for name, day in decisions.get("dates", {}).items()}
    for table in decisions.get("tables", {}).values():
        lines |= {f"{header} → {field}" for header, field in table.get("columns", {}).items()}
        lines |= {f"{name} → {table[name]}" for name in ("role", "order") if table.get(name)}
    for name in ("priorities", "builders"):
        if decisions.get(name):
            lines.add(f"{name} → {', '.join(decisions[name])}")
    return lines


def mapping_text(decisions: Decisions, tables: Mapping[str, tuple[str, ...]], language: str = "en") -> str:
    """Write what was decided for these tables as a mapping file (TOML), for `gouvernail diagnose --mapping` too."""
    from gouvernail.exchange.mapping import Profile, dump
    from gouvernail.exchange.wording import Words

    own = []
    for name, headers in tables.items():
        said = decisions.get("tables", {}).get(signature_of(headers)) if headers else None
        if said:
            own.append((name.replace("[", "[[]"), _of_table(said)))
    profile = Profile(
        states=decisions.get("states", {}),
        priorities=tuple(decisions.get("priorities", ())),
        builders=tuple(decisions.get("builders", ())),
        files=tuple(own),
    )
    return dump(profile, Words("fr" if language == "fr" else "en"))


def _of_table(said: Mapping[str, Any]) -> Any:
    from gouvernail.exchange.mapping import Profile
    from gouvernail.exchange.mapping.profile import DATE_ORDERS

    columns = {header: field for header, field in said.get("columns", {}).items() if field != VERSION_COLUMN}
    version = next((header for header, field in said.get("columns", {}).items() if field == VERSION_COLUMN), None)
    return Profile(
        role=said.get("role") or None,
        columns=columns,
        date_order=DATE_ORDERS.get(said.get("order", "")),
        version_column=version,
    )
