"""Whether a stated date can be believed."""

from typing import Final, Literal

Credibility = Literal["safe", "risky", "optimistic", "not_credible"]

SAFE: Final = 0.85
EVEN: Final = 0.5
HOPELESS: Final = 0.15


def credibility(probability: float) -> Credibility:
    """Name the credibility of a date that is kept with this probability (method.md section 5, our own proposal).

    `safe` from .85, `risky` from .5, `optimistic` from .15, `not_credible` below.
    """
    if probability >= SAFE:
        return "safe"
    if probability >= EVEN:
        return "risky"
    return "optimistic" if probability >= HOPELESS else "not_credible"
