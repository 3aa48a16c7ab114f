from typing import TYPE_CHECKING, Any, Final

import polars as pl

from gouvernail.exchange.formats.jira_rest.adf import document_text
from gouvernail.exchange.formats.jira_rest.items import PERSON
from gouvernail.exchange.formats.json_text import Place
from gouvernail.exchange.formats.json_text.values import mapping, named, objects, text

if TYPE_CHECKING:
    from gouvernail.exchange.formats.jira_rest.pages import Issues

RAW: Final[dict[str, pl.DataType]] = {
    "key": pl.String(),
    "at": pl.String(),
    "person": pl.String(),
    "kind": pl.String(),
    "text": pl.String(),
}


def raw_comments(issues: "Issues") -> tuple[pl.DataFrame, list[Place]]:
    """Give every comment as texts (columns `RAW`), and the place of each."""
    rows: list[tuple[Any, ...]] = []
    places: list[Place] = []
    for key, (place, issue) in issues.found.items():
        for comment in objects(mapping(issue, "fields", "comment").get("comments")):
            person = named(comment.get("author"), *PERSON)
            rows.append((key, text(comment.get("created")), person, "comment", document_text(comment.get("body"))))
            places.append(place)
    return pl.DataFrame(rows, schema=RAW, orient="row"), places
