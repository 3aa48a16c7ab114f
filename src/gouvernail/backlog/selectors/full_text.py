"""Tell what holds given words, through the index: whatever their endings, accents and capitals."""

from django.db.models import Q

from gouvernail.backlog.bridge.similarity import fold, stem, words
from gouvernail.backlog.models import Document, Posting

_BEGUN = 3  # letters from which a word not yet finished finds what it begins
_ENDING = 4  # letters of an ending that the stem may have lost
_DIGITS = 9  # of a number that a database holds


def requests_with(text: str) -> Q:
    """Tell the requests that hold every word of a text, or whose key it is (`D-12`, `12`)."""
    held = _key(text, "d")
    if not words(text):
        return held
    return held | Q(pk__in=Document.objects.filter(_holding(text), request__isnull=False).values("request"))


def items_with(text: str) -> Q:
    """Tell the items that hold every word of a text, or whose key it is (`CRM-12`, `12`)."""
    held = _key(text, "crm")
    if not words(text):
        return held
    return held | Q(pk__in=Document.objects.filter(_holding(text), item__isnull=False).values("item"))


def _key(text: str, prefix: str) -> Q:
    """Tell the row whose number a text is; none where it is not one."""
    digits = fold(text).strip().removeprefix(prefix).lstrip("-")
    return Q(number=int(digits)) if digits.isdecimal() and len(digits) <= _DIGITS else Q(pk__in=())


def _holding(text: str) -> Q:
    found = Q()
    for word in dict.fromkeys(words(text)):
        found &= Q(pk__in=Posting.objects.filter(_meant(word)).values("document"))
    return found


def _meant(word: str) -> Q:
    """Tell the terms that a word may mean: its stem, what it begins, or the stem of what it begins."""
    least = max(_BEGUN + 1, len(word) - _ENDING)
    meant = Q(term__in=[stem(word), *(word[:end] for end in range(least, len(word)))])
    if len(word) >= _BEGUN:
        after = _after(word)
        meant |= Q(term__gte=word, term__lt=after) if after else Q(term__gte=word)
    return meant


def _after(word: str) -> str:
    """Give the first term after all those that a word begins: one index serves such a range on every database."""
    bare = word.rstrip("z")
    return f"{bare[:-1]}{'a' if bare[-1] == '9' else chr(ord(bare[-1]) + 1)}" if bare else ""
