"""Gather the sentences of the web rooms into their French catalogues, and compile them.

`make messages` for all of them, `python messages.py workspaces` for one.

One catalogue a room, `src/gouvernail/<room>/locale/fr/LC_MESSAGES/django.po`. The English sentence is the key.
"""

import ast
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parent / "src" / "gouvernail"
_PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
_PLURAL = {"ngettext", "ngettext_lazy"}
_CONTEXT = {"pgettext", "pgettext_lazy"}
_IN_TEMPLATE = re.compile(r"\b(gettext|ngettext|pgettext|_)\(")
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
Key = tuple[str | None, str, str | None]  # context, singular, plural


def rooms() -> list[Path]:
    """List the rooms that speak: those with templates or sentences of their own."""
    return sorted(path.parent for path in SOURCE.glob("*/locale"))


def found_in(room: Path) -> set[Key]:
    """Gather what a room says, in Python and in templates."""
    keys: set[Key] = set()
    for path in room.rglob("*.py"):
        if "migrations" not in path.parts:
            keys.update(_in_python(path.read_text(encoding="utf-8")))
    for path in [*room.rglob("*.html"), *room.rglob("templates/**/*.txt")]:
        keys.update(_in_template(path))
    return keys


def catalogue_of(room: Path) -> Path:
    """Say where the French of a room is."""
    return room / "locale" / "fr" / "LC_MESSAGES" / "django.po"


def read(room: Path) -> Catalog:
    """Read the French of a room; an absent file is an empty catalogue."""
    path = catalogue_of(room)
    if not path.exists():
        return Catalog(locale="fr")
    with path.open("rb") as file:
        return read_po(file, locale="fr")


def merged(room: Path) -> Catalog:
    """Keep the translations of what the room still says, and add what is new, untranslated."""
    old = read(room)
    new = Catalog(  # a fixed date: the file changes only when a sentence does
        locale="fr",
        project="Gouvernail",
        header_comment="# French of Gouvernail.",
        fuzzy=False,
        creation_date=_EPOCH,
        revision_date=_EPOCH,
        last_translator="",
        language_team="",
    )
    for context, singular, plural in sorted(found_in(room), key=lambda key: (key[1], key[0] or "")):
        known = old.get(singular, context)
        given = known.string if known is not None and "fuzzy" not in known.flags else ""
        if plural and isinstance(given, str):
            given = (given, "")  # it has learnt to count since, or is new
        elif not plural and not isinstance(given, str):
            given = given[0]
        new.add((singular, plural) if plural else singular, given, context=context)
    return new


def compiled(path: Path) -> None:
    """Write the `.mo` beside a `.po`."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale="fr")
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def missing_in(room: Path) -> list[str]:
    """List the sentences of a room that have no French yet, or that its catalogue does not know."""
    catalogue = read(room)
    lacking = []
    for context, singular, _plural in found_in(room):
        known = catalogue.get(singular, context)
        strings = () if known is None else known.string if isinstance(known.string, tuple) else (known.string,)
        if not strings or not all(strings) or (known is not None and "fuzzy" in known.flags):
            lacking.append(singular)
    return sorted(lacking)


def _in_python(text: str) -> Iterator[Key]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            words = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            yield from _key(name, [word for word in words if isinstance(word, str)])


def _in_template(path: Path) -> Iterator[Key]:
    from django.utils.translation.template import templatize

    text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for found in _IN_TEMPLATE.finditer(text):
        call = _call(text, found.end())
        if call is not None:
            words = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
            yield from _key(found[1], [word for word in words if isinstance(word, str)])


def _call(text: str, start: int) -> ast.Call | None:
    """Read the arguments that begin at `start`; a sentence may hold brackets of its own, so each end is tried."""
    end = text.find(")", start)
    while end != -1:
        try:
            call = ast.parse(f"f({text[start:end]})", mode="eval").body
        except (SyntaxError, ValueError):
            end = text.find(")", end + 1)
        else:
            return call if isinstance(call, ast.Call) else None
    return None


def _key(name: str, words: list[str]) -> Iterator[Key]:
    if name in _PLAIN and words:
        yield None, words[0], None
    elif name in _PLURAL and len(words) > 1:
        yield None, words[0], words[1]
    elif name in _CONTEXT and len(words) > 1:
        yield words[0], words[1], None


def main() -> int:
    """Write the catalogues again and say what is not translated."""
    from django.conf import settings

    settings.configure()
    lacking = 0
    wanted = set(sys.argv[1:])
    for room in [room for room in rooms() if not wanted or room.name in wanted]:
        path = catalogue_of(room)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = merged(room)
        with path.open("wb") as file:
            write_po(file, catalogue, no_location=True, omit_header=False, sort_output=True, width=120)
        compiled(path)
        for sentence in missing_in(room):
            lacking += 1
            sys.stdout.write(f"{room.name}: no French for “{sentence}”\n")
    sys.stdout.write(f"{lacking} sentences to translate\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
