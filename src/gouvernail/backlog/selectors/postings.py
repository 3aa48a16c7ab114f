"""Read the postings of several terms at once, a few of each: what is read does not grow with the workspace.

Written in SQL, the same on both databases: Django's union takes no limit in its parts on SQLite.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from django.db import connection
from django_scopes import get_scope
from django_scopes.exceptions import ScopeError

from gouvernail.backlog.models import Posting, Spelling

_TABLE = Posting._meta.db_table  # noqa: SLF001  # Django's public door to a model's table
_COUNTED = (
    f"SELECT %s, (SELECT COUNT(*) FROM (SELECT 1 FROM {_TABLE}"  # noqa: S608  # the name of our own table
    " WHERE workspace_id = %s AND term = %s LIMIT %s) few)"
)
_LATEST = (
    f"SELECT %s, document_id FROM (SELECT document_id FROM {_TABLE}"  # noqa: S608  # the name of our own table
    " WHERE workspace_id = %s AND term = %s ORDER BY document_id DESC LIMIT %s) few"
)
_BOTH = (
    f"SELECT one.document_id FROM {_TABLE} one"  # noqa: S608  # the name of our own table
    f" JOIN {_TABLE} other ON other.workspace_id = one.workspace_id AND other.document_id = one.document_id"
    " WHERE one.workspace_id = %s AND one.term = %s AND other.term = %s ORDER BY one.document_id DESC LIMIT %s"
)
_SPELLINGS = Spelling._meta.db_table  # noqa: SLF001  # Django's public door to a model's table
_KNOWN = (  # each word is looked up in turn: asked for all at once, SQLite reads every spelling of the workspace
    "WITH asked(word) AS (VALUES {places}) SELECT asked.word FROM asked WHERE EXISTS"  # noqa: S608  # our own table
    f" (SELECT 1 FROM {_SPELLINGS} one"
    " WHERE one.workspace_id = %s AND one.form = asked.word AND one.word = asked.word)"
)
_AT_ONCE = 500  # parameters of one statement: below what any SQLite takes


def postings_counted(terms: Sequence[str], most: int) -> dict[str, int]:
    """Count the documents of each term, up to a limit: one query."""
    return {terms[place]: count for place, count in _each(_COUNTED, terms, most)}


def postings_latest(terms: Sequence[str], most: int) -> list[tuple[str, int]]:
    """List the latest documents of each term: one query."""
    return [(terms[place], document) for place, document in _each(_LATEST, terms, most)]


def documents_of_both(one: str, other: str, most: int) -> list[int]:
    """List the latest documents that have two terms: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_BOTH, [_workspace(), one, other, most])
        return [key for (key,) in cursor.fetchall()]


def words_known(workspace_id: int, words: Sequence[str]) -> Iterator[str]:
    """Give those of some words that a document of the workspace has or had: a query for each 500."""
    waiting = iter(words)
    while batch := list(islice(waiting, _AT_ONCE)):
        statement = _KNOWN.format(places=", ".join(["(%s)"] * len(batch)))
        with connection.cursor() as cursor:
            cursor.execute(statement, [*batch, workspace_id])
            rows = cursor.fetchall()
        yield from (word for (word,) in rows)


def _each(statement: str, terms: Sequence[str], most: int) -> list[tuple[int, int]]:
    if not terms:
        return []
    workspace = _workspace()
    values = [value for place, term in enumerate(terms) for value in (place, workspace, term, most)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([statement] * len(terms)), values)
        found: list[tuple[int, int]] = cursor.fetchall()
    return found


def _workspace() -> int:
    """Give the workspace of the scope: nothing is read outside one, as everywhere.

    Raises
    ------
    ScopeError
    """
    workspace = get_scope().get("workspace")
    if workspace is None:
        raise ScopeError("the search needs `with scope(workspace=...)`")
    key: int = workspace.pk
    return key
