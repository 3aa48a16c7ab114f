"""Imports into the backlog, as pages show them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gouvernail.backlog.choices.items import ItemState
from gouvernail.backlog.choices.requests import RequestState
from gouvernail.backlog.models import Item, Prerequisite, Request
from gouvernail.backlog.selectors.imported import touched
from gouvernail.connectors.choices import BacklogKind
from gouvernail.connectors.models import BacklogImport
from gouvernail.connectors.selectors.backlog_rows import MODELS

SHOWN = 200  # rows to tick


@dataclass(frozen=True)
class Leaving:
    """What taking an import away would do: `go` rows go, `stay` were touched since; the first of these in `rows`.

    `links` is how many prerequisites that it brought go with it.
    """

    go: int
    stay: int
    links: int
    rows: list[Request | Item]


def backlog_imports() -> QuerySet[BacklogImport]:
    """List the imports into the backlog, the latest first."""
    return BacklogImport.objects.select_related("actor__user", "job").defer("plan", "options")


def backlog_import_get(key: int) -> BacklogImport | None:
    """Find an import with what its page shows."""
    rows = BacklogImport.objects.select_related("workspace", "job__actor__user", "actor__user", "run")
    return rows.filter(pk=key).first()


def rows_of(found: BacklogImport) -> "QuerySet[Any]":
    """List the rows that an import brought and that are there."""
    return MODELS[found.kind].objects.filter(origin=found.origin, removed_at=None)


def leaving(found: BacklogImport) -> Leaving:
    """Say what taking an import away would do now."""
    keys = list(rows_of(found).values_list("pk", flat=True))
    stay = touched(MODELS[found.kind], keys)
    rows = list(rows_of(found).filter(pk__in=sorted(stay)[:SHOWN]).order_by("number"))
    links = Prerequisite.objects.filter(origin=found.origin).count() if found.kind == BacklogKind.ITEMS else 0
    return Leaving(go=len(keys) - len(stay), stay=len(stay), links=links, rows=rows)


def differences_said(found: BacklogImport) -> list[dict[str, Any]]:
    """Give the differences of the plan in the reader's language."""
    return [
        {
            **one,
            "fields": [
                (_field(found, name), _value(found, name, old), _value(found, name, new))
                for name, old, new in one["fields"]
            ],
        }
        for one in found.plan.get("differences", [])
    ]


def refusals_said() -> dict[str, str]:
    """Say why a row cannot enter, and what to do."""
    return {
        "no_title": _("It has neither title nor text. Give it a title in the other tool, then send the file again."),
        "no_key": _("It has no key. Give it one in the other tool, then send the file again."),
        "long_key": _(
            "Its key is longer than 80 characters. Choose another column as the key, and read the file again."
        ),
    }


def _field(found: BacklogImport, name: str) -> str:
    field = MODELS[found.kind]._meta.get_field(name.removesuffix("_id"))  # noqa: SLF001  # Django's public door
    label = str(getattr(field, "verbose_name", name))
    return {"title": _("title"), "started_at": _("started"), "done_at": _("done")}.get(name, label)


def _value(found: BacklogImport, name: str, value: Any) -> Any:
    if name == "state" and value:
        return (ItemState if found.kind == BacklogKind.ITEMS else RequestState)(value).label
    return value or "–"
