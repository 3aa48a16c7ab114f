"""Keep what requests and items are found by, in the transaction of whoever writes them."""

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, cast

from django.db import connection, transaction
from django.db.models import Q

from gouvernail.backlog.bridge.similarity import Terms, spellings_of, terms_of, words_of
from gouvernail.backlog.models import Document, Item, Posting, Request, Spelling
from gouvernail.backlog.selectors.postings import words_known
from gouvernail.workspaces.models import Workspace

if TYPE_CHECKING:
    from django.db.models import QuerySet

_BATCH = 500


def document_write(*, subject: Request | Item) -> None:
    """Have a request or an item found by its texts of now, or no more where it is removed. Writers of it call this.

    It asks no right and leaves no trace: it changes nothing that people wrote.
    """
    documents_write([subject])


@transaction.atomic
def documents_write(subjects: Iterable[Request | Item]) -> None:
    """Do so for many rows of one workspace at once, as imports do."""
    rows = list(subjects)
    if not rows:
        return
    requests = [one.pk for one in rows if isinstance(one, Request)]
    items = [one.pk for one in rows if isinstance(one, Item)]
    Document.objects.filter(Q(request__in=requests) | Q(item__in=items)).delete()
    read = {one: terms_of(*_texts(one)) for one in rows if one.removed_at is None}
    made = Document.objects.bulk_create([_document(one, terms) for one, terms in read.items()])
    _insert(
        Posting,
        ("workspace_id", "document_id", "term"),
        [
            (document.workspace_id, document.pk, term)
            for document, terms in zip(made, read.values(), strict=True)
            for term in terms.all
        ],
    )
    _learn(rows[0].workspace_id, words_of(*(text for one in read for text in _texts(one))))


def index_rebuild(workspace: Workspace) -> int:
    """Write the index of a workspace anew, in its scope, and say how many rows are found by it.

    Each batch is one transaction: who searches meanwhile finds what has been written so far.
    """
    for model in (Posting, Document, Spelling):
        model._default_manager.filter(workspace=workspace).delete()  # noqa: SLF001  # Django's public door
    return sum(_indexed(rows) for rows in (Request.objects.order_by("pk"), Item.objects.order_by("pk")))


def _indexed(rows: "QuerySet[Request] | QuerySet[Item]") -> int:
    found = iter(rows.filter(removed_at=None).iterator(chunk_size=_BATCH))
    count = 0
    while batch := list(islice(found, _BATCH)):
        documents_write(cast("list[Request | Item]", batch))
        count += len(batch)
    return count


def _texts(subject: Request | Item) -> tuple[str, ...]:
    if isinstance(subject, Item):
        return subject.title, subject.text
    return subject.title, subject.need, subject.workaround, subject.effect, subject.people, subject.asked_by


def _document(subject: Request | Item, terms: Terms) -> Document:
    is_item = isinstance(subject, Item)
    return Document(
        workspace_id=subject.workspace_id,
        request_id=None if is_item else subject.pk,
        item_id=subject.pk if is_item else None,
        title=" ".join(terms.title),
        body=" ".join(terms.body),
    )


def _learn(workspace_id: int, words: set[str]) -> None:
    """Keep the spellings of words never seen: two writers may both do so, which harms nothing."""
    spelled = spellings_of(words)
    for word in words_known(workspace_id, sorted(spelled)):
        del spelled[word]
    _insert(
        Spelling,
        ("workspace_id", "form", "word"),
        [(workspace_id, form, word) for word, forms in spelled.items() for form in forms],
    )


def _insert(model: type[Posting] | type[Spelling], columns: tuple[str, ...], rows: list[tuple[int | str, ...]]) -> None:
    """Insert rows of numbers and plain text. A thing has ten or more: made as objects, they cost the most."""
    if not rows:
        return
    quote = connection.ops.quote_name
    into = f"{quote(model._meta.db_table)} ({', '.join(map(quote, columns))})"  # noqa: SLF001  # Django's public door
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {into} VALUES ({places})", rows)  # noqa: S608  # names of our own tables
