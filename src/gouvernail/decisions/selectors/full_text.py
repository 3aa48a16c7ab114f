"""Tell what holds given words, through an index of stems: whatever their endings, accents and capitals."""

from django.db.models import Q

from gouvernail.decisions.bridge import fold, stem, words
from gouvernail.decisions.models import DecisionTerm

_BEGUN = 3  # letters from which a word not yet finished finds what it begins
_ENDING = 4  # letters of an ending that the stem may have lost
_DIGITS = 9  # of a number that a database holds


def decisions_with(text: str) -> Q:
    """Tell the decisions that hold every word of a text, or whose key it is (`DEC-12`, `12`)."""
    held = numbered(text, "dec")
    found = Q()
    for word in dict.fromkeys(words(text)):
        found &= Q(pk__in=DecisionTerm.objects.filter(term_meant(word)).values("decision"))
    return held | found if found else held


def numbered(text: str, prefix: str) -> Q:
    """Tell the row whose number a text is; none where it is not one."""
    digits = fold(text).strip().removeprefix(prefix).lstrip("-")
    return Q(number=int(digits)) if digits.isdecimal() and len(digits) <= _DIGITS else Q(pk__in=())


def term_meant(word: str) -> Q:
    """Tell the terms (`term`) that a word may mean: its stem, what it begins, or the stem of what it begins."""
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
