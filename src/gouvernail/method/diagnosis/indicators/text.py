"""Emotions: words of urgency in titles and comments."""

from typing import TYPE_CHECKING, Final

import polars as pl

from gouvernail.method.diagnosis.indicator import register
from gouvernail.method.diagnosis.indicators.answer import Answer, Measure, Missing, absent
from gouvernail.method.diagnosis.indicators.evidence import evidence

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.facts import Facts

MOST_TEXTS = 20_000
_EXCLAIMED: Final = r"!\s?!"
_CAPITALS: Final = r"\p{Lu}{5}"  # what every shout holds: ten times as quick to look for
_SHOUTED: Final = r"\b\p{Lu}{5,}\b(?:\W+\p{Lu}+\b)*?\W+\p{Lu}{5,}\b"
_ACCENTS: Final = "àâäáãåéèêëíìîïóòôöõúùûüçñÿæœ’"
_PLAIN: Final = (*"aaaaaaeeeeiiiiooooouuuucny", "ae", "oe", "'")


@register
class UrgencyWords(Measure):
    """Share of the titles and comments that cry for attention.

    Words of urgency, capitals, "!!", French and English; method.md section 6.2, 35. Never alone, and q at most .6.

    [choice] Capitals = a run of words in capitals that holds two of five letters or more, so that acronyms do not
    shout. Beyond 20,000 texts, about as many are read, chosen by their key and instant.
    """

    id = "urgency_words"
    number = 35
    unit = "share"
    beyond = "above"
    sources = frozenset({"text"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Look for the words in each text."""
        if missing := absent(facts, "items.title"):
            return Missing(missing)
        read, total = _texts(facts)
        words = [word for language in facts.settings.urgency_words.values() for word in language]
        marked = read.with_columns(cry=_cries(words))
        loud = marked.filter("cry")
        return Answer(
            self.share(facts, loud.height, marked.height),
            evidence(facts, loud, "words", "day", by="at"),
            {"texts": marked.height, "loud": loud.height},
            ("text_only",) + (("texts_sampled",) if read.height < total else ()),
        )


def _texts(facts: "Facts") -> tuple[pl.DataFrame, int]:
    """Give the texts to read (`idx`, `words`, `at`, `day`), and how many there are in all."""
    titles = facts.items.filter(pl.col("title").is_not_null()).select("key", words="title", at="created_at")
    said = facts.history.touches.filter(pl.col("text").is_not_null()).select("key", words="text", at="at")
    texts = pl.concat([titles, said.join(facts.positions, on="key", how="semi")])
    step = max(1, -(-texts.height // MOST_TEXTS))
    chosen = (pl.col("key").hash() ^ pl.col("at").hash()) % step == 0
    read = texts.filter(chosen) if step > 1 else texts
    return read.join(facts.positions, on="key").with_columns(day=pl.col("at").dt.date()), texts.height


def _cries(words: list[str]) -> pl.Expr:
    """Whole words without accents or case; a quick search of plain substrings first, the rest only where it hits."""
    text = pl.col("words")
    plain = text.str.to_lowercase().str.replace_many(list(_ACCENTS), list(_PLAIN))
    spoken = plain.str.contains(r"\b(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")\b")
    shouted = pl.when(text.str.contains(_CAPITALS)).then(text).str.contains(_SHOUTED).fill_null(value=False)
    return (spoken | text.str.contains(_EXCLAIMED) | shouted).fill_null(value=False)
