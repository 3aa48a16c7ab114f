"""What imports brought: which rows are known already, which ones people have touched since, which ones say the same."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Model, Q

from gouvernail.backlog.bridge.similarity import terms_of
from gouvernail.backlog.models import (
    Answer,
    Attachment,
    Comment,
    Document,
    Effort,
    Evidence,
    Item,
    Link,
    Opinion,
    Origin,
    Prerequisite,
    Request,
    Voice,
)
from gouvernail.decisions.models import Change

if TYPE_CHECKING:
    from django.db.models import QuerySet

T = TypeVar("T")
Kind = type[Request] | type[Item]


class Verbs(NamedTuple):
    """What an import does to a row, as the trail names it."""

    brought: str
    updated: str
    undone: str
    restored: str


VERBS = {
    Request: Verbs("request_import", "request_import_update", "request_import_undo", "request_import_restore"),
    Item: Verbs("item_import", "item_import_update", "item_import_undo", "item_import_restore"),
}
LINKED = "item_import_link"
"""What imports themselves do: anything else in the trail of a row is somebody who touched it."""
_AT_ONCE = 500
_OF_REQUESTS: tuple[tuple[type[Model], str], ...] = (
    (Voice, "request"),
    (Comment, "request"),
    (Attachment, "request"),
    (Origin, "request"),
    (Answer, "request"),
    (Request, "merged_into"),
)
_OF_ITEMS: tuple[tuple[type[Model], str], ...] = (
    (Comment, "item"),
    (Attachment, "item"),
    (Origin, "item"),
    (Effort, "item"),
    (Evidence, "item"),
    (Link, "item"),
    (Opinion, "item"),
    (Prerequisite, "item"),
    (Prerequisite, "needs"),
)


def known(model: Kind, origins: Collection[UUID], keys: Iterable[str]) -> dict[str, Any]:
    """Give the rows that these imports brought, by their key in the other tool; those that were taken away too.

    Where several have a key, the one that is there wins, then the latest.
    """
    found: dict[str, Any] = {}
    for some in batches(keys, _AT_ONCE):
        rows: QuerySet[Any] = model.objects.filter(origin__in=origins, foreign_key__in=some).order_by("pk")
        if model is Item:
            rows = rows.prefetch_related("teams")
        for row in rows:
            before = found.get(row.foreign_key)
            if before is None or before.removed_at is not None or row.removed_at is None:
                found[row.foreign_key] = row
    return found


def touched(model: Kind, keys: Iterable[int]) -> set[int]:
    """Give those of these rows that somebody wrote on, answered, or hung something on since they were imported."""
    found: set[int] = set()
    label = model._meta.label_lower  # noqa: SLF001  # Django's public door to a model's name
    for some in batches(keys, _AT_ONCE):
        trail = Change.objects.filter(subject_type=label, subject_id__in=[str(key) for key in some])
        found.update(
            int(key) for key in trail.exclude(verb__in=[*VERBS[model], LINKED]).values_list("subject_id", flat=True)
        )
        for other, field in _OF_REQUESTS if model is Request else _OF_ITEMS:
            rows = other._default_manager.filter(**{f"{field}__in": some})  # noqa: SLF001  # Django's public door
            if other is Prerequisite:
                rows = rows.filter(origin=None)  # an import brings prerequisites too
            found.update(rows.values_list(field, flat=True))
    return found


def saying_the_same(titles: Iterable[str]) -> dict[str, list[tuple[str, int, str, str]]]:
    """Find, for each title, the requests and items whose title has the same words, whatever their order and endings.

    Returns
    -------
    dict
        Title to (`request` or `item`, key of the row, its name, its title).
    """
    wanted: dict[str, list[str]] = {}
    for title in titles:
        wanted.setdefault(words_said(title), []).append(title)
    wanted.pop("", None)
    found: dict[str, list[tuple[str, int, str, str]]] = {}
    is_there = Q(request__removed_at=None, item=None) | Q(item__removed_at=None, request=None)
    rows = (
        Document.objects.filter(is_there)
        .select_related("request", "item")
        .only("title", "request__number", "request__title", "item__number", "item__title")
    )
    for row in rows.iterator(chunk_size=_AT_ONCE):
        for title in wanted.get(" ".join(sorted(set(row.title.split()))), ()):
            subject = row.request or row.item
            if subject is not None:
                kind = "request" if row.request_id else "item"
                found.setdefault(title, []).append((kind, subject.pk, subject.key, subject.title))
    return found


def words_said(title: str) -> str:
    """Give what two titles that say the same have in common: their stems, each once, in alphabetical order."""
    return " ".join(sorted(set(terms_of(title).title)))


def batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """Give rows some at a time."""
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some
