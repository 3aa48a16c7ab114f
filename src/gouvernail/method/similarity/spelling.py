"""One letter too many, too few, wrong, or two swapped."""

SHORTEST = 5  # [choice] a shorter word with one letter changed is another word
_DIGITS = frozenset("0123456789")


def has_spellings(term: str) -> bool:
    """Tell whether a term may be mistyped: a long enough one without figures (a reference is right or wrong)."""
    return len(term) >= SHORTEST and term.isalnum() and _DIGITS.isdisjoint(term)


def spellings(word: str) -> set[str]:
    """Give the word, and all that remains of its singular when one letter is taken out.

    Two words one mistake apart always share one of these (symmetric deletion, W. Garbe's SymSpell, 2012): an index of
    them finds the neighbours of a word without reading the vocabulary.
    """
    bare = _singular(word)
    return {word, bare, *(bare[:place] + bare[place + 1 :] for place in range(len(bare)))}


def is_mistyped(one: str, other: str) -> bool:
    """Tell whether two words are one mistake apart, or the same, an `s` at their end aside."""
    return is_one_mistake(_singular(one), _singular(other))


def is_one_mistake(one: str, other: str) -> bool:
    """Tell whether two terms are at most one mistake apart: optimal string alignment distance of 0 or 1."""
    if len(one) > len(other):
        one, other = other, one
    place = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    rest, others = one[place:], other[place:]
    if len(one) == len(other):
        swapped = rest[1:2] == others[:1] and rest[:1] == others[1:2] and rest[2:] == others[2:]
        return rest[1:] == others[1:] or swapped
    return len(other) == len(one) + 1 and rest == others[1:]


def _singular(word: str) -> str:
    return word.removesuffix("s")
