"""Words without their endings."""

from functools import lru_cache

import snowballstemmer

_FRENCH = snowballstemmer.stemmer("french")
_ENGLISH = snowballstemmer.stemmer("english")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Take the endings off a folded word: those of French, then those of English.

    [choice] Both, one after the other, rather than one by the language of the text: a title of five words does not
    say its language, CRM teams mix both, and one term a word keeps the index half as large. `customers` and
    `customer` are both `custom`; `relances`, `relancer` and `relance` are `relanc`.
    """
    return str(_ENGLISH.stemWord(_FRENCH.stemWord(word)))
