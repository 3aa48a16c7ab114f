"""What differs between an item and what somebody wants it to be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst

from gouvernail.backlog.models import Item


@dataclass(frozen=True)
class Difference:
    """One thing that somebody else wrote otherwise; `theirs` and `mine` in words."""

    name: str
    label: str
    theirs: str
    mine: str


def differences(item: Item, fields: Mapping[str, Any]) -> list[Difference]:
    """List where an item as it is now and what is given say something else."""
    found = []
    for name, value in fields.items():
        field = Item._meta.get_field(name)  # noqa: SLF001  # Django's public door
        held, mine = getattr(item, name), value
        if field.many_to_many:
            held, mine = _sorted(held.all()), _sorted(value)
        if held != mine:
            words = [_said(item, name, one) for one in (held, mine)]
            found.append(Difference(name, capfirst(str(field.verbose_name)), *words))  # type: ignore[union-attr]
    return found


def plain_of(item: Item, names: Iterable[str]) -> dict[str, Any]:
    """Give what fields of an item hold as plain values: rows by their keys, the many in order."""
    found: dict[str, Any] = {}
    for name in names:
        field = Item._meta.get_field(name)  # noqa: SLF001  # Django's public door
        if field.many_to_many:
            found[name] = sorted(getattr(item, name).values_list("pk", flat=True))
        else:
            found[name] = getattr(item, field.attname)  # type: ignore[union-attr]  # a column of the item
    return found


def _sorted(rows: Any) -> list[Model]:
    return sorted(rows, key=lambda row: row.pk)


def _said(item: Item, name: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "–"
    choices = dict(item._meta.get_field(name).flatchoices or ())  # type: ignore[union-attr]  # noqa: SLF001
    return "–" if value in (None, "") else str(choices.get(value, value))
