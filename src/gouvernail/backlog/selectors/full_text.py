"""Tell what holds given words, through the index: whatever their endings, accents and capitals."""

from django.db.models import Q

from gouvernail.backlog.bridge.similarity import words
from gouvernail.backlog.models import Document, Posting
from gouvernail.decisions.selectors.full_text import numbered, term_meant


def requests_with(text: str) -> Q:
    """Tell the requests that hold every word of a text, or whose key it is (`D-12`, `12`)."""
    held = numbered(text, "d")
    if not words(text):
        return held
    return held | Q(pk__in=Document.objects.filter(_holding(text), request__isnull=False).values("request"))


def items_with(text: str) -> Q:
    """Tell the items that hold every word of a text, or whose key it is (`CRM-12`, `12`)."""
    held = numbered(text, "crm")
    if not words(text):
        return held
    return held | Q(pk__in=Document.objects.filter(_holding(text), item__isnull=False).values("item"))


def _holding(text: str) -> Q:
    found = Q()
    for word in dict.fromkeys(words(text)):
        found &= Q(pk__in=Posting.objects.filter(term_meant(word)).values("document"))
    return found
