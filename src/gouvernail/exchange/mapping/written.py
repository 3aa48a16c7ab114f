"""A mapping written back as the file that `profile.load` reads, with a comment before each part."""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from gouvernail.exchange.mapping.fields import FIELDS
from gouvernail.exchange.mapping.profile import DATE_ORDERS, Profile
from gouvernail.exchange.wording import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

_ORDER_WORDS: Final = {order: word for word, order in DATE_ORDERS.items()}
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def dump(profile: Profile, words: Words) -> str:
    """Write a profile as TOML: read again, it gives the same profile.

    Parameters
    ----------
    profile
        As resolved by a reading: every column said, ignored ones too.
    words
        Language of the comments.
    """
    lines = [*_comment(words, "head"), ""]
    lines += _parts(profile, words, table="")
    for pattern, own in profile.files:
        name = f"files.{_key(pattern)}"
        lines += ["", *_comment(words, "files"), f"[{name}]", *_parts(own, words, table=name)]
    return "\n".join(_no_double_blank(lines)).strip() + "\n"


def _parts(profile: Profile, words: Words, *, table: str) -> Iterator[str]:
    yield from _scalars(profile, words)
    fields = ", ".join(FIELDS[profile.role or "items"])
    yield from _table(words, table, "columns", profile.columns, fields=fields)
    yield from _table(words, table, "versions", _versions(profile))
    yield from _table(words, table, "keep", profile.keep)
    yield from _table(words, table, "states", profile.states)
    yield from _table(words, table, "resolutions", {"dropped": profile.dropped} if profile.dropped else {})
    yield from _table(words, table, "priorities", {"order": profile.priorities} if profile.priorities else {})
    sides = {"builders": profile.builders, "business": profile.business}
    yield from _table(words, table, "people", {side: people for side, people in sides.items() if people})
    yield from _table(words, table, "dates", _order(profile))
    orders = {header: _ORDER_WORDS[order] for header, order in profile.date_orders.items()}
    yield from _table(words, table, "dates.columns", orders)
    yield from _table(words, table, "lists", profile.lists)
    yield from _table(words, table, "separators", profile.separators)
    yield from _table(words, table, "delivered", profile.delivered)


def _scalars(profile: Profile, words: Words) -> Iterator[str]:
    for name, value in (("role", profile.role), ("key", profile.key), ("version_column", profile.version_column)):
        if value:
            yield from _comment(words, name)
            yield f"{name} = {_value(value)}"


def _versions(profile: Profile) -> dict[str, str]:
    said = {"kind": profile.version_kind, "rank": profile.version_rank}
    return {part: each for part, each in said.items() if each is not None}


def _order(profile: Profile) -> dict[str, str]:
    return {"order": _ORDER_WORDS[profile.date_order]} if profile.date_order is not None else {}


def _table(
    words: Words, table: str, name: str, values: "Mapping[str, str] | Mapping[str, tuple[str, ...]]", **said: object
) -> Iterator[str]:
    if not values:
        return
    yield ""
    yield from _comment(words, name.replace(".", "_"), **said)
    yield f"[{table}.{name}]" if table else f"[{name}]"
    for key, value in values.items():
        yield f"{_key(key)} = {_value(value)}"


def _comment(words: Words, name: str, **said: object) -> list[str]:
    return [f"# {line}" for line in words.say(f"mapping.{name}", **said).splitlines()]


def _key(text: str) -> str:
    return text if _BARE.fullmatch(text) else _value(text)


def _value(value: "str | tuple[str, ...]") -> str:
    # A JSON text is a TOML text, but for the delete character that TOML wants escaped.
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return "[" + ", ".join(_value(each) for each in value) + "]"


def _no_double_blank(lines: list[str]) -> Iterator[str]:
    previous = ""
    for line in lines:
        if line or previous:
            yield line
        previous = line
