"""What the door of imports calls: which tables are versions, and the fragment that they give."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gouvernail.exchange.mapping.guess import find, missing_header
from gouvernail.exchange.mapping.profile import Profile
from gouvernail.exchange.versions.pile import Mapped, pile_of
from gouvernail.exchange.versions.qualified import qualified
from gouvernail.exchange.versions.reader import stacked_versions, versions_of

if TYPE_CHECKING:
    from gouvernail.exchange.assembly.fragment import Fragment
    from gouvernail.exchange.mapping import TableMap
    from gouvernail.exchange.options import Options
    from gouvernail.exchange.tables.table import Table


def read_versions(tables: Sequence[Mapped], options: "Options") -> "tuple[Fragment, ...] | None":
    """Read tables of items as dated versions, when that is what they are.

    Parameters
    ----------
    tables
        Every table whose role is `items`, in the order given by the user.

    Returns
    -------
    The fragments to put in place of the tables, or None when they are no versions.

    Raises
    ------
    BadInput
        See `pile.pile_of` and `reader`; `mapping_unknown_header` when no table has the version column.
    """
    named = options.version_column or next(
        (mapped.profile.version_column for _, mapped in tables if mapped.profile.version_column), None
    )
    if named is not None and tables:
        return _stacked(tables, named, options)
    found = pile_of(tables, options)
    if found is None:
        return None
    versions, guesses = found
    ranked = any(mapped.profile.version_rank is not None for _, mapped in tables)
    fragment = versions_of(versions, options, ranked=ranked)
    return (replace(fragment, guesses=(*guesses, *fragment.guesses)),)


def told_apart(table: "Table", mapped: "TableMap") -> "TableMap":
    """Complete the key of a table of stacked versions, where it repeats within one version (see `qualified`)."""
    header = mapped.profile.version_column
    columns = find(table, header) if header is not None and mapped.role == "items" else []
    return qualified(table, mapped, columns[0]) if columns else mapped


def _stacked(tables: Sequence[Mapped], header: str, options: "Options") -> "tuple[Fragment, ...]":
    fragments = []
    for table, mapped in tables:
        columns = find(table, header)
        if not columns:
            raise missing_header(table, header, Profile())
        said = mapped.profile
        fragments.append(
            stacked_versions(
                table,
                mapped,
                columns[0],
                options,
                kind=said.version_kind,
                ranked=said.version_rank is not None,
            )
        )
    return tuple(fragments)
