"""How alike two texts are, from the terms that they share and how rare these are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt

from gouvernail.method.similarity.terms import Terms, is_pair

# [choice] All tuned on the 122 labelled pairs of duplicates_titanium: recall moves by less than two points around them.
_NOMINAL = 1000  # texts; rarity is then the same function of the count in every workspace
_TITLE, _BODY = 2.0, 1.0  # what a term weighs by where it stands
_PAIR = 0.5  # a pair comes on top of its two stems
_TYPO = 0.6  # a term one mistake away
_LENGTH, _LEAST = 8.0, 20.0  # a long title shares more by chance


def rarity(count: int) -> float:
    """Weigh a term by the number of texts that have it: `ln(1 + 1000 / count)`."""
    return log(1 + _NOMINAL / max(count, 1))


@dataclass(frozen=True)
class Wanted:
    """The terms looked for, each with its weight, and which other terms stand for it when they are met.

    Parameters
    ----------
    weights
        Term to its weight, from the rarity of the term among the texts.
    stand_ins
        A term one mistake away to the term that was looked for.
    """

    weights: Mapping[str, float]
    stand_ins: Mapping[str, str]

    @property
    def most(self) -> float:
        """Give what a text with all of it in its title would reach."""
        return _TITLE * sum(self.weights.values()) or 1.0

    def shared(self, text: Terms) -> float:
        """Add up what a text shares with what is looked for; each term looked for counts once, at its best."""
        best: dict[str, float] = {}
        for weight, terms in ((_TITLE, (*text.title, *text.pairs)), (_BODY, text.body)):
            for term in terms:
                aim = term if term in self.weights else self.stand_ins.get(term, "")
                if aim:
                    found = weight * self.weights[aim] * (1.0 if aim == term else _TYPO)
                    best[aim] = max(best.get(aim, 0.0), found)
        return sum(best.values())


def wanted(counts: Mapping[str, int], stand_ins: Mapping[str, str]) -> Wanted:
    """Weigh the terms looked for.

    Parameters
    ----------
    counts
        Term to the number of texts that have it, or some large number beyond which nobody counted.
    stand_ins
        See `Wanted`.
    """
    weights = {term: rarity(count) * (_PAIR if is_pair(term) else 1.0) for term, count in counts.items()}
    return Wanted(weights, stand_ins)


@dataclass(frozen=True)
class Likeness:
    """How alike one text is: `share` of what is looked for that it has, 0 to 1."""

    key: int
    share: float


def ranked(looked_for: Wanted, texts: Iterable[tuple[int, Terms]]) -> list[Likeness]:
    """Put texts in order, the most alike first; the later one first where two are as alike.

    Long titles are held back: the sum of what is shared is divided by the square root of 20 + 8 a stem of the title.
    """
    scored = []
    for key, text in texts:
        shared = looked_for.shared(text)
        scored.append((shared / sqrt(_LEAST + _LENGTH * len(text.title)), key, shared / looked_for.most))
    return [Likeness(key, share) for _score, key, share in sorted(scored, reverse=True)]
