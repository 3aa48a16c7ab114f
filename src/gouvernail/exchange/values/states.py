"""From the words of a status to the five states of an item."""

import re
from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from gouvernail.exchange.values.folding import fold, mapped
from gouvernail.exchange.values.lexicon import lexicon
from gouvernail.method.history.shape import STATES

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHARE = re.compile(r"(\d{1,3})(?:[.,]\d+)?\s?%")
"""How far a task of a plan is: `0 %`, `50%`, `100 %`."""
_WHOLE = 100
_OR = "|"


def state_of(column: pl.Series, *, extra: "Mapping[str, str] | None" = None) -> pl.Series:
    """Read statuses, list names or resolutions.

    Parameters
    ----------
    column
        Text, French or English, of any tracker.
    extra
        Words of this organisation and their state (one of `STATES`); they win over the lexicon.

    Returns
    -------
    Series of String
        One of `gouvernail.method.history.shape.STATES`; null where the word is not known.
    """
    own = {fold(word): state for word, state in (extra or {}).items() if state in STATES}
    texts = column.cast(pl.String)
    distinct = texts.unique().drop_nulls().to_list()
    return mapped(texts, {one: _state(fold(one), own) for one in distinct}, pl.String())


def _state(word: str, own: "Mapping[str, str]") -> str | None:
    plain = word.strip(" .:;!*-_>")
    share = _SHARE.fullmatch(plain)
    if share is not None:
        return "accepted" if float(share[1]) == 0 else "started" if float(share[1]) < _WHOLE else "done"
    for known in (word, plain, re.sub(r"^[^\w'(]+|[^\w')]+$", "", word), re.sub(r"^\d+[\s.)\-:/]+", "", plain)):
        state = own.get(known) or _words().get(known)
        if state is not None:
            return state
    if _undecided(plain, own):
        return None
    found = max(_stems().finditer(plain), key=lambda one: len(one[0]), default=None)
    return _stem_states()[found[0]] if found else None


def _undecided(word: str, own: "Mapping[str, str]") -> bool:
    """Say whether the word lists several states, as templates do for somebody to choose one."""
    choices = word.split(_OR) if _OR in word else []
    return len({_state(one, own) for one in choices} - {None}) > 1


@cache
def _words() -> dict[str, str]:
    return {word: state for state in reversed(STATES) for word in lexicon("states")[state]["words"]}


@cache
def _stem_states() -> dict[str, str]:
    return {stem: state for state in STATES for stem in lexicon("states")[state]["stems"]}


@cache
def _stems() -> "re.Pattern[str]":
    """Match the longest stem at the start of a word; a negation before it is left to longer stems."""
    longest_first = sorted(_stem_states(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})")
