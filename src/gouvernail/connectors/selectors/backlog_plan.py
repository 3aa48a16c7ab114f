"""What an import would do to the backlog, before it does anything."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, Q

from gouvernail.backlog.models import Item, Request
from gouvernail.backlog.selectors.imported import known, saying_the_same, touched, words_said
from gouvernail.backlog.services.items.imports import ItemRow
from gouvernail.backlog.services.requests.imports import RequestRow
from gouvernail.connectors.bridge.backlog import Foreign, ForeignLink
from gouvernail.connectors.models import BacklogImport
from gouvernail.connectors.selectors.backlog_links import links_said
from gouvernail.connectors.selectors.backlog_rows import (
    MODELS,
    Entry,
    Refusal,
    Targets,
    entry_of,
    objective_of,
    person_of,
    said,
    state_of,
)
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Member, Team

SHOWN = 50  # of each list of the page
WORDS = 40  # of teams, of objectives
_PLAIN = {
    Request: ("title", "need", "asked_by", "requester_id", "team_id", "objective_id"),
    Item: ("title", "text", "state", "started_at", "done_at", "owner_id", "objective_id"),
}
_FOUND_BY_CHOICE = {
    "team_id",
    "objective_id",
    "owner_id",
    "requester_id",
}  # not found in the file, they take nothing away
_NAMED: dict[str, type[Model]] = {
    "team_id": Team,
    "teams": Team,
    "objective_id": Objective,
    "owner_id": Member,
    "requester_id": Member,
}
Values = dict[int, dict[str, tuple[Any, Any]]]


def origins_of(found: BacklogImport) -> list[UUID]:
    """List the imports among which a key names one row: those of the same columns, or of the same tool."""
    others = BacklogImport.objects.filter(kind=found.kind).exclude(pk=found.pk)
    if not found.options.get("same_keys"):
        alike = Q(fingerprint=found.fingerprint) if found.fingerprint else Q(pk=None)
        others = others.filter(alike | Q(format=found.format) if found.format else alike)
    return [found.origin, *others.values_list("origin", flat=True)]


def freed(origins: Iterable[UUID]) -> set[datetime]:
    """List the instants at which some of these imports were taken away: their rows may come anew."""
    rows = BacklogImport.objects.filter(origin__in=list(origins), undone_at__isnull=False)
    return {at for at in rows.values_list("undone_at", flat=True) if at is not None}


def differences(there: Request | Item, row: RequestRow | ItemRow) -> dict[str, tuple[Any, Any]]:
    """Say what a row of the file would change in the one that is there: field to (old, new)."""
    found: dict[str, tuple[Any, Any]] = {}
    for name in _PLAIN[type(there)]:
        old, new = getattr(there, name), getattr(row, name)
        if old != new and not (new is None and name in _FOUND_BY_CHOICE):
            found[name] = (old, new)
    if isinstance(there, Item) and row.team_id is not None:
        teams = sorted(team.pk for team in there.teams.all())
        if row.team_id not in teams:
            found["teams"] = (teams, [row.team_id])
    return found


def changes_of(found: BacklogImport, entries: Sequence[Entry]) -> Values:
    """Say what the rows that are there would become: key of the row to what changes; nothing for those unchanged."""
    there = known(MODELS[found.kind], origins_of(found), [entry.foreign.key for entry in entries])
    compared = {
        there[entry.foreign.key].pk: differences(there[entry.foreign.key], entry.row)
        for entry in entries
        if entry.foreign.key in there and there[entry.foreign.key].removed_at is None
    }
    return {key: values for key, values in compared.items() if values}


def plan_of(
    found: BacklogImport, rows: Sequence[Foreign], links: Sequence[ForeignLink], targets: Targets
) -> dict[str, Any]:
    """Compare rows with the backlog. Call in the language of the workspace.

    Returns
    -------
    dict
        As JSON: `counts`, then what the page lists: `coming`, `differences`, `refused`, `similar`, what becomes of
        `links` (see `selectors.backlog_links`), and the words that the rows use, with how often and what they were
        found to name: `states`, `teams`, `objectives`, `people` (only names that are nobody's here).
    """
    model = MODELS[found.kind]
    read = [entry_of(row, found.kind, found.options, targets) for row in rows]
    entries = {one.foreign.key: one for one in read if isinstance(one, Entry)}
    refused = [one for one in read if isinstance(one, Refusal)]
    origins = origins_of(found)
    there, free = known(model, origins, entries), freed(origins)
    new = [entry for key, entry in entries.items() if key not in there or there[key].removed_at in free]
    gone = [row for row in there.values() if row.removed_at is not None and row.removed_at not in free]
    changed = {
        key: values
        for key, row in there.items()
        if row.removed_at is None and (values := differences(row, entries[key].row))
    }
    kept = touched(model, [there[key].pk for key in changed])
    alike = _alike(new)
    counts = {
        "rows": len(rows),
        "new": len(new),
        "same": sum(row.removed_at is None for row in there.values()) - len(changed),
        "changed": sum(there[key].pk not in kept for key in changed),
        "kept": len(kept),
        "gone": len(gone),
        "left_out": sum(one is None for one in read),
        "refused": len(refused),
        "cut": sum(entry.is_cut for entry in new),
        "similar": len(alike),
        "elsewhere": _elsewhere(found, [entry.foreign.key for entry in new], origins),
    }
    return {
        "counts": counts,
        "coming": [[entry.foreign.key, entry.row.title] for entry in new[:SHOWN]],
        "differences": [
            _difference(there[key], values, is_touched=there[key].pk in kept)
            for key, values in list(changed.items())[:SHOWN]
        ],
        "refused": [{"key": one.key, "code": one.code, "found": one.found[:80]} for one in refused[:SHOWN]],
        "similar": alike[:SHOWN],
        **links_said(found, links, origins, {entry.foreign.key: entry.row.title for entry in new}),
        **_words(found, rows, targets),
    }


def _alike(new: Sequence[Entry]) -> list[dict[str, Any]]:
    """List the new rows whose title says the same as one that is there, or as one before it in the file."""
    there = saying_the_same([entry.row.title for entry in new])
    first: dict[str, str] = {}
    found = []
    for entry in new:
        words = words_said(entry.row.title)
        before = first.setdefault(words, entry.foreign.key) if words else entry.foreign.key
        others = [list(one) for one in there.get(entry.row.title, [])[:3]]
        if others or before != entry.foreign.key:
            here = before if before != entry.foreign.key else ""
            found.append({"key": entry.foreign.key, "title": entry.row.title, "others": others, "before": here})
    return found


def _difference(row: Request | Item, values: Mapping[str, tuple[Any, Any]], *, is_touched: bool) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "name": str(row),
        "key": row.foreign_key,
        "is_touched": is_touched,
        "fields": [[name, _shown(name, old), _shown(name, new)] for name, (old, new) in values.items()],
    }


def _shown(name: str, value: Any) -> Any:
    if name in _NAMED and value:
        keys = value if isinstance(value, list) else [value]
        rows = _NAMED[name]._default_manager.filter(pk__in=keys)  # noqa: SLF001  # Django's public door
        return ", ".join(sorted(str(row) for row in rows))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, str):
        return value if len(value) <= 160 else f"{value[:160]}…"
    return value


def _elsewhere(found: BacklogImport, keys: Sequence[str], origins: Sequence[UUID]) -> int:
    """Count the new keys that an import of another source has already brought."""
    others = BacklogImport.objects.filter(kind=found.kind).exclude(origin__in=origins)
    there = known(MODELS[found.kind], list(others.values_list("origin", flat=True)), keys)
    return sum(row.removed_at is None for row in there.values())


def people_said(plan: Mapping[str, Any]) -> list[tuple[str, int, int | None]]:
    """Give the names that nobody has here, how many rows have each, and the member chosen for it, if any.

    A plan made before names could be matched has no third value.
    """
    return [(word, count, chosen[0] if chosen else None) for word, count, *chosen in plan.get("people", [])]


def _words(found: BacklogImport, rows: Sequence[Foreign], targets: Targets) -> dict[str, list[list[Any]]]:
    people = "reporter" if found.kind == "requests" else "owner"
    return {
        "states": [[word, count] for word, count in Counter(map(state_of, rows)).most_common()],
        "teams": [
            [word, count, targets.teams.get(said(word))] for word, count in _counted(row.team for row in rows)[:WORDS]
        ],
        "objectives": [
            [word, count, objective_of(word, found.options, targets)]
            for word, count in _counted(row.objective for row in rows)[:WORDS]
        ],
        "people": [
            [word, count, person_of(word, targets, found.options)]
            for word, count in _counted(getattr(row, people) for row in rows)
            if person_of(word, targets) is None
        ],
    }


def _counted(words: Iterable[str]) -> list[tuple[str, int]]:
    return Counter(word for word in words if word).most_common()
