from typing import TYPE_CHECKING

import polars as pl

from gouvernail.exchange.formats.jira_rest.fields import known_names
from gouvernail.exchange.formats.json_text.values import mapping, named, objects, text
from gouvernail.exchange.values.folding import fold
from gouvernail.method.history.shape import LINKS

if TYPE_CHECKING:
    from gouvernail.exchange.formats.jira_rest.pages import Issues


def links_of(issues: "Issues") -> pl.DataFrame:
    """Give the links in their outward direction (`A depends on B` is A, depends, B), each once.

    Jira writes a link on both of its issues; the inward end is turned round, so both ends give the same row.
    """
    kinds = known_names("links")
    rows: dict[tuple[str, str, str], None] = {}
    for key, (_, issue) in issues.found.items():
        for link in objects(mapping(issue, "fields").get("issuelinks")):
            name = named(link.get("type"), "name")
            kind = kinds.get(fold(name), name) if name else "relates"
            outward, inward = (
                text(mapping(link, "outwardIssue").get("key")),
                text(mapping(link, "inwardIssue").get("key")),
            )
            if outward:
                rows[_direction(key, kind, outward)] = None
            elif inward:
                rows[_direction(inward, kind, key)] = None
    return pl.DataFrame(list(rows), schema=LINKS, orient="row")


def _direction(source: str, kind: str | None, target: str) -> tuple[str, str, str]:
    kind = kind or "relates"
    if kind == "relates" and target < source:  # no direction: one row, whichever end it was read from
        source, target = target, source
    return source, kind, target
